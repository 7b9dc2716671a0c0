"""Days off: the public calendar, and what an administrator says otherwise, for the unit and all below it."""

import datetime as dt

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.signing_in import csrf_token, sign_in
from workflow.actions.day_off import set_day
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM, Actor, Grant
from workflow.domain.inputs.calendar import SetDay
from workflow.domain.states import Role
from workflow.models.clock import today
from workflow.queries.days import public_holidays, working_days
from workflow.web.working import working_left

SWAPPED = dt.date(2024, 5, 4)


@pytest.fixture
def admin(app: Flask, world: World) -> FlaskClient:
    """The province's administrator, signed in."""
    client = app.test_client()
    sign_in(client, "quantri")
    return client


def post(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf_token(client), **typed})


def test_the_public_calendar_knows_tet_and_the_swapped_days() -> None:
    of_2024 = {one.day: one for one in public_holidays(2024)}
    assert not of_2024[dt.date(2024, 2, 10)].works
    assert "Tết Nguyên Đán" in of_2024[dt.date(2024, 2, 10)].name
    assert of_2024[SWAPPED].works
    assert {day.year for day in of_2024} == {2024}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2024-02-28T16:59:59Z", dt.date(2024, 2, 28)),
        ("2024-02-28T17:00:00Z", dt.date(2024, 2, 29)),
        ("2024-12-31T16:59:59Z", dt.date(2024, 12, 31)),
        ("2024-12-31T17:00:00Z", dt.date(2025, 1, 1)),
        ("2024-03-31T01:30:00Z", dt.date(2024, 3, 31)),
    ],
)
def test_the_day_turns_at_midnight_in_vietnam(moment: str, day: dt.date) -> None:
    with time_machine.travel(moment, tick=False):
        assert today() == day


def test_a_day_is_said_for_the_unit_and_all_below_it(admin: FlaskClient, world: World) -> None:
    top, cell = world.organisations["tinh"], world.organisations["thuvien"]
    path = f"/don-vi/{top.id}/ngay-nghi"
    day, before = dt.date(2024, 6, 7), working_days(cell, dt.date(2024, 6, 1), dt.date(2024, 6, 30))
    assert before.works_on(day)
    answer = post(admin, path, day="07/6/2024", what="nghi", reason="Ngày truyền thống của tỉnh")
    assert answer.status_code == 303
    assert not working_days(cell, day, day).works_on(day)
    assert "Ngày truyền thống của tỉnh" in admin.get(f"{path}?nam=2024").text
    assert post(admin, f"{path}/2024-06-07/bo").status_code == 303
    assert working_days(cell, day, day).works_on(day)


def test_the_nearest_word_counts(admin: FlaskClient, world: World) -> None:
    day = dt.date(2024, 2, 8)
    for unit, works in (("tinh", False), ("so", True)):
        set_day(world.organisations[unit].id, SetDay(day, works, "Trực Tết"), actor=admin_of(world, unit))
    assert working_days(world.organisations["thuvien"], day, day).works_on(day)
    assert not working_days(world.organisations["khoi"], day, day).works_on(day)


def admin_of(world: World, unit: str) -> Actor:
    return Actor(SYSTEM.user_id, "Quản trị", frozenset({Grant(world.organisations[unit].id, Role.ADMIN)}))


def test_a_day_said_twice_or_without_reason_is_refused_and_keeps_the_words(admin: FlaskClient, world: World) -> None:
    path = f"/don-vi/{world.organisations['so'].id}/ngay-nghi"
    typed = {"day": "02/01/2025", "what": "lam", "reason": "Làm bù"}
    assert post(admin, path, **typed).status_code == 303
    again = post(admin, path, **typed)
    assert again.status_code == 422
    assert "Ngày 02/01/2025 đã được ghi" in again.text
    assert 'value="Làm bù"' in again.text
    assert post(admin, path, **typed | {"reason": " "}).status_code == 422
    assert post(admin, f"{path}/2025-13-40/bo").status_code == 404
    assert post(admin, f"{path}/2025-03-04/bo").status_code == 404


def test_who_only_reads_sees_the_days_and_no_form(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    path = f"/don-vi/{world.organisations['thuvien'].id}/ngay-nghi"
    page = client.get(f"{path}?nam=2024").text
    assert "Tết Nguyên Đán" in page
    assert "Ghi một ngày" not in page
    assert post(client, path, day="07/6/2024", what="nghi", reason="x").status_code == 403


@pytest.mark.parametrize(
    ("today_", "due", "left"),
    [
        (dt.date(2024, 2, 6), dt.date(2024, 2, 15), 2),  # Tết lies between
        (dt.date(2024, 2, 7), dt.date(2024, 2, 14), 0),
        (dt.date(2024, 3, 4), dt.date(2024, 3, 7), None),  # every day is worked
        (dt.date(2024, 2, 6), dt.date(2024, 3, 6), None),  # far
        (dt.date(2024, 2, 6), dt.date(2024, 2, 5), None),
        (dt.date(2024, 2, 6), None, None),
    ],
)
def test_working_days_left_are_said_where_they_are_fewer(
    world: World, today_: dt.date, due: dt.date | None, left: int | None
) -> None:
    assert working_left(world.organisations["thuvien"], due, today_) == left
