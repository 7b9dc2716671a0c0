"""Every document has a public code that the square code on its paper leads to."""

import sqlalchemy as sa
from alembic import op
revision = '5b0c5d1a9e27'
down_revision = 'fc561b7dd987'
branch_labels = None
depends_on = None

_UUID = "replace(gen_random_uuid()::text, '-', '')"


def upgrade() -> None:
    """Brings the schema to this revision."""
    code = sa.text(f"upper(left({_UUID}, 8) || right({_UUID}, 8))")
    op.add_column('document', sa.Column('proof_code', sa.String(length=16), server_default=code, nullable=False))
    op.create_unique_constraint(op.f('uq_document_proof_code'), 'document', ['proof_code'])


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_constraint(op.f('uq_document_proof_code'), 'document', type_='unique')
    op.drop_column('document', 'proof_code')
