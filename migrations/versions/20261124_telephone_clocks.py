"""How far the clock of each telephone is from ours."""

import sqlalchemy as sa
from alembic import op

revision = '5b83f0e6a2d7'
down_revision = 'c71e5d0a94b6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('second_factor', sa.Column('drift', sa.BigInteger(), nullable=False, server_default='0'))
    op.add_column('second_factor', sa.Column('other_drift', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_column('second_factor', 'other_drift')
    op.drop_column('second_factor', 'drift')
