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
    for person in PEOPLE:
        actor = actor_of(people[person])
        for told, document in zip(case["papers"], papers, strict=True):
            subject = DocumentCase(document)
            reads = oracle.reads(case, person, told, 0)
            assert permits(actor, Permission.DOCUMENT_READ, subject) == reads, (person, told)
            compared["reads" if reads else "reads not"] += 1
            does = oracle.does(case, person, told["owner"], 0)
            for permission, roles in ACTS.items():
                assert permits(actor, permission, subject) == bool(does & roles), (person, told, permission)
                compared["does" if does & roles else "does not"] += 1
        for number, unit in enumerate(units):
            line = [number, *oracle.above(case, number)]
            stands = not case["units"][number]["ended"]
            manages = stands and any("admin" in oracle.does(case, person, one, 0) for one in line)
            assert permits(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(unit)) == manages, (person, number)


def _laid(case: Case) -> tuple[list[Organisation], list[User], list[Document]]:
    """The case as rows, never committed."""
    units = _units(case)
    people = [User(username=f"n{one}", name=f"N{one}", password="", fs_uniquifier=f"n{one}") for one in PEOPLE]
    for one in PEOPLE:
        people[one].active = one not in case["closed"]
    db.session.add_all(people)
    db.session.flush()
    for person, unit, role, first, last in case["held"]:
        held = Membership(user_id=people[person].id, organisation_id=units[unit].id, role=Role(role))
        held.from_day, held.to_day = _day(first), _day(last)
        db.session.add(held)
    for unit, absent, here, first, last in case["lent"]:
        lent = Delegation(organisation_id=units[unit].id, absent_id=people[absent].id, substitute_id=people[here].id)
        lent.from_day, lent.to_day, lent.reason, lent.given_by = _day(first), _day(last), "", ""
        db.session.add(lent)
    papers = [_paper(told, units) for told in case["papers"]]
    db.session.flush()
    return units, people, papers


def _units(case: Case) -> list[Organisation]:
    units: list[Organisation] = []
    for number, told in enumerate(case["units"]):
        names = dict.fromkeys(("name", "short_name", "heading", "symbol", "place", "authority"), f"U{number}")
        one = Organisation(**names, level=Level.UPPER, from_day=_day(-900), to_day=_day(-1) if told["ended"] else None)
        one.ancestor_ids = [units[above].id for above in oracle.above(case, number)]
        one.superior_id = units[told["superior"]].id if told["superior"] is not None else None
        db.session.add(one)
        db.session.flush()
        units.append(one)
    for number, told in enumerate(case["units"]):
        if told["ended"]:
            _merge(units[number], [units[one] for one in told["heirs"]])
    return units


def _merge(gone: Organisation, into: list[Organisation]) -> None:
    gone.successor_id = into[0].id
    act = Reorganisation(organisation_id=gone.id, kind=ReorganisationKind.MERGE, state=ReorganisationState.DONE)
    act.decision_symbol, act.decision_on, act.effective_on, act.plan, act.asked_at = "1", today(), today(), {}, now()
    act.units.append(ReorganisedUnit(organisation_id=gone.id, part=UnitPart.FROM))
    act.units += [ReorganisedUnit(organisation_id=one.id, part=UnitPart.TO) for one in into]
    db.session.add(act)


def _paper(told: Case, units: list[Organisation]) -> Document:
    document = Document(
        state=DocumentState(told["state"]),
        kind=DocumentKind.REPORT,
        organisation_id=units[told["owner"]].id,
        desk_id=units[told["desk"]].id,
        abstract="",
        created_at=now(),
        state_since=now(),
    )
    for place, one in enumerate(sorted(told["to"])):
        row = Delivery(organisation_id=units[one].id, position=place, label="", sent_at=now())
        document.deliveries.append(row)
    db.session.add(document)
    return document


def _day(number: int) -> dt.date:
    return today() + dt.timedelta(days=number)
