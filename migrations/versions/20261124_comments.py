"""Comments on the blocks of a paper, their replies, and suggested wordings."""

import sqlalchemy as sa
from alembic import op

revision = '6fa4d07b92c3'
down_revision = '8a4d27c1e5f3'
branch_labels = None
depends_on = None


def _key(column: str, table: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(column, sa.BigInteger(), sa.ForeignKey(f'{table}.id'), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _word(name: str, length: int, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=nullable)


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table(
        'comment',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        _key('document_id', 'document'),
        _key('revision_id', 'revision'),
        _key('parent_id', 'comment', nullable=True),
        _word('block', 40),
        _word('section', 40),
        sa.Column('about', sa.Text(), nullable=False),
        _word('audience', 40),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('proposed', sa.Text(), nullable=True),
        _key('author_id', 'person'),
        _word('author_name', 120),
        _key('organisation_id', 'organisation'),
        _moment('given_at', nullable=False),
        _moment('closed_at'),
        _word('closed_by', 120, nullable=True),
        _word('outcome', 40, nullable=True),
        sa.Column('answer', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
        sa.CheckConstraint(
            'outcome IS NULL OR (proposed IS NOT NULL AND closed_at IS NOT NULL)',
            name=op.f('ck_comment_decided_is_closed'),
        ),
    )
    op.create_index('ix_comment_of_document', 'comment', ['document_id', 'id'])
    is_open = 'parent_id IS NULL AND closed_at IS NULL'
    op.create_index('ix_comment_open', 'comment', ['document_id', 'section'], postgresql_where=sa.text(is_open))
    is_reply = sa.text('parent_id IS NOT NULL')
    op.create_index('ix_comment_replies', 'comment', ['parent_id', 'id'], postgresql_where=is_reply)


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table('comment')
