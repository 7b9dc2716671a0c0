"""The people of the matrix: each role at each place of the tree, substitutes, those who were something once; and what
the tables say of them."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from tests.integration.rights.routes import ROUTES
from tests.integration.rights.tables import ASKED, BODIES, SUBJECTS, UNITS, WORDS
from tests.signing_in import PersonClient
from workflow.actions.browser_session import Browser, begin_session
from workflow.domain.states import Role
from workflow.models import User, db

Places = Mapping[str, frozenset[Role]]
OWNERS = ("thuvien", "so")
# what a substitute does in another's place (design: nobody signs, administers or inspects for somebody else)
PASSED_ON = {Role.SIGNER: Role.MEMBER, Role.ADMIN: None, Role.INSPECTOR: None}


@dataclass(frozen=True, eq=False)
class Person:
    """Somebody, and what they are today: unit -> roles."""

    name: str
    relation: str
    role: Role | None
    places: Places


# whose some of the objects are
OF_THE_CAST = (
    Person("soan.thuvien", "itself", Role.DRAFTER, {"thuvien": frozenset({Role.DRAFTER})}),
    Person("bithu.thuvien", "itself", Role.SIGNER, {"thuvien": frozenset({Role.SIGNER, Role.MEMBER, Role.CLERK})}),
    Person("vanphong.so", "itself", Role.OFFICE, {"so": frozenset({Role.OFFICE})}),
)


def everybody() -> list[Person]:
    """Each role at each place, as a substitute today, as one until yesterday, and one who left yesterday for a place in
    another tree; then one who is nothing anywhere."""
    people = [Person(f"{unit}.{role}", unit, role, {unit: frozenset({role})}) for unit in ASKED for role in Role]
    for role in Role:
        lent = {Role.INSPECTOR, PASSED_ON.get(role, role)} - {None}
        standing_in = dict.fromkeys(OWNERS, frozenset(cast(set[Role], lent)))
        people += [
            Person(f"substitute.{role}", "substitute", role, standing_in),
            Person(f"expired.{role}", "expired", role, dict.fromkeys(OWNERS, frozenset({Role.INSPECTOR}))),
            Person(f"former.{role}", "former", role, {"la": frozenset({role})}),
        ]
    return [*people, Person("nothing", "nothing", None, {}), *OF_THE_CAST]


def relation(unit: str, owner: str) -> str:
    """How a unit stands to the owner of an object."""
    if unit == owner:
        return "own"
    above, ours = _above(owner), _above(unit)
    if unit in above:
        return "superior" if UNITS[owner] == unit else "above"
    if unit in BODIES:
        return "body" if UNITS[unit] in {owner, UNITS[owner]} else "cousin"
    if owner in ours:
        return "below" if UNITS[unit] == owner else "deeper"
    if UNITS[unit] is not None and UNITS[unit] == UNITS[owner]:
        return "sibling"
    return "cousin" if _top(unit) == _top(owner) else "stranger"


def _above(unit: str) -> list[str]:
    found, here = [], UNITS[unit]
    while here is not None:
        found.append(here)
        here = UNITS[here]
    return found


def _top(unit: str) -> str:
    return [unit, *_above(unit)][-1]


@dataclass(frozen=True)
class Subject:
    """Whose an object is, and who sees it."""

    owner: str
    seen_by: tuple[str, ...]

    def is_seen_by(self, person: Person) -> bool:
        """Whether the person sees it."""
        return any(_fits(person, word, self.owner) for word in self.seen_by)


def _read(table: str) -> dict[str, Subject]:
    return {
        name: Subject(owner, tuple(who)) for name, owner, *who in (row.split() for row in table.strip().splitlines())
    }


SUBJECT, WORD = _read(SUBJECTS), _read(WORDS)
WHO = {
    (method, endpoint, subject): tuple(words)
    for method, endpoint, subject, *words in (row.split() for row in ROUTES.strip().splitlines())
}


def who_of(method: str, endpoint: str, subject: str) -> tuple[str, ...] | None:
    """The words about an address with this subject; None when the table has none."""
    return WHO.get((method, endpoint, subject), WHO.get((method, endpoint, "*")))


def gets_through(person: Person, words: Iterable[str], subject: Subject) -> bool:
    """Whether the table lets the person through."""
    sees = subject.is_seen_by(person)
    return any(
        (word[0] == "!" or sees) and (sees if word == "seen" else _fits(person, word.lstrip("!"), subject.owner))
        for word in words
        if word != "?"
    )


@cache
def _fits(person: Person, word: str, owner: str) -> bool:
    if word in {"everyone", "nobody"} or word[0] == "=":
        return word in {"everyone", f"={person.name}"}
    where, _, listed = word.partition(":")
    roles = frozenset(Role(one) for one in listed.split(",")) if listed else frozenset(Role)
    return any(
        roles & held and where in {"any", f"@{unit}", relation(unit, owner)} for unit, held in person.places.items()
    )


def seated(app: Flask, user: User) -> tuple[PersonClient, str]:
    """A browser in which the person is signed in, without the seconds that their password takes; its forms' token."""
    secret, raw = secrets.token_urlsafe(32), secrets.token_hex(20)
    begin_session(user, Browser(hashlib.sha256(secret.encode()).hexdigest(), "", ""), 3600, 3600)
    client = PersonClient(app)
    with client.session_transaction() as kept:
        kept["_user_id"], kept["csrf_token"] = secret, raw
    return client, str(URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(raw))


def opened(people: Iterable[Person], password: str) -> dict[str, User]:
    """An account for each."""
    users = {
        one.name: User(
            username=one.name, name=f"Người {one.name}", password=password, fs_uniquifier=secrets.token_hex(8)
        )
        for one in people
    }
    db.session.add_all(users.values())
    db.session.commit()
    return users
