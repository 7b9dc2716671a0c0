"""Questions to the public page are counted where every process sees them."""

import sqlalchemy as sa
from alembic import op
revision = 'c4e19a7d5b02'
down_revision = 'c41d9a0e7b52'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table(
        'public_check',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('key', sa.String(length=120), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_public_check')),
    )
    op.create_index('ix_public_check_recent', 'public_check', ['key', 'at'])


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_index('ix_public_check_recent', table_name='public_check')
    op.drop_table('public_check')
