"""Outlines are records of their own with versions; a round remembers the one it was opened with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = 'd94e0b7a2c63'
down_revision = '8e5c3b70d1f4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('outline',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.String(length=120), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_outline_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outline'))
    )
    op.create_index('ix_outline_of_organisation', 'outline', ['organisation_id', 'id'], unique=False)
    op.create_table('outline_version',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('outline_id', sa.BigInteger(), nullable=False),
    sa.Column('ordinal', sa.BigInteger(), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('fixed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('fixed_by', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['outline_id'], ['outline.id'], name=op.f('fk_outline_version_outline_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outline_version')),
    sa.UniqueConstraint('outline_id', 'ordinal', name=op.f('uq_outline_version_outline_id_ordinal'))
    )
    op.add_column('campaign', sa.Column('outline_version_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f('fk_campaign_outline_version_id'), 'campaign', 'outline_version', ['outline_version_id'], ['id']
    )


def downgrade() -> None:
    """Takes the schema back to the revision before; rounds keep the outline they were opened with."""
    op.drop_column('campaign', 'outline_version_id')
    op.drop_table('outline_version')
    op.drop_table('outline')
