"""Rounds of reporting by their pages: opening one, its matrix, more time, the end."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.factories.stages import campaign_of, draft_of, sent
from tests.signing_in import csrf_token, sign_in
from tests.statements import statements
from workflow.actions.account import grant_role
from workflow.actions.organisation import found_organisation
from workflow.actions.send import receive_document
from workflow.cli.demo.world import World
from workflow.domain import dates
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs.organisations import FoundOrganisation, GrantRole
from workflow.domain.outline_templates import TEMPLATES
from workflow.domain.states import CampaignState, Level, Role
from workflow.models import Campaign, Document, db
from workflow.models.clock import today

pytestmark = pytest.mark.usefixtures("short_prints")

CELLS = ("vanphong", "vanhoa", "thuvien", "baotang")


@pytest.fixture
def office(app: Flask, world: World) -> FlaskClient:
    """The office of Đảng uỷ Sở, signed in."""
    return person(app, "vanphong.so")


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def post(client: FlaskClient, path: str, typed: MultiDict[str, str]) -> TestResponse:
    sent_along = typed.copy()
    sent_along.setdefault("csrf_token", csrf_token(client))
    return client.post(path, data=sent_along)


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def day(days: int) -> str:
    return dates.typed(today() + dt.timedelta(days=days))


def typed(world: World, **changed: str) -> MultiDict[str, str]:
    given = {
        "title": "kết quả thực hiện Nghị quyết số 43-NQ/TW",
        "due_on": day(10),
        "plan_id": "",
        "token": "dot-mot",
        "outline": "mau:thang-chi-bo",
    }
    fields = MultiDict(given | changed)
    for key in CELLS[:2]:
        fields.add("organisation_ids", str(world.organisations[key].id))
    return fields


def campaigns() -> int:
    return db.session.scalar(select(func.count()).select_from(Campaign)) or 0


def test_a_round_is_opened_with_the_units_and_the_outline_as_typed(office: FlaskClient, world: World) -> None:
    answer = post(office, "/dot-bao-cao/moi", typed(world))
    assert answer.status_code == 303
    campaign = db.session.scalars(select(Campaign)).unique().one()
    assert answer.location == f"/dot-bao-cao/{campaign.id}"
    assert [one.organisation.short_name for one in campaign.targets] == ["Văn phòng Sở", "Quản lý Văn hoá"]
    assert campaign.outline == TEMPLATES["thang-chi-bo"].outline
    assert campaign.outline_version_id is None


def test_the_same_press_twice_opens_one_round(office: FlaskClient, world: World) -> None:
    answers = [post(office, "/dot-bao-cao/moi", typed(world)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert campaigns() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"due_on": "31/02/2027"}, "Hạn gửi: ngày này không có trong lịch"),
        ({"due_on": ""}, "Hạn gửi: hãy ghi ngày"),
        ({"due_on": "03/12/2020"}, "Hạn gửi phải từ hôm nay trở đi."),
        ({"title": " "}, "Nội dung báo cáo: hãy ghi cần báo cáo về việc gì"),
        ({"plan_id": "999"}, "Hãy chọn một trong các mục đã cho."),
        ({"outline": "mau:khong-co"}, "Hãy chọn một trong các mục đã cho."),
        ({"outline": "ban:999"}, "Hãy chọn một trong các mục đã cho."),
        ({"title": "x" * 401}, "nhiều nhất 400 ký tự, hiện có 401"),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(
    office: FlaskClient, world: World, changed: dict[str, str], sentence: str
) -> None:
    answer = post(office, "/dot-bao-cao/moi", typed(world, **changed))
    page = words(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "kết quả thực hiện Nghị quyết" in page or "title" in changed
    assert "Lỗi: " in page
    assert campaigns() == 0


def test_a_unit_that_is_not_directly_below_is_refused(office: FlaskClient, world: World) -> None:
    fields = typed(world)
    fields.setlist("organisation_ids", [str(world.organisations["khoi"].id)])
    assert post(office, "/dot-bao-cao/moi", fields).status_code == 422
    fields.setlist("organisation_ids", [])
    answer = post(office, "/dot-bao-cao/moi", fields)
    assert "hãy chọn ít nhất một đơn vị" in words(answer)
    assert campaigns() == 0


def test_only_an_office_opens_a_round(app: Flask, world: World) -> None:
    for username in ("soan.thuvien", "vanthu.so", "bithu.so"):
        client = person(app, username)
        assert client.get("/dot-bao-cao/moi").status_code == 403
        assert post(client, "/dot-bao-cao/moi", typed(world)).status_code == 403
    assert campaigns() == 0


def test_the_matrix_says_how_every_unit_stands_and_opens_the_consolidation_when_one_was_received(
    app: Flask, office: FlaskClient, world: World
) -> None:
    campaign = campaign_of(world)
    paper = sent(app, world, campaign, "vanhoa")
    draft_of(world, campaign, "baotang")
    page = words(office.get(f"/dot-bao-cao/{campaign.id}"))
    for said in ("Đã gửi", "Đang soạn thảo", "Chưa bắt đầu", "01-BC/CB", "25% số phải báo cáo"):
        assert said in page
    assert "Chờ tiếp nhận báo cáo đầu tiên: đã tiếp nhận 0/4 đơn vị." in page
    assert f"/dot-bao-cao/{campaign.id}/tong-hop" not in page
    receive_document(paper.id, actor=world.actor("vanphong.so"))
    page = words(office.get(f"/dot-bao-cao/{campaign.id}"))
    assert f'action="/dot-bao-cao/{campaign.id}/tong-hop"' in page
    assert post(office, f"/dot-bao-cao/{campaign.id}/tong-hop", MultiDict()).status_code == 303
    assert "Tiếp tục tổng hợp" in words(office.get(f"/dot-bao-cao/{campaign.id}"))


def test_a_unit_sees_its_own_row_alone_and_begins_its_report_there(app: Flask, world: World) -> None:
    campaign = campaign_of(world)
    draft_of(world, campaign, "baotang")
    page = words(person(app, "soan.thuvien").get(f"/dot-bao-cao/{campaign.id}"))
    assert "Lập báo cáo" in page
    assert "Chi bộ Thư viện tỉnh" in page
    for hidden in ("Bảo tàng", "Gia hạn…", "Bắt đầu tổng hợp", "số phải báo cáo"):
        assert hidden not in page
    assert "Viết tiếp" in words(person(app, "soan.baotang").get(f"/dot-bao-cao/{campaign.id}"))
    assert person(app, "vanphong.khoi").get(f"/dot-bao-cao/{campaign.id}").status_code == 404


def test_an_extension_moves_the_units_day_and_is_shown_with_its_reason(office: FlaskClient, world: World) -> None:
    campaign = campaign_of(world)
    path = f"/dot-bao-cao/{campaign.id}/gia-han/{world.organisations['thuvien'].id}"
    assert "Gia hạn cho Chi bộ Thư viện tỉnh" in words(office.get(path))
    given = {"due_on": day(20), "reason": "Đoàn công tác ngoài tỉnh.", "version": str(campaign.version)}
    assert post(office, path, MultiDict(given)).status_code == 303
    page = words(office.get(f"/dot-bao-cao/{campaign.id}"))
    assert f"gia hạn tới {dates.short(today() + dt.timedelta(days=20))}" in page
    assert "Đoàn công tác ngoài tỉnh." in page


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"due_on": "01/01/2020"}, 422, "Hạn mới phải sau hạn cũ."),
        ({"due_on": "30/02/2027"}, 422, "Hạn mới: ngày này không có trong lịch"),
        ({"reason": " "}, 422, "Lý do: hãy ghi lý do gia hạn"),
        ({"version": "0"}, 409, "Đợt báo cáo vừa được người khác thay đổi."),
    ],
)
def test_an_extension_is_refused_with_its_reason_and_keeps_the_words(
    office: FlaskClient, world: World, changed: dict[str, str], status: int, sentence: str
) -> None:
    campaign = campaign_of(world)
    path = f"/dot-bao-cao/{campaign.id}/gia-han/{world.organisations['thuvien'].id}"
    given = {"due_on": day(20), "reason": "Đoàn công tác ngoài tỉnh.", "version": str(campaign.version)} | changed
    answer = post(office, path, MultiDict(given))
    assert answer.status_code == status
    assert sentence in words(answer)
    assert given["due_on"] in words(answer)


def test_a_closed_round_begins_no_report_and_is_closed_once(app: Flask, office: FlaskClient, world: World) -> None:
    campaign = campaign_of(world)
    target = campaign.targets[0].id
    version = MultiDict({"version": str(campaign.version)})
    assert post(office, f"/dot-bao-cao/{campaign.id}/dong", version).status_code == 303
    again = post(office, f"/dot-bao-cao/{campaign.id}/dong", version)
    assert again.status_code == 409
    db.session.expire_all()
    assert db.session.get_one(Campaign, campaign.id).state is CampaignState.CLOSED
    refused = post(person(app, "soan.vanphong"), f"/bao-cao/{target}", MultiDict())
    assert refused.status_code == 409
    assert "Đợt báo cáo này đã đóng" in words(refused)


def test_others_neither_extend_nor_close(app: Flask, world: World) -> None:
    campaign = campaign_of(world)
    path = f"/dot-bao-cao/{campaign.id}"
    given = MultiDict({"version": str(campaign.version), "due_on": day(20), "reason": "x"})
    unit = world.organisations["thuvien"].id
    for username, status in (("soan.thuvien", 404), ("vanthu.so", 404), ("vanphong.khoi", 404)):
        client = person(app, username)
        assert client.get(f"{path}/gia-han/{unit}").status_code == status
        assert post(client, f"{path}/gia-han/{unit}", given).status_code in {403, 404}
        assert post(client, f"{path}/dong", given).status_code in {403, 404}
    db.session.expire_all()
    assert db.session.get_one(Campaign, campaign.id).version == campaign.version == 1


def test_a_unit_without_subordinates_is_told_what_is_missing(app: Flask, world: World) -> None:
    lonely = found(world, "Đảng uỷ Sở Y tế", "ĐUYT")
    grant_role(GrantRole("vanphong.so", lonely, Role.OFFICE), actor=SYSTEM)
    page = words(person(app, "vanphong.so").get(f"/dot-bao-cao/moi?don_vi={lonely}"))
    assert "Chưa có đơn vị trực thuộc" in page


def found(world: World, name: str, symbol: str) -> int:
    given = FoundOrganisation(
        name=name,
        short_name=name,
        heading=name.upper(),
        symbol=symbol,
        place="Sông Lam",
        authority="T/M ĐẢNG UỶ",
        level=Level.GRASSROOTS,
        superior_id=world.organisations["khoi"].id,
        term_from=dt.date(2020, 7, 1),
    )
    return found_organisation(given, actor=SYSTEM).id


def test_the_lists_ask_the_database_as_often_for_many_rounds_as_for_few(
    app: Flask, office: FlaskClient, world: World
) -> None:
    unit, first = person(app, "soan.thuvien"), campaign_of(world)

    def counts() -> list[int]:
        pages = ((office, "/dot-bao-cao"), (unit, "/dot-bao-cao"), (office, f"/dot-bao-cao/{first.id}"))
        return [count(client, path) for client, path in pages]

    for campaign in (first, campaign_of(world), campaign_of(world)):
        as_if_sent(draft_of(world, campaign))
    few = counts()
    for _ in range(27):
        as_if_sent(draft_of(world, campaign_of(world)))
    for cell in ("vanphong", "vanhoa", "baotang"):
        as_if_sent(draft_of(world, first, cell))
    assert counts() == few
    older = words(office.get("/dot-bao-cao")).partition("mo_truoc=")[2].partition('"')[0]
    assert words(office.get(f"/dot-bao-cao?mo_truoc={older}")).count("/4 đơn vị") == 10


def count(client: FlaskClient, path: str) -> int:
    with statements() as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def as_if_sent(document: Document) -> None:
    """The state alone: thirty real papers would be rendered and signed."""
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE document SET state = 'sent' WHERE id = :id"), {"id": document.id})
