"""Who is signed in where is kept in the database, so that each sign-in can be seen and ended."""

import sqlalchemy as sa
from alembic import op

revision = 'f3b9c05a7d16'
down_revision = 'd92c4be7f158'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table(
        'browser_session',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('agent', sa.String(length=300), nullable=False),
        sa.Column('address', sa.String(length=64), nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('seen_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_browser_session_user_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_browser_session')),
        sa.UniqueConstraint('digest', name=op.f('uq_browser_session_digest')),
    )
    op.create_index(op.f('ix_browser_session_user_id'), 'browser_session', ['user_id'])


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_index(op.f('ix_browser_session_user_id'), table_name='browser_session')
    op.drop_table('browser_session')
