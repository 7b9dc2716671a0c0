"""Who may stand in for whom: no ring, no second substitute, no chain that nobody can follow."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.actor import Actor, Grant, StandIn
from workflow.domain.delegations import LONGEST_CHAIN, Absence, wrong_with
from workflow.domain.states import Role

FIRST = dt.date(2026, 12, 1)
DAYS = [FIRST + dt.timedelta(days=one) for one in range(12)]


def away(absent: int, substitute: int, first: int = 0, last: int = 5) -> Absence:
    return Absence(absent, substitute, FIRST + dt.timedelta(days=first), FIRST + dt.timedelta(days=last))


A_QUARTER = 92
MOVE_ON = "Ngày 06/12/2026 đã có người thay."
RING = "chính người này lại vắng"
TOO_LONG = "đã có quá 3 người thay nối nhau"


@pytest.mark.parametrize(
    ("new", "known", "field", "words"),
    [
        (away(1, 1), [], "substitute", "Người thay phải là người khác."),
        (away(1, 2, 3, 2), [], "to_day", "Ngày cuối phải từ ngày đầu trở đi."),
        (away(1, 2, 0, A_QUARTER), [], "to_day", "Nhiều nhất 92 ngày."),
        (away(1, 2), [away(1, 3, 5, 9)], "from_day", MOVE_ON),
        (away(1, 2), [away(2, 1, 5, 9)], "substitute", RING),
        (away(1, 2), [away(2, 3), away(3, 1)], "substitute", RING),
        (away(1, 2), [away(2, 3), away(3, 4), away(4, 5)], "substitute", TOO_LONG),
        (away(4, 5), [away(1, 2), away(2, 3), away(3, 4)], "substitute", TOO_LONG),
        (away(1, 2, 0, A_QUARTER - 1), [], None, ""),
        (away(1, 2), [away(1, 3, 6, 9)], None, ""),
        (away(1, 2), [away(2, 1, 6, 9)], None, ""),
        (away(1, 2), [away(2, 3), away(3, 4)], None, ""),
        (away(1, 2), [away(2, 3), away(3, 4), away(4, 5, 6, 9)], None, ""),
    ],
)
def test_what_cannot_stand_is_said_at_its_field(
    new: Absence, known: list[Absence], field: str | None, words: str
) -> None:
    at, said = wrong_with(new, known) or (None, "")
    assert at == field
    assert words in said


absences = st.builds(
    lambda absent, substitute, first, length: away(absent, substitute, first, first + length),
    st.integers(1, 5),
    st.integers(1, 5),
    st.integers(0, 8),
    st.integers(0, 3),
)


@given(st.lists(absences, max_size=12))
def test_whatever_is_agreed_everybody_has_one_substitute_and_every_way_ends(asked: list[Absence]) -> None:
    agreed: list[Absence] = []
    for one in asked:
        fits = fits_each_day([*agreed, one])
        assert (wrong_with(one, agreed) is None) == fits
        agreed += [one] if fits else []


def fits_each_day(absences: list[Absence]) -> bool:
    """Day by day, person by person."""
    for day in DAYS:
        pairs = [(one.absent_id, one.substitute_id) for one in absences if one.covers(day)]
        stands_in = dict(pairs)
        if len(stands_in) < len(pairs):
            return False
        for begun in stands_in:
            way = [begun]
            while way[-1] in stands_in and len(way) <= LONGEST_CHAIN + 1:
                way.append(stands_in[way[-1]])
            if len(way) - 1 > LONGEST_CHAIN:
                return False
    return True


def test_an_own_role_comes_before_a_lent_one() -> None:
    office, member = Grant(1, Role.OFFICE), Grant(1, Role.MEMBER)
    lent = StandIn(office, 7, "Trần Thị B")
    actor = Actor(3, "Lê Văn C", frozenset({office, member}), stand_ins=(lent,))
    assert actor.stands_in(1, Role.OFFICE) == lent
    assert actor.stands_in(1, Role.MEMBER) is None
    assert actor.stands_in(1) is None
    assert actor.stands_in(2, Role.OFFICE) is None
    assert actor.stands_in(None) is None
