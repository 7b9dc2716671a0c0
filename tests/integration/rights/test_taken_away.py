"""A role removed, a person moved, an account closed, a substitution ended: what they opened a moment before is refused
at the very next request, of a page, of a form on an open page, of a download; and no waiting job works for them."""

import http.client
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask, url_for
from sqlalchemy import select, update

from tests.integration.rights.people import seated
from tests.integration.rights.world import member, peopled, stand_in
from tests.integration.web.test_matrix import Values
from tests.jobs import do_jobs
from tests.serving import served
from workflow.actions.account import end_role
from workflow.actions.export import ask_for_book
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.states import Book, ExportForm, Role
from workflow.models import Delegation, Document, Export, Membership, Notification, User, db
from workflow.models.clock import now, today
from workflow.queries.accounts import actor_of
from workflow.queries.books import Wanted

pytestmark = pytest.mark.usefixtures("short_prints")

GOES = {200, 201, 303, 409, 422}
DOOR = "/dang-nhap"


@dataclass(frozen=True)
class Work:
    """What somebody with the role does in the unit: a page, a form on it and a download, each an address of the matrix
    with its subject."""

    unit: str
    role: Role
    page: tuple[str, str]
    form: tuple[str, str]
    download: tuple[str, str]


BOOK = ("exports.take", "book")
WORKS = (
    Work("thuvien", Role.DRAFTER, ("drafts.first", "draft"), ("drafts.save", "draft"), ("preview.show", "draft")),
    Work("thuvien", Role.OFFICE, ("books.enter", "book"), ("book_rows.outgoing", "book"), BOOK),
    Work("thuvien", Role.MEMBER, ("acts.approve", "draft"), ("acts.approve", "draft"), ("opinions.give", "draft")),
    Work("thuvien", Role.SIGNER, ("acts.return_", "draft"), ("acts.approve", "draft"), ("opinions.give", "draft")),
    Work("thuvien", Role.CLERK, ("acts.number", "draft"), ("acts.number", "draft"), BOOK),
    Work("thuvien", Role.INSPECTOR, ("audit.readers", "draft"), ("exports.ask", "book"), BOOK),
    Work("thuvien", Role.ADMIN, ("organisations.members", "unit"), ("days.add", "unit"), ("documents.pdf", "draft")),
    Work("so", Role.DRAFTER, ("begin.index", "-"), ("begin.start", "letter"), ("difficulties.new", "-")),
    Work("so", Role.OFFICE, ("consolidation.first", "result"), ("opinions.ask", "result"), ("tasks.add", "planned")),
    Work("so", Role.MEMBER, ("acts.approve", "result"), ("opinions.give", "result"), ("acts.return_", "result")),
    Work("so", Role.SIGNER, ("acts.approve", "result"), ("opinions.give", "result"), ("acts.return_", "result")),
    Work("so", Role.CLERK, ("acts.number", "result"), ("book_rows.incoming", "arrived"), ("exports.take", "arrived")),
    Work("so", Role.INSPECTOR, ("audit.readers", "result"), ("exports.ask", "arrived"), ("exports.take", "arrived")),
    Work("so", Role.ADMIN, ("terms.index", "arrived"), ("terms.open_", "arrived"), ("word.download", "result")),
)
# what a substitute is there themselves, which opens none of it
BESIDE: Mapping[Role, Role] = {Role.DRAFTER: Role.INSPECTOR, Role.OFFICE: Role.MEMBER, Role.CLERK: Role.MEMBER}
LENT = (Role.DRAFTER, Role.OFFICE, Role.MEMBER, Role.SIGNER, Role.CLERK)


class Browser:
    """A person's browser over a real line."""

    def __init__(self, app: Flask, address: str, user: User) -> None:
        client, self._token = seated(app, user)
        kept = client.get_cookie("trinhky")
        assert kept is not None
        self._line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=300)
        self._headers = {"Cookie": f"trinhky={kept.value}", "Accept": "application/json"}

    def asks(self, method: str, path: str) -> tuple[int, str]:
        """(status, where it leads to)."""
        body = urlencode({"csrf_token": self._token, "version": "0"}) if method == "POST" else None
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self._line.request(method, path, body, self._headers | form)
        answer = self._line.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location") or ""

    def close(self) -> None:
        """Hang up."""
        self._line.close()


@dataclass(eq=False)
class Case:
    """One person who does a work, and what opened it to them."""

    work: Work
    change: str
    user: User
    held: Membership
    lent: Delegation | None = None

    @property
    def label(self) -> str:
        """How a failure names it."""
        return f"{self.change}, {self.work.role} of {self.work.unit}"


@pytest.mark.timeout(1200)  # some four hundred requests
def test_what_was_open_is_refused_at_once(app: Flask, world: World) -> None:
    values, counted, wrong = peopled(app, world).values, Counter[str](), list[str]()
    cases = list(_cases(world, "g"))
    with served(app) as address:
        for case in cases:
            browser = Browser(app, address, case.user)
            asked = {use: (method, _path(app, values, place, method)) for use, method, place in _uses(case.work)}
            for use, (method, path) in asked.items():
                status, where = browser.asks(method, path)
                if status not in GOES or where.startswith(DOOR):
                    wrong.append(f"{case.label}, {use} before: {status} {where}")
            CHANGES[case.change](world, case)
            for use, (method, path) in asked.items():
                status, where = browser.asks(method, path)
                counted[use] += 1
                if not (status in {401, 403, 404} or (status == 303 and where.startswith(DOOR))):
                    wrong.append(f"{case.label}, {use}: {status} {where}")
            browser.close()
    _judge_jobs(app, world, values, counted, wrong)
    assert not wrong, "\n".join(wrong)
    assert counted.total() >= 200, counted


def _cases(world: World, prefix: str) -> Iterator[Case]:
    number = count(1)
    for work in WORKS:
        for change in CHANGES:
            if change == "substitution ended" and work.role not in LENT:
                continue
            yield opened(world, work, change, f"{prefix}{next(number)}")


def opened(world: World, work: Work, change: str, name: str) -> Case:
    """Somebody new to whom the work is open, until the change."""
    user = User(username=name, name=name, password=world.people["quantri"].password, fs_uniquifier=name)
    db.session.add(user)
    db.session.flush()
    house, lends = world.organisations[work.unit].id, change == "substitution ended"
    held = member(user, house, BESIDE.get(work.role, Role.INSPECTOR) if lends else work.role)
    case = Case(work, change, user, held)
    db.session.add(held)
    if lends:
        away = User(username=f"{user.username}v", name="Vắng", password="", fs_uniquifier=f"{user.username}v")
        db.session.add(away)
        db.session.flush()
        db.session.add(member(away, house, work.role))
        case.lent = stand_in(house, away, user, today())
        db.session.add(case.lent)
    db.session.commit()
    return case


def _uses(work: Work) -> tuple[tuple[str, str, tuple[str, str]], ...]:
    return ("next page", "GET", work.page), ("form", "POST", work.form), ("download", "GET", work.download)


def _path(app: Flask, values: Values, place: tuple[str, str], method: str) -> str:
    endpoint, subject = place
    (rule,) = [one for one in app.url_map.iter_rules(endpoint) if method in (one.methods or set())]
    with app.test_request_context():
        return url_for(endpoint, _external=False, **{name: values[subject][name] for name in rule.arguments})  # type: ignore[arg-type]


def _removed(world: World, case: Case) -> None:
    """In the table, so that the sign-in goes on: nothing of rights may be kept in it."""
    gone = today().replace(year=today().year - 1)
    db.session.execute(update(Membership).where(Membership.id == case.held.id).values(to_day=gone))
    db.session.commit()


def _moved(world: World, case: Case) -> None:
    end_role(case.held.id, actor=world.actor("quantri"))
    db.session.add(member(case.user, world.organisations["baotang"].id, Role.MEMBER))
    db.session.commit()


def _closed(world: World, case: Case) -> None:
    db.session.execute(update(User).where(User.id == case.user.id).values(active=False))
    db.session.commit()


def _ended(world: World, case: Case) -> None:
    assert case.lent is not None
    db.session.execute(update(Delegation).where(Delegation.id == case.lent.id).values(ended_at=now()))
    db.session.commit()


CHANGES: Mapping[str, Callable[[World, Case], None]] = {
    "role removed": _removed,
    "person moved": _moved,
    "account closed": _closed,
    "substitution ended": _ended,
}


def _judge_jobs(app: Flask, world: World, values: Values, counted: Counter[str], wrong: list[str]) -> None:
    """Books asked for and notices owed before the change; the worker comes after it. Somebody who keeps their role asks
    and is told beside each."""
    cases = list(_cases(world, "j"))
    readers = [one for one in cases if one.work.role not in {Role.DRAFTER, Role.MEMBER}]
    asked = [one for one in readers if one.lent is None or one.work.role in BESIDE]
    owed = [one for one in cases if one not in readers and one.lent is None]
    stays = world.people["bithu.thuvien"]
    kept = _book(world, "thuvien", actor_of(stays)).id
    wrong += books_made(app, world, asked)
    assert db.session.get_one(Export, kept).made_at
    for unit, subject in (("thuvien", "draft"), ("so", "result")):
        named = [one.user.id for one in owed if one.work.unit == unit]
        _owe(values[subject]["document_id"], [*named, stays.id if unit == "thuvien" else world.people["bithu.so"].id])
    _after_changes(app, world, owed)
    told = set(db.session.scalars(select(Notification.user_id)))
    wrong += [f"{case.label}: was told" for case in owed if case.user.id in told]
    counted["job"] += len(asked) + len(owed)
    assert stays.id in told


def books_made(app: Flask, world: World, cases: list[Case]) -> list[str]:
    """Which of these people, who ask for a book and lose what opened it, get it all the same."""
    asked = [(_book(world, case.work.unit, actor_of(case.user)).id, case) for case in cases]
    _after_changes(app, world, cases)
    return [f"{case.label}: a book was made" for one, case in asked if db.session.get_one(Export, one).made_at]


def _after_changes(app: Flask, world: World, cases: list[Case]) -> None:
    for case in cases:
        CHANGES[case.change](world, case)
    do_jobs(app)
    db.session.expire_all()


def _book(world: World, unit: str, actor: Actor) -> Export:
    return ask_for_book(world.organisations[unit].id, Book.OUTGOING, ExportForm.XLSX, Wanted().to_json(), actor=actor)


@action
def _owe(document_id: int, people: list[int]) -> None:
    """An entry of an act that names whom it asks."""
    said = Said(details={"people": people, "note": "Xin ý kiến."}, jobs=(JobName.NOTIFY,))
    record(db.session.get_one(Document, document_id), Fact.OPINION_ASKED, SYSTEM, now(), said)
