"""The tree of the matrix with its people, and objects of two of its units, each with a word of its own."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from tests.integration.rights.people import OF_THE_CAST, OWNERS, Person, everybody, opened, seated
from tests.integration.rights.planting import plant
from tests.integration.rights.standing import standing
from tests.integration.rights.tables import UNITS
from tests.integration.web.test_matrix import Values, subjects
from tests.kept_stages import kept
from tests.signing_in import PersonClient
from workflow.actions.organisation import found_organisation
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.states import Level, Role
from workflow.models import Delegation, Document, Membership, Organisation, User, db
from workflow.models.clock import today

_LEVELS = {
    "phuong": Level.GRASSROOTS,
    "bophan": Level.SUB_COMMITTEE,
    "tosach": Level.CELL,
    "to": Level.CELL,
    "ban": Level.ADVISORY,
}
_values: dict[str, Mapping[str, object]] = {}
_standing: dict[str, Mapping[str, object]] = {}
STRANGERS = "Sông Hồng"
EVERYBODY = everybody()
Seat = tuple[PersonClient, str]


@dataclass(frozen=True)
class Ground:
    """What the proofs stand on: what the addresses are made of, by the name of the subject, and everybody."""

    app: Flask
    values: Values
    people: list[Person]
    users: Mapping[str, User]
    _seats: dict[Person, Seat] = field(default_factory=dict)

    def seat(self, person: Person, *, anew: bool = False) -> Seat:
        """The person's browser and the token of its forms, at an address of its own; one for all that they ask, until
        they sign in anew."""
        if anew or person not in self._seats:
            client, token = seated(self.app, self.users[person.name])
            client.environ_base["REMOTE_ADDR"] = f"127.0.0.{1 + self.people.index(person)}"
            self._seats[person] = client, token
        return self._seats[person]


def furnished(app: Flask, world: World) -> Values:
    """The whole tree with objects of its units: what the addresses are made of, by the name of the subject."""
    _brought_about(app, world)
    _find(world)
    return _values


def peopled(app: Flask, world: World) -> Ground:
    """The same with everybody, papers in further states, and the planted words in all of it."""
    _settled(app, world)
    _find(world)
    users = {one.username: one for one in db.session.scalars(select(User))}
    return Ground(app, _values | _standing, EVERYBODY, users)


def _find(world: World) -> None:
    found = {one.short_name: one for one in db.session.scalars(select(Organisation))}
    world.organisations.update({unit: found[unit] for unit in _LEVELS} | {"la": found[STRANGERS]})


@kept
def _settled(app: Flask, world: World) -> Document:
    furnished(app, world)
    _standing.update(standing(app, world))
    _settle(world, EVERYBODY)
    plant(app, world, _values | _standing)
    return db.session.get_one(Document, _values["draft"]["document_id"])


@kept
def _brought_about(app: Flask, world: World) -> Document:
    _values.update(subjects(app, world))
    for unit, level in _LEVELS.items():
        world.organisations[unit] = found_organisation(_founding(world, unit, level), actor=SYSTEM)
    top = select(Organisation).where(Organisation.name == "Tỉnh uỷ Sông Hồng")
    db.session.scalars(top).one().short_name = STRANGERS
    db.session.commit()
    return db.session.get_one(Document, _values["draft"]["document_id"])


def _founding(world: World, unit: str, level: Level) -> FoundOrganisation:
    above = world.organisations[UNITS[unit] or ""].id
    return FoundOrganisation(
        f"Đơn vị {unit}", unit, f"ĐƠN VỊ {unit.upper()}", "CB", "Sông Lam", "T/M CHI BỘ", level, above, today()
    )


def _settle(world: World, people: list[Person]) -> None:
    """Their accounts, with the rows of what each is, was, or takes from another."""
    fresh, day = [one for one in people if one not in OF_THE_CAST], dt.timedelta(days=1)
    users = opened(fresh, world.people["quantri"].password)
    for person in fresh:
        user = users[person.name]
        if person.relation in {"substitute", "expired"}:
            for owner in OWNERS:
                house, held = world.organisations[owner].id, users[f"{owner}.{person.role}"]
                db.session.add(member(user, house, Role.INSPECTOR))
                until = today() if person.relation == "substitute" else today() - day
                db.session.add(stand_in(house, held, user, until))
            continue
        for unit, roles in person.places.items():
            db.session.add_all(member(user, world.organisations[unit].id, role) for role in roles)
        if person.relation == "former" and person.role:
            houses = [world.organisations[one].id for one in OWNERS]
            db.session.add_all(member(user, one, person.role, until=today() - day) for one in houses)
    db.session.commit()


def member(user: User, house: int, role: Role, until: dt.date | None = None) -> Membership:
    since = dt.date(2020, 7, 1)
    return Membership(user_id=user.id, organisation_id=house, role=role, from_day=since, to_day=until)


def stand_in(house: int, absent: User, substitute: User, until: dt.date) -> Delegation:
    return Delegation(
        organisation_id=house,
        absent_id=absent.id,
        substitute_id=substitute.id,
        from_day=until - dt.timedelta(days=9),
        to_day=until,
        reason="Đi công tác",
        given_by=absent.name,
    )
