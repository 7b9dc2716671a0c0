"""Rolled up level by level in the database, and again after late papers, returns, mergers and changed figures, every
figure of every level is what one naive count over the chi bộ gives, whatever the tree.

`TRINHKY_TREES=long` (make trees) grows 5,000 trees."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from tests.factories import stages
from workflow.actions import figures
from workflow.actions.draft import figures_of
from workflow.cli.demo.world import World
from workflow.domain.figures import Amount
from workflow.domain.outline import Formula, Indicator, IndicatorKind, Outline, Section
from workflow.domain.states import DocumentKind, DocumentState
from workflow.models import Campaign, Document, Source, db
from workflow.models.clock import now

TREES = 5_000 if os.environ.get("TRINHKY_TREES") == "long" else 12
ASKED = (
    Indicator("cong", "Cộng", "người"),
    Indicator("lon-nhat", "Lớn nhất", "người", formula=Formula.MAX),
    Indicator("moi-nhat", "Mới nhất", "điểm", IndicatorKind.DECIMAL, Formula.LATEST),
    Indicator("co-khong", "Có hay không", "", IndicatorKind.YES_NO),
    Indicator("dat", "Đạt", "người", IndicatorKind.OF_TARGET),
    Indicator("ty-le", "Tỷ lệ", "%", IndicatorKind.PERCENT, Formula.RATIO, of=("cong", "dat")),
)
TYPED = ASKED[:5]
DAY = dt.date(2027, 1, 1)
Said = tuple[int, dict[str, tuple[int, int] | None]]  # the day of the year, and by figure value in cents and target
Shape = list["Shape"] | Said

said = st.tuples(
    st.integers(0, 5),
    st.fixed_dictionaries(
        {one.key: st.none() | st.tuples(st.integers(-(10**9), 10**12), st.integers(0, 99)) for one in TYPED}
    ),
)
shapes = st.lists(st.recursive(said, lambda below: st.lists(below, max_size=4), max_leaves=10), min_size=1, max_size=4)
changes = st.lists(
    st.tuples(st.sampled_from(["late", "returned", "merged", "changed"]), st.integers(0, 99), st.integers(0, 99), said),
    max_size=4,
)


@dataclass(eq=False)
class Node:
    """A paper of the tree: a chi bộ's own words, or what is made of those below."""

    paper: Document
    above: "Node | None"
    said: Said | None = None
    below: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Itself and all below, those below first."""
        for one in self.below:
            yield from one.walk()
        yield self


@dataclass
class Province:
    """Grows a tree in the running transaction, and changes it as the office's acts do."""

    campaign: Campaign
    top: Node | None = None

    def grow(self, shape: Shape, above: Node | None = None) -> Node:
        """The papers of a shape, rolled up."""
        is_cell = isinstance(shape, tuple)
        node = Node(self._paper(consolidates=not is_cell), above, shape if is_cell else None)
        if is_cell:
            say(node)
            return node
        for one in shape:
            self.take(self.grow(one, node), node)
        db.session.flush()
        figures.add_up(node.paper)
        return node

    def _paper(self, *, consolidates: bool) -> Document:
        unit, at = self.campaign.organisation_id, now()
        paper = Document(
            state=DocumentState.SUPERSEDED,  # of a round only one consolidation may live
            organisation_id=unit,
            kind=DocumentKind.REPORT,
            consolidates=consolidates,
            desk_id=unit,
            state_since=at,
            created_at=at,
            issued_on=DAY,
            abstract="cây",
            recipients=[],
        )
        paper.figures.extend(figures_of(self.campaign.outline))
        if consolidates:
            paper.campaign_id = self.campaign.id
        db.session.add(paper)
        db.session.flush()
        return paper

    def take(self, node: Node, into: Node) -> None:
        """A source more."""
        position = max((one.position for one in db.session.new if isinstance(one, Source)), default=0) + node.paper.id
        row = {"document_id": into.paper.id, "source_id": node.paper.id, "organisation_id": node.paper.organisation_id}
        db.session.add(Source(**row, position=position, taken_at=now()))
        into.below.append(node)
        node.above = into

    def late(self, first: int, _: int, given: Said) -> None:
        """A chi bộ comes after the rolling up."""
        house = pick(self._houses(), first)
        node = self.grow(given, house)
        self.take(node, house)
        db.session.flush()
        figures.add(house.paper, [node.paper.id])
        self._again(house)

    def returned(self, first: int, *_: object) -> None:
        """A paper is sent back: it is a source no more."""
        node = pick([one for one in self._all() if one.above], first)
        if node is not None:
            house = node.above
            self._leave(node)
            self._again(house)

    def merged(self, first: int, second: int, _: Said) -> None:
        """What stood below one committee stands below another; its own paper is gone."""
        ending, kept = pick([one for one in self._houses() if one.above], first), pick(self._houses(), second)
        if ending is None or any(one is kept for one in ending.walk()):
            return
        moved, house = list(ending.below), ending.above
        for one in moved:
            self._leave(one)
        self._leave(ending)
        for one in moved:
            self.take(one, kept)
            db.session.flush()
            figures.add(kept.paper, [one.paper.id])
        self._again(house)
        self._again(kept)

    def changed(self, first: int, _: int, given: Said) -> None:
        """A chi bộ's figures change after they were counted; the office rolls up anew."""
        cell = pick([one for one in self._all() if one.said is not None], first)
        if cell is not None:
            cell.said = given
            say(cell)
            db.session.flush()
            house = cell.above
            while house is not None:
                figures.add_up(house.paper)
                house = house.above

    def _leave(self, node: Node) -> None:
        house = node.above
        figures.take_off(house.paper, node.paper.id)
        here = (Source.document_id == house.paper.id, Source.source_id == node.paper.id)
        db.session.execute(delete(Source).where(*here))
        house.below.remove(node)
        node.above = None

    def _again(self, node: Node | None) -> None:
        """The committees above issue anew: the old paper's figures go off, the new one's come."""
        while node is not None and node.above is not None:
            db.session.flush()
            figures.take_off(node.above.paper, node.paper.id)
            figures.add(node.above.paper, [node.paper.id])
            node = node.above

    def _all(self) -> list[Node]:
        return list(self.top.walk())

    def _houses(self) -> list[Node]:
        return [one for one in self.top.walk() if one.said is None]


def pick(found: list[Node], number: int) -> Node | None:
    return found[number % len(found)] if found else None


def say(node: Node) -> None:
    day, told = node.said or (0, {})
    node.paper.issued_on = DAY + dt.timedelta(days=day)
    for figure in node.paper.figures:
        given = told.get(figure.key)
        figure.keep(None if given is None else amount(figure.kind, *given))


def amount(kind: IndicatorKind, value: int, base: int) -> Amount:
    if kind is IndicatorKind.YES_NO:
        return Amount(Decimal(value % 2), Decimal(1))
    return Amount(Decimal(value) / 100, Decimal(base) if kind is IndicatorKind.OF_TARGET else None)


def naive(node: Node, asked: Indicator) -> tuple[Fraction, Fraction | None] | None:
    """One count over all chi bộ below, which knows nothing of levels."""
    cells = [one.said for one in node.walk() if one.said is not None]
    told = [(day, amount(asked.kind, *given)) for day, all_ in cells if (given := all_[asked.key]) is not None]
    if not told:
        return None
    values = [Fraction(one.value) for _, one in told]
    if asked.kind in {IndicatorKind.YES_NO, IndicatorKind.OF_TARGET}:
        return sum(values, Fraction(0)), sum((Fraction(one.base) for _, one in told), Fraction(0))
    if asked.formula is Formula.LATEST:
        return max((day, Fraction(one.value)) for day, one in told)[1], None
    return max(values) if asked.formula is Formula.MAX else sum(values, Fraction(0)), None


def kept(node: Node, key: str) -> tuple[Fraction, Fraction | None] | None:
    found = next(figure.amount for figure in node.paper.figures if figure.key == key)
    return None if found is None else (Fraction(found.value), None if found.base is None else Fraction(found.base))


def ratio(node: Node) -> Fraction | None:
    over, under = naive(node, ASKED[0]), naive(node, ASKED[4])
    return None if over is None or under is None or not under[0] else over[0] * 100 / under[0]


@pytest.fixture
def campaign(world: World) -> Campaign:
    asked = stages.campaign_of(world)
    asked.outline_json = Outline((Section("ket-qua", "Kết quả"),), ASKED).to_json()
    db.session.commit()
    return asked


@pytest.mark.timeout(3600)
@settings(max_examples=TREES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(shape=shapes, steps=changes)
def test_every_level_says_what_its_chi_bo_say(
    campaign: Campaign, shape: Shape, steps: list[tuple[str, int, int, Said]]
) -> None:
    province = Province(campaign)
    province.top = province.grow(shape)
    try:
        for name, first, second, told in steps:
            act: Callable[[int, int, Said], None] = getattr(province, name)
            act(first, second, told)
        db.session.flush()
        for node in province.top.walk():
            if node.said is None:
                assert {one.key: kept(node, one.key) for one in TYPED} == {one.key: naive(node, one) for one in TYPED}
                whole, exact = kept(node, "ty-le"), ratio(node)
                assert (whole is None) == (exact is None)
                assert whole is None or abs(whole[0] - exact) <= Fraction(1, 200)
    finally:
        db.session.rollback()
