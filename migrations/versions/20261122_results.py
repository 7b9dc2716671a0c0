"""Words on tasks name their task in a consolidation; the progress of a consolidated task may be a person's choice."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = 'a81c6e04d7f3'
down_revision = '5e90b7d3c1a4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    for table in ('source_block', 'result_block'):
        op.add_column(table, sa.Column('task_id', sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f(f'fk_{table}_task_id'), table, 'task', ['task_id'], ['id'])
    op.add_column('task_result', sa.Column('chosen', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_column('task_result', 'parts')


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.add_column('task_result', sa.Column(
        'parts', postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default=sa.text("'{}'")
    ))
    op.alter_column('task_result', 'parts', server_default=None)
    op.drop_column('task_result', 'chosen')
    for table in ('result_block', 'source_block'):
        op.drop_constraint(op.f(f'fk_{table}_task_id'), table, type_='foreignkey')
        op.drop_column(table, 'task_id')
