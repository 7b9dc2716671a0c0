"""Urging from the round's page: two presses make the công văn, nobody is urged twice a day, the record keeps all."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.factories.late import make_late, urged
from tests.factories.planned import body, plan_of, task_of
from tests.factories.planned import sent as sent_down
from tests.jobs import do_jobs
from tests.signing_in import PersonClient, csrf_token, sign_in
from tests.statements import statements
from workflow.actions.appraise import appraise_document
from workflow.actions.approve import approve_document
from workflow.actions.campaign import close_campaign
from workflow.actions.extension import extend_target
from workflow.actions.issue import sign_document, take_number
from workflow.actions.send import send_document
from workflow.actions.submit import recall_document, submit_document
from workflow.actions.urge import urge_units, urge_with_task
from workflow.actions.withdraw import cancel_document
from workflow.cli.demo.world import World
from workflow.domain import dates
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.errors import InvalidInput, NotPermitted, TransitionRefused
from workflow.domain.inputs.campaigns import Extend
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.inputs.urging import UrgeUnits
from workflow.domain.states import DocumentKind, DocumentState
from workflow.domain.tasks import Progress, Reach, TaskState
from workflow.domain.urging import MOST_IN_TEXT
from workflow.models import Campaign, Delivery, Document, Organisation, Target, Task, TaskResult, Urge, db
from workflow.models.clock import now, today
from workflow.queries.task_days import late_below

pytestmark = pytest.mark.usefixtures("short_prints")


@pytest.fixture
def campaign(world: World) -> Campaign:
    """A round of the department whose day passed nine days ago."""
    return make_late(stages.campaign_of(world))


@pytest.fixture
def office(app: Flask, world: World) -> FlaskClient:
    """The department's office, signed in."""
    return client_of(app, "vanphong.so")


def client_of(app: Flask, username: str) -> FlaskClient:
    client = PersonClient(app)
    sign_in(client, username)
    return client


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def ticked(text: str) -> list[int]:
    boxes = re.findall(r'<input[^>]*name="organisation_ids"[^>]*>', text)
    return [int(re.search(r'value="(\d+)"', box)[1]) for box in boxes if "checked" in box]  # type: ignore[index]


def press(client: FlaskClient, campaign_id: int, units: list[int], token: str = "mot", **typed: str) -> TestResponse:
    reply = dates.typed(today() + dt.timedelta(days=3))
    data = {"csrf_token": csrf_token(client), "organisation_ids": units, "reply_by": reply, "token": token, **typed}
    answer = client.post(f"/dot-bao-cao/{campaign_id}/don-doc", data=data)
    db.session.expire_all()
    return answer


def unit(world: World, key: str) -> int:
    return world.organisations[key].id


def letters() -> list[Document]:
    return list(db.session.scalars(select(Document).where(Document.kind == DocumentKind.LETTER)).unique())


def given(world: World, *cells: str) -> UrgeUnits:
    return UrgeUnits(tuple(unit(world, cell) for cell in cells), today() + dt.timedelta(days=3))


def test_late_units_come_ticked_and_one_press_makes_the_letter(app: Flask, world: World, campaign: Campaign) -> None:
    office = world.actor("vanphong.so")
    more = Extend(unit(world, "baotang"), today() + dt.timedelta(days=5), "Bảo tàng đang trùng tu.")
    extend_target(campaign.id, more, campaign.version, actor=office)
    client = client_of(app, "vanphong.so")
    shown = ticked(page(client, f"/dot-bao-cao/{campaign.id}"))
    assert sorted(shown) == sorted(unit(world, cell) for cell in ("vanphong", "vanhoa", "thuvien"))
    answer = press(client, campaign.id, shown)
    (letter,) = letters()
    assert answer.location == f"/van-ban/{letter.id}/kiem-tra"
    checked = page(client, answer.location)
    assert "Trình thẩm định" in checked
    assert "chưa nhận được báo cáo của 3 tổ chức đảng sau đây" in checked
    assert "9 ngày" in checked
    assert "Bảo tàng" not in checked
    assert set(letter.addressees) == {"Chi bộ Quản lý Văn hoá", "Chi bộ Thư viện tỉnh", "Chi bộ Văn phòng Sở"}
    assert submit_document(letter.id, Act(letter.version), actor=office).state is DocumentState.IN_APPRAISAL


def test_the_same_press_twice_makes_one_letter(app: Flask, world: World, campaign: Campaign) -> None:
    client = client_of(app, "vanphong.so")
    answers = [press(client, campaign.id, [unit(world, "thuvien")]) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 422]
    assert len(letters()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        (None, {}, "hãy chọn ít nhất một đơn vị"),
        ("thuvien", {"reply_by": "12/12/2020"}, "Ngày trả lời phải từ hôm nay trở đi."),
        ("thuvien", {"reply_by": "31/02/2027"}, "ngày này không có trong lịch"),
        ("so", {}, "không có trong các mục đã cho."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    office: FlaskClient, world: World, campaign: Campaign, wrong: tuple[str | None, dict[str, str], str]
) -> None:
    cell, typed, sentence = wrong
    answer = press(office, campaign.id, [unit(world, cell)] if cell else [], **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not letters()


def test_nobody_is_urged_twice_a_day_nor_while_a_letter_waits(world: World, campaign: Campaign) -> None:
    office, other = world.actor("vanphong.so"), make_late(stages.campaign_of(world))
    first = urge_units(campaign.id, given(world, "thuvien"), actor=office)
    for again in (campaign, other):
        with pytest.raises(InvalidInput, match="Chi bộ Thư viện tỉnh"):
            urge_units(again.id, given(world, "vanhoa", "thuvien"), actor=office)
    cancel_document(first.id, Act(first.version, "Đơn vị đã gửi bản giấy."), actor=office)
    assert urge_units(other.id, given(world, "thuvien"), actor=office).id != first.id


def test_a_letter_of_yesterday_waits_when_its_unit_was_urged_today(world: World, campaign: Campaign) -> None:
    office, other = world.actor("vanphong.so"), make_late(stages.campaign_of(world))
    old = urge_units(campaign.id, given(world, "thuvien"), actor=office)
    row = db.session.scalars(select(Urge)).one()
    row.day = today() - dt.timedelta(days=1)
    db.session.commit()
    urge_units(other.id, given(world, "thuvien"), actor=office)
    old._state = DocumentState.ISSUED
    old.prepared_digest = "0" * 64
    db.session.commit()
    with pytest.raises(TransitionRefused, match="nhiều nhất một lần trong ngày"):
        send_document(old.id, Act(old.version), actor=world.actor("vanthu.so"))


def test_a_closed_round_urges_nobody(app: Flask, world: World, campaign: Campaign) -> None:
    office = world.actor("vanphong.so")
    close_campaign(campaign.id, campaign.version, actor=office)
    with pytest.raises(TransitionRefused, match="đã đóng"):
        urge_units(campaign.id, given(world, "thuvien"), actor=office)
    assert "Đôn đốc đơn vị quá hạn" not in page(client_of(app, "vanphong.so"), f"/dot-bao-cao/{campaign.id}")


def test_many_units_stand_in_an_annex_and_every_one_gets_the_letter(world: World, campaign: Campaign) -> None:
    house, office = world.organisations["so"], world.actor("vanphong.so")
    for place in range(MOST_IN_TEXT):
        more = Organisation(name=f"Chi bộ số {place}", short_name=f"CB {place}", heading=f"CHI BỘ SỐ {place}")
        more.symbol, more.place, more.authority, more.level = (
            "CB",
            "Sông Lam",
            "T/M CHI BỘ",
            campaign.targets[0].organisation.level,
        )
        more.superior_id, more.ancestor_ids, more.from_day = house.id, [house.id, *house.ancestor_ids], today()
        db.session.add(more)
        db.session.flush()
        db.session.add(
            Target(campaign_id=campaign.id, organisation_id=more.id, position=9 + place, due_on=campaign.due_on)
        )
    db.session.commit()
    everybody = UrgeUnits(tuple(one.organisation_id for one in db.session.scalars(select(Target))), today())
    letter = urge_units(campaign.id, everybody, actor=office)
    assert letter.addressees == ["Các tổ chức đảng có tên trong danh sách kèm theo"]
    letter._state, letter.prepared_digest, letter.issued_on = DocumentState.ISSUED, "0" * 64, today()
    db.session.commit()
    send_document(letter.id, Act(letter.version), actor=world.actor("vanthu.so"))
    reached = set(db.session.scalars(select(Delivery.organisation_id).where(Delivery.document_id == letter.id)))
    assert set(everybody.organisation_ids) <= reached


def test_a_letter_goes_its_way_and_the_record_keeps_answer_report_and_more_time(
    app: Flask, world: World, campaign: Campaign
) -> None:
    office = world.actor("vanphong.so")
    letter = urge_units(campaign.id, given(world, "thuvien", "vanhoa"), actor=office)
    record = f"/don-vi/{unit(world, 'thuvien')}/don-doc"
    drafter = client_of(app, "soan.thuvien")
    assert "Chưa có lần đôn đốc nào" in page(drafter, record), "a draft is the office's own"
    letter = issued_and_sent(app, world, letter)
    assert {one.organisation_id for one in letter.deliveries} >= {unit(world, "thuvien"), unit(world, "vanhoa")}
    told = page(drafter, record)
    assert f'Công văn số <span class="nowrap">{letter.symbol}</span>' in told
    assert "Quá hạn 9 ngày" in told
    (urge_id,) = re.findall(r"/don-doc/(\d+)/tra-loi", told)
    answer = drafter.post(f"/don-doc/{urge_id}/tra-loi", data={"csrf_token": csrf_token(drafter)})
    again = drafter.post(f"/don-doc/{urge_id}/tra-loi", data={"csrf_token": csrf_token(drafter)})
    assert (answer.status_code, again.location) == (303, answer.location)
    assert "Trả lời bằng công văn" in page(drafter, record)
    above = client_of(app, "vanphong.so")
    assert "Trả lời bằng công văn" not in page(above, record), "what the unit writes is its own until it is sent"
    assert "Đã đôn đốc 1 lần" in page(above, f"/dot-bao-cao/{campaign.id}")
    db.session.expire_all()
    more = Extend(unit(world, "thuvien"), today() + dt.timedelta(days=5), "Chờ số liệu.")
    extend_target(campaign.id, more, db.session.get_one(Campaign, campaign.id).version, actor=office)
    assert "Gia hạn tới" in page(above, record)
    assert page(client_of(app, "soan.vanhoa"), f"/don-vi/{unit(world, 'vanhoa')}/don-doc")
    assert client_of(app, "soan.baotang").get(record).status_code == 404


def issued_and_sent(app: Flask, world: World, letter: Document) -> Document:
    """The letter by the usual way: handed in, appraised, approved, numbered, signed, sent."""
    office = world.actor("vanphong.so")
    submit_document(letter.id, Act(letter.version), actor=office)
    appraise_document(letter.id, Act(letter.version), actor=office)
    approve_document(letter.id, Approve(letter.version), actor=world.actor("uyvien.so"))
    take_number(letter.id, TakeNumber(letter.version), actor=world.actor("vanthu.so"))
    do_jobs(app)
    letter = stages.reloaded(letter)
    sign_document(letter.id, Sign(letter.version, letter.prepared_digest or ""), actor=world.actor("bithu.so"))
    do_jobs(app)
    letter = stages.reloaded(letter)
    return send_document(letter.id, Act(letter.version), actor=world.actor("vanthu.so"))


def test_a_recalled_letter_urged_nobody(world: World, campaign: Campaign) -> None:
    letter = urge_units(campaign.id, given(world, "thuvien"), actor=world.actor("vanphong.so"))
    letter._state, letter.prepared_digest, letter.issued_on = DocumentState.ISSUED, "0" * 64, today()
    db.session.commit()
    clerk = world.actor("vanthu.so")
    send_document(letter.id, Act(letter.version), actor=clerk)
    assert db.session.scalars(select(Urge)).one().sent_at is not None
    recall_document(letter.id, Act(letter.version, "Gửi nhầm."), actor=clerk)
    assert db.session.scalars(select(Urge)).one().sent_at is None


def test_the_record_asks_as_much_for_one_urging_as_for_six(app: Flask, world: World) -> None:
    client, asked = client_of(app, "vanphong.so"), []
    record = f"/don-vi/{unit(world, 'thuvien')}/don-doc"
    for count in (1, 5):
        for place in range(count):
            round_ = make_late(stages.campaign_of(world))
            row = urged(world, round_, stages.draft_of(world, round_))
            row.day = today() - dt.timedelta(days=2 + place + count)
            db.session.commit()
        db.session.expire_all()
        with statements() as sent:
            page(client, record)
        asked.append(len(sent))
    assert asked[0] == asked[1]


def late_task(world: World) -> Task:
    """A task of the department's plan for all chi bộ, nine days late; all have the plan."""
    plan = sent_down(world, plan_of(world))
    deadline = Deadline(DeadlineKind.DATE, date=today() - dt.timedelta(days=9))
    every = body("các chi bộ trực thuộc", reach=Reach.DIRECTLY_BELOW)
    return task_of(plan, "Số hoá tài liệu **quý hiếm**.", every, deadline=deadline)


def called_done(world: World, task: Task, cell: str) -> Document:
    """A report of the chi bộ that left its house calls the task done."""
    house = world.organisations[cell].id
    report = Document(state=DocumentState.SENT, organisation_id=house, desk_id=house, kind=DocumentKind.REPORT)
    report.abstract, report.symbol, report.number, report.issued_on = "kết quả", "07-BC/CB", 7, today()
    report.state_since = report.created_at = now()
    db.session.add(report)
    db.session.flush()
    db.session.add(TaskResult(document_id=report.id, task_id=task.id, position=0, progress=Progress.DONE))
    db.session.commit()
    return report


def test_units_late_with_a_task_are_urged_in_two_presses_and_the_record_keeps_the_result(
    app: Flask, world: World
) -> None:
    task = late_task(world)
    called_done(world, task, "baotang")
    office = client_of(app, "vanphong.so")
    address = f"/nhiem-vu/{task.id}/don-doc"
    assert address in page(office, f"/ke-hoach/{task.document_id}/nhiem-vu")
    shown = ticked(page(office, address))
    assert sorted(shown) == sorted(unit(world, cell) for cell in ("vanphong", "vanhoa", "thuvien")), "not who is done"
    reply = dates.typed(today() + dt.timedelta(days=3))
    data = {"csrf_token": csrf_token(office), "organisation_ids": shown, "reply_by": reply, "token": "mot"}
    answer = office.post(address, data=data)
    (letter,) = letters()
    assert answer.location == f"/van-ban/{letter.id}/kiem-tra"
    checked = page(office, answer.location)
    assert "chưa nhận được kết quả thực hiện nhiệm vụ này của 3 tổ chức đảng sau đây" in checked
    assert "“Số hoá tài liệu quý hiếm”" in checked
    again = page(office, address)
    assert not ticked(again)
    assert again.count("chưa gửi.") == 3, "each says why it cannot be urged now"
    db.session.expire_all()
    letter = stages.reloaded(letter)
    letter._state, letter.prepared_digest, letter.issued_on = DocumentState.ISSUED, "0" * 64, today()
    db.session.commit()
    send_document(letter.id, Act(letter.version), actor=world.actor("vanthu.so"))
    record = f"/don-vi/{unit(world, 'thuvien')}/don-doc"
    told = page(client_of(app, "soan.thuvien"), record)
    assert "Nhiệm vụ: Số hoá tài liệu" in told
    assert "Trả lời bằng công văn" in told
    called_done(world, task, "thuvien")
    told = page(client_of(app, "soan.thuvien"), record)
    assert 'Báo cáo số <span class="nowrap">07-BC/CB</span>: ' in told
    assert "Trả lời bằng công văn" not in told
    assert unit(world, "thuvien") not in [one.id for one in late_below(db.session.get_one(Task, task.id))]


@pytest.mark.parametrize("why", ["not late", "set aside", "plan replaced"])
def test_nobody_is_late_with_a_task_that_does_not_bind(world: World, why: str) -> None:
    task = late_task(world)
    if why == "not late":
        task.due_on = today()
    elif why == "set aside":
        task.state = TaskState.DROPPED
    else:
        task.document._state = DocumentState.SUPERSEDED
    db.session.commit()
    with pytest.raises(InvalidInput, match="đang quá hạn"):
        urge_with_task(task.id, given(world, "thuvien"), actor=world.actor("vanphong.so"))


def test_only_the_office_of_the_plan_urges_and_a_unit_once_a_day(world: World, campaign: Campaign) -> None:
    task = late_task(world)
    with pytest.raises(NotPermitted):
        urge_with_task(task.id, given(world, "thuvien"), actor=world.actor("soan.thuvien"))
    urge_units(campaign.id, given(world, "thuvien"), actor=world.actor("vanphong.so"))
    with pytest.raises(InvalidInput, match="Chi bộ Thư viện tỉnh"):
        urge_with_task(task.id, given(world, "thuvien"), actor=world.actor("vanphong.so"))
    assert urge_with_task(task.id, given(world, "vanhoa"), actor=world.actor("vanphong.so"))
