"""Figures are exact decimals of many kinds, each with its formula; a section knows how it is filled in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = 'a3c5d1e8f702'
down_revision = '41b7e6f2a0d9'
branch_labels = None
depends_on = None

# {source document: value} becomes {source document: [value, base, day]}, decimals in words
_PARTS = """UPDATE figure SET parts = coalesce(
  (SELECT jsonb_object_agg(part.key, jsonb_build_array(part.value #>> '{}', NULL, NULL))
     FROM jsonb_each(figure.parts) AS part), '{}')"""
_OLD_PARTS = """UPDATE figure SET parts = coalesce(
  (SELECT jsonb_object_agg(part.key, floor((part.value ->> 0)::numeric)) FROM jsonb_each(figure.parts) AS part), '{}')"""


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.alter_column('figure', 'value', type_=sa.Numeric(), existing_type=sa.BigInteger(), existing_nullable=True)
    op.add_column('figure', sa.Column('base', sa.Numeric(), nullable=True))
    op.add_column('figure', sa.Column('day', sa.Date(), nullable=True))
    op.add_column('figure', sa.Column('kind', sa.String(length=40), server_default='integer', nullable=False))
    op.add_column('figure', sa.Column('formula', sa.String(length=40), server_default='sum', nullable=False))
    op.execute(_PARTS)
    op.add_column('draft_section', sa.Column('kind', sa.String(length=40), server_default='text', nullable=False))
    op.add_column(
        'draft_section',
        sa.Column('rows', postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
    )
    op.execute("UPDATE draft_section SET kind = 'difficulties' WHERE key = 'kho-khan'")
    op.execute("UPDATE draft_section SET kind = 'proposals' WHERE key = 'kien-nghi'")


def downgrade() -> None:
    """Takes the schema back to the revision before; decimals lose their places, tables their rows."""
    for name in ('rows', 'kind'):
        op.drop_column('draft_section', name)
    op.execute(_OLD_PARTS)
    for name in ('formula', 'kind', 'day', 'base'):
        op.drop_column('figure', name)
    op.execute('UPDATE figure SET value = floor(value)')
    op.alter_column('figure', 'value', type_=sa.BigInteger(), existing_type=sa.Numeric(), existing_nullable=True)
