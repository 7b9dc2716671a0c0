"""Anchors: made after the commit, handed upward and printed; and tampering with the real tables is found by them."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from tests.factories import stages
from tests.jobs import do_jobs
from tests.kept_world import AS_THEY_WERE
from tests.second_verifier import complaints
from workflow.actions.anchor import anchor
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.anchors import ELSEWHERE, AnchorName
from workflow.domain.chain import COVERED, entry_digest
from workflow.domain.errors import ChangedMeanwhile
from workflow.domain.evidence import Broken, Fault, Held
from workflow.domain.inputs.deciding import Act
from workflow.jobs.anchor import anchor_all, missing_anchors, shelf_of
from workflow.jobs.auditing import examined, lines
from workflow.jobs.rebuilding import rebuild
from workflow.models import Anchor, AnchorOutbox, AuditEntry, Delivery, Document, db
from workflow.paper.archive import anchor_in
from workflow.queries import evidence
from workflow.queries.anchors import newest, newest_of


@pytest.fixture(autouse=True)
def nothing_kept(app: Flask) -> None:
    """What other tests kept outside the database is of another one."""
    shelf_of(app.extensions["trinhky-settings"]).lay_aside(uuid4().hex)


@pytest.fixture
def document(app: Flask, world: World) -> Document:
    """A submitted report, everything anchored."""
    found = stages.submitted(world, stages.campaign_of(world))
    anchor_all()
    return found


def all_held() -> list[Held]:
    """The newest anchor of every organisation, as the superiors hold it."""
    houses = db.session.scalars(select(Anchor.organisation_id).distinct()).all()
    return [Held(name, "cấp trên") for _, name in sorted(newest_of(houses).items())]


def everything(app: Flask, brought: Iterable[Held] = ()) -> list[Fault]:
    found = list(examined(app.extensions["trinhky-settings"], brought, lambda kind: None))
    db.session.rollback()
    return found


def test_what_went_on_is_anchored_once_and_chained(app: Flask, world: World) -> None:
    house = world.organisations["thuvien"].id
    assert anchor(house) == [newest(house)]
    document = stages.draft_of(world, stages.campaign_of(world))
    made = anchor(house)
    (row,) = [one for one in db.session.scalars(select(Anchor)) if AnchorName(house, one.ordinal, one.digest) in made]
    assert (row.ordinal, document.organisation_id) == (2, house)
    assert anchor(house) == []
    anchor_all()
    assert db.session.scalar(select(func.count()).select_from(AnchorOutbox)) == 0
    assert newest(ELSEWHERE) is not None
    assert everything(app) == []


def test_a_refused_act_leaves_nothing_to_anchor(app: Flask, world: World) -> None:
    document = stages.draft_of(world, stages.campaign_of(world))
    anchor_all()
    with pytest.raises(ChangedMeanwhile):
        submit_document(document.id, Act(document.version + 1), actor=world.actor("soan.thuvien"))
    assert anchor() == []


def test_a_paper_carries_the_anchor_of_its_record_and_the_superior_gets_the_newest(app: Flask, world: World) -> None:
    document = stages.sent(app, world, stages.campaign_of(world))
    store = app.extensions["trinhky-store"]
    printed = anchor_in(store.get(document.issued_digest or ""))
    assert printed is not None
    assert (str(printed), printed.organisation_id) == (document.prepared["anchor"], document.organisation_id)
    given = {row.is_superior: row.anchor for row in db.session.scalars(select(Delivery))}
    handed = AnchorName.parse(given[True] or "")
    assert handed is not None
    assert handed.ordinal > printed.ordinal
    assert rebuild(document, store, None).faults == ()
    do_jobs(app)
    assert everything(app, [Held(printed, "tệp a.pdf")]) == []


def test_an_old_copy_put_back_is_noticed_at_the_start_and_by_papers_kept_elsewhere(app: Flask, world: World) -> None:
    document, settings = stages.sent(app, world, stages.campaign_of(world)), app.extensions["trinhky-settings"]
    printed = anchor_in(app.extensions["trinhky-store"].get(document.issued_digest or ""))
    assert printed is not None
    assert not missing_anchors(settings)
    db.session.execute(text(AS_THEY_WERE))
    db.session.execute(text("SELECT kept.sweep()"))
    db.session.commit()
    lost = {fault.where for fault in everything(app, [Held(printed, "tệp a.pdf")])}
    assert lost == {"tệp a.pdf", "tệp neo để ngoài cơ sở dữ liệu"}
    assert missing_anchors(settings)
    shelf_of(settings).lay_aside("1")
    assert not missing_anchors(settings)


def test_the_export_is_whole_for_whoever_reads_it_alone(app: Flask, document: Document, tmp_path: Path) -> None:
    told = [json.loads(line) for line in lines()]
    assert complaints(told) == []
    entry = next(line["entry"] for line in told if "entry" in line)
    entry["actor_name"] = "Người khác"
    assert complaints(told)


Tampering = Callable[[Document], None]


def _sql(words: str) -> Tampering:
    def tamper(document: Document) -> None:
        for statement in words.split("; "):
            db.session.execute(text(statement), {"id": document.id})

    return tamper


def _rows(document: Document) -> list[AuditEntry]:
    chosen = AuditEntry.subject_kind == "document", AuditEntry.subject_id == document.id
    return list(db.session.scalars(select(AuditEntry).where(*chosen).order_by(AuditEntry.ordinal)))


def _relink(document: Document) -> None:
    """The history made whole again from its first entry, as somebody would who knows how it is chained."""
    head, ordinal = "", 0
    for ordinal, row in enumerate(_rows(document), start=1):
        row.ordinal, row.previous = ordinal, head
        shape = {name: getattr(row, name) for name in COVERED}
        head = row.digest = entry_digest(shape | {"at": row.at.isoformat(), "fact": row.fact.value})
    document.chain_length, document.chain_head = ordinal, head
    db.session.flush()


def _deleted_and_mended(document: Document) -> None:
    db.session.delete(_rows(document)[3])
    db.session.flush()
    _relink(document)


def _rewritten(document: Document) -> None:
    _rows(document)[2].details = {"section": "viết lại"}
    _relink(document)


def _cut(document: Document) -> None:
    for row in _rows(document)[-2:]:
        db.session.delete(row)
    db.session.flush()
    _relink(document)


def _old_database(document: Document) -> None:
    _cut(document)
    db.session.execute(text("DELETE FROM anchor"))
    db.session.execute(text("DELETE FROM anchored_head"))
    told = "SELECT coalesce(organisation_id, 0), subject_kind, subject_id, ordinal, digest FROM audit_entry"
    into = "INSERT INTO anchor_outbox (organisation_id, subject_kind, subject_id, ordinal, digest)"
    db.session.execute(text(f"{into} {told}"))


_OF_IT = "subject_kind = 'document' AND subject_id = :id"
_NAMES = ", ".join(name for name in (*COVERED, "digest") if name not in {"ordinal", "subject_id"})


def _unpromised(document: Document) -> None:
    last = f"(SELECT max(ordinal) FROM audit_entry WHERE {_OF_IT})"
    copied = f"SELECT subject_id, ordinal + 1, {_NAMES} FROM audit_entry WHERE {_OF_IT} AND ordinal = {last}"
    _sql(f"INSERT INTO audit_entry (subject_id, ordinal, {_NAMES}) {copied}")(document)
    _relink(document)


PLANTED: dict[str, tuple[Tampering, Broken]] = {
    "change": (_sql(f"UPDATE audit_entry SET actor_name = 'X' WHERE {_OF_IT} AND ordinal = 3"), Broken.ENTRY),
    "delete": (_deleted_and_mended, Broken.PINNED),
    "swap": (_sql(f"UPDATE audit_entry SET ordinal = CASE ordinal WHEN 3 THEN -4 ELSE -3 END WHERE {_OF_IT} "
                  f"AND ordinal IN (3, 4); UPDATE audit_entry SET ordinal = -ordinal WHERE ordinal < 0 AND {_OF_IT}"),
             Broken.ENTRY),
    "insert": (_sql(f"UPDATE audit_entry SET ordinal = -ordinal - 1 WHERE {_OF_IT} AND ordinal > 3; "
                    f"UPDATE audit_entry SET ordinal = -ordinal WHERE ordinal < 0 AND {_OF_IT}; "
                    f"INSERT INTO audit_entry (subject_id, ordinal, {_NAMES}) SELECT subject_id, 4, {_NAMES} "
                    f"FROM audit_entry WHERE {_OF_IT} AND ordinal = 3"), Broken.ENTRY),
    "copy": (_sql(f"INSERT INTO audit_entry (subject_id, ordinal, {_NAMES}) SELECT subject_id, "
                  f"(SELECT max(ordinal) + 1 FROM audit_entry WHERE {_OF_IT}), {_NAMES} FROM audit_entry "
                  f"WHERE {_OF_IT} AND ordinal = 2"), Broken.ENTRY),
    "move": (_sql(f"UPDATE audit_entry SET subject_id = 999 WHERE {_OF_IT} AND ordinal = 3"), Broken.ENTRY),
    "cut the end": (_cut, Broken.PINNED),
    "rewrite from": (_rewritten, Broken.PINNED),
    "time": (_sql(f"UPDATE audit_entry SET at = at - interval '1 day' WHERE {_OF_IT} AND ordinal = 5"), Broken.ENTRY),
    "old database": (_old_database, Broken.HELD),
    "its paper deleted": (_sql("DELETE FROM document WHERE id = :id"), Broken.SUBJECT),
    "nothing waits to be anchored": (_unpromised, Broken.UNANCHORED),
    "state alone": (_sql("UPDATE document SET state = 'approved' WHERE id = :id"), Broken.STATE),
    "file alone": (_sql("UPDATE document SET issued_digest = repeat('0', 64) WHERE id = :id"), Broken.FILE),
    "anchor": (_sql("UPDATE anchor SET root = repeat('0', 64) WHERE ordinal = 1"), Broken.ANCHOR),
    "anchored head": (_sql(f"UPDATE anchored_head SET length = length - 1 WHERE {_OF_IT}"), Broken.ANCHOR),
}  # fmt: skip


def test_whatever_the_owner_of_the_database_changes_is_found(app: Flask, document: Document) -> None:
    held, seen = all_held(), {}
    for name, (tamper, _) in PLANTED.items():
        db.session.execute(text(AS_THEY_WERE))
        tamper(stages.reloaded(document))
        seen[name] = {fault.broken for fault in evidence.every_fault(held)}
        db.session.rollback()
    assert [name for name, (_, broken) in PLANTED.items() if broken not in seen[name]] == []
    assert everything(app, held) == []
