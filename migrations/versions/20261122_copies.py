"""A copy of a paper (sao y, sao lục, trích sao) knows its original."""

import sqlalchemy as sa
from alembic import op
revision = 'e07b41d93a6c'
down_revision = 'b95e30c7d214'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('document', sa.Column('origin_id', sa.BigInteger(), nullable=True))
    op.add_column('document', sa.Column('copy_kind', sa.Enum('SAO Y BẢN CHÍNH', 'SAO LỤC', 'TRÍCH SAO', name='copykind', native_enum=False, length=40), nullable=True))
    op.create_foreign_key(op.f('fk_document_origin_id_document'), 'document', 'document', ['origin_id'], ['id'])


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_constraint(op.f('fk_document_origin_id_document'), 'document', type_='foreignkey')
    op.drop_column('document', 'copy_kind')
    op.drop_column('document', 'origin_id')
