"""To whom waiting work was handed, since when a step is slow, and after how many working days it is."""

import sqlalchemy as sa
from alembic import op

revision = 'e41c7b92d06a'
down_revision = 'b7e4c05d92a1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('document', sa.Column('assignee_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_document_assignee_id'), 'document', 'person', ['assignee_id'], ['id'])
    op.add_column('document', sa.Column('slow_since', sa.Date(), nullable=True))
    op.add_column('organisation', sa.Column('step_days', sa.BigInteger(), server_default='3', nullable=False))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_column('organisation', 'step_days')
    op.drop_column('document', 'slow_since')
    op.drop_constraint(op.f('fk_document_assignee_id'), 'document', type_='foreignkey')
    op.drop_column('document', 'assignee_id')
