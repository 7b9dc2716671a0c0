"""A committee's decision: how each body decides, rounds of opinions, slips, replies, decisions."""

import sqlalchemy as sa
from alembic import op

revision = 'd2b96f4a8e17'
down_revision = 'f36d1a8e5b40'
branch_labels = None
depends_on = None

_DECIDED = "('approved', 'issued', 'sent', 'received', 'consolidated', 'superseded')"


def _key(column: str, table: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(column, sa.BigInteger(), sa.ForeignKey(f'{table}.id'), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _id() -> sa.Column:
    return sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False)


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('organisation', sa.Column('decides_by', sa.String(40), server_default='one', nullable=False))
    op.add_column('organisation', sa.Column('quorum', sa.String(12), server_default='2/3', nullable=False))
    op.add_column('organisation', sa.Column('majority', sa.String(12), server_default='1/2', nullable=False))
    op.add_column(
        'organisation', sa.Column('majority_of_present', sa.Boolean(), server_default='false', nullable=False)
    )
    op.add_column('document', sa.Column('decided_revision_id', sa.BigInteger(), nullable=True))
    name = op.f('fk_document_decided_revision_id')
    op.create_foreign_key(name, 'document', 'revision', ['decided_revision_id'], ['id'])
    op.execute(f'UPDATE document SET decided_revision_id = revision_id WHERE state IN {_DECIDED}')
    _rounds()
    _slips()
    _opinions()
    _decisions()


def _rounds() -> None:
    op.create_table(
        'opinion_round',
        _id(),
        _key('document_id', 'document'),
        _key('revision_id', 'revision'),
        sa.Column('members', sa.BigInteger(), nullable=False),
        sa.Column('closes_on', sa.Date(), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        _moment('opened_at', nullable=False),
        _key('opened_by_id', 'person', nullable=True),
        _moment('closed_at'),
        sa.Column('end', sa.String(40), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_opinion_round')),
    )
    op.create_index('ix_opinion_round_of_document', 'opinion_round', ['document_id', 'id'])
    is_open = sa.text('closed_at IS NULL')
    op.create_index('uq_opinion_round_open', 'opinion_round', ['document_id'], unique=True, postgresql_where=is_open)


def _slips() -> None:
    op.create_table(
        'slip',
        _id(),
        _key('round_id', 'opinion_round'),
        _key('user_id', 'person'),
        sa.Column('wrote', sa.Boolean(), server_default='false', nullable=False),
        sa.Column('stance', sa.String(40), nullable=True),
        _key('revision_id', 'revision', nullable=True),
        _moment('given_at'),
        _moment('fell_at'),
        sa.Column('fell_because', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_slip')),
        sa.UniqueConstraint('round_id', 'user_id', name=op.f('uq_slip_round_id_user_id')),
    )
    waiting = sa.text('stance IS NULL OR fell_at IS NOT NULL')
    op.create_index('ix_slip_waiting', 'slip', ['user_id', 'round_id'], postgresql_where=waiting)


def _opinions() -> None:
    op.create_table(
        'opinion',
        _id(),
        _key('slip_id', 'slip'),
        _key('revision_id', 'revision'),
        sa.Column('block', sa.String(40), nullable=True),
        sa.Column('place', sa.String(200), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        _moment('given_at', nullable=False),
        _moment('withdrawn_at'),
        sa.Column('reply', sa.String(40), nullable=True),
        sa.Column('answer', sa.Text(), nullable=False),
        _moment('answered_at'),
        sa.Column('answered_by', sa.String(120), nullable=True),
        sa.Column('version', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_opinion')),
    )
    op.create_index('ix_opinion_of_slip', 'opinion', ['slip_id', 'id'])


def _decisions() -> None:
    op.create_table(
        'decision',
        _id(),
        _key('document_id', 'document'),
        _key('revision_id', 'revision'),
        sa.Column('digest', sa.String(64), nullable=False),
        _key('round_id', 'opinion_round', nullable=True),
        sa.Column('way', sa.String(40), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        *(sa.Column(count, sa.BigInteger(), nullable=False) for count in ('members', 'present', 'agreed', 'opposed')),
        sa.Column('conclusion', sa.Text(), nullable=False),
        _moment('decided_at', nullable=False),
        sa.Column('recorded_by', sa.String(120), nullable=False),
        _moment('fell_at'),
        sa.Column('fell_because', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    )
    op.create_index('ix_decision_of_document', 'decision', ['document_id', 'id'])


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    for table in ('decision', 'opinion', 'slip', 'opinion_round'):
        op.drop_table(table)
    op.drop_constraint(op.f('fk_document_decided_revision_id'), 'document', type_='foreignkey')
    op.drop_column('document', 'decided_revision_id')
    for column in ('majority_of_present', 'majority', 'quorum', 'decides_by'):
        op.drop_column('organisation', column)
