"""The tree of the matrix with its people, and objects of two of its units, each with a word of its own."""

import datetime as dt
from collections.abc import Mapping

from flask import Flask
from sqlalchemy import select

from tests.integration.rights.people import OF_THE_CAST, OWNERS, Person, opened
from tests.integration.rights.tables import UNITS
from tests.integration.web.test_matrix import Values, subjects
from tests.kept_stages import kept
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
STRANGERS = "Sông Hồng"


def furnished(app: Flask, world: World) -> Values:
    """The whole tree with objects of its units: what the addresses are made of, by the name of the subject."""
    _brought_about(app, world)
    found = {one.short_name: one for one in db.session.scalars(select(Organisation))}
    world.organisations.update({unit: found[unit] for unit in _LEVELS} | {"la": found[STRANGERS]})
    return _values


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


def settle(world: World, people: list[Person]) -> dict[str, User]:
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
    return users | {one.name: world.people[one.name] for one in OF_THE_CAST}


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
