"""How reports come in is counted beforehand; what changes a duty tells the one job that counts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '5e90b7d3c1a4'
down_revision = '7be40d15a9f3'
branch_labels = None
depends_on = None

# Who stands above a unit for a duty is who stands there when it is asked, and when it is asked anew or given more time.
# The row of the unit is shared, so that a change of the tree at the same moment comes wholly before or after.
_PLACE = """
CREATE FUNCTION place_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT ancestor_ids INTO NEW.ancestor_ids FROM organisation WHERE id = NEW.organisation_id FOR SHARE;
    NEW.ancestor_ids := coalesce(NEW.ancestor_ids, '{}');
    RETURN NEW;
END $$;
CREATE TRIGGER place_target BEFORE INSERT OR UPDATE OF campaign_id, organisation_id, due_on ON target
FOR EACH ROW EXECUTE FUNCTION place_target()
"""
_TELL = """
CREATE FUNCTION tell_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally_outbox (target_id) VALUES (coalesce(NEW.id, OLD.id));
    RETURN NULL;
END $$;
CREATE TRIGGER tell_target AFTER INSERT OR DELETE
OR UPDATE OF campaign_id, organisation_id, due_on, sent_at, returns, ended_on, ancestor_ids ON target
FOR EACH ROW EXECUTE FUNCTION tell_target()
"""
_TELL_ROUND = """
CREATE FUNCTION tell_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally_outbox (target_id) SELECT id FROM target WHERE campaign_id = NEW.id AND ended_on IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER tell_campaign AFTER UPDATE OF period_kind, period_year, period_index, due_on ON campaign
FOR EACH ROW EXECUTE FUNCTION tell_campaign()
"""
# What each standing duty amounts to, and in whose tallies: those of the unit that owes it and of all above it. Its period
# is that of its round; a round about no period counts under the year in which it was due.
_NOW = """
CREATE VIEW duty_now AS
SELECT target.id AS target_id, target.organisation_id || target.ancestor_ids AS organisation_ids,
    coalesce(campaign.period_kind, 'none') AS period_kind,
    CAST(coalesce(campaign.period_year, extract(year FROM campaign.due_on)) AS smallint) AS period_year,
    CAST(coalesce(campaign.period_index, 0) AS smallint) AS period_index,
    target.due_on, target.sent_at IS NOT NULL AS arrived,
    coalesce(CAST(target.sent_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date) <= target.due_on, false) AS on_time,
    target.returns > 0 AS returned
FROM target JOIN campaign ON campaign.id = target.campaign_id
WHERE target.ended_on IS NULL
"""


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('tally',
    sa.Column('organisation_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('period_kind', sa.String(length=20), nullable=False),
    sa.Column('period_year', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('period_index', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('expected', sa.Integer(), nullable=False),
    sa.Column('arrived', sa.Integer(), nullable=False),
    sa.Column('on_time', sa.Integer(), nullable=False),
    sa.Column('returned', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('organisation_id', 'period_kind', 'period_year', 'period_index', 'due_on', name=op.f('pk_tally'))
    )
    op.create_index('ix_tally_nothing_owed', 'tally', ['organisation_id'], unique=False, postgresql_where='expected = 0')
    op.create_table('tallied_target',
    sa.Column('target_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('organisation_ids', postgresql.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('period_kind', sa.String(length=20), nullable=False),
    sa.Column('period_year', sa.SmallInteger(), nullable=False),
    sa.Column('period_index', sa.SmallInteger(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('arrived', sa.Boolean(), nullable=False),
    sa.Column('on_time', sa.Boolean(), nullable=False),
    sa.Column('returned', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('target_id', name=op.f('pk_tallied_target'))
    )
    op.create_table('tally_outbox',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('target_id', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tally_outbox'))
    )
    op.add_column('target', sa.Column('ancestor_ids', postgresql.ARRAY(sa.BigInteger()), server_default=sa.text("'{}'"), nullable=False))
    op.execute("UPDATE target SET ancestor_ids = organisation.ancestor_ids FROM organisation WHERE organisation.id = target.organisation_id")
    op.execute("INSERT INTO tally_outbox (target_id) SELECT id FROM target")
    for statement in (_NOW, _PLACE, _TELL, _TELL_ROUND):
        op.execute(statement)


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.execute("DROP TRIGGER tell_campaign ON campaign; DROP TRIGGER tell_target ON target; DROP TRIGGER place_target ON target")
    op.execute("DROP FUNCTION tell_campaign(); DROP FUNCTION tell_target(); DROP FUNCTION place_target()")
    op.execute("DROP VIEW duty_now")
    op.drop_column('target', 'ancestor_ids')
    op.drop_table('tally_outbox')
    op.drop_table('tallied_target')
    op.drop_table('tally')
