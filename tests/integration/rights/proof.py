"""The proof itself: people ask at addresses, and each answer is judged by the tables."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from flask import Flask
from werkzeug.test import TestResponse

from tests.integration.rights.people import SUBJECT, WORD, Person, gets_through, who_of
from tests.integration.rights.planting import BAIT, found_in
from tests.integration.rights.world import Ground
from tests.integration.web.test_matrix import Line, addresses, ask
from tests.integration.web.watching import lacking

GOES = {200, 201, 303, 409, 422}
SIGNED_OUT = 401
LAST = ("organisations.end", "account.sign_out")


class Asking(NamedTuple):
    """Somebody at an address, whether the tables let them through and whether they see what it is about."""

    line: Line
    path: str
    person: Person
    through: bool
    sees: bool


@dataclass
class Found:
    """What was asked, and what went against the tables."""

    made: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def note(self, at: Asking, answer: TestResponse) -> None:
        """Judge one answer."""
        missing = {404} if "?" in words_of(at.line) else set()
        meant = GOES | missing if at.through else {403, 404} if at.sees else {404}
        self.made["let through" if at.through else "refused"] += 1
        self.asked |= {f"role {at.person.role}", f"relation {at.person.relation}", f"subject {at.line.subject}"}
        self.asked.add(f"address {at.line.method} {at.line.endpoint}")
        if answer.status_code not in meant:
            self.wrong.append(f"{at.person.name}, {at.line.label}: {answer.status_code}, not {sorted(meant)}")
        if lacks := lacking(answer):
            self.wrong.append(f"{at.person.name}, {at.line.label}: lacks {lacks}")
        self.leaks(at.person, at.line.label, found_in(answer))

    def leaks(self, person: Person, where: str, words: set[str]) -> None:
        """Judge the words read."""
        self.made["words read"] += len(words)
        self.read |= words
        self.wrong += [f"{person.name}, {where}: reads {one}" for one in words if not WORD[one].is_seen_by(person)]


def words_of(line: Line) -> tuple[str, ...]:
    """What the table says of the line; nobody gets through where it says nothing."""
    return who_of(line.method, line.endpoint, line.subject) or ()


def prove(app: Flask, ground: Ground, found: Found, lines: Sequence[Line], many: int | None = None) -> None:
    """Ask at the lines: everybody, or so many of those who get through and as many of those who do not, others at the
    next address, so that every role and every relation has its turn."""
    turn = count()
    for line, path in sorted(addresses(app, ground.values, lines), key=lambda one: one[0].endpoint in LAST):
        for at in _chosen(_at(line, path, ground.people), many, turn):
            answer = _answer(ground, at)
            if answer.status_code == SIGNED_OUT:  # whose role was ended signs in again
                answer = _answer(ground, at, anew=True)
            found.note(at, answer)


def _answer(ground: Ground, at: Asking, *, anew: bool = False) -> TestResponse:
    client, token = ground.seat(at.person, anew=anew)
    return ask(client, at.line, at.path, token, as_data=not at.through)


def _at(line: Line, path: str, people: Collection[Person]) -> list[Asking]:
    words, subject = words_of(line), SUBJECT[line.subject]
    return [Asking(line, path, one, gets_through(one, words, subject), subject.is_seen_by(one)) for one in people]


def _chosen(everybody: Sequence[Asking], many: int | None, turn: Iterator[int]) -> Iterator[Asking]:
    for through in (True, False):
        group = [at for at in everybody if at.through is through]
        if many is None:
            yield from group
        else:
            yield from (group[next(turn) * 31 % len(group)] for _ in range(min(many, len(group))))


def search(ground: Ground, found: Found, wanted: Mapping[Person, Sequence[str]]) -> None:
    """Each of the people looks through lists, and for what stands in every planted text."""
    for person, paths in wanted.items():
        client, _ = ground.seat(person)
        for path in paths:
            answer = client.get(path, query_string={"tim": BAIT, "chu": BAIT}, buffered=True)
            found.leaks(person, f"GET {path}", found_in(answer))
            found.made["searches"] += 1
