"""Tokens of forms are found by their day, to be forgotten."""

from alembic import op

revision = 'a94c1e7d20b6'
down_revision = 'f27c0d8b41e9'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_index('ix_form_token_to_forget', 'form_token', ['at'], postgresql_using='brin')


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_index('ix_form_token_to_forget', table_name='form_token')
