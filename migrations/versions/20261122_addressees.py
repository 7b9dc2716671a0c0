"""A document keeps whom it addresses above its text (Kính gửi, Kính trình)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = 'b95e30c7d214'
down_revision = '3f9b6d82c5e1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    kind = postgresql.JSONB(astext_type=sa.Text())
    op.add_column('document', sa.Column('addressees', kind, server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_column('document', 'addressees')
