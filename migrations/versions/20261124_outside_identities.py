"""Outside identities: whom a provider's name opens an account for."""

import sqlalchemy as sa
from alembic import op

revision = 'b7e4c05d92a1'
down_revision = '6fa4d07b92c3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table(
        'outside_identity',
        sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('issuer', sa.String(length=255), nullable=False),
        sa.Column('subject', sa.String(length=255), nullable=False),
        sa.Column('bound_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_outside_identity_user_id')),
        sa.PrimaryKeyConstraint('user_id', name=op.f('pk_outside_identity')),
        sa.UniqueConstraint('issuer', 'subject', name=op.f('uq_outside_identity_issuer_subject')),
    )


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('outside_identity')
