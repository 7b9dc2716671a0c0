"""A text being written has annexes beside its sections."""

import sqlalchemy as sa
from alembic import op
revision = 'e2b84d1f7a60'
down_revision = 'd7a3f05e9c48'
branch_labels = None
depends_on = None

_FLAGS = ('annex', 'wide', 'removed')


def upgrade() -> None:
    """Brings the schema to this revision."""
    for name in _FLAGS:
        op.add_column('draft_section', sa.Column(name, sa.Boolean(), server_default=sa.text('false'), nullable=False))


def downgrade() -> None:
    """Takes the schema back to the revision before; annexes being written are lost, those handed in are kept."""
    op.execute('DELETE FROM draft_section WHERE annex')
    for name in _FLAGS:
        op.drop_column('draft_section', name)
