"""Keeping the tallies: duties that changed are counted anew in batches, each change once, by one process at a time. No
act waits for it, and it waits for none: it locks no duty, and nobody else writes a tally."""

from sqlalchemy import text

from workflow.actions.transaction import action
from workflow.models import db

BATCH = 2_000
TALLY_LOCK = 7_406_054  # any number of our own
# One statement, so that everything in it sees the same moment: what was told, what the duties amount to now, and what
# was counted of them before. The difference goes to all that stand above, in the order of the key.
_FOLD = text("""
WITH told AS (
    DELETE FROM tally_outbox WHERE id IN (
        SELECT id FROM tally_outbox ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED
    ) RETURNING target_id
), touched AS MATERIALIZED (
    SELECT DISTINCT target_id FROM told
), now AS MATERIALIZED (
    SELECT duty.* FROM touched JOIN duty_now AS duty USING (target_id)
), before AS MATERIALIZED (
    SELECT duty.* FROM touched JOIN tallied_target AS duty USING (target_id)
), steps AS (
    SELECT 1 AS sign, * FROM now UNION ALL SELECT -1, * FROM before
), shares AS (
    SELECT unnest(organisation_ids) AS organisation_id, period_kind, period_year, period_index, due_on, sign,
        sign * CAST(arrived AS integer) AS arrived, sign * CAST(on_time AS integer) AS on_time,
        sign * CAST(returned AS integer) AS returned
    FROM steps
), differences AS (
    SELECT organisation_id, period_kind, period_year, period_index, due_on,
        sum(sign) AS expected, sum(arrived) AS arrived, sum(on_time) AS on_time, sum(returned) AS returned
    FROM shares GROUP BY organisation_id, period_kind, period_year, period_index, due_on
    HAVING (sum(sign), sum(arrived), sum(on_time), sum(returned)) <> (0, 0, 0, 0)
), forgotten AS (
    DELETE FROM tallied_target USING before
    WHERE tallied_target.target_id = before.target_id AND before.target_id NOT IN (SELECT target_id FROM now)
), kept AS (
    INSERT INTO tallied_target SELECT * FROM now ON CONFLICT (target_id) DO UPDATE SET
        (organisation_ids, period_kind, period_year, period_index, due_on, arrived, on_time, returned)
        = (excluded.organisation_ids, excluded.period_kind, excluded.period_year, excluded.period_index,
           excluded.due_on, excluded.arrived, excluded.on_time, excluded.returned)
), added AS (
    INSERT INTO tally AS standing
    SELECT * FROM differences ORDER BY organisation_id, period_kind, period_year, period_index, due_on
    ON CONFLICT (organisation_id, period_kind, period_year, period_index, due_on) DO UPDATE SET
        expected = standing.expected + excluded.expected, arrived = standing.arrived + excluded.arrived,
        on_time = standing.on_time + excluded.on_time, returned = standing.returned + excluded.returned
)
SELECT count(*) FROM told
""")
_SWEEP = text("DELETE FROM tally WHERE expected = 0")
_BEGIN_AGAIN = (
    text("DELETE FROM tally"),
    text("DELETE FROM tallied_target"),
    text("INSERT INTO tally_outbox (target_id) SELECT id FROM target"),
)


@action
def fold(batch: int = BATCH) -> int:
    """Count anew the duties of so many changes, oldest first; how many changes were taken. None while somebody else
    counts: that one takes them."""
    if not db.session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": TALLY_LOCK}):
        return 0
    return _folded(batch)


@action
def recount() -> None:
    """Throw the tallies away and count every duty from the beginning; who reads meanwhile reads the old ones, and what
    changes meanwhile is told as ever."""
    db.session.execute(text("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"))
    db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": TALLY_LOCK})
    for statement in _BEGIN_AGAIN:
        db.session.execute(statement)
    while _folded(100 * BATCH):
        pass


def _folded(batch: int) -> int:
    taken: int = db.session.scalar(_FOLD, {"batch": batch}) or 0
    if taken:
        db.session.execute(_SWEEP)
    return taken
