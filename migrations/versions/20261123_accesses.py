"""Who opened a paper that bears a mark of circulation is kept, and only added to."""

import sqlalchemy as sa
from alembic import op

revision = 'f36d1a8e5b40'
down_revision = 'e2b94c07d153'
branch_labels = None
depends_on = None

_REFUSED = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON access_entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('access_entry',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.BigInteger(), nullable=False),
    sa.Column('actor_name', sa.String(length=120), nullable=False),
    sa.Column('way', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_access_entry_actor_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_access_entry_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_entry'))
    )
    op.create_index('ix_access_entry_of_document', 'access_entry', ['document_id', 'id'], unique=False)
    op.execute(_REFUSED)


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('access_entry')
