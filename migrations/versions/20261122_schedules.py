"""Periodic reports open themselves; when a unit sent, what was sent back to it, and the more time it was given."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '8e5c3b70d1f4'
down_revision = '7c52e9a1b4d8'
branch_labels = None
depends_on = None

PERIOD_KINDS = ('month', 'quarter', 'half', 'nine_months', 'year')
DUE_RULES = ('last_month', 'month_before', 'days_after', 'working_days_after')
ONCE = ['organisation_id', 'schedule_id', 'period_kind', 'period_year', 'period_index']
SENT_BEFORE = """
UPDATE target SET sent_at = sent.at, first_sent_at = sent.at
FROM (SELECT d.target_id, max(r.sent_at) AS at FROM document d JOIN delivery r ON r.document_id = d.id
  WHERE d.state IN ('sent', 'received', 'consolidated') GROUP BY d.target_id) AS sent
WHERE sent.target_id = target.id
"""
RETURNED_BEFORE = """
UPDATE target SET returns = found.times
FROM (SELECT d.target_id, count(*) AS times FROM document d
  JOIN audit_entry e ON e.subject_kind = 'document' AND e.subject_id = d.id AND e.fact = 'document:sent_back'
  GROUP BY d.target_id) AS found
WHERE found.target_id = target.id
"""
EXTENDED_BEFORE = """
INSERT INTO extension (target_id, from_day, to_day, reason, decided_at, decided_by, granted, answer)
SELECT t.id, (e.details->>'from')::date, (e.details->>'to')::date, e.details->>'reason', e.at::timestamptz,
  e.actor_name, true, ''
FROM audit_entry e JOIN target t ON t.campaign_id = e.subject_id AND t.organisation_id = (e.details->>'unit')::bigint
WHERE e.subject_kind = 'campaign' AND e.fact = 'campaign:extended' ORDER BY e.id
"""


def upgrade() -> None:
    """Brings the schema to this revision; what is known of sending, returning and extending is carried over."""
    op.create_table('campaign_schedule',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('plan_id', sa.BigInteger(), nullable=True),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('period_kind', sa.Enum(*PERIOD_KINDS, name='periodkind', native_enum=False, length=40), nullable=False),
    sa.Column('due_rule', sa.Enum(*DUE_RULES, name='duerule', native_enum=False, length=40), nullable=False),
    sa.Column('due_count', sa.BigInteger(), nullable=False),
    sa.Column('moves_back', sa.Boolean(), nullable=False),
    sa.Column('days_before', sa.BigInteger(), nullable=False),
    sa.Column('locks', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('grace_days', sa.BigInteger(), nullable=False),
    sa.Column('unit_ids', sa.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('outline', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('is_on', sa.Boolean(), nullable=False),
    sa.Column('next_year', sa.BigInteger(), nullable=False),
    sa.Column('next_index', sa.BigInteger(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_campaign_schedule_organisation_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['document.id'], name=op.f('fk_campaign_schedule_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_schedule'))
    )
    op.create_index('ix_campaign_schedule_due', 'campaign_schedule', ['opens_on', 'id'], postgresql_where=sa.text('is_on'))
    op.create_index('ix_campaign_schedule_of_organisation', 'campaign_schedule', ['organisation_id', 'id'])
    op.add_column('campaign', sa.Column('schedule_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_campaign_schedule_id'), 'campaign', 'campaign_schedule', ['schedule_id'], ['id'])
    op.create_unique_constraint('uq_campaign_once_a_period', 'campaign', ONCE)
    op.add_column('campaign', sa.Column('locks', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('campaign', sa.Column('grace_days', sa.BigInteger(), server_default='0', nullable=False))
    op.alter_column('campaign', 'opened_by_id', nullable=True)
    op.add_column('target', sa.Column('first_sent_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('target', sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('target', sa.Column('returns', sa.BigInteger(), server_default='0', nullable=False))
    op.create_table('extension',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('target_id', sa.BigInteger(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked_by', sa.String(length=120), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(length=120), nullable=True),
    sa.Column('granted', sa.Boolean(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['target_id'], ['target.id'], name=op.f('fk_extension_target_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension'))
    )
    op.create_index('ix_extension_of_target', 'extension', ['target_id', 'id'])
    op.create_index('uq_extension_waiting', 'extension', ['target_id'], unique=True, postgresql_where=sa.text('decided_at IS NULL'))
    for carried_over in (SENT_BEFORE, RETURNED_BEFORE, EXTENDED_BEFORE):
        op.execute(carried_over)


def downgrade() -> None:
    """Takes the schema back to the revision before; who opened a round may stay unknown."""
    op.drop_table('extension')
    for column in ('returns', 'sent_at', 'first_sent_at'):
        op.drop_column('target', column)
    op.drop_column('campaign', 'grace_days')
    op.drop_column('campaign', 'locks')
    op.drop_constraint('uq_campaign_once_a_period', 'campaign', type_='unique')
    op.drop_constraint(op.f('fk_campaign_schedule_id'), 'campaign', type_='foreignkey')
    op.drop_column('campaign', 'schedule_id')
    op.drop_table('campaign_schedule')
