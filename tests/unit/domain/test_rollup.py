"""Rolling up level by level gives what one naive count over all chi bộ gives, whatever the tree."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.domain.figures import Amount
from workflow.domain.outline import Formula, Indicator, IndicatorKind
from workflow.domain.rollup import Part, ratios, rolled_up

Tree = Part | list["Tree"] | None

numbers = st.decimals(min_value=-(10**9), max_value=10**14, places=6, allow_nan=False)
days = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 20))
parts = st.builds(lambda value, base, day: Part(Amount(value, base), day), numbers, numbers, days)
trees = st.recursive(parts | st.none(), lambda below: st.lists(below, max_size=6), max_leaves=40)


def climbed(tree: Tree, kind: IndicatorKind, formula: Formula) -> Part | None:
    """Each committee makes one figure of those directly below it."""
    if not isinstance(tree, list):
        return tree
    below = [climbed(one, kind, formula) for one in tree]
    return rolled_up(kind, formula, [one for one in below if one is not None])


def leaves(tree: Tree) -> list[Part]:
    if isinstance(tree, list):
        return [leaf for one in tree for leaf in leaves(one)]
    return [] if tree is None else [tree]


def exact(values: Sequence[Decimal]) -> Fraction:
    return sum(map(Fraction, values), Fraction(0))


@settings(max_examples=300)
@given(trees)
def test_a_sum_counts_every_chi_bo_once_to_its_last_place(tree: Tree) -> None:
    whole, told = climbed(tree, IndicatorKind.DECIMAL, Formula.SUM), leaves(tree)
    assert (whole is None) == (not told)
    if whole is not None:
        assert Fraction(whole.amount.value) == exact([leaf.amount.value for leaf in told])


@settings(max_examples=300)
@given(trees)
def test_done_and_target_are_added_apart(tree: Tree) -> None:
    whole, told = climbed(tree, IndicatorKind.OF_TARGET, Formula.MAX), leaves(tree)
    if whole is not None:
        assert Fraction(whole.amount.base or 0) == exact([leaf.amount.base or Decimal(0) for leaf in told])


@settings(max_examples=300)
@given(trees)
def test_the_largest_and_the_latest_are_somebodys_own(tree: Tree) -> None:
    told = leaves(tree)
    largest = climbed(tree, IndicatorKind.DECIMAL, Formula.MAX)
    latest = climbed(tree, IndicatorKind.DECIMAL, Formula.LATEST)
    if told:
        assert largest is not None
        assert latest is not None
        assert largest.amount.value == max(leaf.amount.value for leaf in told)
        last = max(leaf.day or dt.date.min for leaf in told)
        assert latest.amount.value == max(leaf.amount.value for leaf in told if (leaf.day or dt.date.min) == last)


@given(st.lists(parts, min_size=2, max_size=12), numbers)
def test_after_a_change_and_a_merge_it_is_as_if_counted_anew(told: list[Part], late: Decimal) -> None:
    changed = [Part(Amount(late)), *told[1:]]
    merged = rolled_up(IndicatorKind.DECIMAL, Formula.SUM, changed[:2])
    assert merged is not None
    whole = rolled_up(IndicatorKind.DECIMAL, Formula.SUM, [*changed[2:], merged])
    assert whole is not None
    assert Fraction(whole.amount.value) == exact([part.amount.value for part in changed])


@pytest.mark.parametrize(("kind", "value"), [(IndicatorKind.PERCENT, "92.28"), (IndicatorKind.DECIMAL, "0.92")])
def test_a_ratio_divides_the_sums(kind: IndicatorKind, value: str) -> None:
    asked = Indicator("ty-le", "Tỷ lệ", "%", kind, Formula.RATIO, of=("dat", "giao"))
    amounts = {"dat": Amount(Decimal(275)), "giao": Amount(Decimal(298))}
    assert ratios([asked], amounts) == {"ty-le": Amount(Decimal(value))}
    assert ratios([asked], {"dat": amounts["dat"], "giao": Amount(Decimal(0))}) == {"ty-le": None}
    assert ratios([asked], {"dat": amounts["dat"]}) == {"ty-le": None}


@given(parts)
def test_a_part_is_kept_as_it_is(part: Part) -> None:
    assert Part.from_json(part.to_json()) == part
