"""Papers brought in from outside, and the pages drawn of texts being worked on.

Revision c41d9a0e7b52, after a41c7be209d3.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = 'c41d9a0e7b52'
down_revision = 'a41c7be209d3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('paper_import',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('owner_id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('state', sa.Enum('reading', 'ready', 'failed', 'entered', 'dropped', name='importstate', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('settled', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=True),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_paper_import_document_id_document')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_paper_import_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_paper_import_owner_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_import'))
    )
    op.create_index('ix_paper_import_of_owner', 'paper_import', ['owner_id', 'id'], unique=False)
    op.create_table('preview',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('subject_kind', sa.String(length=20), nullable=False),
    sa.Column('subject_id', sa.BigInteger(), nullable=False),
    sa.Column('wanted', sa.String(length=64), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('shown', sa.String(length=64), nullable=True),
    sa.Column('pages', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('more', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_preview')),
    sa.UniqueConstraint('subject_kind', 'subject_id', name=op.f('uq_preview_subject_kind_subject_id'))
    )


def downgrade() -> None:
    op.drop_table('preview')
    op.drop_index('ix_paper_import_of_owner', table_name='paper_import')
    op.drop_table('paper_import')
