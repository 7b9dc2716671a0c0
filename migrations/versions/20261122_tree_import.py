"""Workbooks of organisations, people and roles on their way in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '1d7c4ae9b350'
down_revision = '6b1e9d27c4f8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('tree_import',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('owner_id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('state', sa.Enum('reading', 'ready', 'working', 'done', 'failed', 'dropped', name='treeimportstate', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('content', postgresql.JSONB(), nullable=False),
    sa.Column('outcome', postgresql.JSONB(), nullable=False),
    sa.Column('progress', sa.BigInteger(), nullable=False),
    sa.Column('total', sa.BigInteger(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_tree_import_organisation_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_tree_import_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tree_import'))
    )
    op.create_index('ix_tree_import_of_organisation', 'tree_import', ['organisation_id', 'id'], unique=False)


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('tree_import')
