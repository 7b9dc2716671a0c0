"""Việc của tôi: the counts agree, the soonest comes first, every row leads on, and what was told can be put away."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import stages
from tests.factories.late import make_late
from tests.factories.planned import body, plan_of, sent, task_of
from tests.integration.queries.test_inbox import fill_desk
from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from tests.statements import statements
from workflow.actions.appraise import return_document
from workflow.actions.extension import answer_extension, ask_extension
from workflow.actions.send import receive_document
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.inputs.calendar import AnswerExtension, AskExtension
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.models import Document, db
from workflow.models.clock import today
from workflow.web.worklist import place_of


@pytest.fixture
def drafter(app: Flask, world: World) -> FlaskClient:
    """The drafter of Chi bộ Thư viện tỉnh, signed in."""
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    return client


def home(client: FlaskClient, address: str = "/") -> str:
    """The page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def due_in(document: Document, days: int) -> None:
    """Move the document's due day, as another campaign would have set it."""
    document.due_on = today() + dt.timedelta(days=days)
    db.session.commit()


def test_says_that_nothing_waits_and_where_one_may_look(drafter: FlaskClient) -> None:
    page = home(drafter)
    assert "<title>Việc của tôi (0)" in page
    assert "Không có việc nào đang chờ đồng chí" in page
    assert 'href="/van-ban"' in page
    assert "btn-primary" not in page


def test_a_committees_people_find_the_board_beside_their_work(app: Flask, world: World, drafter: FlaskClient) -> None:
    way = '<p class="way mb-0"><a href="/bang-theo-doi">'
    assert way not in home(drafter)
    sign_in(drafter, "uyvien.so")
    assert way in home(drafter)


def test_title_sentence_navigation_and_legend_count_the_same(world: World, drafter: FlaskClient) -> None:
    for days in (0, 2, 40):
        stages.campaign_of(world, days=days)
    due_in(stages.draft_of(world, stages.campaign_of(world)), -1)
    page = home(drafter)
    assert "<title>Việc của tôi (4)" in page
    assert "<b>4 việc</b> đang chờ đồng chí" in page
    assert page.count('<span class="count">4<') == 2, "in the row and in the folded menu"
    for words in ("1 quá hạn", "2 còn từ 3 ngày làm việc trở xuống", "1 trong hạn"):
        assert words in page
    assert '<span class="count">4<' in drafter.get("/tai-khoan").get_data(as_text=True)


def test_the_most_urgent_stands_first_and_only_once(world: World, drafter: FlaskClient) -> None:
    stages.campaign_of(world, days=1)
    late = stages.draft_of(world, stages.campaign_of(world))
    due_in(late, -3)
    page = home(drafter)
    first = page[page.index('id="lam-truoc"') : page.index("</section>")]
    assert "Quá hạn 3 ngày" in first
    assert f'href="/van-ban/{late.id}/soan"' in first
    assert page.count(f'href="/van-ban/{late.id}/soan"') == 1
    assert page.count("btn-primary") == 1


def test_groups_stand_by_their_soonest_row(world: World, drafter: FlaskClient) -> None:
    for days in (1, 8):
        stages.campaign_of(world, days=days)
    for days in (3, 5):
        stages.draft_of(world, stages.campaign_of(world, days=days))
    page = home(drafter)
    assert re.findall(r'<h2 id="nhom-\d">([^<]+)</h2>', page) == ["Soạn thảo", "Báo cáo cần lập"]
    assert re.findall(r"Còn (\d) ngày", page) == ["1", "3", "5", "8"]


def test_begins_the_report_from_its_row(world: World, drafter: FlaskClient) -> None:
    campaign = stages.campaign_of(world)
    page = home(drafter)
    asked = re.search(r'action="(/bao-cao/\d+)"', page)
    assert asked
    answer = drafter.post(asked.group(1), data={"csrf_token": csrf_token(drafter)})
    assert answer.status_code == 303
    assert drafter.get(answer.location, follow_redirects=True).status_code == 200
    page = home(drafter)
    assert "Soạn tiếp" in page
    assert f"/bao-cao/{campaign.id}" not in page


def test_a_returned_report_tells_its_reason(app: Flask, world: World, drafter: FlaskClient) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    assert "Báo cáo kết quả" in home(drafter)
    assert "thông qua" in home(drafter), "what was handed in is shown with who has it"
    given = ReturnDocument(document.version, {"ket-qua": "Nêu số lớp đã mở."})
    return_document(document.id, given, actor=world.actor("bithu.thuvien"))
    do_jobs(app)
    page = home(drafter)
    assert "Lý do trả lại: " in page
    assert "Nêu số lớp đã mở." in page
    assert f'href="/van-ban/{document.id}/soan"' in page


def test_puts_away_what_was_told(app: Flask, world: World, drafter: FlaskClient) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    given = ReturnDocument(document.version, {"ket-qua": "Nêu số lớp đã mở."})
    return_document(document.id, given, actor=world.actor("bithu.thuvien"))
    do_jobs(app)
    assert "Tin mới" in home(drafter)
    assert drafter.post("/da-doc", data={"csrf_token": csrf_token(drafter)}).status_code == 303
    assert "Tin mới" not in home(drafter)


def test_an_office_is_pointed_to_the_reports_of_those_below(app: Flask, world: World) -> None:
    stages.consolidation(app, world, ("thuvien",))
    stages.campaign_of(world, "khoi", ("so",), 20)
    client = app.test_client()
    sign_in(client, "vanphong.so")
    page = home(client)
    assert re.search(r"Còn (\d+)/\1 đoạn chưa xử lý", page)
    assert "Tổng hợp từ cấp dưới" in page
    assert "Tự lập báo cáo" in page


def test_leads_through_a_long_list_page_by_page(world: World, drafter: FlaskClient) -> None:
    drafts = fill_desk(world, 120)
    db.session.commit()
    address, seen = "/", []
    for _ in range(3):
        page = home(drafter, address)
        main = page[page.index("<main") :]
        seen += [int(one) for one in re.findall(r'class="what"><a href="/van-ban/(\d+)/soan"', main)]
        seen += [int(one) for one in re.findall(r'btn-primary" href="/van-ban/(\d+)/soan"', main)]
        further = re.search(r'href="(/\?sau=[^"]+)"', main)
        address = further.group(1) if further else ""
    assert not address
    assert sorted(seen) == sorted(drafts)


@pytest.mark.parametrize("nonsense", ["", "x", "2026-13-01.4", ".x", "2026-01-01"])
def test_a_place_that_names_nothing_is_the_beginning(nonsense: str) -> None:
    assert place_of(nonsense) is None


def test_asks_as_much_for_three_papers_as_for_thirty(world: World, drafter: FlaskClient) -> None:
    asked = []
    for more in (3, 27):
        fill_desk(world, more)
        db.session.commit()
        with statements() as sent:
            home(drafter)
        asked.append(len(sent))
    assert asked[0] == asked[1]
    assert asked[0] <= 13


def test_what_is_no_paper_at_a_desk_leads_to_where_it_is_done(app: Flask, world: World, drafter: FlaskClient) -> None:
    plan, unit = sent(world, plan_of(world)), world.organisations["thuvien"]
    deadline = Deadline(DeadlineKind.DATE, date=today() - dt.timedelta(days=4))
    task = task_of(plan, "Xây dựng kế hoạch số hoá tài liệu.", body(unit.name, unit.id), deadline=deadline)
    page = home(drafter)
    assert "<title>Việc của tôi (2)" in page
    assert f'href="/van-ban/{plan.id}/tiep-nhan"' in page
    assert "Văn bản đến" in page
    first = page[page.index('id="lam-truoc"') : page.index("</section>")]
    assert "Xây dựng kế hoạch số hoá tài liệu" in first
    assert f"/nhiem-vu?don_vi={unit.id}&amp;loai=co-han#nv-{task.id}" in first
    receive_document(plan.id, Act(plan.version), actor=world.actor("soan.thuvien"))
    page = home(drafter)
    assert f'href="/van-ban/{plan.id}/tiep-nhan"' not in page
    assert f'href="/van-ban/soan-moi/KH?don_vi={unit.id}"' in page, "the plan asks for one of its own"


def test_a_request_for_more_time_and_its_answer_are_told_with_their_reasons(
    app: Flask, world: World, drafter: FlaskClient
) -> None:
    campaign = stages.campaign_of(world, days=2)
    target = next(one for one in campaign.targets if one.organisation_id == world.organisations["thuvien"].id)
    given = AskExtension(target.due_on + dt.timedelta(days=5), "Chờ số liệu quyết toán.")
    asked = ask_extension(target.id, given, actor=world.actor("soan.thuvien"))
    do_jobs(app)
    office = app.test_client()
    sign_in(office, "vanphong.so")
    page = home(office)
    assert page.count(f'href="/dot-bao-cao/xin-gia-han/{asked.id}"') >= 1
    assert "Chờ số liệu quyết toán" in page
    assert "“Chờ số liệu quyết toán.” Tiếp theo: Văn phòng " in " ".join(page.split())
    refused = AnswerExtension(granted=False, to_day=None, answer="Đã gia hạn một lần.")
    answer_extension(asked.id, refused, actor=world.actor("vanphong.so"))
    do_jobs(app)
    assert "xin-gia-han" not in home(office)
    told = home(drafter)
    assert "Không gia hạn" in told
    assert "“Đã gia hạn một lần.”" in told
    assert f'href="/dot-bao-cao/{campaign.id}"' in told
    assert "Không gia hạn" not in home(office), "whoever answered is not told"


def pages_of(client: FlaskClient, sort: str) -> list[list[str]]:
    """The addresses of the rows of a sort, page after page."""
    pages, address = [], f"/viec/{sort}"
    while address:
        page = home(client, address)
        pages.append(re.findall(r'<div class="what"><a href="([^"]+)"', page))
        following = re.search(r'href="(/viec/[^"]+)">Xem tiếp', page)
        address = following[1].replace("&amp;", "&") if following else ""
    return pages


def test_what_waits_of_one_sort_is_reached_to_its_end(
    app: Flask, world: World, drafter: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflow.web.waiting_lists.PAGE", 2)
    monkeypatch.setattr("workflow.web.home.MOST", 3)
    tomorrow = Deadline(DeadlineKind.DATE, date=today() + dt.timedelta(days=1))
    for _ in range(3):
        plan = sent(world, plan_of(world))
        task_of(plan, "Số hoá.", body("Chi bộ", world.organisations["thuvien"].id), deadline=tomorrow)
        campaign = stages.campaign_of(world, days=7)
        target = next(one for one in campaign.targets if one.organisation_id == world.organisations["thuvien"].id)
        given = AskExtension(target.due_on + dt.timedelta(days=5), "Chờ số liệu.")
        ask_extension(target.id, given, actor=world.actor("soan.thuvien"))
    office = app.test_client()
    sign_in(office, "vanphong.so")
    for client, sort in (
        (drafter, "yeu-cau"),
        (drafter, "van-ban-den"),
        (drafter, "nhiem-vu"),
        (office, "xin-gia-han"),
    ):
        assert f'href="/viec/{sort}">Xem tất cả' in home(client), sort
        first, second = pages_of(client, sort)
        assert (len(first), len(second), len({*first, *second})) == (2, 1, 3), sort


@pytest.mark.parametrize(
    "place", ["nhiem-vu?sau=x", "van-ban-den?sau=2026-01-01~1", "yeu-cau?sau=2026-01-01~99999999999999999999"]
)
def test_an_address_that_names_no_place_shows_the_beginning(drafter: FlaskClient, place: str) -> None:
    assert "Không còn việc nào" in home(drafter, f"/viec/{place}")
    assert drafter.get("/viec/khac").status_code == 404


def test_an_office_urges_in_two_presses_from_its_list(app: Flask, world: World) -> None:
    campaign = make_late(stages.campaign_of(world))
    office = app.test_client()
    sign_in(office, "vanphong.so")
    page = home(office)
    assert "4 đơn vị trễ hạn báo cáo" in page and "Quá hạn 9 ngày" in page
    assert f'href="/dot-bao-cao/{campaign.id}#don-doc"' in page
    round_ = home(office, f"/dot-bao-cao/{campaign.id}")
    assert 'id="don-doc"' in round_ and "Lập công văn đôn đốc" in round_
