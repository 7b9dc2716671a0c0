"""A branch comes below another superior: every path through it changes in one statement."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from workflow.actions.founding import keep_names
from workflow.models import Organisation, db

# a path runs from the direct superior to the top: up to the moved one it stays, from there on it is the new one
_RESEAT = text("""
WITH moved AS (
    SELECT * FROM unnest(CAST(:moved AS bigint[]), CAST(:superiors AS bigint[])) AS pair(id, superior_id)
), branch AS (
    SELECT moved.id AS unit_id, moved.id, moved.superior_id FROM moved
    UNION ALL
    SELECT unit.id, moved.id, moved.superior_id
    FROM moved JOIN organisation AS unit ON unit.ancestor_ids @> ARRAY[moved.id]
)
UPDATE organisation AS unit
SET superior_id = CASE WHEN unit.id = branch.id THEN above.id ELSE unit.superior_id END,
    ancestor_ids = unit.ancestor_ids[1:coalesce(array_position(unit.ancestor_ids, branch.id), 0)]
        || above.id || above.ancestor_ids
FROM branch JOIN organisation AS above ON above.id = branch.superior_id
WHERE unit.id = branch.unit_id
""")
# what was due before that day stays in the counts of those who stood above then
_FOLLOW = text("""
UPDATE target SET ancestor_ids = unit.ancestor_ids
FROM organisation AS unit
WHERE (unit.id = ANY(:moved) OR unit.ancestor_ids && :moved)
    AND target.organisation_id = unit.id AND target.due_on >= :day
""").bindparams(bindparam("moved", type_=ARRAY(BigInteger)))


def change_paths(moves: Mapping[int, int], day: dt.date) -> None:
    """{moved: superior}: each moved one stands directly below its superior and everything below it follows, in one
    statement, with the duties due from that day on. None of the moved may be above another of them, or above a
    superior."""
    db.session.flush()
    db.session.execute(_RESEAT, {"moved": list(moves), "superiors": list(moves.values())})
    db.session.execute(_FOLLOW, {"moved": list(moves), "day": day})


def reseat(moved: Sequence[int], superior: Organisation, day: dt.date) -> None:
    """The same, and from that day their papers name the new superior."""
    change_paths(dict.fromkeys(moved, superior.id), day)
    for unit_id in moved:
        unit = db.session.get_one(Organisation, unit_id, populate_existing=True)
        if not unit.has_ended:
            keep_names(unit, day)
    db.session.expire_all()
