"""The one table of a section that was made of the units' tables."""

import sqlalchemy as sa
from alembic import op

revision = 'd92c4be7f158'
down_revision = 'b7d02c5e81f4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('result_block', sa.Column('gathered', sa.String(length=64), nullable=True))
    op.create_index(
        'ix_result_block_gathered',
        'result_block',
        ['document_id', 'section_key'],
        unique=True,
        postgresql_where=sa.text('gathered IS NOT NULL'),
    )


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_index('ix_result_block_gathered', table_name='result_block')
    op.drop_column('result_block', 'gathered')
