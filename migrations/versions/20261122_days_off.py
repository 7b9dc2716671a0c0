"""Days worked, or not worked, otherwise than the public calendar says."""

import sqlalchemy as sa
from alembic import op
revision = '41b7e6f2a0d9'
down_revision = '6a41d0c9e8b2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('day_off',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('works', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_day_off_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_day_off')),
    sa.UniqueConstraint('organisation_id', 'day', name=op.f('uq_day_off_organisation_id_day'))
    )


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('day_off')
