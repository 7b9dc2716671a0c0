"""Every address with every method, and what each person gets there: one table, and nothing outside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.signing_in import csrf_token, sign_in
from tests.unit.paper.papers import report
from workflow.actions.account import grant_role, open_account
from workflow.actions.certificates import bind_own
from workflow.actions.citation import add_citation
from workflow.actions.consolidate import start_consolidation
from workflow.actions.draft import save_section
from workflow.actions.export import ask_for_book
from workflow.actions.imports import Brought, begin_import, keep_reading
from workflow.actions.organisation import found_organisation
from workflow.actions.weave import use_blocks
from workflow.auth.passwords import hashed
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs import (
    BoundCertificate,
    FoundOrganisation,
    GrantRole,
    OpenAccount,
    SaveCitation,
    SaveSection,
)
from workflow.domain.states import Book, ExportForm, Level, Role
from workflow.models import Certificate, Document, IncomingEntry, OutgoingEntry, PaperImport, db
from workflow.models.clock import now, today
from workflow.queries.accounts import members_of
from workflow.queries.books import Wanted
from workflow.queries.consolidation import source_blocks
from workflow.web.access import PUBLIC

SECRET = "hoahuongduong"
PEOPLE = {
    "own drafter": "soan.thuvien",
    "own secretary": "bithu.thuvien",
    "office above": "vanphong.so",
    "office two above": "vanphong.khoi",
    "sibling's drafter": "soan.baotang",
    "stranger": "xa.la",
}
OF_THE_HOUSE = ("own drafter", "own secretary")
# For each person in that order: "." goes through (or is refused for the state or the content, which comes after the
# right), "3" 403, "4" 404. `draft` is a chi bộ's unsent report, `sent` the one it sent, `result` the department's
# consolidation being made, `round` the department's campaign; all seen from the chi bộ, whose people come first.
TABLE = """
GET   home.index                 -        . . . . . .
POST  home.read                  -        . . . . . .
GET   account.sign_in            -        . . . . . .
POST  account.sign_in            -        . . . . . .
GET   account.show               -        . . . . . .
POST  account.show               -        . . . . . .
GET   health.live                -        . . . . . .
GET   proofs.index               -        . . . . . .
POST  proofs.check               -        . . . . . .
GET   proofs.show                sent     . . . . . .
GET   proofs.show                draft    4 4 4 4 4 4
POST  proofs.compare             sent     . . . . . .
POST  proofs.compare             draft    4 4 4 4 4 4
GET   vendor.send                -        . . . . . .
GET   static                     -        . . . . . .
POST  display.switch             -        . . . . . .
GET   organisations.index        -        . . . . . .
GET   organisations.show         unit     . . . . 4 4
GET   organisations.members      unit     3 3 3 3 4 4
POST  organisations.open_for     unit     3 3 3 3 4 4
POST  organisations.grant        unit     3 3 3 3 4 4
POST  organisations.end          unit     3 3 3 3 4 4
GET   organisations.found        unit     3 3 3 3 4 4
POST  organisations.found        unit     3 3 3 3 4 4
GET   terms.index                unit     3 3 3 3 4 4
POST  terms.open_                unit     3 3 3 3 4 4
POST  terms.remove               unit     3 3 3 3 4 4
POST  terms.code                 unit     3 3 3 3 4 4
GET   documents.index            -        . . . . . .
GET   documents.show             draft    . . 4 4 4 4
GET   documents.show             sent     . . . 4 4 4
GET   documents.show             result   4 4 . 4 4 4
GET   documents.pdf              draft    . . 4 4 4 4
GET   documents.pdf              sent     . . . 4 4 4
GET   documents.pdf              result   4 4 . 4 4 4
GET   word.download              draft    . . 4 4 4 4
GET   word.download              sent     . . . 4 4 4
GET   word.download              result   4 4 . 4 4 4
GET   documents.origins          result   4 4 . 4 4 4
GET   documents.revision         draft    4 4 4 4 4 4
GET   documents.revision         sent     . . 4 4 4 4
GET   audit.show                 draft    . . 4 4 4 4
GET   audit.show                 sent     . . 4 4 4 4
GET   audit.show                 result   4 4 . 4 4 4
POST  drafts.start               target   . 3 3 3 3 3
GET   drafts.first               draft    . 4 4 4 4 4
GET   drafts.section             draft    . 4 4 4 4 4
POST  drafts.save                draft    . 4 4 4 4 4
GET   drafts.check               draft    . 4 4 4 4 4
GET   drafts.section             sent     . 4 4 4 4 4
POST  drafts.save                sent     . 4 4 4 4 4
GET   acts.submit                draft    . 3 4 4 4 4
POST  acts.submit                draft    . 3 4 4 4 4
GET   acts.appraise              draft    3 3 4 4 4 4
POST  acts.appraise              draft    3 3 4 4 4 4
GET   acts.appraise              result   4 4 . 4 4 4
POST  acts.appraise              result   4 4 . 4 4 4
POST  form_check.mend            draft    . 3 4 4 4 4
POST  form_check.mend            result   4 4 . 4 4 4
GET   form_check.waive           draft    4 3 4 4 4 4
POST  form_check.waive           draft    . 3 4 4 4 4
GET   form_check.waive           result   4 4 . 4 4 4
GET   acts.return_               draft    3 . 4 4 4 4
POST  acts.return_               draft    3 . 4 4 4 4
GET   acts.recall                draft    . 3 4 4 4 4
POST  acts.recall                draft    . 3 4 4 4 4
GET   acts.approve               draft    3 . 4 4 4 4
POST  acts.approve               draft    3 . 4 4 4 4
GET   acts.number                draft    3 . 4 4 4 4
POST  acts.number                draft    3 . 4 4 4 4
GET   signing.sign               draft    3 . 4 4 4 4
POST  signing.sign               draft    3 . 4 4 4 4
GET   signing.upload             draft    3 . 4 4 4 4
POST  signing.upload             draft    3 . 4 4 4 4
GET   signing.original           draft    3 . 4 4 4 4
GET   signing.original           sent     3 . 3 4 4 4
GET   signing.seal               draft    3 . 4 4 4 4
POST  signing.seal               draft    3 . 4 4 4 4
GET   signatures.mine            -        . . . . . .
POST  signatures.bring_key       -        . . . . . .
POST  signatures.bring_certificate -      . . . . . .
GET   signatures.picture         -        4 4 4 4 4 4
POST  signatures.bring_picture   -        . . . . . .
GET   signatures.seal_picture    unit     3 4 3 3 4 4
POST  signatures.bring_seal_picture unit  3 . 3 3 4 4
POST  signatures.end             kept     3 . 3 3 3 3
GET   signatures.seal            unit     3 . 3 3 4 4
POST  signatures.bring_seal      unit     3 . 3 3 4 4
POST  signatures.choose          unit     3 3 3 3 4 4
POST  signatures.confirm         waiting  3 3 3 3 4 4
GET   acts.send                  draft    3 . 4 4 4 4
POST  acts.send                  draft    3 . 4 4 4 4
GET   acts.receive               draft    3 3 4 4 4 4
POST  acts.receive               draft    3 3 4 4 4 4
GET   acts.receive               sent     3 3 . 4 4 4
POST  acts.receive               sent     3 3 . 4 4 4
GET   acts.send_back             sent     3 3 . 4 4 4
POST  acts.send_back             sent     3 3 . 4 4 4
GET   acts.cancel                draft    . . 4 4 4 4
POST  acts.cancel                draft    . . 4 4 4 4
GET   acts.replace               draft    . 3 4 4 4 4
POST  acts.replace               draft    . 3 4 4 4 4
POST  acts.retry                 draft    3 . 4 4 4 4
GET   campaigns.index            -        . . . . . .
GET   campaigns.new              -        3 3 . . 3 .
POST  campaigns.open_            -        3 3 . . 3 .
GET   campaigns.show             round    . . . 4 . 4
GET   campaigns.extend           round    4 4 . 4 4 4
POST  campaigns.extend           round    4 4 . 4 4 4
POST  campaigns.close            round    3 3 . 4 3 4
GET   books.index                -        4 . . . 4 .
GET   books.show                 book     4 . 4 4 4 4
GET   books.show                 arrived  4 4 . 4 4 4
GET   books.reserve              book     4 . 4 4 4 4
POST  books.reserve              book     4 . 4 4 4 4
GET   books.enter                book     4 . 4 4 4 4
POST  books.enter                book     4 . 4 4 4 4
GET   books.enter                arrived  4 4 . 4 4 4
GET   books.reserve              arrived  4 4 3 4 4 4
GET   book_rows.outgoing         book     4 . 4 4 4 4
POST  book_rows.outgoing         book     4 . 4 4 4 4
POST  book_rows.give_up          book     4 . 4 4 4 4
GET   book_rows.incoming         arrived  4 4 . 4 4 4
POST  book_rows.incoming         arrived  4 4 . 4 4 4
POST  book_rows.strike           arrived  4 4 . 4 4 4
GET   exports.index              book     4 . 4 4 4 4
POST  exports.ask                book     4 . 4 4 4 4
GET   exports.take               book     4 . 4 4 4 4
GET   exports.take               arrived  4 4 . 4 4 4
GET   citations.index            -        . . . . . .
GET   citations.find             -        . . . . . .
GET   citations.show             cited    . . . . . .
GET   citations.new              -        3 3 . . 3 .
POST  citations.add              -        3 3 . . 3 .
GET   citations.edit             cited    3 3 . . 3 .
POST  citations.correct          cited    3 3 . . 3 .
GET   plans.index                -        . . . . . .
GET   plans.register             -        3 . . . 3 .
POST  plans.enter                -        3 . . . 3 .
GET   imports.new                -        3 . . . 3 .
POST  imports.bring              -        3 . . . 3 .
GET   imports.show               brought  4 4 . 4 4 4
GET   imports.drawn              brought  4 4 . 4 4 4
GET   imports.picture            brought  4 4 4 4 4 4
GET   imports.frame              brought  4 4 . 4 4 4
POST  imports.mend_frame         brought  4 4 . 4 4 4
GET   imports.block              brought  4 4 . 4 4 4
POST  imports.mend_block         brought  4 4 . 4 4 4
POST  imports.settle             brought  4 4 . 4 4 4
POST  imports.enter              brought  4 4 . 4 4 4
POST  imports.drop               brought  4 4 . 4 4 4
POST  preview.want               draft    . 4 4 4 4 4
GET   preview.show               draft    . 4 4 4 4 4
GET   preview.picture            draft    4 4 4 4 4 4
POST  consolidation.start        round    3 3 . 4 3 4
GET   consolidation.first        result   4 4 . 4 4 4
GET   consolidation.section      result   4 4 . 4 4 4
POST  consolidation.section      result   4 4 . 4 4 4
POST  account.sign_out           -        . . . . . .
"""
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


def test_the_table_names_every_address_of_the_application(app: Flask) -> None:
    served = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(line.method, line.endpoint) for line in LINES} == served


@pytest.mark.timeout(600)  # some thousand requests
def test_each_person_gets_what_the_table_says_and_reads_no_unsent_word(app: Flask, values: Values) -> None:
    wrong = []
    for place, who in enumerate(PEOPLE):
        client = app.test_client()
        sign_in(client, PEOPLE[who])
        token = csrf_token(client)
        for line, path in addresses(app, values):
            answer = ask(client, line, path, token)
            if answer.status_code not in MEANT[line.expected[place]]:
                wrong.append(f"{who}, {line.label}: {answer.status_code}, not {line.expected[place]}")
            if who not in OF_THE_HOUSE and SECRET.encode() in answer.data:
                wrong.append(f"{who}, {line.label}: reads what was not sent")
    assert not wrong, "\n".join(wrong)


def test_nobody_gets_in_without_signing_in(app: Flask, values: Values) -> None:
    client = app.test_client()
    token = csrf_token(client, "/dang-nhap")
    for line, path in addresses(app, values):
        answer = ask(client, line, path, token)
        assert SECRET.encode() not in answer.data, line.label
        if line.endpoint in PUBLIC:
            assert answer.status_code in MEANT[line.expected[0]], line.label
        else:
            status, door = BEFORE_THE_DOOR[line.method]
            assert (answer.status_code, (answer.location or "")[: len(door)]) == (status, door), line.label


@pytest.fixture
def values(app: Flask, world: World) -> Values:
    """What the addresses are made of, by the name of the subject."""
    campaign = stages.campaign_of(world)
    stages.received(app, world, campaign, "vanhoa")
    result = start_consolidation(campaign.id, actor=world.actor("vanphong.so"))
    (used,) = use_blocks(result.id, [source_blocks(result.id, "ket-qua")[0].id], actor=world.actor("vanphong.so"))
    sent = stages.sent(app, world, campaign, "thuvien")
    draft = stages.draft_of(world, stages.campaign_of(world))
    secret(world, draft)
    brought = bring_in(world)
    found_stranger()
    unit, above = world.organisations["thuvien"].id, world.organisations["so"].id
    marked(OutgoingEntry, unit)
    target = next(one for one in campaign.targets if one.organisation_id == unit)
    return {
        "-": {"digest": app.extensions["assets"]["js/app.js"].digest, "name": "js/app.js", "filename": "js/app.js"},
        "cited": {"entry_id": _cited(world)},
        "unit": {"organisation_id": unit, "membership_id": members_of(unit)[0].id, "term_id": 1},
        "target": {"target_id": target.id},
        "brought": {"import_id": brought.id, "block": "b1", "digest": "0" * 64},
        "round": {"campaign_id": campaign.id, "organisation_id": unit},
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
        "draft": {
            "document_id": draft.id,
            "key": "ket-qua",
            "ordinal": 1,
            "digest": "0" * 64,
            "code": draft.proof_code,
        },
        "sent": {"document_id": sent.id, "key": "ket-qua", "ordinal": 1, "digest": "0" * 64, "code": sent.proof_code},
        "kept": {"certificate_id": certificate(world, "Dương Văn M").id},
        "waiting": {"certificate_id": certificate(world, "Người Khác").id, "organisation_id": unit},
        "result": {"document_id": result.id, "key": "ket-qua", "block": used.block},
    }


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
    entry = db.session.get_one(book, row_in(book, organisation_id))
    entry.note = SECRET
    db.session.commit()


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


def found_stranger() -> None:
    """A second tree, and a person who is everything in it."""
    given = FoundOrganisation(
        name="Tỉnh uỷ Sông Hồng",
        short_name="Tỉnh uỷ",
        heading="TỈNH UỶ SÔNG HỒNG",
        symbol="TU",
        place="Sông Hồng",
        authority="T/M BAN THƯỜNG VỤ",
        level=Level.PROVINCE,
        superior_id=None,
        term_from=today(),
    )
    top = found_organisation(given, actor=SYSTEM)
    person = OpenAccount("xa.la", "Vương Thị Ư", PASSWORD, top.id, Role.OFFICE)
    open_account(person, hashed(PASSWORD), actor=SYSTEM)
    for role in set(Role) - {Role.OFFICE}:
        grant_role(GrantRole("xa.la", top.id, role), actor=SYSTEM)


def addresses(app: Flask, values: Values) -> Iterator[tuple[Line, str]]:
    """Each line with its path; signing out comes last."""
    with app.test_request_context():
        paths = [url_for(line.endpoint, **_wanted(app, line, values), _external=False) for line in LINES]  # type: ignore[arg-type]
    yield from zip(LINES, paths, strict=True)


def _wanted(app: Flask, line: Line, values: Values) -> dict[str, object]:
    (rule,) = [one for one in app.url_map.iter_rules(line.endpoint) if line.method in (one.methods or set())]
    return {name: values[line.subject][name] for name in rule.arguments}


def ask(client: FlaskClient, line: Line, path: str, token: str) -> TestResponse:
    """Open the page; or press with a version that is never the newest, so that nothing changes for the next person."""
    if line.method == "GET":
        return client.get(path, buffered=True)
    return client.post(path, data={"csrf_token": token, "version": "0", "act": "use"}, buffered=True)
