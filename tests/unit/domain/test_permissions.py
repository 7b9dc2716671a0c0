"""Who may do what, written a second time: each permission asked of every role in every place, before a paper was sent,
after, and when it went into the paper above."""

from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace

import pytest

from tests.unit.domain.test_document_machine import Paper
from workflow.domain.actor import Actor, Grant
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import DocumentState, Role
from workflow.queries.accounts import acting

PLACES = {"own": 10, "superior": 20, "body": 30, "above": 40, "to": 50, "copy": 60, "heir": 70, "after": 80, "else": 99}


@dataclass
class Told(Paper):
    """A paper with everybody whom it came to."""

    through_id: int | None = PLACES["body"]
    ancestor_ids: tuple[int, ...] = (PLACES["superior"], PLACES["above"])
    addressee_ids: tuple[int, ...] = (PLACES["to"],)
    copy_holder_ids: tuple[int, ...] = (PLACES["copy"],)
    heir_ids: tuple[int, ...] = (PLACES["heir"],)
    successor_ids: tuple[int, ...] = (PLACES["after"],)


WRITERS = "own:drafter,office,member,signer"
# permission: while the paper is in the house / once it was sent / once the superior's paper that uses it is issued
PAPERS = {
    "document:read": "own after / own after superior body to copy heir / own after superior body to copy heir above",
    "document:audit": "own after / own after superior:inspector above:inspector / =",
    "document:readers": "own:inspector / own:inspector superior:inspector above:inspector / =",
    "document:write": "own:drafter,office / = / =",
    "document:register": "own:clerk,office / = / =",
    "document:copy": "own:clerk,office / = / =",
    "document:hand_on": "own:office,signer,admin / = / =",
    "document:retry": "own:clerk,signer,office / = / =",
    "comment:read": "own / own superior:office body:office / =",
    "comment:read_internal": "own / = / =",
    "comment:write": f"{WRITERS} / {WRITERS} superior:office body:office / =",
    "opinion:read": "own / = / =",
    "opinion:ask": "own:office / = / =",
    "opinion:give": "own:member,signer / = / =",
    "meeting:record": "own:office,signer / = / =",
    "passage:read": "body superior / = / own superior body above to copy heir after else",
}
# permission: of an organisation that stands / that has ended
HOUSES = {
    "organisation:manage": "own:admin superior:admin above:admin /",
    "organisation:seal": "own:clerk,admin superior:admin above:admin /",
    "account:help": "own:admin,office superior:admin,office above:admin /",
    "organisation:reorganise": "superior:admin above:admin / =",
    "organisation:read": "own superior above to after / =",
    "book:read": "own:clerk,office,signer,inspector,admin after:clerk,office,signer,inspector,admin / =",
    "book:keep": "own:clerk,office / =",
    "book:number": "own:clerk / =",
    "delegation:read": "own / =",
    "delegation:keep": "own:office,admin / =",
}
INSIDE, SENT, USED = DocumentState.IN_APPROVAL, DocumentState.SENT, DocumentState.CONSOLIDATED


def who(words: str) -> set[tuple[str, Role]]:
    """(place, role) pairs."""
    told = (word.partition(":") for word in words.split())
    return {(place, Role(role)) for place, _, roles in told for role in (roles.split(",") if roles else Role)}


def allowed(permission: str, subject: object) -> set[tuple[str, Role]]:
    """Whom the table lets through."""
    actors = {key: Actor(1, "A", frozenset({Grant(PLACES[key[0]], key[1])})) for key in product(PLACES, Role)}
    return {key for key, actor in actors.items() if permits(actor, Permission(permission), subject)}


def stages_of(told: str) -> list[str]:
    stages = [stage.strip() for stage in told.split("/")]
    return [stages[stages.index("=") - 1] if stage == "=" else stage for stage in stages]


@pytest.mark.parametrize("permission", PAPERS)
def test_a_paper_is_whose_the_design_says(permission: str) -> None:
    for state, words in zip((INSIDE, SENT, USED), stages_of(PAPERS[permission]), strict=True):
        assert allowed(permission, Told(state)) == who(words), state


@pytest.mark.parametrize("permission", HOUSES)
def test_an_organisation_is_run_by_whom_the_design_says_while_it_stands(permission: str) -> None:
    for has_ended, words in zip((False, True), stages_of(HOUSES[permission]), strict=True):
        near = {"superior_id": 20, "ancestor_ids": (20, 40), "subordinate_ids": (50,), "successor_ids": (80,)}
        house = SimpleNamespace(organisation_id=10, has_ended=has_ended, absent_id=None, **near)
        assert allowed(permission, house) == who(words), has_ended


def test_whoever_served_where_nothing_stands_any_more_reads_and_does_nothing() -> None:
    for role in Role:
        past = Actor(1, "A", past=frozenset({Grant(10, role)}))
        opened = {one for one in PAPERS if permits(past, Permission(one), Told(SENT))}
        assert opened == {"document:read", "document:audit", "comment:read", "comment:read_internal", "opinion:read"}


def test_a_closed_account_holds_nothing_and_a_lent_role_is_named_with_whose_it_is() -> None:
    house = SimpleNamespace(has_ended=False)
    away = SimpleNamespace(user_id=2, user=SimpleNamespace(name="B"), organisation_id=10, organisation=house)
    away.role = Role.SIGNER
    person = SimpleNamespace(id=1, name="A", active=True)
    lent = acting(person, [away])  # type: ignore[arg-type, list-item]
    assert lent.grants == {Grant(10, Role.MEMBER)}  # nobody signs for another
    assert [one.absent_name for one in lent.stand_ins] == ["B"]
    person.active = False
    assert acting(person, [away]).grants == frozenset()  # type: ignore[arg-type, list-item]
