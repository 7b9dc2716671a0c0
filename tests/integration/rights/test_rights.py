"""Every role in every relation of organisations, at every address: nobody reads a word that is not theirs, and nobody
is refused what is. `make rights` asks everybody everywhere."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.integration.rights.people import SUBJECT, WHO, WORD, Person, Places, everybody, gets_through, seated, who_of
from tests.integration.rights.planting import BAIT, found_in, plant, words_in
from tests.integration.rights.tables import ASKED
from tests.integration.rights.world import furnished, settle
from tests.integration.web.test_matrix import LINES, Line, Values, addresses, ask
from tests.integration.web.test_matrix import PEOPLE as COLUMNS
from tests.integration.web.watching import lacking
from workflow.cli.demo.world import World
from workflow.domain.states import Role
from workflow.jobs.digest import make_one
from workflow.models import Digest, Notification, Task, User, db
from workflow.models.clock import today

pytestmark = pytest.mark.usefixtures("short_prints")

WHOLE = os.environ.get("TRINHKY_RIGHTS") == "long"
THROUGH, REFUSED = 1, 1  # how many of each ask at an address in the short form
GOES = {200, 201, 303, 409, 422}
LAST = ("organisations.end", "account.sign_out")
SEARCHED = {line.endpoint for line in LINES if line.endpoint.endswith(".index")} | {
    "books.show",
    "citations.find",
    "consolidation.section",
    "notices.index",
    "reporting.rates",
}
SIX: Mapping[str, Places] = {
    "own drafter": {"thuvien": frozenset({Role.DRAFTER})},
    "own secretary": {"thuvien": frozenset({Role.SIGNER, Role.MEMBER, Role.CLERK})},
    "office above": {"so": frozenset({Role.OFFICE})},
    "office two above": {"khoi": frozenset({Role.OFFICE})},
    "sibling's drafter": {"baotang": frozenset({Role.DRAFTER})},
    "stranger": {"la": frozenset(Role)},
}
Held = Mapping[str, tuple[FlaskClient, str]]


@dataclass
class Found:
    """What was asked, and what went against the tables."""

    made: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def note(self, person: Person, line: Line, answer: TestResponse) -> None:
        """Judge one answer."""
        words, subject = who_of(line.method, line.endpoint, line.subject) or (), SUBJECT[line.subject]
        through, sees = gets_through(person, words, subject), subject.is_seen_by(person)
        meant = GOES | ({404} if "?" in words else set()) if through else {403, 404} if sees else {404}
        self.made["let through" if through else "refused"] += 1
        self.asked |= {f"role {person.role}", f"relation {person.relation}", f"address {line.method} {line.endpoint}"}
        if answer.status_code not in meant:
            self.wrong.append(f"{person.name}, {line.label}: {answer.status_code}, not {sorted(meant)}")
        if lacks := lacking(answer):
            self.wrong.append(f"{person.name}, {line.label}: lacks {lacks}")
        self.leaks(person, line.label, found_in(answer))

    def leaks(self, person: Person, where: str, words: set[str]) -> None:
        """Judge the words read."""
        self.made["words read"] += len(words)
        self.read |= words
        self.wrong += [f"{person.name}, {where}: reads {one}" for one in words if not WORD[one].is_seen_by(person)]


def test_every_address_has_its_line() -> None:
    """Every page, every operation of the interface: whatever the application serves."""
    lines = [f"{one.method} {one.endpoint} * …  in routes.py: who gets through" for one in LINES if not _known(one)]
    lines += [f"{one.subject} …  in tables.py: whose it is, who sees it" for one in LINES if one.subject not in SUBJECT]
    served = {(one.method, one.endpoint) for one in LINES}
    lines += [
        f"{method} {endpoint}: nothing serves it" for method, endpoint, _ in WHO if (method, endpoint) not in served
    ]
    assert not lines, "tests/integration/rights needs or has too much:\n" + "\n".join(dict.fromkeys(lines))


def test_the_matrix_of_addresses_says_the_same() -> None:
    """Its columns are six people of the cast."""
    wrong = []
    for line in LINES:
        words, subject = who_of(line.method, line.endpoint, line.subject) or (), SUBJECT[line.subject]
        for said, (name, username) in zip(line.expected, COLUMNS.items(), strict=True):
            person = Person(username, "", None, SIX[name])
            through, missing = gets_through(person, words, subject), "?" in words
            meant = (".4" if missing else ".") if through else ("34" if subject.is_seen_by(person) else "4")
            if said not in meant:
                wrong.append(f"{line.label}, {name}: {said}, not {meant}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.timeout(36_000)
def test_nobody_reads_or_is_refused_against_the_table(app: Flask, world: World) -> None:
    values, people, found = furnished(app, world), everybody(), Found()
    users = settle(world, people)
    plant(app, world, values)
    held = {person.name: seated(app, users[person.name]) for person in people}
    _look_for_words(app, values, found, held, people)
    for line, path, person in _asked(app, values, people):
        found.note(person, line, _answer(*held[person.name], line, path, person))
    _look_at_notices(found, people, users)
    print(dict(found.made))  # noqa: T201 - the figures of `make rights`
    assert not found.wrong, f"{len(found.wrong)} against the tables, {dict(found.made)}\n" + "\n".join(found.wrong)
    wanted = {f"role {role}" for role in Role} | {f"relation {unit}" for unit in ASKED}
    wanted |= {f"address {line.method} {line.endpoint}" for line in LINES}
    assert not wanted - found.asked
    unread = WORD.keys() - found.read
    assert not unread, f"nobody read {sorted(unread)}"


def _known(line: Line) -> bool:
    return who_of(line.method, line.endpoint, line.subject) is not None


def _answer(client: FlaskClient, token: str, line: Line, path: str, person: Person) -> TestResponse:
    through = gets_through(person, who_of(line.method, line.endpoint, line.subject) or (), SUBJECT[line.subject])
    return ask(client, line, path, token, as_data=not through)


def _asked(app: Flask, values: Values, people: list[Person]) -> Iterator[tuple[Line, str, Person]]:
    """Who asks where: everybody everywhere in the whole form; else at each address some of those who get through and
    some of those who do not, others at the next address, so that every role and every relation has its turn."""
    turn = count()
    for line, path in sorted(addresses(app, values), key=lambda one: one[0].endpoint in LAST):
        words, subject = who_of(line.method, line.endpoint, line.subject) or (), SUBJECT[line.subject]
        fit = [one for one in people if gets_through(one, words, subject)]
        for group, many in ((fit, THROUGH), ([one for one in people if one not in fit], REFUSED)):
            chosen = group if WHOLE else [group[next(turn) * 31 % len(group)] for _ in range(min(many, len(group)))]
            yield from ((line, path, person) for person in chosen)


def _look_for_words(app: Flask, values: Values, found: Found, held: Held, people: list[Person]) -> None:
    """Every list, and what its search finds."""
    lists = [path for line, path in addresses(app, values) if line.method == "GET" and line.endpoint in SEARCHED]
    plan = db.session.get_one(Task, values["dated"]["task_id"]).document_id  # the matrix has no page of it
    lists.append(f"/ke-hoach/{plan}/nhiem-vu")
    for place, person in enumerate(people if WHOLE else people[::3]):
        for path in lists if WHOLE else [*lists[place % 16 :: 16], lists[-1]]:
            client, _ = held[person.name]
            answer = client.get(path, query_string={"tim": BAIT, "chu": BAIT}, buffered=True)
            found.leaks(person, f"GET {path}", found_in(answer))
            found.made["searches"] += 1


def _look_at_notices(found: Found, people: list[Person], users: Mapping[str, User]) -> None:
    """What people were told of by acts, and what is told to them this morning."""
    names = {users[person.name].id: person for person in people}
    for user_id in list(names) if WHOLE else list(names)[::5]:
        make_one(user_id, today(), {})
    told = [(one.user_id, f"{one.title} {one.text}") for one in db.session.scalars(select(Notification))]
    told += [(one.user_id, str(one.lines)) for one in db.session.scalars(select(Digest))]
    for user_id, words in told:
        if user_id in names:
            found.leaks(names[user_id], "notice", words_in(words.encode()))
            found.made["notices"] += 1
