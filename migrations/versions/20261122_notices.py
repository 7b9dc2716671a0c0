"""The notice of each person and day, how a person wants it, and which days' round was begun."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '7be40d15a9f3'
down_revision = 'f6a80c2d4e19'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('digest',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('lines', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handed', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('mailed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_digest_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digest')),
    sa.UniqueConstraint('user_id', 'day', name=op.f('uq_digest_user_id_day'))
    )
    op.create_index('ix_digest_unread', 'digest', ['user_id'], unique=False, postgresql_where='read_at IS NULL')
    op.create_table('digest_round',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_digest_round'))
    )
    op.create_table('notice_choice',
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('mail', sa.String(length=254), nullable=True),
    sa.Column('by_mail', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('feed_serial', sa.BigInteger(), server_default='1', nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_notice_choice_user_id')),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_notice_choice'))
    )


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('notice_choice')
    op.drop_table('digest_round')
    op.drop_table('digest')
