"""Periodic reports open themselves: each period once, late ones with a word, those past their day not at all."""

import asyncio
import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from tests.jobs import do_jobs
from workflow.actions import schedule as schedule_acts
from workflow.actions.campaign import opened
from workflow.actions.day_off import set_day
from workflow.actions.schedule import change_schedule, make_schedule, open_due, switch_schedule
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM, SYSTEM_NAME
from workflow.domain.errors import InvalidInput, NotPermitted
from workflow.domain.facts import Fact
from workflow.domain.inputs.calendar import SaveSchedule, SetDay
from workflow.domain.job_names import JobName
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.schedules import Due, DueRule
from workflow.jobs.calendar import open_rounds
from workflow.jobs.queue import connected
from workflow.jobs.worker import promise_regular
from workflow.models import AuditEntry, Campaign, CampaignSchedule, db
from workflow.models.clock import today
from workflow.queries.schedules import missed_by, openings, to_look_at
from workflow.settings import Settings

FIRST_DAY = "2024-01-03T02:00:00Z"
MONTHLY = SaveSchedule(
    title="kết quả thực hiện nhiệm vụ",
    plan_id=None,
    period_kind=PeriodKind.MONTH,
    due=Due(DueRule.LAST_MONTH, 25),
    days_before=7,
    unit_ids=(),
    outline=RESOLUTION_REPORT,
)


def made(world: World, given: SaveSchedule = MONTHLY) -> CampaignSchedule:
    """The department's schedule, made on 03/01/2024 by somebody who serves today."""
    office = world.actor("vanphong.so")
    with time_machine.travel(FIRST_DAY, tick=False):
        return make_schedule(world.organisations["so"].id, given, actor=office)


def on(moment: str, schedule: CampaignSchedule) -> list[str]:
    """What the job opens at that moment, by title."""
    with time_machine.travel(moment, tick=False):
        found = open_due(schedule.id, actor=SYSTEM) if schedule.id in to_look_at(today()) else []
        return [campaign.title for campaign in found]


def rounds() -> list[Campaign]:
    return list(db.session.scalars(select(Campaign).order_by(Campaign.id)).unique())


def test_a_round_opens_on_its_day_and_once(world: World) -> None:
    schedule = made(world)
    assert on("2024-01-17T16:59:59Z", schedule) == []  # still 17/01 in Vietnam
    assert on("2024-01-17T17:00:00Z", schedule) == ["kết quả thực hiện nhiệm vụ tháng 01 năm 2024"]
    assert on("2024-01-17T18:00:00Z", schedule) == []
    (campaign,) = rounds()
    assert (campaign.due_on, campaign.period) == (dt.date(2024, 1, 25), Period(PeriodKind.MONTH, 2024, 1))
    assert len(campaign.targets) == 4
    assert campaign.opened_by_id is None


def test_the_act_is_the_systems_own_on_the_record(world: World) -> None:
    on("2024-01-18T02:00:00Z", made(world))
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.fact == Fact.CAMPAIGN_OPENED)).one()
    assert (entry.actor_name, entry.actor_id, entry.role) == (SYSTEM_NAME, None, None)
    assert "opened_late" not in entry.details


def test_after_weeks_without_a_worker_what_still_makes_sense_is_opened_and_the_rest_said(world: World) -> None:
    schedule = made(world)
    assert on("2024-04-22T02:00:00Z", schedule) == ["kết quả thực hiện nhiệm vụ tháng 4 năm 2024"]
    missed = [Period.from_json(one.details["period"]).index for one in missed_by(schedule.id)]
    assert missed == [3, 2, 1]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.fact == Fact.CAMPAIGN_OPENED)).one()
    assert entry.details["opened_late"] == 4
    assert on("2024-04-22T03:00:00Z", schedule) == []
    assert len(missed_by(schedule.id)) == 3


def test_two_workers_at_the_same_moment_open_one_round(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule_id = made(world).id
    db.session.rollback()
    waited: list[int] = []

    def slowly(*given: Any, **more: Any) -> Campaign:
        """Open it once the other worker stands at the door."""
        with db.engine.connect() as third:
            for _ in range(200):
                if third.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                    break
                time.sleep(0.05)
            waited.append(third.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))
        return opened(*given, **more)

    def work(_: int) -> list[int]:
        with app.app_context():
            return [campaign.id for campaign in open_due(schedule_id, actor=SYSTEM)]

    monkeypatch.setattr(schedule_acts, "opened", slowly)
    with time_machine.travel("2024-01-17T17:00:00Z"), ThreadPoolExecutor(2) as both:
        found = list(both.map(work, range(2)))
    assert waited == [1], "the second waited while the first had not finished"
    assert sorted(map(len, found)) == [0, 1]
    assert len(rounds()) == 1


def test_tet_brings_the_due_day_and_the_opening_forward(world: World) -> None:
    schedule = made(world, replace(MONTHLY, due=Due(DueRule.LAST_MONTH, 14)))
    assert on("2024-01-30T17:00:00Z", schedule)[-1].endswith("tháng 02 năm 2024")
    assert rounds()[-1].due_on == dt.date(2024, 2, 7)


def test_a_day_declared_off_later_counts(world: World) -> None:
    schedule = made(world)
    so, admin = world.organisations["tinh"].id, world.actor("quantri")
    for day in (25, 24, 23):
        set_day(so, SetDay(dt.date(2024, 1, day), works=False, reason="Ngày truyền thống"), actor=admin)
    assert on("2024-01-15T02:00:00Z", schedule) == ["kết quả thực hiện nhiệm vụ tháng 01 năm 2024"]
    assert rounds()[0].due_on == dt.date(2024, 1, 22)


def test_only_the_units_chosen_that_are_still_there_report(world: World) -> None:
    cell = world.organisations["thuvien"]
    schedule = made(world, replace(MONTHLY, unit_ids=(cell.id,)))
    on("2024-01-18T02:00:00Z", schedule)
    assert [target.organisation_id for target in rounds()[0].targets] == [cell.id]
    cell.to_day = dt.date(2024, 1, 31)
    db.session.commit()
    assert on("2024-02-20T02:00:00Z", schedule) == []
    assert missed_by(schedule.id)[0].details["reason"] == "Không còn đơn vị nào phải báo cáo."


def test_a_rule_changed_there_and_back_opens_no_period_twice(world: World) -> None:
    schedule, office = made(world), world.actor("vanphong.so")
    on("2024-01-18T02:00:00Z", schedule)
    with time_machine.travel("2024-01-19T02:00:00Z", tick=False):
        change_schedule(schedule.id, replace(MONTHLY, period_kind=PeriodKind.QUARTER), 1, actor=office)
        change_schedule(schedule.id, MONTHLY, 2, actor=office)
    assert on("2024-01-20T02:00:00Z", schedule) == []
    assert on("2024-02-20T02:00:00Z", schedule) == ["kết quả thực hiện nhiệm vụ tháng 02 năm 2024"]


def test_switched_off_it_opens_nothing_and_switched_on_it_begins_anew(world: World) -> None:
    schedule, office = made(world), world.actor("vanphong.so")
    with time_machine.travel(FIRST_DAY, tick=False):
        switch_schedule(schedule.id, 1, on=False, actor=office)
    assert on("2024-01-18T02:00:00Z", schedule) == []
    with time_machine.travel("2024-06-03T02:00:00Z", tick=False):
        switch_schedule(schedule.id, 2, on=True, actor=office)
        assert openings(schedule, 1)[0].period == Period(PeriodKind.MONTH, 2024, 6)
    assert missed_by(schedule.id) == []


@pytest.mark.parametrize("username", ["soan.thuvien", "vanthu.so", "vanphong.khoi"])
def test_only_the_office_makes_one(world: World, username: str) -> None:
    with pytest.raises(NotPermitted):
        make_schedule(world.organisations["so"].id, MONTHLY, actor=world.actor(username))


def test_nobody_but_the_system_opens_by_the_rule(world: World) -> None:
    with pytest.raises(NotPermitted):
        open_due(made(world).id, actor=world.actor("vanphong.so"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"due": Due(DueRule.LAST_MONTH, 0)},
        {"unit_ids": (0,)},
        {"outline": replace(RESOLUTION_REPORT, sections=())},
    ],
)
def test_what_cannot_be_is_refused(world: World, wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        made(world, replace(MONTHLY, **wrong))  # type: ignore[arg-type]


def test_the_worker_promises_the_hours_job_once_and_does_it(app: Flask, world: World, settings: Settings) -> None:
    made(world)

    async def promise_twice() -> None:
        async with connected(settings).open_async() as queue:
            await promise_regular(queue, JobName.OPEN_ROUNDS)
            await promise_regular(queue, JobName.OPEN_ROUNDS)

    asyncio.run(promise_twice())
    with time_machine.travel("2024-01-18T02:00:00Z", tick=False):
        open_rounds()
    assert [campaign.period for campaign in rounds()] == [Period(PeriodKind.MONTH, 2024, 1)]
    with db.engine.connect() as connection:
        waiting = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = :name AND status = 'todo'"
        assert connection.scalar(text(waiting), {"name": JobName.OPEN_ROUNDS.value}) == 1
    do_jobs(app)
