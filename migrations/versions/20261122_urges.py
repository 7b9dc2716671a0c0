"""Which organisations were urged, by which công văn, about which request."""

import sqlalchemy as sa
from alembic import op

revision = 'd94f2a6b81c7'
down_revision = 'b3c8e51f97d2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('urge',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('unit_id', sa.BigInteger(), nullable=False),
    sa.Column('target_id', sa.BigInteger(), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('reply_id', sa.BigInteger(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('reply_by', sa.Date(), nullable=False),
    sa.Column('ordinal', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_urge_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_urge_organisation_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['document.id'], name=op.f('fk_urge_reply_id')),
    sa.ForeignKeyConstraint(['target_id'], ['target.id'], name=op.f('fk_urge_target_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['organisation.id'], name=op.f('fk_urge_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_urge')),
    sa.UniqueConstraint('organisation_id', 'unit_id', 'day', name='uq_urge_once_a_day')
    )
    op.create_index('ix_urge_of_document', 'urge', ['document_id'], unique=False)
    op.create_index('ix_urge_of_target', 'urge', ['target_id', 'id'], unique=False)
    op.create_index('ix_urge_of_unit', 'urge', ['unit_id', 'id'], unique=False)


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('urge')
