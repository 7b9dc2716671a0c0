"""The copies of a paper, and what replaces it, are found by an index."""

from alembic import op
revision = 'c1f7a2d9e430'
down_revision = 'e07b41d93a6c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_index('ix_document_replacing', 'document', ['replaces_id', 'id'], unique=False, postgresql_where='replaces_id IS NOT NULL')
    op.create_index('ix_document_copies', 'document', ['origin_id', 'id'], unique=False, postgresql_where='origin_id IS NOT NULL')


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_index('ix_document_copies', table_name='document')
    op.drop_index('ix_document_replacing', table_name='document')
