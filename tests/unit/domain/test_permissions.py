"""Who may do what, written a second time: each permission asked of every role in every place, before a paper was sent,
after, and when it went into the paper above."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace

import pytest

from tests.unit.domain.test_document_machine import Paper
from workflow.domain.actor import SYSTEM, Actor, Grant
from workflow.domain.errors import NotPermitted
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.states import DocumentState, Role
from workflow.queries.accounts import acting

PLACES = {"own": 10, "superior": 20, "body": 30, "above": 40, "to": 50, "copy": 60, "heir": 70, "after": 80, "else": 99}
PLACES |= {"desk": 91, "reached": 92, "setter": 93}  # of a difficulty, of a task
Who = tuple[str, Role | None]


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
# permission: while the paper is in the house / once it was sent / once the superior's paper that uses it is issued ("="
# as before; one for all three where it is all the same)
PAPERS = {
    "document:read": "own after / own after superior body to copy heir / own after superior body to copy heir above",
    "document:start": "own:drafter,office",
    "document:write": "own:drafter,office",
    "document:submit": "own:drafter,office",
    "document:appraise": "own:office",
    "document:return": "own:office,member,signer",
    "document:recall": "own:drafter,office / own:clerk / =",
    "document:undo": "own:office,member,signer",
    "document:hand_on": "own:office,signer,admin",
    "document:note_slow": "system",
    "document:approve": "own:member,signer system",
    "document:number": "own:clerk",
    "document:sign": "own:signer",
    "document:seal": "own:clerk system",
    "document:issue": "system",
    "document:send": "own:clerk system",
    "document:hand_up": "body:office superior:office",
    "document:receive": "superior:office,clerk to:office,clerk,drafter",
    "document:send_back": "superior:office body:office",
    "document:consolidate": "system",
    "document:cancel": "own:signer",
    "document:supersede": "system",
    "document:hand_over": "system",
    "document:retry": "own:clerk,signer,office",
    "document:audit": "own after / own after superior:inspector above:inspector / =",
    "document:readers": "own:inspector / own:inspector superior:inspector above:inspector / =",
    "document:register": "own:clerk,office",
    "document:copy": "own:clerk,office",
    "comment:read": "own / own superior:office body:office / =",
    "comment:read_internal": "own",
    "comment:write": f"{WRITERS} / {WRITERS} superior:office body:office / =",
    "opinion:read": "own",
    "opinion:ask": "own:office",
    "opinion:give": "own:member,signer",
    "meeting:record": "own:office,signer",
    "passage:read": f"body superior / = / system {' '.join(PLACES)}",
    "plan:follow": "own superior",
}
# permission: of an organisation that stands / that has ended
HOUSES = {
    "organisation:manage": "own:admin superior:admin above:admin /",
    "organisation:seal": "own:clerk,admin superior:admin above:admin /",
    "account:help": "own:admin,office superior:admin,office above:admin /",
    "certificate:end": "own:admin superior:admin above:admin /",
    "organisation:reorganise": "superior:admin above:admin",
    "organisation:read": "own superior above to after",
    "house:read": "own",
    "book:read": "own:clerk,office,signer,inspector,admin after:clerk,office,signer,inspector,admin",
    "book:keep": "own:clerk,office",
    "book:number": "own:clerk",
    "delegation:read": "own",
    "delegation:keep": "own:office,admin",
    "certificate:bind": "own:signer",
    "import:read": "",
    "outline:read": "own",
    "outline:keep": "own:office",
    "task:keep": "own:office",
    "task:clear": "own:drafter,office",
    "task:reopen": "own:drafter,office setter:office",
    "campaign:read": "own to body heir",
    "campaign:open": "own:office system",
    "campaign:manage": "own:office",
    "campaign:note_late": "system",
    "arrival:told": "own:office,clerk,drafter",
    "urge:read": "own superior after",
    "urge:open": "own to",
    "schedule:read": "own",
    "extension:ask": "own:drafter,office",
    "reporting:read": "own superior above after",
    "citation:keep": f"system {' '.join(f'{place}:office' for place in PLACES)}",
    "difficulty:read": "own reached",
    "difficulty:raise": "own:drafter,office",
    "difficulty:handle": "desk:office",
    "difficulty:answer": "desk:office,signer",
    "difficulty:urge": "own:office reached:office",
}
# permission: of what is the asking person's own (their task, certificate, file, absence)
OWN = {
    "task:clear": "own",
    "certificate:end": " ".join(PLACES),
    "import:read": "own:clerk,office,drafter",
    "delegation:keep": "own",
}
# what is left to whoever served where nothing stands any more
PAPERS_READ = {
    "document:read",
    "document:audit",
    "comment:read",
    "comment:read_internal",
    "opinion:read",
    "plan:follow",
}
HOUSES_READ = {
    "organisation:read",
    "house:read",
    "delegation:read",
    "reporting:read",
    "difficulty:read",
    "outline:read",
    "campaign:read",
    "schedule:read",
    "urge:read",
    "urge:open",
}
READ_BOOKS = {Role.CLERK, Role.OFFICE, Role.SIGNER, Role.INSPECTOR, Role.ADMIN}
INSIDE, SENT, USED = DocumentState.IN_APPROVAL, DocumentState.SENT, DocumentState.CONSOLIDATED


def house(**told: object) -> SimpleNamespace:
    """An organisation, or what is kept there, with everybody near it; of nobody's own."""
    near = {"superior_id": 20, "ancestor_ids": (20, 40), "subordinate_ids": (50,), "successor_ids": (80,)}
    near |= {"through_id": 30, "addressee_ids": (50,), "heir_ids": (70,)}
    near |= {"desk_id": 91, "reached_ids": (92,), "setter_id": 93, "is_cell": False, "has_ended": False}
    return SimpleNamespace(**{"organisation_id": 10, **near, **OTHERS_OWN, **told})


ME, OTHER_PERSON = 1, 2
OTHERS_OWN = {
    "absent_id": OTHER_PERSON,
    "user_id": OTHER_PERSON,
    "owner_id": OTHER_PERSON,
    "charged_ids": (OTHER_PERSON,),
}
MY_OWN = {"absent_id": ME, "user_id": ME, "owner_id": ME, "charged_ids": (ME,)}


def who(words: str) -> set[Who]:
    """(place, role) pairs; the system is in no place."""
    told = (word.partition(":") for word in words.split() if word != "system")
    found: set[Who] = {
        (place, Role(role)) for place, _, roles in told for role in (roles.split(",") if roles else Role)
    }
    return found | {("system", None)} if "system" in words.split() else found


def allowed(permission: str, subject: object) -> set[Who]:
    """Whom the table lets through."""
    actors: dict[Who, Actor] = {
        key: Actor(ME, "A", frozenset({Grant(PLACES[key[0]], key[1])})) for key in product(PLACES, Role)
    }
    actors["system", None] = SYSTEM
    return {key for key, actor in actors.items() if permits(actor, Permission(permission), subject)}


def stages_of(told: str, count: int) -> list[str]:
    """Whom each of so many stages lets through."""
    stages = [stage.strip() for stage in told.split("/")]
    written = stages if len(stages) == count else stages * count
    return [written[place - 1] if stage == "=" else stage for place, stage in enumerate(written)]


def test_every_permission_is_written_a_second_time() -> None:
    assert {*PAPERS, *HOUSES} == set(Permission)


@pytest.mark.parametrize("permission", PAPERS)
def test_a_paper_is_whose_the_design_says(permission: str) -> None:
    for state, words in zip((INSIDE, SENT, USED), stages_of(PAPERS[permission], 3), strict=True):
        assert allowed(permission, Told(state)) == who(words), state


@pytest.mark.parametrize(
    ("permission", "paper", "words"),
    [
        ("document:write", Told(DocumentState.RETURNED, consolidates=True), "own:office"),
        ("document:submit", Told(DocumentState.RETURNED, consolidates=True), "own:office"),
        ("document:cancel", Told(DocumentState.DRAFT, is_numbered=False), "own:drafter,office,signer"),
        (
            "document:cancel",
            Told(DocumentState.CONSOLIDATING, is_numbered=False, consolidates=True),
            "own:office,signer",
        ),
        ("document:cancel", Told(DocumentState.RETURNED, is_numbered=True), "own:signer"),
        ("document:receive", Told(SENT, addressee_ids=(PLACES["superior"],)), "superior:office,clerk"),
        ("document:read", Told(DocumentState.SUPERSEDED), "own after superior body to copy heir"),
        ("document:read", Told(DocumentState.SUPERSEDED, addressee_ids=()), "own after"),
        ("document:audit", Told(SENT, ancestor_ids=()), "own after"),
        ("document:hand_up", Told(SENT, through_id=None, superior_id=None), ""),
    ],
)
def test_what_a_paper_is_decides_too(permission: str, paper: Told, words: str) -> None:
    assert allowed(permission, paper) == who(words)


@pytest.mark.parametrize("permission", HOUSES)
def test_an_organisation_is_run_by_whom_the_design_says_while_it_stands(permission: str) -> None:
    for has_ended, words in zip((False, True), stages_of(HOUSES[permission], 2), strict=True):
        assert allowed(permission, house(has_ended=has_ended)) == who(words), has_ended


@pytest.mark.parametrize("permission", HOUSES)
def test_what_is_the_persons_own_opens_no_more_than_the_design_says(permission: str) -> None:
    expected = OWN.get(permission, HOUSES[permission].partition("/")[0])
    assert allowed(permission, house(**MY_OWN)) == who(expected)


@pytest.mark.parametrize(
    ("permission", "told", "words"),
    [
        ("task:keep", {"is_cell": True}, "own:office,drafter"),
        ("organisation:reorganise", {"ancestor_ids": ()}, "own:admin"),
        ("certificate:end", {"user_id": None}, "own:admin,clerk superior:admin above:admin"),
        ("certificate:end", {"user_id": None, "has_ended": True}, ""),
        ("import:read", {"owner_id": None}, ""),
        ("delegation:keep", {"absent_id": None}, "own:office,admin"),
        ("task:clear", {"charged_ids": (None,)}, "own:drafter,office"),
    ],
)
def test_what_a_thing_is_decides_too(permission: str, told: dict[str, object], words: str) -> None:
    assert allowed(permission, house(**told)) == who(words)


def test_whoever_may_not_is_told_whose_work_it_is() -> None:
    clerk = Actor(ME, "A", frozenset({Grant(PLACES["own"], Role.CLERK)}))
    require(clerk, Permission.DOCUMENT_NUMBER, Told(INSIDE))
    with pytest.raises(NotPermitted, match="Chỉ Bí thư hoặc người được giao ký"):
        require(clerk, Permission.DOCUMENT_SIGN, Told(INSIDE))
    with pytest.raises(NotPermitted, match="không có quyền làm việc này"):
        require(clerk, Permission.DOCUMENT_READERS, Told(INSIDE))


def test_whoever_served_where_nothing_stands_any_more_reads_and_does_nothing() -> None:
    for role in Role:
        past = Actor(ME, "A", past=frozenset({Grant(PLACES["own"], role)}))
        books = {"book:read"} if role in READ_BOOKS else set()
        assert opened(past, PAPERS, Told(SENT)) == PAPERS_READ
        assert opened(past, HOUSES, house()) == HOUSES_READ | books


def opened(actor: Actor, names: Iterable[str], subject: object) -> set[str]:
    """Which of the permissions the actor has."""
    return {one for one in names if permits(actor, Permission(one), subject)}


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
