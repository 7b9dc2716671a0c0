"""What waits for a step of the worker is found without reading every paper."""

import sqlalchemy as sa
from alembic import op

revision = 'c3f05b9e7a18'
down_revision = 'a94c1e7d20b6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_index('ix_document_in_the_works', 'document', ['id'], postgresql_where=sa.text("step <> 'none'"))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_index('ix_document_in_the_works', table_name='document')
