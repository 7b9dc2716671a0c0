"""Nhiệm kỳ as rows, the two books with a row for every number, and files made of them.

Revision afb0e4b5d60c, after 5b0c5d1a9e27.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from workflow.domain.folding import tagged_words

revision = 'afb0e4b5d60c'
down_revision = '5b0c5d1a9e27'
branch_labels = None
depends_on = None

ENTER_TERMS = """
INSERT INTO term (organisation_id, name, from_day, numbering)
SELECT id, 'Nhiệm kỳ từ ' || to_char(term_from, 'DD/MM/YYYY'), term_from, 'term' FROM organisation
"""
ENTER_PAPERS = """
INSERT INTO outgoing_entry (organisation_id, series_id, document_id, number, day, kind, symbol, title, receipt, note,
  state, reason, version, search_words, chain_length, chain_head, signer, recipients, keeper, copies, sent_on)
SELECT d.organisation_id, d.series_id, d.id, d.number, d.issued_on, d.kind, coalesce(d.symbol, ''), d.abstract,
  coalesce((SELECT string_agg(r.label || ': ' || r.received_by || ', '
      || to_char(r.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY'), '; ' ORDER BY r.position)
    FROM delivery r WHERE r.document_id = d.id AND r.received_at IS NOT NULL), ''),
  '', CASE WHEN d.state = 'cancelled' THEN 'cancelled' WHEN d.state = 'superseded' THEN 'replaced'
    WHEN d.state IN ('issued', 'sent', 'received', 'consolidated') THEN 'issued' ELSE 'taken' END,
  '', 1, '{}', 0, '', coalesce(d.signature->>'name', ''),
  coalesce((SELECT string_agg(r.label, '; ' ORDER BY r.position) FROM delivery r WHERE r.document_id = d.id),
    (SELECT string_agg(line, '; ') FROM jsonb_array_elements_text(d.recipients) line), ''),
  '', NULL, (SELECT min((r.sent_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) FROM delivery r WHERE r.document_id = d.id)
FROM document d WHERE d.number IS NOT NULL AND d.issued_on IS NOT NULL ORDER BY d.issued_on, d.id
"""
DATE_SERIES = """
UPDATE series SET last_on = (SELECT max(day) FROM outgoing_entry e WHERE e.series_id = series.id AND e.number = last)
"""


def upgrade() -> None:
    """Brings the schema to this revision; what was numbered before stands in the book."""
    op.create_table('export',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('book', sa.Enum('di', 'den', name='book', native_enum=False, length=40), nullable=False),
    sa.Column('form', sa.String(length=4), nullable=False),
    sa.Column('wanted', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('asked_by_id', sa.BigInteger(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('rows', sa.BigInteger(), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_export_asked_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_export_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export'))
    )
    op.create_table('term',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('numbering', sa.Enum('term', 'year', name='numbering', native_enum=False, length=40), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_term_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_term')),
    sa.UniqueConstraint('organisation_id', 'from_day', name=op.f('uq_term_organisation_id_from_day'))
    )
    op.create_table('incoming_entry',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('author', sa.String(length=300), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=True),
    sa.Column('handler', sa.String(length=300), nullable=False),
    sa.Column('passed_on', sa.Date(), nullable=True),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('series_id', sa.BigInteger(), nullable=True),
    sa.Column('document_id', sa.BigInteger(), nullable=True),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('symbol', sa.String(length=60), nullable=False),
    sa.Column('title', sa.String(length=600), nullable=False),
    sa.Column('receipt', sa.Text(), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('state', sa.Enum('reserved', 'taken', 'issued', 'received', 'cancelled', 'replaced', 'given_up', name='entrystate', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('search_words', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_incoming_entry_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_incoming_entry_organisation_id')),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_incoming_entry_series_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incoming_entry')),
    sa.UniqueConstraint('document_id', 'organisation_id', name=op.f('uq_incoming_entry_document_id_organisation_id')),
    sa.UniqueConstraint('series_id', 'number', name=op.f('uq_incoming_entry_series_id_number'))
    )
    op.create_index('ix_incoming_entry_number', 'incoming_entry', ['organisation_id', 'number'], unique=False)
    op.create_index('ix_incoming_entry_page', 'incoming_entry', ['organisation_id', 'day', 'id'], unique=False)
    op.create_index('ix_incoming_entry_page_in_state', 'incoming_entry', ['organisation_id', 'state', 'day', 'id'], unique=False)
    op.create_index('ix_incoming_entry_page_of_kind', 'incoming_entry', ['organisation_id', 'kind', 'day', 'id'], unique=False)
    op.create_index('ix_incoming_entry_words', 'incoming_entry', ['search_words'], unique=False, postgresql_using='gin')
    op.create_table('outgoing_entry',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('signer', sa.String(length=200), nullable=False),
    sa.Column('recipients', sa.Text(), nullable=False),
    sa.Column('keeper', sa.String(length=300), nullable=False),
    sa.Column('copies', sa.BigInteger(), nullable=True),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('series_id', sa.BigInteger(), nullable=True),
    sa.Column('document_id', sa.BigInteger(), nullable=True),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('symbol', sa.String(length=60), nullable=False),
    sa.Column('title', sa.String(length=600), nullable=False),
    sa.Column('receipt', sa.Text(), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('state', sa.Enum('reserved', 'taken', 'issued', 'received', 'cancelled', 'replaced', 'given_up', name='entrystate', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('search_words', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_outgoing_entry_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_outgoing_entry_organisation_id')),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_outgoing_entry_series_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outgoing_entry')),
    sa.UniqueConstraint('series_id', 'number', name=op.f('uq_outgoing_entry_series_id_number'))
    )
    op.create_index('ix_outgoing_entry_number', 'outgoing_entry', ['organisation_id', 'number'], unique=False)
    op.create_index('ix_outgoing_entry_of_document', 'outgoing_entry', ['document_id'], unique=False)
    op.create_index('ix_outgoing_entry_page', 'outgoing_entry', ['organisation_id', 'day', 'id'], unique=False)
    op.create_index('ix_outgoing_entry_page_in_state', 'outgoing_entry', ['organisation_id', 'state', 'day', 'id'], unique=False)
    op.create_index('ix_outgoing_entry_page_of_kind', 'outgoing_entry', ['organisation_id', 'kind', 'day', 'id'], unique=False)
    op.create_index('ix_outgoing_entry_words', 'outgoing_entry', ['search_words'], unique=False, postgresql_using='gin')
    op.execute(ENTER_TERMS)
    op.drop_column('organisation', 'term_from')
    op.add_column('organisation', sa.Column('code', sa.String(length=20), nullable=True))
    op.alter_column('series', 'term_from', new_column_name='from_day')
    op.execute('ALTER TABLE series RENAME CONSTRAINT uq_series_organisation_id_kind_term_from TO uq_series_organisation_id_kind_from_day')
    op.add_column('series', sa.Column('last_on', sa.Date(), nullable=True))
    op.execute(ENTER_PAPERS)
    op.execute(DATE_SERIES)
    _fold_words(op.get_bind())


def _fold_words(connection: sa.Connection) -> None:
    rows = connection.execute(sa.text("SELECT id, symbol, title, recipients, signer FROM outgoing_entry")).all()
    keep = sa.text("UPDATE outgoing_entry SET search_words = :words WHERE id = :id")
    for row in rows:
        words = tagged_words(title=f"{row.symbol} {row.title}", party=row.recipients, signer=row.signer)
        connection.execute(keep, {"words": words, "id": row.id})


def downgrade() -> None:
    """Takes the schema back to the revision before: of the terms only the newest is left, of the books the numbers."""
    op.drop_column('series', 'last_on')
    op.execute('ALTER TABLE series RENAME CONSTRAINT uq_series_organisation_id_kind_from_day TO uq_series_organisation_id_kind_term_from')
    op.alter_column('series', 'from_day', new_column_name='term_from')
    op.drop_column('organisation', 'code')
    op.add_column('organisation', sa.Column('term_from', sa.Date(), nullable=True))
    op.execute('UPDATE organisation SET term_from = (SELECT max(from_day) FROM term WHERE organisation_id = organisation.id)')
    op.alter_column('organisation', 'term_from', nullable=False)
    op.drop_index('ix_outgoing_entry_words', table_name='outgoing_entry', postgresql_using='gin')
    op.drop_index('ix_outgoing_entry_page_of_kind', table_name='outgoing_entry')
    op.drop_index('ix_outgoing_entry_page_in_state', table_name='outgoing_entry')
    op.drop_index('ix_outgoing_entry_page', table_name='outgoing_entry')
    op.drop_index('ix_outgoing_entry_of_document', table_name='outgoing_entry')
    op.drop_index('ix_outgoing_entry_number', table_name='outgoing_entry')
    op.drop_table('outgoing_entry')
    op.drop_index('ix_incoming_entry_words', table_name='incoming_entry', postgresql_using='gin')
    op.drop_index('ix_incoming_entry_page_of_kind', table_name='incoming_entry')
    op.drop_index('ix_incoming_entry_page_in_state', table_name='incoming_entry')
    op.drop_index('ix_incoming_entry_page', table_name='incoming_entry')
    op.drop_index('ix_incoming_entry_number', table_name='incoming_entry')
    op.drop_table('incoming_entry')
    op.drop_table('term')
    op.drop_table('export')
