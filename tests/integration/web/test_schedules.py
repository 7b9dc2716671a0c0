"""Periodic reports by their pages, and rounds begun from a period or a plan's duty."""

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories.planned import plan_of, task_of
from tests.factories.stages import TITLE, campaign_of
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.actions.schedule import open_due
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.schedules import DueRule
from workflow.models import Campaign, CampaignSchedule, db
from workflow.models.clock import today

NEW = "/dot-bao-cao/dinh-ky/moi"


@pytest.fixture
def office(app: Flask, world: World) -> PersonClient:
    """The office of Đảng uỷ Sở, signed in."""
    client = PersonClient(app)
    sign_in(client, "vanphong.so")
    return client


def typed(**changed: str) -> dict[str, str]:
    given = {
        "title": "kết quả thực hiện nhiệm vụ",
        "plan_id": "",
        "period_kind": "month",
        "due_count": "25",
        "due_rule": "last_month",
        "moves_back": "y",
        "days_before": "60",
        "who": "tat-ca",
        "outline": "mau:nghi-quyet",
        "grace_days": "0",
    }
    return given | changed


def post(client: PersonClient, path: str, given: dict[str, str]) -> TestResponse:
    answer = client.post(path, data={"csrf_token": csrf_token(client), **given})
    db.session.expire_all()
    return answer


def the_schedule() -> CampaignSchedule:
    return db.session.scalars(select(CampaignSchedule)).unique().one()


def test_a_schedule_is_made_by_its_page_and_shows_what_it_will_open(office: PersonClient) -> None:
    answer = post(office, NEW, typed())
    schedule = the_schedule()
    assert answer.location == f"/dot-bao-cao/dinh-ky/{schedule.id}"
    assert (schedule.due_rule, schedule.due_count, schedule.unit_ids) == (DueRule.LAST_MONTH, 25, [])
    (campaign, *_) = open_due(schedule.id, actor=SYSTEM)
    page = office.get(answer.location).get_data(as_text=True)
    assert "Ngày 25 của tháng cuối kỳ" in page
    assert f"/dot-bao-cao/{campaign.id}" in page
    assert campaign.period is not None
    assert campaign.period.title in campaign.title
    assert "Hằng tháng" in office.get("/dot-bao-cao/dinh-ky").get_data(as_text=True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "hãy ghi cần báo cáo về việc gì"),
        ({"due_count": "0"}, "Hạn gửi: nhập số từ 1 đến 366"),
        ({"due_rule": "sometime"}, "Hãy chọn một trong các mục đã cho."),
        ({"who": "chon"}, "hãy chọn ít nhất một đơn vị"),
        ({"outline": "dot-999"}, "Hãy chọn một trong các mục đã cho."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    office: PersonClient, changed: dict[str, str], sentence: str
) -> None:
    answer = post(office, NEW, typed(**changed))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="60"' in page


def test_the_form_starts_with_the_usual_deadline_and_from_a_round(office: PersonClient, world: World) -> None:
    page = office.get(f"{NEW}?ky=half").get_data(as_text=True)
    assert 'value="15"' in page
    assert "không phải quy định" in page
    assert f'value="{TITLE}"' in office.get(f"{NEW}?dot={campaign_of(world).id}").get_data(as_text=True)


def test_a_schedule_is_changed_switched_and_refused_when_stale(office: PersonClient) -> None:
    post(office, NEW, typed())
    here = f"/dot-bao-cao/dinh-ky/{the_schedule().id}"
    assert 'value="25"' in office.get(f"{here}/sua").get_data(as_text=True)
    assert post(office, f"{here}/sua", typed(due_count="20", version="1")).status_code == 303
    assert the_schedule().due_count == 20
    stale = post(office, f"{here}/sua", typed(due_count="10", version="1"))
    assert stale.status_code == 409
    assert 'value="10"' in stale.get_data(as_text=True)
    assert post(office, f"{here}/bat-tat", {"act": "tat", "version": "2"}).status_code == 303
    assert not the_schedule().is_on
    assert "Bật lịch" in office.get(here).get_data(as_text=True)


def test_a_round_opened_by_hand_may_be_about_a_period_and_lock(office: PersonClient, world: World) -> None:
    period = Period.begun_by(PeriodKind.QUARTER, today())
    given = typed(due_on=f"31/12/{today().year + 1}", period=period.code, locks="y", grace_days="2")
    given["organisation_ids"] = str(world.organisations["thuvien"].id)
    assert post(office, "/dot-bao-cao/moi", given).status_code == 303
    campaign = db.session.scalars(select(Campaign)).unique().one()
    assert (campaign.period, campaign.locks, campaign.grace_days) == (period, True, 2)


def test_a_plans_yearly_duty_opens_a_round_with_its_day_filled_in(office: PersonClient, world: World) -> None:
    plan = plan_of(world)
    task = task_of(plan, "Các chi bộ báo cáo.", deadline=Deadline(DeadlineKind.YEARLY, day=31, month=12))
    register = office.get(f"/ke-hoach/{plan.id}/nhiem-vu").get_data(as_text=True)
    assert f"nhiem_vu={task.id}" in register
    page = office.get(f"/dot-bao-cao/moi?nhiem_vu={task.id}").get_data(as_text=True)
    assert f'value="31/12/{today().year}"' in page
    assert f'<option selected value="{plan.id}">' in page
    assert f'<option selected value="year.{today().year}.1">' in page
