"""A consolidated report may carry the annex that names the sources of each of its blocks."""

import sqlalchemy as sa
from alembic import op
revision = 'b3c8e51f97d2'
down_revision = 'a3c5d1e8f702'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('document', sa.Column('with_origins', sa.Boolean(), server_default=sa.text('false'), nullable=False))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_column('document', 'with_origins')
