"""The tree changes by recorded acts; names of organisations have days, and numbered papers keep those of theirs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from workflow.domain.folding import tagged_words

revision = '6b1e9d27c4f8'
down_revision = 'd94e0b7a2c63'
branch_labels = None
depends_on = None

_NAMES = "name, short_name, heading, party_heading, symbol, place, authority, superior_id"


def upgrade() -> None:
    """Brings the schema to this revision."""
    _organisations()
    _reorganisations()
    op.add_column('target', sa.Column('ended_on', sa.Date(), nullable=True))
    op.add_column('target', sa.Column('joined_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_target_joined_id'), 'target', 'target', ['joined_id'], ['id'])
    op.drop_constraint('uq_target_campaign_id_organisation_id', 'target', type_='unique')
    op.create_index('uq_target_standing', 'target', ['campaign_id', 'organisation_id'], unique=True, postgresql_where='ended_on IS NULL')
    op.add_column('document', sa.Column('named', postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False))
    op.execute("""
        UPDATE document SET named = jsonb_build_object(
            'name', o.name, 'short_name', o.short_name, 'heading', o.heading, 'place', o.place,
            'superior', coalesce(above.party_heading, above.heading))
        FROM organisation o LEFT JOIN organisation above ON above.id = o.superior_id
        WHERE o.id = document.organisation_id AND document.symbol IS NOT NULL
    """)


def _organisations() -> None:
    op.add_column('organisation', sa.Column('successor_id', sa.BigInteger(), nullable=True))
    op.add_column('organisation', sa.Column('search_words', sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.create_foreign_key(op.f('fk_organisation_successor_id'), 'organisation', 'organisation', ['successor_id'], ['id'])
    op.drop_index('ix_organisation_subordinates', 'organisation')
    op.create_index('ix_organisation_subordinates', 'organisation', ['superior_id', 'name', 'id'], unique=False)
    op.create_index('ix_organisation_subtree', 'organisation', ['ancestor_ids'], unique=False, postgresql_using='gin', postgresql_with={'fastupdate': 'off'})
    op.create_index('ix_organisation_words', 'organisation', ['search_words'], unique=False, postgresql_using='gin')
    op.create_index('ix_organisation_code', 'organisation', ['code'], unique=False)
    op.create_table('organisation_name',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('short_name', sa.String(length=80), nullable=False),
    sa.Column('heading', sa.String(length=200), nullable=False),
    sa.Column('party_heading', sa.String(length=200), nullable=True),
    sa.Column('symbol', sa.String(length=20), nullable=False),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('authority', sa.String(length=80), nullable=False),
    sa.Column('superior_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_organisation_name_organisation_id')),
    sa.ForeignKeyConstraint(['superior_id'], ['organisation.id'], name=op.f('fk_organisation_name_superior_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_name')),
    sa.UniqueConstraint('organisation_id', 'from_day', name=op.f('uq_organisation_name_organisation_id_from_day'))
    )
    op.execute(f"INSERT INTO organisation_name (organisation_id, from_day, {_NAMES}) SELECT id, from_day, {_NAMES} FROM organisation")
    bind = op.get_bind()
    for row in bind.execute(sa.text("SELECT id, name, short_name FROM organisation")).all():
        words = tagged_words(name=f"{row.name} {row.short_name}")
        bind.execute(sa.text("UPDATE organisation SET search_words = :words WHERE id = :id"), {"words": words, "id": row.id})


def _reorganisations() -> None:
    op.create_table('reorganisation',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Enum('rename', 'move', 'merge', 'split', 'dissolve', name='reorganisationkind', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('prepared', 'scheduled', 'done', 'dropped', name='reorganisationstate', native_enum=False, length=40), nullable=False),
    sa.Column('decision_symbol', sa.String(length=60), nullable=False),
    sa.Column('decision_on', sa.Date(), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('plan', postgresql.JSONB(), nullable=False),
    sa.Column('outcome', postgresql.JSONB(), nullable=False),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('asked_by_id', sa.BigInteger(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_reorganisation_asked_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_reorganisation_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reorganisation'))
    )
    op.create_index('ix_reorganisation_due', 'reorganisation', ['effective_on', 'id'], unique=False, postgresql_where="state = 'scheduled'")
    op.create_table('reorganised_unit',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('reorganisation_id', sa.BigInteger(), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('part', sa.Enum('from', 'to', name='unitpart', native_enum=False, length=40), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_reorganised_unit_organisation_id')),
    sa.ForeignKeyConstraint(['reorganisation_id'], ['reorganisation.id'], name=op.f('fk_reorganised_unit_reorganisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reorganised_unit'))
    )
    op.create_index('ix_reorganised_unit_of_act', 'reorganised_unit', ['reorganisation_id', 'part'], unique=False)
    op.create_index('ix_reorganised_unit_of_organisation', 'reorganised_unit', ['organisation_id', 'part'], unique=False)


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_column('document', 'named')
    op.drop_index('uq_target_standing', 'target')
    op.execute("DELETE FROM target WHERE ended_on IS NOT NULL AND id NOT IN (SELECT target_id FROM document WHERE target_id IS NOT NULL)")
    op.drop_column('target', 'joined_id')
    op.drop_column('target', 'ended_on')
    op.create_unique_constraint('uq_target_campaign_id_organisation_id', 'target', ['campaign_id', 'organisation_id'])
    op.drop_table('reorganised_unit')
    op.drop_table('reorganisation')
    op.drop_table('organisation_name')
    op.drop_index('ix_organisation_code', 'organisation')
    op.drop_index('ix_organisation_words', 'organisation')
    op.drop_index('ix_organisation_subtree', 'organisation')
    op.drop_index('ix_organisation_subordinates', 'organisation')
    op.create_index('ix_organisation_subordinates', 'organisation', ['superior_id', 'name'], unique=False)
    op.drop_column('organisation', 'search_words')
    op.drop_column('organisation', 'successor_id')
