"""Advisory bodies by way of which the reports of a round go up."""

import sqlalchemy as sa
from alembic import op

revision = 'c7a1e94d20b6'
down_revision = 'a5d81f3c60e9'
branch_labels = None
depends_on = None

_TABLES = ('campaign', 'campaign_schedule', 'document')


def upgrade() -> None:
    """Brings the schema to this revision."""
    for table in _TABLES:
        op.add_column(table, sa.Column('through_id', sa.BigInteger(), nullable=True))
        name = op.f(f'fk_{table}_through_id')
        op.create_foreign_key(name, table, 'organisation', ['through_id'], ['id'])
    op.add_column('delivery', sa.Column('is_passage', sa.Boolean(), server_default='false', nullable=False))
    op.add_column('delivery', sa.Column('opinion', sa.Text(), server_default='', nullable=False))
    op.create_index(
        'ix_campaign_through', 'campaign', ['through_id', 'id'], postgresql_where=sa.text('through_id IS NOT NULL')
    )


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_index('ix_campaign_through', table_name='campaign')
    op.drop_column('delivery', 'opinion')
    op.drop_column('delivery', 'is_passage')
    for table in _TABLES:
        op.drop_column(table, 'through_id')
