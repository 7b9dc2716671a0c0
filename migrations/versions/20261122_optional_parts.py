"""A document keeps the components that most papers do without."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = 'd7a3f05e9c48'
down_revision = '8d2f4c61b0a3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    kind = postgresql.JSONB(astext_type=sa.Text())
    op.add_column('document', sa.Column('parts', kind, server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_column('document', 'parts')
