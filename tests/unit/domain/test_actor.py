"""What is asked of whoever acts: where they serve, which role an act is told under, in whose place they stand."""

from workflow.domain.actor import Actor, Grant, StandIn
from workflow.domain.predicates import receives_for
from workflow.domain.states import Role

HERE, THERE, NOWHERE = 10, 20, 30
BOTH = Actor(
    1, "Phạm Văn C", frozenset({Grant(HERE, Role.SIGNER), Grant(HERE, Role.MEMBER), Grant(THERE, Role.OFFICE)})
)


def test_an_act_is_told_under_the_role_that_it_asks_for_else_under_any_held_there() -> None:
    assert BOTH.role_in(HERE, Role.CLERK, Role.SIGNER, Role.MEMBER) is Role.SIGNER
    assert BOTH.role_in(HERE, Role.CLERK) is min(Role.SIGNER, Role.MEMBER)
    assert BOTH.role_in(THERE, Role.SIGNER) is Role.OFFICE
    assert BOTH.role_in(NOWHERE, Role.SIGNER) is None
    assert BOTH.role_in(None) is None


def test_the_first_of_those_away_is_named_whatever_the_roles() -> None:
    first = StandIn(Grant(HERE, Role.OFFICE), 7, "Trần Thị B")
    second = StandIn(Grant(HERE, Role.CLERK), 8, "Lê Văn D")
    actor = Actor(1, "Phạm Văn C", frozenset({first.grant, second.grant}), stand_ins=(first, second))
    assert actor.stands_in(HERE) == first
    assert actor.stands_in(HERE, Role.CLERK, Role.OFFICE) == first
    assert actor.stands_in(HERE, Role.CLERK) == second
    assert actor.stands_in(HERE, Role.SIGNER) is None


def test_a_drafter_takes_in_what_comes_down_and_never_what_comes_up() -> None:
    for role in (Role.OFFICE, Role.CLERK):
        actor = Actor(1, "Phạm Văn C", frozenset({Grant(HERE, role)}))
        assert receives_for(actor, HERE, superior_id=HERE)
        assert receives_for(actor, HERE, superior_id=THERE)
    drafter = Actor(1, "Phạm Văn C", frozenset({Grant(HERE, Role.DRAFTER)}))
    assert receives_for(drafter, HERE, superior_id=THERE)
    assert not receives_for(drafter, HERE, superior_id=HERE)
