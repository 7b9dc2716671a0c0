"""Making anchors: what went on since the last ones is held fast in batches, by one process at a time and after the
commit. No act waits for it, and it waits for none."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert, text

from workflow.actions.transaction import action
from workflow.domain.anchors import ANCHOR, ELSEWHERE, AnchorName, Head, anchor_digest, root_of
from workflow.models import Anchor, AnchoredHead, db
from workflow.models.clock import now
from workflow.queries.anchors import newest_of

BATCH = 5_000
ANCHOR_LOCK = 7_406_055  # any number of our own
_TAKE = text("""
DELETE FROM anchor_outbox WHERE id IN (
    SELECT id FROM anchor_outbox WHERE organisation_id = :organisation OR CAST(:organisation AS bigint) IS NULL
    ORDER BY id LIMIT :batch
) RETURNING organisation_id, subject_kind, subject_id, ordinal, digest
""")


@action
def anchor(organisation_id: int | None = None, *, batch: int = BATCH) -> list[AnchorName]:
    """Anchor so many of the entries that no anchor holds, oldest first; of one organisation when it is named. The
    anchors made. None while somebody else makes some: that one takes them."""
    if not db.session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": ANCHOR_LOCK}):
        return []
    waiting = _by_organisation(db.session.execute(_TAKE, {"organisation": organisation_id, "batch": batch}))
    before = newest_of({*waiting, ELSEWHERE})
    made: list[AnchorName] = []
    for house in sorted(waiting):  # what belongs to none comes first, for the others name its newest anchor
        heads = waiting[house]
        if house != ELSEWHERE and (last := before.get(ELSEWHERE)):
            heads.append(Head(ANCHOR, ELSEWHERE, last.ordinal, last.digest))
        before[house] = _make(house, sorted(heads), before.get(house))
        made.append(before[house])
    return made


def _by_organisation(rows: Iterable[Any]) -> Mapping[int, list[Head]]:
    """The newest head of each history, under the organisation that acted."""
    found: dict[int, dict[tuple[str, int], Head]] = {}
    for house, *words in rows:
        head = Head(*words)
        heads = found.setdefault(house, {})
        known = heads.setdefault(head[:2], head)
        heads[head[:2]] = max(known, head)
    return {house: list(heads.values()) for house, heads in found.items()}


def _make(house: int, heads: list[Head], before: AnchorName | None) -> AnchorName:
    ordinal, previous = (before.ordinal + 1, before.digest) if before else (1, "")
    at, root = now(), root_of(heads)
    digest = anchor_digest(house, ordinal, at.isoformat(), root, previous)
    place = {"organisation_id": house, "ordinal": ordinal}
    row = place | {"at": at, "root": root, "previous": previous, "digest": digest}
    db.session.execute(insert(Anchor), [row])
    told = [
        place | {"subject_kind": one.kind, "subject_id": one.subject_id, "length": one.length, "digest": one.digest}
        for one in heads
    ]
    db.session.execute(insert(AnchoredHead), told)
    return AnchorName(house, ordinal, digest)
