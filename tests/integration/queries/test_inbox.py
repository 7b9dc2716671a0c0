"""Whose turn it is: a paper lies in exactly one person's list at a time, found by the index and counted rightly."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import insert, text

from tests.factories import stages
from tests.jobs import do_jobs
from tests.statements import statements
from workflow.actions.account import grant_role
from workflow.actions.appraise import appraise_document, return_document
from workflow.actions.approve import approve_document
from workflow.actions.issue import sign_document, take_number
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import PEOPLE, World
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.deadlines import soon_until
from workflow.domain.inputs.deciding import Act, Approve, ReturnDocument
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.states import DocumentKind, DocumentState, Role
from workflow.models import Document, db
from workflow.models.clock import now, today
from workflow.queries import inbox
from workflow.queries.inbox import Place, Tally, Work

pytestmark = pytest.mark.usefixtures("short_prints")


def holders(world: World, document: Document) -> dict[str, Work]:
    """Who has the document in the list, and for what."""
    found: dict[str, Work] = {}
    for person in PEOPLE:
        works = [one.work for one in inbox.inbox(world.actor(person.username)) if one.document.id == document.id]
        assert len(works) <= 1, f"{person.username} has it twice: {works}"
        found |= dict.fromkeys([person.username], works[0]) if works else {}
    return found


def test_a_report_of_a_cell_goes_from_drafter_to_secretary_to_the_office_above(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    document = stages.draft_of(world, campaign)
    assert holders(world, document) == {"soan.thuvien": Work.WRITE}
    stages.fill(world, document, "thuvien")
    submit_document(document.id, Act(document.version), actor=world.actor("soan.thuvien"))
    assert holders(world, document) == {"bithu.thuvien": Work.APPROVE}
    returned = ReturnDocument(document.version, {"ket-qua": "Nêu số liệu."})
    return_document(document.id, returned, actor=world.actor("bithu.thuvien"))
    assert holders(world, document) == {"soan.thuvien": Work.MEND}
    stages.finish(app, world, document, "thuvien")
    assert holders(world, document) == {"vanphong.so": Work.RECEIVE}


def test_a_consolidation_passes_office_member_clerk_and_the_chosen_signer(app: Flask, world: World) -> None:
    second = GrantRole("uyvien.so", world.organisations["so"].id, Role.SIGNER)
    grant_role(second, actor=SYSTEM)
    document = stages.woven(app, world)
    assert holders(world, document) == {"vanphong.so": Work.CONSOLIDATE}
    submit_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))
    assert holders(world, document) == {"vanphong.so": Work.APPRAISE}
    appraise_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))
    assert holders(world, document) == {"uyvien.so": Work.APPROVE, "bithu.so": Work.APPROVE}
    approve_document(document.id, Approve(document.version), actor=world.actor("uyvien.so"))
    assert holders(world, document) == {"vanthu.so": Work.NUMBER}
    take_number(document.id, TakeNumber(document.version, world.people["bithu.so"].id), actor=world.actor("vanthu.so"))
    assert holders(world, document) == {}, "the worker has it"
    do_jobs(app)
    document = stages.reloaded(document)
    assert holders(world, document) == {"bithu.so": Work.SIGN}
    shown = Sign(document.version, document.prepared_digest or "")
    sign_document(document.id, shown, actor=world.actor("bithu.so"))
    do_jobs(app)
    assert holders(world, stages.reloaded(document)) == {"vanthu.so": Work.SEND}


def test_nobody_is_asked_to_approve_own_text_except_in_a_cell(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    document.author_ids = [*document.author_ids, world.people["uyvien.so"].id]
    db.session.flush()
    assert holders(world, document) == {"bithu.so": Work.APPROVE}
    own = stages.submitted(world, stages.campaign_of(world, below=("baotang",)), "baotang")
    own.author_ids = [*own.author_ids, world.people["bithu.baotang"].id]
    db.session.flush()
    assert holders(world, own) == {"bithu.baotang": Work.APPROVE}


def test_a_request_waits_until_it_is_begun(world: World) -> None:
    campaign = stages.campaign_of(world)
    drafter, office = world.actor("soan.thuvien"), world.actor("vanphong.so")
    assert [target.campaign_id for target in inbox.requests(drafter)] == [campaign.id]
    assert inbox.tally(drafter, today(), soon_until(today())) == Tally(ok=1)
    stages.draft_of(world, campaign)
    assert inbox.requests(drafter) == []
    assert inbox.tally(drafter, today(), soon_until(today())) == Tally(ok=1), "the draft waits in its place"
    assert inbox.tally(office, today(), soon_until(today())).total == 0
    assert inbox.requests(world.actor("bithu.thuvien")) == []


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, Tally(late=1)), (0, Tally(soon=1)), (3, Tally(soon=1)), (4, Tally(ok=1))]
)
def test_counts_by_how_near_the_due_day_is(world: World, days: int, expected: Tally) -> None:
    document = stages.draft_of(world, stages.campaign_of(world))
    document.due_on = today() + dt.timedelta(days=days)
    db.session.flush()
    assert inbox.tally(world.actor("soan.thuvien"), today(), soon_until(today())) == expected


def test_pages_follow_each_other_without_gap_or_repetition(world: World) -> None:
    drafts = fill_desk(world, 23)
    actor = world.actor("soan.thuvien")
    seen: list[int] = []
    place: Place | None = None
    while page := inbox.inbox(actor, place, limit=5):
        seen += [item.document.id for item in page]
        place = page[-1].place
    assert seen == drafts
    assert inbox.tally(actor, today(), soon_until(today())).total == 23


def test_asks_the_same_number_of_statements_for_three_papers_and_for_thirty(world: World) -> None:
    actor = world.actor("soan.thuvien")
    asked = []
    for more in (3, 27):
        fill_desk(world, more)
        db.session.expire_all()
        with statements() as sent:
            rows = [(item.document.abstract, item.document.organisation.name) for item in inbox.inbox(actor)]
            inbox.tally(actor, today(), soon_until(today()))
        asked.append((len(rows), len(sent)))
    assert asked == [(3, 2), (30, 2)]


def test_reads_the_list_from_the_index_in_order(world: World) -> None:
    fill_desk(world, 3000)
    db.session.execute(text("ANALYZE document"))
    actor = world.actor("soan.thuvien")
    with statements() as sent:
        inbox.inbox(actor, limit=5)
    rows = db.session.connection().exec_driver_sql(f"EXPLAIN {sent[0].words}", sent[0].parameters)
    plan = "\n".join(row[0] for row in rows)
    assert "Index Scan using ix_document_inbox" in plan
    assert "Seq Scan on document" not in plan


def test_shows_what_was_handed_in_and_who_has_it(app: Flask, world: World) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    drafter = world.actor("soan.thuvien")
    assert [one.id for one in inbox.handed_in(drafter)] == [document.id]
    assert inbox.handed_in(world.actor("bithu.thuvien")) == []


def test_a_person_without_a_role_today_has_nothing_to_do(world: World) -> None:
    nobody = Actor(user_id=world.people["soan.thuvien"].id, name="")
    assert inbox.inbox(nobody) == []
    assert inbox.tally(nobody, today(), soon_until(today())) == Tally()
    assert inbox.handed_in(nobody) == []


def fill_desk(world: World, count: int) -> list[int]:
    """So many drafts on one desk, every fifth without a due day; ids in the order of the list."""
    unit = world.organisations["thuvien"].id
    rows = [
        {
            "organisation_id": unit,
            "desk_id": unit,
            "kind": DocumentKind.REPORT,
            "state": DocumentState.DRAFT,
            "state_since": now(),
            "created_at": now(),
            "due_on": None if number % 5 == 0 else today() + dt.timedelta(days=number % 7),
            "abstract": f"kết quả {number}",
        }
        for number in range(count)
    ]
    made = db.session.execute(insert(Document.__table__).returning(Document.id, Document.due_on), rows).all()  # type: ignore[arg-type]
    db.session.flush()
    return [row.id for row in sorted(made, key=lambda row: (row.due_on or dt.date.max, row.id))]
