"""A round of reporting may be about a period."""

import sqlalchemy as sa
from alembic import op
revision = '6a41d0c9e8b2'
down_revision = '6d1f0b8e35a4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    kinds = sa.Enum('month', 'quarter', 'half', 'nine_months', 'year', name='periodkind', native_enum=False, length=40)
    op.add_column('campaign', sa.Column('period_kind', kinds, nullable=True))
    op.add_column('campaign', sa.Column('period_year', sa.BigInteger(), nullable=True))
    op.add_column('campaign', sa.Column('period_index', sa.BigInteger(), nullable=True))
    whole = 'num_nonnulls(period_kind, period_year, period_index) IN (0, 3)'
    op.create_check_constraint('whole_period', 'campaign', whole)


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_constraint('whole_period', 'campaign', type_='check')
    op.drop_column('campaign', 'period_index')
    op.drop_column('campaign', 'period_year')
    op.drop_column('campaign', 'period_kind')
