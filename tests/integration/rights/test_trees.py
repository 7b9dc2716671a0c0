"""Random trees with mergers and moves, people with roles from a day to a day, substitutes, closed accounts, papers in
every state: the application's word on each day is that of a slow oracle. `make rights` does it 5,000 times."""

import datetime as dt
import os
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.rights import oracle
from tests.kept_world import AS_THEY_WERE
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import (
    DocumentKind,
    DocumentState,
    Level,
    ReorganisationKind,
    ReorganisationState,
    Role,
    UnitPart,
)
from workflow.models import (
    Delegation,
    Delivery,
    Document,
    Membership,
    Organisation,
    Reorganisation,
    ReorganisedUnit,
    User,
    db,
)
from workflow.models.clock import now, today
from workflow.queries.accounts import actor_of
from workflow.queries.case import DocumentCase
from workflow.queries.organisations import OrganisationCase

TREES = 5_000 if os.environ.get("TRINHKY_RIGHTS") == "long" else 15
PEOPLE = range(3)
STATES = ("draft", "in_approval", "approved", "issued", "sent", "received", "consolidated")
ACTS = {
    Permission.DOCUMENT_WRITE: {"drafter", "office"},
    Permission.DOCUMENT_APPROVE: {"member", "signer"},
    Permission.DOCUMENT_SIGN: {"signer"},
    Permission.DOCUMENT_NUMBER: {"clerk"},
    Permission.DOCUMENT_APPRAISE: {"office"},
}
Case = dict[str, Any]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A tree of some units, of which some have gone into later ones, and what stands in it."""
    number = draw(st.integers(3, 7))
    units: list[dict[str, Any]] = [{"superior": None, "ended": False, "heirs": ()}]
    for one in range(1, number):
        units.append({"superior": draw(st.integers(0, one - 1)), "ended": False, "heirs": ()})
    for one in range(1, number - 1):  # an heir comes later in the list: no ring
        if draw(st.integers(0, 3)) == 0:
            into = draw(st.sets(st.integers(one + 1, number - 1), min_size=1, max_size=2))
            units[one] |= {"ended": True, "heirs": tuple(sorted(into))}
    where, person = st.integers(0, number - 1), st.sampled_from(PEOPLE)
    roles = st.sampled_from([one.value for one in Role])
    first, last = st.integers(-3, 1), st.integers(-1, 3)
    held = draw(st.lists(st.tuples(person, where, roles, first, last), min_size=6, max_size=14))
    stands = st.tuples(where, person, person, first, last).filter(lambda one: one[1] < one[2])  # and no ring here
    paper = st.fixed_dictionaries(
        {"owner": where, "state": st.sampled_from(STATES), "desk": where, "to": st.frozensets(where, max_size=2)}
    )
    return {
        "units": units,
        "held": held,
        "lent": draw(st.lists(stands, max_size=5)),
        "closed": draw(st.frozensets(person, max_size=1)),
        "papers": draw(st.lists(paper, min_size=2, max_size=4)),
    }


@pytest.mark.timeout(36_000)
def test_the_application_says_what_the_oracle_says(app: Flask) -> None:
    compared = Counter[str]()

    @given(cases())
    @settings(max_examples=TREES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    def agrees(case: Case) -> None:
        try:
            _compare(case, compared)
        finally:
            db.session.rollback()

    agrees()
    print(dict(compared))  # noqa: T201 - the figures of `make rights`
    assert compared["reads"] and compared["reads not"] and compared["does"] and compared["does not"]


def _compare(case: Case, compared: Counter[str]) -> None:
    units, people, papers = _laid(case)
    subjects = [DocumentCase(document) for document in papers]
    houses = [OrganisationCase(unit) for unit in units]
    for person in PEOPLE:
        actor = actor_of(people[person])
        for told, subject in zip(case["papers"], subjects, strict=True):
            reads = oracle.reads(case, person, told, 0)
            assert permits(actor, Permission.DOCUMENT_READ, subject) == reads, (person, told)
            compared["reads" if reads else "reads not"] += 1
            does = oracle.does(case, person, told["owner"], 0)
            for permission, roles in ACTS.items():
                assert permits(actor, permission, subject) == bool(does & roles), (person, told, permission)
                compared["does" if does & roles else "does not"] += 1
        for number, house in enumerate(houses):
            line = [number, *oracle.above(case, number)]
            stands = not case["units"][number]["ended"]
            manages = stands and any("admin" in oracle.does(case, person, one, 0) for one in line)
            assert permits(actor, Permission.ORGANISATION_MANAGE, house) == manages, (person, number)


def _laid(case: Case) -> tuple[list[Organisation], list[User], list[Document]]:
    """The case as rows, written at once under numbers of our own and never committed."""
    units = [_unit(case, number) for number in range(len(case["units"]))]
    people = [_person(one, is_open=one not in case["closed"]) for one in PEOPLE]
    papers = [_paper(number, told) for number, told in enumerate(case["papers"])]
    held = [_member(*row) for row in case["held"]]
    lent = [_stand_in(*row) for row in case["lent"]]
    acts = [_merger(number, told) for number, told in enumerate(case["units"]) if told["ended"]]
    db.session.connection().exec_driver_sql(AS_THEY_WERE)  # a unit names its heir before that has its row
    db.session.add_all([*units, *people, *papers, *held, *lent, *acts])
    db.session.flush()
    return units, people, papers


def _person(one: int, *, is_open: bool) -> User:
    return User(id=_id(one), username=f"n{one}", name=f"N{one}", password="", fs_uniquifier=f"n{one}", active=is_open)


def _member(person: int, unit: int, role: str, first: int, last: int) -> Membership:
    held = Membership(user_id=_id(person), organisation_id=_id(unit), role=Role(role))
    held.from_day, held.to_day = _day(first), _day(last)
    return held


def _stand_in(unit: int, absent: int, here: int, first: int, last: int) -> Delegation:
    lent = Delegation(organisation_id=_id(unit), absent_id=_id(absent), substitute_id=_id(here))
    lent.from_day, lent.to_day, lent.reason, lent.given_by = _day(first), _day(last), "", ""
    return lent


def _unit(case: Case, number: int) -> Organisation:
    told = case["units"][number]
    names = dict.fromkeys(("name", "short_name", "heading", "symbol", "place", "authority"), f"U{number}")
    return Organisation(
        **names,
        id=_id(number),
        level=Level.UPPER,
        from_day=_day(-900),
        to_day=_day(-1) if told["ended"] else None,
        ancestor_ids=[_id(one) for one in oracle.above(case, number)],
        superior_id=None if told["superior"] is None else _id(told["superior"]),
        successor_id=_id(told["heirs"][0]) if told["ended"] else None,
    )


def _merger(number: int, told: Case) -> Reorganisation:
    act = Reorganisation(organisation_id=_id(number), kind=ReorganisationKind.MERGE, state=ReorganisationState.DONE)
    act.decision_symbol, act.decision_on, act.effective_on, act.plan, act.asked_at = "1", today(), today(), {}, now()
    act.units.append(ReorganisedUnit(organisation_id=_id(number), part=UnitPart.FROM))
    act.units += [ReorganisedUnit(organisation_id=_id(one), part=UnitPart.TO) for one in told["heirs"]]
    return act


def _paper(number: int, told: Case) -> Document:
    document = Document(
        id=_id(number),
        state=DocumentState(told["state"]),
        kind=DocumentKind.REPORT,
        organisation_id=_id(told["owner"]),
        desk_id=_id(told["desk"]),
        abstract="",
        created_at=now(),
        state_since=now(),
    )
    for place, one in enumerate(sorted(told["to"])):
        document.deliveries.append(Delivery(organisation_id=_id(one), position=place, label="", sent_at=now()))
    return document


def _id(number: int) -> int:
    """Numbers in the database begin at one."""
    return number + 1


def _day(number: int) -> dt.date:
    return today() + dt.timedelta(days=number)
