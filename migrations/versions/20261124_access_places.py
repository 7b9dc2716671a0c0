"""Whoever opens a marked paper while they take others' places is written down with their names."""

import sqlalchemy as sa
from alembic import op

revision = 'c71e5d0a94b6'
down_revision = 'e41c7b92d06a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('access_entry', sa.Column('in_place_of', sa.String(length=400), nullable=False, server_default=''))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_column('access_entry', 'in_place_of')
