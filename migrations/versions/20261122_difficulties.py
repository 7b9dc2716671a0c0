"""Difficulties as records of their own, what was said about them, where they stand in reports; notices about them."""

import sqlalchemy as sa
from alembic import op
revision = '7c52e9a1b4d8'
down_revision = 'd94f2a6b81c7'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('difficulty',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('desk_id', sa.BigInteger(), nullable=False),
    sa.Column('through_id', sa.BigInteger(), nullable=True),
    sa.Column('parent_id', sa.BigInteger(), nullable=True),
    sa.Column('kind', sa.Enum('difficulty', 'obstacle', 'proposal', name='difficultykind', native_enum=False, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('addressed_to', sa.String(length=200), nullable=False),
    sa.Column('state', sa.Enum('raised', 'received', 'reopened', 'returned', 'joined', 'passed_up', 'answered', 'withdrawn', name='difficultystate', native_enum=False, length=40), nullable=False),
    sa.Column('rank', sa.SmallInteger(), nullable=False),
    sa.Column('is_charged', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=True),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('raised_by_id', sa.BigInteger(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('search_words', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.CheckConstraint('parent_id <> id', name=op.f('ck_difficulty_not_its_own_parent')),
    sa.ForeignKeyConstraint(['desk_id'], ['organisation.id'], name=op.f('fk_difficulty_desk_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_difficulty_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_difficulty_organisation_id')),
    sa.ForeignKeyConstraint(['parent_id'], ['difficulty.id'], name=op.f('fk_difficulty_parent_id')),
    sa.ForeignKeyConstraint(['raised_by_id'], ['person.id'], name=op.f('fk_difficulty_raised_by_id')),
    sa.ForeignKeyConstraint(['through_id'], ['organisation.id'], name=op.f('fk_difficulty_through_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_difficulty'))
    )
    op.create_index('ix_difficulty_at_desk', 'difficulty', ['desk_id', 'rank', 'raised_at', 'id'], unique=False)
    op.create_index('ix_difficulty_joined', 'difficulty', ['parent_id'], unique=False)
    op.create_index('ix_difficulty_of_document', 'difficulty', ['document_id'], unique=False)
    op.create_index('ix_difficulty_of_organisation', 'difficulty', ['organisation_id', 'rank', 'raised_at', 'id'], unique=False)
    op.create_index('ix_difficulty_words', 'difficulty', ['search_words'], unique=False, postgresql_using='gin')
    op.create_table('difficulty_place',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('difficulty_id', sa.BigInteger(), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('section_key', sa.String(length=40), nullable=False),
    sa.Column('block', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['difficulty_id'], ['difficulty.id'], name=op.f('fk_difficulty_place_difficulty_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_difficulty_place_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_difficulty_place')),
    sa.UniqueConstraint('document_id', 'block', name=op.f('uq_difficulty_place_document_id_block'))
    )
    op.create_index('ix_difficulty_place_of', 'difficulty_place', ['difficulty_id'], unique=False)
    op.create_table('difficulty_word',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('difficulty_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Enum('answer', 'part', 'returned', 'clarified', 'unsatisfied', 'question', name='wordkind', native_enum=False, length=40), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('said_by', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('symbol', sa.String(length=60), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=True),
    sa.Column('promised_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['difficulty_id'], ['difficulty.id'], name=op.f('fk_difficulty_word_difficulty_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_difficulty_word_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_difficulty_word'))
    )
    op.create_index('ix_difficulty_word_of', 'difficulty_word', ['difficulty_id', 'id'], unique=False)
    op.add_column('notification', sa.Column('difficulty_id', sa.BigInteger(), nullable=True))
    op.alter_column('notification', 'document_id',
               existing_type=sa.BIGINT(),
               nullable=True)
    op.create_unique_constraint(op.f('uq_notification_user_id_difficulty_id_ordinal'), 'notification', ['user_id', 'difficulty_id', 'ordinal'])
    op.create_foreign_key(op.f('fk_notification_difficulty_id'), 'notification', 'difficulty', ['difficulty_id'], ['id'])
    op.create_check_constraint(op.f('ck_notification_about_one_thing'), 'notification', '(document_id IS NULL) <> (difficulty_id IS NULL)')


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.execute('DELETE FROM notification WHERE document_id IS NULL')
    op.drop_constraint(op.f('ck_notification_about_one_thing'), 'notification', type_='check')
    op.drop_constraint(op.f('fk_notification_difficulty_id'), 'notification', type_='foreignkey')
    op.drop_constraint(op.f('uq_notification_user_id_difficulty_id_ordinal'), 'notification', type_='unique')
    op.alter_column('notification', 'document_id',
               existing_type=sa.BIGINT(),
               nullable=False)
    op.drop_column('notification', 'difficulty_id')
    op.drop_index('ix_difficulty_word_of', table_name='difficulty_word')
    op.drop_table('difficulty_word')
    op.drop_index('ix_difficulty_place_of', table_name='difficulty_place')
    op.drop_table('difficulty_place')
    op.drop_index('ix_difficulty_words', table_name='difficulty', postgresql_using='gin')
    op.drop_index('ix_difficulty_of_organisation', table_name='difficulty')
    op.drop_index('ix_difficulty_of_document', table_name='difficulty')
    op.drop_index('ix_difficulty_joined', table_name='difficulty')
    op.drop_index('ix_difficulty_at_desk', table_name='difficulty')
    op.drop_table('difficulty')
