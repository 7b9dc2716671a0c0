"""Every role in every relation of organisations, at every address: nobody reads a word that is not theirs, and nobody
is refused what is. `make rights` asks everybody everywhere."""

import os
from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import select

from tests.integration.rights import standing
from tests.integration.rights.people import SUBJECT, WHO, WORD, Person, Places, gets_through, who_of
from tests.integration.rights.planting import words_in
from tests.integration.rights.proof import Found, prove, search, words_of
from tests.integration.rights.tables import ASKED
from tests.integration.rights.world import Ground, peopled
from tests.integration.web.test_matrix import LINES, Line, addresses
from tests.integration.web.test_matrix import PEOPLE as COLUMNS
from workflow.cli.demo.world import World
from workflow.domain.states import Role
from workflow.jobs.digest import make_one
from workflow.models import Digest, Notification, Task, db
from workflow.models.clock import today

pytestmark = pytest.mark.usefixtures("short_prints", "plain_frames")

WHOLE = os.environ.get("TRINHKY_RIGHTS") == "long"
ALL = [*LINES, *standing.LINES]
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


def test_every_address_has_its_line() -> None:
    """Every page, every operation of the interface: whatever the application serves."""
    lines = [f"{one.method} {one.endpoint} * …  in routes.py: who gets through" for one in ALL if not _known(one)]
    lines += [f"{one.subject} …  in tables.py: whose it is, who sees it" for one in ALL if one.subject not in SUBJECT]
    served = {(one.method, one.endpoint) for one in LINES}
    lines += [
        f"{method} {endpoint}: nothing serves it" for method, endpoint, _ in WHO if (method, endpoint) not in served
    ]
    assert not lines, "tests/integration/rights needs or has too much:\n" + "\n".join(dict.fromkeys(lines))


def test_the_matrix_of_addresses_says_the_same() -> None:
    """Its columns are six people of the cast."""
    wrong = []
    people = [Person(username, "", None, SIX[name]) for name, username in COLUMNS.items()]
    for line in LINES:
        words, subject = words_of(line), SUBJECT[line.subject]
        for said, name, person in zip(line.expected, COLUMNS, people, strict=True):
            through, missing = gets_through(person, words, subject), "?" in words
            meant = (".4" if missing else ".") if through else ("34" if subject.is_seen_by(person) else "4")
            if said not in meant:
                wrong.append(f"{line.label}, {name}: {said}, not {meant}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.timeout(36_000)
def test_nobody_reads_or_is_refused_against_the_table(app: Flask, world: World) -> None:
    ground, found = peopled(app, world), Found()
    _look_for_words(app, ground, found)
    prove(app, ground, found, _lines(), None if WHOLE else 1)
    _look_at_notices(ground, found)
    print(dict(found.made))  # noqa: T201 - the figures of `make rights`
    assert not found.wrong, f"{len(found.wrong)} against the tables, {dict(found.made)}\n" + "\n".join(found.wrong)
    wanted = {f"role {role}" for role in Role} | {f"relation {unit}" for unit in ASKED}
    wanted |= {f"address {line.method} {line.endpoint}" for line in LINES} | {f"subject {line.subject}" for line in ALL}
    assert not wanted - found.asked
    unread = WORD.keys() - found.read
    assert not unread, f"nobody read {sorted(unread)}"


def _lines() -> list[Line]:
    """In the short form a third of what is asked of the papers in further states, another third of each."""
    return ALL if WHOLE else [*LINES, *standing.LINES[::3]]


def _known(line: Line) -> bool:
    return who_of(line.method, line.endpoint, line.subject) is not None


def _look_for_words(app: Flask, ground: Ground, found: Found) -> None:
    """Every list, and what its search finds."""
    lists = [path for line, path in addresses(app, ground.values) if line.method == "GET" and line.endpoint in SEARCHED]
    lists = list(dict.fromkeys(lists))
    plan = db.session.get_one(Task, ground.values["dated"]["task_id"]).document_id  # the matrix has no page of it
    lists.append(f"/ke-hoach/{plan}/nhiem-vu")
    chosen = ground.people if WHOLE else ground.people[::3]
    few = {person: [*lists[place % 16 :: 16], lists[-1]] for place, person in enumerate(chosen)}
    search(ground, found, dict.fromkeys(chosen, lists) if WHOLE else few)


def _look_at_notices(ground: Ground, found: Found) -> None:
    """What people were told of by acts, and what is told to them this morning."""
    names = {ground.users[person.name].id: person for person in ground.people}
    for user_id in list(names) if WHOLE else list(names)[::5]:
        make_one(user_id, today(), {})
    told = [(one.user_id, f"{one.title} {one.text}") for one in db.session.scalars(select(Notification))]
    told += [(one.user_id, str(one.lines)) for one in db.session.scalars(select(Digest))]
    for user_id, words in told:
        if user_id in names:
            found.leaks(names[user_id], "notice", words_in(words.encode()))
            found.made["notices"] += 1
