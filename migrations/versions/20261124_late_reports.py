"""Of which due day it was told that a report is late."""

import sqlalchemy as sa
from alembic import op

revision = 'f27c0d8b41e9'
down_revision = '5b83f0e6a2d7'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('target', sa.Column('told_late_of', sa.Date(), nullable=True))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_column('target', 'told_late_of')
