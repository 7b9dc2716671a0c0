"""A paper brought in may be laid into a text being written."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '3f9b6d82c5e1'
down_revision = 'e2b84d1f7a60'
branch_labels = None
depends_on = None

_KEY = 'fk_paper_import_draft_id_document'


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('paper_import', sa.Column('draft_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(_KEY, 'paper_import', 'document', ['draft_id'], ['id'])
    shape = postgresql.JSONB(astext_type=sa.Text())
    op.add_column('paper_import', sa.Column('laid', shape, server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    """Takes the schema back to the revision before; a paper that was laid may be looked over again."""
    op.execute("UPDATE paper_import SET state = 'ready' WHERE state = 'laid'")
    op.drop_column('paper_import', 'laid')
    op.drop_constraint(_KEY, 'paper_import', type_='foreignkey')
    op.drop_column('paper_import', 'draft_id')
