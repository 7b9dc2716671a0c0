"""Waivers of findings of the check of format; the citation register."""

import sqlalchemy as sa
from alembic import op
revision = '8d2f4c61b0a3'
down_revision = 'c4e19a7d5b02'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('waiver',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('key', sa.String(length=24), nullable=False),
    sa.Column('rule', sa.String(length=60), nullable=False),
    sa.Column('place', sa.String(length=60), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('text_digest', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_by', sa.String(length=120), nullable=False),
    sa.Column('given_by_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_waiver_document_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['person.id'], name=op.f('fk_waiver_given_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiver')),
    sa.UniqueConstraint('document_id', 'key', name=op.f('uq_waiver_document_id_key'))
    )
    op.create_table('citation_entry',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('symbol', sa.String(length=60), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('kind_name', sa.String(length=40), nullable=False),
    sa.Column('issuer', sa.String(length=200), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_citation_entry')),
    sa.UniqueConstraint('symbol', 'issued_on', name=op.f('uq_citation_entry_symbol_issued_on'))
    )
    op.create_index('ix_citation_entry_newest', 'citation_entry', ['issued_on', 'id'], unique=False)


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('citation_entry')
    op.drop_table('waiver')
