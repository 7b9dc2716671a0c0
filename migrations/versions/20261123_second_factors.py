"""What stands beside or instead of a password: the telephone's key, recovery codes, the office's one-time code."""

import sqlalchemy as sa
from alembic import op

revision = '2d8e61f4b09a'
down_revision = 'f3b9c05a7d16'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table(
        'second_factor',
        sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('sealed', sa.Text(), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('last_step', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_second_factor_user_id')),
        sa.PrimaryKeyConstraint('user_id', name=op.f('pk_second_factor')),
    )
    op.create_table(
        'recovery_code',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('hashed', sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_recovery_code_user_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    )
    op.create_index(op.f('ix_recovery_code_user_id'), 'recovery_code', ['user_id'])
    op.create_table(
        'entry_code',
        sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('hashed', sa.String(length=255), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_entry_code_user_id')),
        sa.PrimaryKeyConstraint('user_id', name=op.f('pk_entry_code')),
    )


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('entry_code')
    op.drop_index(op.f('ix_recovery_code_user_id'), table_name='recovery_code')
    op.drop_table('recovery_code')
    op.drop_table('second_factor')
