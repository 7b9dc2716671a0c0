"""Substitutes: who takes whose place in an organisation, from a day to a day."""

import sqlalchemy as sa
from alembic import op

revision = 'd19e4b70a2c5'
down_revision = 'c7a1e94d20b6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('delegation',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('absent_id', sa.BigInteger(), nullable=False),
    sa.Column('substitute_id', sa.BigInteger(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('given_by_id', sa.BigInteger(), nullable=True),
    sa.Column('given_by', sa.String(length=120), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_delegation_organisation_id')),
    sa.ForeignKeyConstraint(['absent_id'], ['person.id'], name=op.f('fk_delegation_absent_id')),
    sa.ForeignKeyConstraint(['substitute_id'], ['person.id'], name=op.f('fk_delegation_substitute_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['person.id'], name=op.f('fk_delegation_given_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delegation'))
    )
    op.create_index('ix_delegation_of_substitute', 'delegation', ['substitute_id', 'to_day'])
    op.create_index('ix_delegation_of_organisation', 'delegation', ['organisation_id', 'to_day', 'id'])


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('delegation')
