"""Histories only grow, and are held fast by anchors that a job makes after the commit."""

import sqlalchemy as sa
from alembic import op

revision = 'e2b94c07d153'
down_revision = '2d8e61f4b09a'
branch_labels = None
depends_on = None

_GROWING = ('audit_entry', 'anchor', 'anchored_head')
# for each statement, not each row: one that would change nothing is refused too, and so is a truncation
_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$
"""
_REFUSED = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
_TELL = """
CREATE FUNCTION tell_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO anchor_outbox (organisation_id, subject_kind, subject_id, ordinal, digest) VALUES (
        coalesce(NEW.organisation_id, CASE NEW.subject_kind WHEN 'organisation' THEN NEW.subject_id ELSE 0 END),
        NEW.subject_kind, NEW.subject_id, NEW.ordinal, NEW.digest
    );
    RETURN NULL;
END $$;
CREATE TRIGGER tell_anchor AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION tell_anchor()
"""
# what was recorded before there were anchors waits for the first one
_BEFORE = """
INSERT INTO anchor_outbox (organisation_id, subject_kind, subject_id, ordinal, digest)
SELECT DISTINCT ON (subject_kind, subject_id)
    coalesce(organisation_id, CASE subject_kind WHEN 'organisation' THEN subject_id ELSE 0 END),
    subject_kind, subject_id, ordinal, digest
FROM audit_entry ORDER BY subject_kind, subject_id, ordinal DESC
"""


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('anchor',
    sa.Column('organisation_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('ordinal', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('root', sa.String(length=64), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('organisation_id', 'ordinal', name=op.f('pk_anchor'))
    )
    op.create_table('anchored_head',
    sa.Column('organisation_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('ordinal', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('subject_kind', sa.String(length=20), nullable=False),
    sa.Column('subject_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('length', sa.BigInteger(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('organisation_id', 'ordinal', 'subject_kind', 'subject_id', name=op.f('pk_anchored_head'))
    )
    op.create_index('ix_anchored_head_of_subject', 'anchored_head', ['subject_kind', 'subject_id', 'length'], unique=False)
    op.create_table('anchor_outbox',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('subject_kind', sa.String(length=20), nullable=False),
    sa.Column('subject_id', sa.BigInteger(), nullable=False),
    sa.Column('ordinal', sa.BigInteger(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_anchor_outbox'))
    )
    op.create_index('ix_anchor_outbox_of_organisation', 'anchor_outbox', ['organisation_id', 'id'], unique=False)
    op.add_column('delivery', sa.Column('anchor', sa.String(length=110), nullable=True))
    for statement in (_REFUSE, *map(_REFUSED.format, _GROWING), _TELL, _BEFORE):
        op.execute(statement)


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.execute("DROP TRIGGER tell_anchor ON audit_entry; DROP TRIGGER refuse_change ON audit_entry")
    op.drop_column('delivery', 'anchor')
    op.drop_table('anchor_outbox')
    op.drop_table('anchored_head')
    op.drop_table('anchor')
    op.execute("DROP FUNCTION tell_anchor(); DROP FUNCTION refuse_change()")
