"""What an act writes, in one statement: nothing of the row is lost, nothing is written twice, and what is not a plain
value of a column is left to the session."""

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from tests.factories import stages
from tests.statements import Sent, statements
from workflow.actions.record import Said, record
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.paper import CopyKind
from workflow.domain.states import JobStep
from workflow.models import AuditEntry, Document, Signature, db
from workflow.models.clock import now

VALUES: dict[str, Any] = {
    "abstract": "Báo cáo quý III, “việc đã làm” 100% :x %(state)s",
    "author_ids": [3, 5, 2**40],
    "copy_kind": CopyKind.PART,
    "due_on": dt.date(2026, 12, 31),
    "issued_on": None,
    "named": {"name": "Đảng uỷ Sở", "parts": [1, None, {"a": True}]},
    "number": 7,
    "recipients": ["Như trên", "Lưu"],
    "send_when_issued": True,
    "sign_consent": {},
    "step": JobStep.RENDERING,
}


@pytest.fixture
def document(app: Flask, world: World) -> Document:
    made = stages.draft_of(world, stages.campaign_of(world))
    db.session.commit()
    return made


@pytest.fixture
def actor(world: World) -> Actor:
    return world.actor("soan.thuvien")


def _recorded(document: Document, actor: Actor, *jobs: JobName) -> list[Sent]:
    assert document.chain_length  # the row is there before the act is counted
    with statements() as sent:
        record(document, Fact.DOCUMENT_HEADING_SAVED, actor, now(), Said(jobs=jobs))
        db.session.commit()
    return sent


def _as_kept(document: Document) -> dict[str, Any]:
    """What the row has, asked anew; then its names and values."""
    db.session.expire_all()
    return {name: getattr(document, name) for name in VALUES}


def test_row_entry_and_jobs_go_in_one_statement(document: Document, actor: Actor) -> None:
    length, version = document.chain_length, document.version
    document.abstract = "Đã sửa"
    (sent,) = _recorded(document, actor, JobName.NOTIFY, JobName.DIFFICULTIES)
    assert sent.words.count("INSERT INTO") == sent.words.count("UPDATE document") == 1
    assert (document.abstract, document.chain_length, document.version) == ("Đã sửa", length + 1, version + 1)
    of_it = {"subject_kind": "document", "subject_id": document.id, "ordinal": length + 1}
    entry = db.session.scalars(select(AuditEntry).filter_by(**of_it)).one()
    assert entry.digest == document.chain_head
    asked = "SELECT task_name FROM procrastinate_jobs WHERE args @> jsonb_build_object('document_id', :id) ORDER BY id"
    tasks = db.session.execute(db.text(asked), {"id": document.id}).scalars().all()
    assert tasks[-2:] == [JobName.NOTIFY.value, JobName.DIFFICULTIES.value]


def test_every_kind_of_value_comes_back_as_it_was_given(document: Document, actor: Actor) -> None:
    for name, value in VALUES.items():
        setattr(document, name, value)
    assert len(_recorded(document, actor)) == 1
    assert _as_kept(document) == VALUES


def test_what_was_given_the_value_it_had_is_not_written(document: Document, actor: Actor) -> None:
    document.abstract = str(document.abstract)
    (sent,) = _recorded(document, actor)
    assert "abstract" not in sent.words


def test_what_is_changed_after_the_entry_is_written_too(document: Document, actor: Actor) -> None:
    document.abstract = "Trước"
    record(document, Fact.DOCUMENT_HEADING_SAVED, actor, now())
    document.abstract, document.number = "Sau", 9
    db.session.commit()
    assert (document.abstract, document.number) == ("Sau", 9)


def test_what_the_database_works_out_is_left_to_the_session(document: Document, actor: Actor) -> None:
    document.number = func.coalesce(None, 5)
    document.abstract = "Cùng lúc"
    _recorded(document, actor)
    assert (document.number, document.abstract) == (5, "Cùng lúc")


def test_rows_that_hang_on_it_are_written_with_it(document: Document, actor: Actor) -> None:
    document.abstract = "Cùng lúc"
    document.signatures.append(_signature())
    _recorded(document, actor)
    db.session.expire_all()
    assert [one.ordinal for one in document.signatures] == [1]
    assert document.abstract == "Cùng lúc"


def test_nothing_of_an_act_that_is_given_up_stays(document: Document, actor: Actor) -> None:
    before, length = document.abstract, document.chain_length
    document.abstract = "Bỏ"
    record(document, Fact.DOCUMENT_HEADING_SAVED, actor, now())
    db.session.rollback()
    assert (document.abstract, document.chain_length) == (before, length)


def test_a_row_that_is_no_more_is_refused(document: Document, actor: Actor) -> None:
    document.abstract = "Không còn"
    with db.session.no_autoflush:
        db.session.execute(db.text("SET LOCAL session_replication_role = replica"))  # what points at it stays behind
        db.session.execute(db.text("DELETE FROM document WHERE id = :id"), {"id": document.id})
    with pytest.raises(StaleDataError):
        record(document, Fact.DOCUMENT_HEADING_SAVED, actor, now())
    db.session.rollback()


def _signature() -> Signature:
    return Signature(
        ordinal=1, kind="person", signer_name="Nguyễn Văn A", signed_at=now(), signed_digest="", result_digest=""
    )
