"""The tallies are what a slow count of all duties gives, whatever happened and however it was counted."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread

import psycopg
import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from tests.factories import tree
from tests.factories.duties import Witness, ask, kept, send, send_back, standing
from tests.kept_world import KeptWorld, empty
from workflow.actions.organisation import found_organisation
from workflow.actions.tally import TALLY_LOCK, fold, recount
from workflow.cli.demo.world import CELLS, TERM_FROM, World
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import WorkflowError
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.inputs.reorganising import Plan, Receiver
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.states import Level, ReorganisationKind
from workflow.jobs.tally import fold_all
from workflow.models import Campaign, Organisation, Tally, TallyOutbox, Target, db
from workflow.queries.tallies import different
from workflow.settings import Settings

PERIODS = (None, Period(PeriodKind.MONTH, 2026, 1), Period(PeriodKind.QUARTER, 2026, 2))
ACTS = ("ask", "ask", "send", "send", "send", "back", "extend", "move", "merge", "drop", "rename", "fold", "fold")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 50), st.integers(0, 50)), min_size=4, max_size=14)
Deed = Callable[[World, int, int], object]


def province(world: World) -> World:
    """The cast, and beside its bloc a commune with two chi bộ."""
    commune = founded("Đảng uỷ Xã", Level.GRASSROOTS, world.organisations["tinh"].id)
    for number in range(2):
        founded(f"Chi bộ Thôn {number}", Level.CELL, commune)
    return world


def founded(name: str, level: Level, above: int) -> int:
    given = FoundOrganisation(name, name, name.upper(), "ĐU", "Sông Lam", "T/M", level, above, TERM_FROM)
    return found_organisation(given, actor=SYSTEM).id


def units(*conditions: object) -> list[int]:
    return list(db.session.scalars(select(Organisation.id).where(*conditions).order_by(Organisation.id)))


def _ask(world: World, one: int, other: int) -> None:
    houses = units(Organisation.level != Level.CELL, Organisation.to_day.is_(None))
    house = houses[one % len(houses)]
    below = units(Organisation.superior_id == house, Organisation.to_day.is_(None))
    ask(house, below[: 1 + other % 4], PERIODS[other % 3], (one + other) % 41 - 20)


def _of_target(deed: Callable[[Target, int], object]) -> Deed:
    def act(world: World, one: int, other: int) -> None:
        if found := standing():
            deed(found[one % len(found)], other)
            db.session.commit()

    return act


def _extend(target: Target, days: int) -> None:
    target.due_on = target.due_on.replace(day=1 + days % 28, year=2027)


def _move(world: World, one: int, other: int) -> None:
    everybody = units()
    plan = Plan((everybody[one % len(everybody)],), superior_id=everybody[other % len(everybody)])
    tree.done(world, ReorganisationKind.MOVE, plan)


def _merge(world: World, one: int, other: int) -> None:
    cells = units(Organisation.level == Level.CELL)
    pair = cells[one % len(cells)], cells[other % len(cells)]
    tree.done(world, ReorganisationKind.MERGE, Plan(pair, (Receiver("a", pair[1]),)))


def _drop(target: Target, other: int) -> None:
    db.session.delete(target)


def _rename(world: World, one: int, other: int) -> None:
    """The round is about another period after all."""
    for campaign in db.session.scalars(select(Campaign).where(Campaign.id % 5 == one % 5)).unique():
        campaign.period = PERIODS[other % 3]
    db.session.commit()


DEEDS: dict[str, Deed] = {
    "ask": _ask,
    "send": _of_target(lambda target, days: send(target, days - 25)),
    "back": _of_target(lambda target, _: send_back(target)),
    "extend": _of_target(_extend),
    "drop": _of_target(_drop),
    "move": _move,
    "merge": _merge,
    "rename": _rename,
    "fold": lambda world, one, other: fold(1 + other % 7),
}


@given(steps=STEPS)
@settings(max_examples=12, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))
def test_whatever_happened_and_however_it_was_counted_the_tallies_are_a_slow_count(
    app: Flask, kept_world: KeptWorld, steps: list[tuple[str, int, int]]
) -> None:
    db.session.remove()
    empty()
    world, witness = province(kept_world.lay_back()), Witness()
    for act, one, other in steps:
        with suppress(WorkflowError):
            DEEDS[act](world, one, other)
        db.session.expire_all()
        witness.look()
    while fold(3):
        pass
    assert kept() == witness.counts()
    assert different() == 0


@pytest.fixture
def asked(world: World) -> list[Target]:
    """Four chi bộ owe a report, two of them have sent it."""
    campaign = ask(world.organisations["so"].id, [world.organisations[cell].id for cell in CELLS], PERIODS[1])
    for target in campaign.targets[:2]:
        send(target)
    return campaign.targets


def test_a_branch_that_moved_takes_what_is_due_and_leaves_what_is_over(world: World) -> None:
    cell, so, khoi, tinh = (world.organisations[key].id for key in ("thuvien", "so", "khoi", "tinh"))
    over, due = (ask(so, [cell], PERIODS[1], days).due_on for days in (-3, 3))
    tree.done(world, ReorganisationKind.MOVE, Plan((so,), superior_id=tinh))
    fold()
    of_day = {day: {key[0] for key in kept() if key[4] == day} for day in (over, due)}
    assert of_day == {over: {cell, so, khoi, tinh}, due: {cell, so, tinh}}


def test_two_who_count_at_once_count_once(app: Flask, asked: list[Target]) -> None:
    both = [Thread(target=fold_all) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    fold()
    assert different() == 0
    assert db.session.scalar(select(Tally.expected).where(Tally.organisation_id == asked[0].organisation_id)) == 1


def test_nobody_waits_for_the_one_who_counts_and_what_it_left_half_done_is_done_again(
    asked: list[Target], database: Settings
) -> None:
    with psycopg.connect(dsn(database)) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [TALLY_LOCK])
        other.execute("DELETE FROM tally_outbox WHERE id = 1")
        other.execute("INSERT INTO tally VALUES (%s, 'none', 2026, 0, '2026-01-01', 9, 9, 9, 9)", [asked[0].id])
        assert fold() == 0
        other.rollback()
    assert fold() == 6
    assert different() == 0


def dsn(database: Settings) -> str:
    return (database.database_url or "").replace("postgresql+psycopg", "postgresql")


def test_an_act_that_is_undone_tells_nothing(asked: list[Target]) -> None:
    fold_all_here()
    asked[3].sent_at = asked[0].sent_at
    db.session.flush()
    db.session.rollback()
    assert db.session.scalar(select(TallyOutbox.id).limit(1)) is None


def fold_all_here() -> None:
    while fold():
        pass


def test_a_count_from_the_beginning_mends_whatever_was_bent(asked: list[Target]) -> None:
    fold_all_here()
    db.session.execute(text("UPDATE tally SET arrived = arrived + 1"))
    db.session.execute(text("DELETE FROM tallied_target WHERE target_id = :id"), {"id": asked[0].id})
    db.session.commit()
    assert different() > 0
    recount()
    assert different() == 0
