"""Every address with every method, and what each person gets there: one table, and nothing outside it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.factories import stages, tree
from tests.factories.late import urged
from tests.factories.planned import body, plan_of, sent, task_of
from tests.factories.raised import raised
from tests.factories.strangers import found_stranger
from tests.integration.web.matrix_table import TABLE
from tests.integration.web.watching import everything, lacking
from tests.kept_stages import kept
from tests.signing_in import csrf_token, sign_in
from tests.unit.paper.papers import report
from workflow.actions.annex import add_annex
from workflow.actions.attachment import add_attachment
from workflow.actions.browser_session import Browser, begin_session
from workflow.actions.certificates import bind_own
from workflow.actions.citation import add_citation
from workflow.actions.comment import make_comment
from workflow.actions.consolidate import start_consolidation
from workflow.actions.delegation import delegate
from workflow.actions.draft import save_section
from workflow.actions.export import ask_for_book
from workflow.actions.extension import ask_extension
from workflow.actions.imports import Brought, begin_draft_import, begin_import, keep_reading
from workflow.actions.outline import begin_outline, fix_outline
from workflow.actions.schedule import make_schedule
from workflow.actions.task_clearing import clear_task
from workflow.actions.tree_import import bring_tree
from workflow.actions.weave import use_blocks
from workflow.auth.feed import feed_token
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.inputs.calendar import AskExtension, SaveSchedule
from workflow.domain.inputs.commenting import MakeComment
from workflow.domain.inputs.delegations import Delegate
from workflow.domain.inputs.issuing import BoundCertificate
from workflow.domain.inputs.outlines import BeginOutline
from workflow.domain.inputs.registers import SaveCitation
from workflow.domain.inputs.reorganising import Plan, Receiver
from workflow.domain.inputs.tasks import ClearTask
from workflow.domain.inputs.writing import AddAttachment, SaveSection
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.periods import PeriodKind
from workflow.domain.schedules import USUAL
from workflow.domain.states import Book, ExportForm, ReorganisationKind
from workflow.domain.tasks import Clearing
from workflow.models import Campaign, Certificate, Document, IncomingEntry, OutgoingEntry, PaperImport, User, db
from workflow.models.clock import now, today
from workflow.queries.accounts import members_of, memberships_of
from workflow.queries.books import Wanted
from workflow.queries.comments import blocks_in
from workflow.queries.consolidation import source_blocks
from workflow.queries.plan_links import links_of
from workflow.queries.tasks import register
from workflow.web.access import PUBLIC

pytestmark = pytest.mark.usefixtures("short_prints")

SECRET = "hoahuongduong"
PEOPLE = {
    "own drafter": "soan.thuvien",
    "own secretary": "bithu.thuvien",
    "office above": "vanphong.so",
    "office two above": "vanphong.khoi",
    "sibling's drafter": "soan.baotang",
    "stranger": "xa.la",
}
WAY = {"way": "giai-the"}
SECTION = {"key": "ket-qua", "ordinal": 1, "digest": "0" * 64}
MEANT = {".": {200, 201, 303, 409, 422}, "3": {403}, "4": {404}}
BEFORE_THE_DOOR = {"GET": (303, "/dang-nhap"), "POST": (401, "")}


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    method: str
    endpoint: str
    subject: str
    expected: tuple[str, ...]

    @property
    def label(self) -> str:
        """How a failure names it."""
        return f"{self.method} {self.endpoint} {self.subject}"


LINES = [Line(m, e, s, tuple(rest)) for m, e, s, *rest in (row.split() for row in TABLE.strip().splitlines())]
Values = Mapping[str, Mapping[str, object]]
_made: dict[str, Mapping[str, object]] = {}


def test_the_table_names_every_address_of_the_application(app: Flask) -> None:
    served = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(line.method, line.endpoint) for line in LINES} == served


def test_nobody_gets_in_without_signing_in(app: Flask, values: Values) -> None:
    client = app.test_client()
    token = csrf_token(client, "/dang-nhap")
    for line, path in addresses(app, values):
        answer = ask(client, line, path, token)
        assert SECRET.encode() not in answer.data, line.label
        assert not lacking(answer), line.label
        if line.endpoint in PUBLIC:
            assert answer.status_code in MEANT[line.expected[0]], line.label
        else:
            status, door = BEFORE_THE_DOOR[line.method]
            assert (answer.status_code, (answer.location or "")[: len(door)]) == (status, door), line.label


def test_looking_changes_nothing(app: Flask, values: Values) -> None:
    looks = [path for line, path in addresses(app, values) if line.method == "GET"]
    for who in ("own drafter", "office above"):
        client = app.test_client()
        sign_in(client, PEOPLE[who])
        before = everything()
        for path in looks:
            client.get(path, buffered=True)
        assert everything() == before, who
    assert len(looks) > 100


@pytest.fixture
def values(app: Flask, world: World) -> Values:
    """What the addresses are made of."""
    return subjects(app, world)


def subjects(app: Flask, world: World) -> Values:
    """The parts of the addresses by the name of the subject, whose objects are made."""
    _brought_about(app, world)
    return _made


@kept
def _brought_about(app: Flask, world: World) -> Document:
    campaign = stages.campaign_of(world)
    stages.received(app, world, campaign, "vanhoa")
    result = start_consolidation(campaign.id, actor=world.actor("vanphong.so"))
    (used,) = use_blocks(result.id, [source_blocks(result.id, "ket-qua")[0].id], actor=world.actor("vanphong.so"))
    sent = stages.sent(app, world, campaign, "thuvien")
    draft = stages.draft_of(world, stages.campaign_of(world))
    secret(world, draft)
    brought = bring_in(world)
    reader = world.people["soan.vanhoa"]  # nobody of the table, who would renew the address
    found_stranger()
    unit, above = world.organisations["thuvien"].id, world.organisations["so"].id
    marked(OutgoingEntry, unit)
    target = next(one for one in campaign.targets if one.organisation_id == unit)
    _made.update(
        {
            "-": _of_the_house(app),
            "letter": {"kind": "CV"},
            "planned": _planned(world),
            "dated": _dated(world, unit),
            "cited": {"entry_id": _cited(world)},
            "periodic": {"schedule_id": _periodic(world)},
            "asked": {"extension_id": _asked(world, campaign)},
            "unit": _of_unit(unit),
            "stood_in": {"organisation_id": unit, "delegation_id": _stood_in(world, unit)},
            "change": {"act_id": _change(world, unit, above)},
            "workbook": {"import_id": bring_tree(unit, Brought("a.xlsx", "0" * 64), actor=world.actor("quantri")).id},
            "target": {"target_id": target.id},
            "brought": {"import_id": brought.id, "block": "b1", "digest": "0" * 64},
            "calendar": {"user_id": reader.id, "token": feed_token(app.config["SECRET_KEY"], reader.id, 1)},
            "guessed": {"user_id": reader.id, "token": feed_token(app.config["SECRET_KEY"], reader.id, 2)},
            "helped": {"membership_id": memberships_of(reader.id)[0].id},
            "seat": {"session_id": seat_of(reader), "passkey_id": 1},
            "urged": {"urge_id": urged(world, campaign, result).id},
            "round": {"campaign_id": campaign.id, "organisation_id": unit},
            **_of_books(world, unit, above),
            "draft": {
                "document_id": draft.id,
                "key": "ket-qua",
                "ordinal": 1,
                "digest": "0" * 64,
                "code": draft.proof_code,
            },
            "shipped": {"key": "thang"},
            "filed": {"document_id": draft.id, "attachment_id": _filed(app, world, draft)},
            "spare": {"document_id": draft.id, "attachment_id": _filed(app, world, draft)},
            **_outlined(world),
            "annexed": {"document_id": draft.id, "key": _annexed(world, draft)},
            "meant": {"document_id": draft.id, "import_id": meant_for(world, draft)},
            **_of_sent(world, sent),
            "kept": {"certificate_id": certificate(world, "Dương Văn M").id},
            "waiting": {"certificate_id": certificate(world, "Người Khác").id, "organisation_id": unit},
            "matter": {"difficulty_id": raised(world).id},
            "result": {"document_id": result.id, "key": "ket-qua", "block": used.block},
        }
    )
    return draft


def _of_the_house(app: Flask) -> dict[str, object]:
    """What is everybody's."""
    script = "js/app.js"
    return {"digest": app.extensions["assets"][script].digest, "name": script, "filename": script, "sort": "nhiem-vu"}


def _of_books(world: World, unit: int, above: int) -> Values:
    """A row of the outgoing book of the chi bộ and one of the incoming book above it, with a file made of each book."""
    return {
        "book": {
            "organisation_id": unit,
            "book": "di",
            "entry_id": row_in(OutgoingEntry, unit),
            "export_id": file_of(world, unit, "bithu.thuvien"),
        },
        "arrived": {
            "organisation_id": above,
            "book": "den",
            "entry_id": row_in(IncomingEntry, above),
            "export_id": file_of(world, above, "vanthu.so"),
        },
    }


def _periodic(world: World) -> int:
    """A periodic report of the department."""
    given = SaveSchedule("công tác", None, PeriodKind.MONTH, USUAL[PeriodKind.MONTH], 7, (), RESOLUTION_REPORT)
    return make_schedule(world.organisations["so"].id, given, actor=world.actor("vanphong.so")).id


def _asked(world: World, campaign: Campaign) -> int:
    """More time that another chi bộ asks the department for."""
    target = next(one for one in campaign.targets if one.organisation_id == world.organisations["baotang"].id)
    given = AskExtension(target.due_on + dt.timedelta(days=3), "Đi công tác")
    return ask_extension(target.id, given, actor=world.actor("soan.baotang")).id


def _of_unit(unit: int) -> dict[str, object]:
    """What the addresses below an organisation are made of."""
    member = members_of(unit)[0].id
    return {"organisation_id": unit, "membership_id": member, "term_id": 1, "day": "2024-02-08", "way": "giai-the"}


def _stood_in(world: World, unit: int) -> int:
    """A substitute of the chi bộ's drafter, in days to come."""
    day, people = today() + dt.timedelta(days=9), world.people
    given = Delegate(people["soan.thuvien"].id, people["bithu.thuvien"].id, day, day, "Đi công tác")
    return delegate(unit, given, actor=world.actor("soan.thuvien")).id


def _change(world: World, unit: int, above: int) -> int:
    """A change of the tree that is being prepared."""
    return tree.prepared(world, ReorganisationKind.DISSOLVE, Plan((unit,), (Receiver("a", above),))).id


def row_in(book: type[OutgoingEntry | IncomingEntry], organisation_id: int) -> int:
    """A row of the organisation's book."""
    found = db.session.scalars(select(book.id).where(book.organisation_id == organisation_id)).first()
    assert found is not None
    return found


def file_of(world: World, unit: int, username: str) -> int:
    """A file of the organisation's book, asked for."""
    wanted = Wanted(words=SECRET).to_json()
    return ask_for_book(unit, Book.OUTGOING, ExportForm.XLSX, wanted, actor=world.actor(username)).id


def marked(book: type[OutgoingEntry | IncomingEntry], organisation_id: int) -> None:
    """Write into the book of the chi bộ what nobody outside may read."""
    db.session.execute(update(book).where(book.id == row_in(book, organisation_id)).values(note=SECRET))
    db.session.commit()


def _filed(app: Flask, world: World, draft: Document) -> int:
    """A file that goes along with the unsent report, with the words that nobody outside may read."""
    given = AddAttachment("Tệp", "a.txt", app.extensions["trinhky-store"].put(SECRET.encode()), len(SECRET))
    return add_attachment(draft.id, given, actor=world.actor("soan.thuvien")).id


def _outlined(world: World) -> dict[str, dict[str, object]]:
    """An outline of the department, fixed once."""
    office, given = world.actor("vanphong.so"), BeginOutline("Đề cương", RESOLUTION_REPORT)
    kept = begin_outline(world.organisations["so"].id, given, actor=office)
    fix_outline(kept.id, kept.version, actor=office)
    whose: dict[str, object] = {"outline_id": kept.id, "ordinal": 1}
    return {"outline": {**whose, "key": "ket-qua"}, "figure": {**whose, "key": "buoi-hoc"}}


def _planned(world: World) -> dict[str, object]:
    """A plan of the department that nobody outside has yet, and a task of it."""
    plan = plan_of(world)
    return {"document_id": plan.id, "task_id": register(plan.id)[0].id, "link_id": links_of(plan.id)[0].id}


def _dated(world: World, unit: int) -> dict[str, object]:
    """A task of the department with a day, and another one of which a chi bộ beside said that it is done."""
    plan, day = sent(world, plan_of(world)), Deadline(DeadlineKind.DATE, date=today())
    beside = world.organisations["vanhoa"].id
    task, said = (task_of(plan, "Số hoá.", body("Chi bộ", one), deadline=day) for one in (unit, beside))
    done = clear_task(said.id, beside, ClearTask(Clearing.DONE, "Đã xong."), actor=world.actor("soan.vanhoa"))
    return {"task_id": task.id, "organisation_id": unit, "clearing_id": done.id}


def _cited(world: World) -> int:
    """A document of the citation register."""
    given = SaveCitation("07-NQ/TU", today(), "", "Tỉnh uỷ Sông Lam", "về chuyển đổi số")
    return add_citation(given, actor=world.actor("vanphong.so")).id


def secret(world: World, draft: Document) -> None:
    """Write words into the unsent report that stand nowhere else."""
    section = next(one for one in draft.sections if one.key == "ket-qua")
    save_section(
        draft.id, SaveSection("ket-qua", SECRET, section.version, done=True), actor=world.actor("soan.thuvien")
    )


def _of_sent(world: World, paper: Document) -> Values:
    """The sent report, and a comment on it for the house alone, with the words that nobody outside may read."""
    assert paper.revision is not None
    said = MakeComment(next(iter(blocks_in(paper.revision))), SECRET)
    comment = make_comment(paper.id, said, actor=world.actor("soan.thuvien"))
    about = {"document_id": paper.id, "key": "ket-qua", "ordinal": 1, "digest": "0" * 64, "code": paper.proof_code}
    return {"sent": about, "remarked": {"document_id": paper.id, "comment_id": comment.id}}


def certificate(world: World, holder: str) -> Certificate:
    """A certificate of the chi bộ's secretary; with another's name in it, it waits for the administrator."""
    house = world.organisations["thuvien"]
    given = BoundCertificate(f"{len(holder):064d}", holder, house.name, "Nơi cấp", now(), now(), "")
    return bind_own(house.id, given, None, actor=world.actor("bithu.thuvien"))


def bring_in(world: World) -> PaperImport:
    """A paper that the department's office brought and the worker has read."""
    unit, office = world.organisations["so"].id, world.actor("vanphong.so")
    brought = begin_import(unit, Brought("a.txt", "0" * 64), actor=office)
    paper = report()
    keep_reading(brought.id, {"paper": paper.to_json(), "typed": None})
    return brought


def meant_for(world: World, draft: Document) -> int:
    """A paper that the draft's writer brought for it and the worker has read."""
    given = Brought("a.txt", "0" * 64)
    brought = begin_draft_import(draft.id, given, actor=world.actor("soan.thuvien"))
    keep_reading(brought.id, {"paper": report().to_json(), "typed": None})
    return brought.id


def seat_of(user: User) -> int:
    """Somebody else's sign-in."""
    return begin_session(user, Browser("0" * 64, "", ""), 60, 60).id


def _annexed(world: World, draft: Document) -> str:
    return add_annex(draft.id, actor=world.actor("soan.thuvien")).key


def addresses(app: Flask, values: Values, lines: Sequence[Line] = LINES) -> Iterator[tuple[Line, str]]:
    """Each line with its path; signing out comes last."""
    with app.test_request_context():
        paths = [url_for(line.endpoint, **_wanted(app, line, values), _external=False) for line in lines]  # type: ignore[arg-type]
    yield from zip(lines, paths, strict=True)


def _wanted(app: Flask, line: Line, values: Values) -> dict[str, object]:
    (rule,) = [one for one in app.url_map.iter_rules(line.endpoint) if line.method in (one.methods or set())]
    return {name: values[line.subject][name] for name in rule.arguments}


def ask(client: FlaskClient, line: Line, path: str, token: str, *, as_data: bool = False) -> TestResponse:
    """Open the page; or press with a version that is never the newest, so that nothing changes for the next person.
    `as_data`: a refusal is answered in a line instead of a page, which is most of its time."""
    headers = {"Accept": "application/json"} if as_data else {}
    if line.method == "GET":
        return client.get(path, headers=headers, buffered=True)
    typed = {"csrf_token": token, "version": "0", "act": "use"}
    return client.post(path, data=typed, headers=headers, buffered=True)
