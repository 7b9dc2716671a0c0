"""Thông báo: its pages, the count in the frame, how it comes; the calendar that opens by its address alone."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import stages
from tests.factories.planned import body, plan_of, sent, task_of
from tests.factories.received import received, target_of
from tests.signing_in import PersonClient, csrf_token, sign_in
from tests.unit import calendar_reader
from workflow.actions.campaign import close_campaign
from workflow.actions.digest import keep_digest
from workflow.actions.draft import save_section
from workflow.actions.extension import extend_target
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.digest import Group, Line
from workflow.domain.inputs.campaigns import Extend
from workflow.domain.inputs.writing import SaveSection
from workflow.models import db
from workflow.models.clock import today
from workflow.queries.digest import choice_of


@pytest.fixture
def reader(app: Flask, world: World) -> FlaskClient:
    """The drafter of Chi bộ Thư viện tỉnh, signed in."""
    client = PersonClient(app)
    sign_in(client, "soan.thuvien")
    return client


def page(client: FlaskClient, address: str = "/thong-bao") -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def press(client: FlaskClient, address: str, **typed: str) -> int:
    return client.post(address, data={"csrf_token": csrf_token(client), **typed}).status_code


def address_of(client: FlaskClient) -> str:
    found = re.search(r'value="http://localhost(/lich/[^"]+)"', page(client, "/thong-bao/cach-nhan"))
    assert found
    return found[1]


def events(app: Flask, address: str) -> list[calendar_reader.Part]:
    answer = PersonClient(app).get(address)  # a program that never signs in
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    return [part for kind, part in calendar_reader.read(answer.data) if kind == "VEVENT"]


def test_notices_stand_day_by_day_are_counted_and_put_away(world: World, reader: FlaskClient) -> None:
    for days in range(17):
        line = Line(Group.LATE, f"Báo cáo số {days}", "/van-ban/1", "“Nêu <b>số lớp</b>.”")
        keep_digest(world.people["soan.thuvien"].id, today() - dt.timedelta(days=days), [line])
    shown = page(reader)
    assert '<span class="count">17<' in shown
    assert "Báo cáo số 14" in shown
    assert "Báo cáo số 15" not in shown
    assert "“Nêu &lt;b&gt;số lớp&lt;/b&gt;.”" in shown
    further = re.search(r'href="(/thong-bao\?truoc=[^"]+)"', shown)
    assert further
    assert "Báo cáo số 16" in page(reader, further[1])
    assert press(reader, "/thong-bao/da-doc") == 303
    assert "chưa đọc" not in page(reader)


@pytest.mark.parametrize("nonsense", ["x", "2026-13-01", ""])
def test_a_day_that_is_none_is_the_beginning(reader: FlaskClient, nonsense: str) -> None:
    assert "Chưa có thông báo nào" in page(reader, f"/thong-bao?truoc={nonsense}")


@pytest.mark.parametrize(
    ("typed", "status", "kept"),
    [
        ({"mail": " soan@vidu.vn ", "by_mail": "y"}, 303, ("soan@vidu.vn", True)),
        ({"mail": "soan@vidu.vn"}, 303, ("soan@vidu.vn", False)),
        ({"mail": "", "by_mail": "y"}, 303, (None, True)),
        ({"mail": "soan", "by_mail": "y"}, 422, (None, True)),
        ({"mail": "soan@vidu.vn\r\nBcc: moi@vidu.vn", "by_mail": "y"}, 422, (None, True)),
    ],
)
def test_the_address_is_kept_as_chosen(
    world: World, reader: FlaskClient, typed: dict[str, str], status: int, kept: tuple[str | None, bool]
) -> None:
    assert press(reader, "/thong-bao/cach-nhan", **typed) == status
    db.session.expire_all()
    choice = choice_of(world.people["soan.thuvien"].id)
    assert (choice.mail, choice.by_mail) == kept


def test_the_calendar_has_the_due_days_of_its_person_and_no_word_of_papers(
    app: Flask, world: World, reader: FlaskClient
) -> None:
    first, second = stages.campaign_of(world), stages.campaign_of(world, days=20)
    document = stages.draft_of(world, first)
    section = next(one for one in document.sections if one.key == "ket-qua")
    words = SaveSection("ket-qua", "hoahuongduong", section.version, done=True)
    save_section(document.id, words, actor=world.actor("soan.thuvien"))
    address = address_of(reader)
    due = events(app, address)
    names = [target_of(world, one, "thuvien").id for one in (second, first)]
    assert [one["UID"] for one in due] == [[f"target-{name}@localhost"] for name in names]
    assert {one["DTSTART;VALUE=DATE"][0] for one in due} == {
        f"{today() + dt.timedelta(days=days):%Y%m%d}" for days in (10, 20)
    }
    assert "hoahuongduong" not in str(due)


def test_the_calendar_follows_more_time_sending_and_the_end_of_a_round(
    app: Flask, world: World, reader: FlaskClient
) -> None:
    rounds, address, office = (
        [stages.campaign_of(world) for _ in range(3)],
        address_of(reader),
        world.actor("vanphong.so"),
    )
    before = {one["UID"][0] for one in events(app, address)}
    more = Extend(world.organisations["thuvien"].id, today() + dt.timedelta(days=30), "Chờ số liệu.")
    extend_target(rounds[0].id, more, rounds[0].version, actor=office)
    received(target_of(world, rounds[1], "thuvien"), {"ket-qua": "- Đã làm."})
    stages.draft_of(world, rounds[2])
    close_campaign(rounds[2].id, rounds[2].version, actor=office)
    (left,) = events(app, address)
    assert left["DTSTART;VALUE=DATE"] == [f"{more.due_on:%Y%m%d}"]
    assert left["UID"][0] in before


def test_a_renewed_address_closes_the_old_one_at_once(app: Flask, world: World, reader: FlaskClient) -> None:
    stages.campaign_of(world)
    old = address_of(reader)
    assert events(app, old)
    assert press(reader, "/thong-bao/lich-moi") == 303
    assert PersonClient(app).get(old).status_code == 404
    new = address_of(reader)
    assert events(app, new)
    other = new.replace(f"/{world.people['soan.thuvien'].id}/", f"/{world.people['soan.vanhoa'].id}/")
    assert PersonClient(app).get(other).status_code == 404
    world.people["soan.thuvien"].active = False
    db.session.commit()
    assert PersonClient(app).get(new).status_code == 404


def test_the_calendar_has_the_days_of_tasks_long_before_they_are_near(
    app: Flask, world: World, reader: FlaskClient
) -> None:
    day, unit = today() + dt.timedelta(days=90), world.organisations["thuvien"]
    plan = sent(world, plan_of(world))
    task_of(plan, "Số hoá.", body(unit.name, unit.id), deadline=Deadline(DeadlineKind.DATE, date=day))
    (event,) = events(app, address_of(reader))
    assert (event["DTSTART;VALUE=DATE"], event["SUMMARY"]) == ([f"{day:%Y%m%d}"], ["Hạn: Nhiệm vụ: Số hoá."])
    assert "Việc của tôi (1)" in page(reader, "/"), "the plan is to be received; the task is not near"
