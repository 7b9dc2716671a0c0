"""A plan on its way down: whom it reaches, what they see of it, what becomes of its tasks, the map with its picture."""

import datetime as dt
import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.factories.planned import body, plan_of, seen, sent, task_of
from tests.factories.stages import CELLS
from tests.integration.web.test_tasks import person, post
from tests.statements import statements
from workflow.actions import plan_link
from workflow.actions.copy import copy_paper
from workflow.actions.plan import register_paper
from workflow.actions.send import receive_document, send_document
from workflow.actions.task import confirm_tasks
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotPermitted
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.tasks import AdoptTasks, LinkPlan, PickPlan
from workflow.domain.inputs.writing import CopyPaper, RegisterPaper
from workflow.domain.paper import CopyKind
from workflow.domain.states import DocumentKind, DocumentState
from workflow.domain.tasks import LinkState, Progress, Reach
from workflow.models import Document, IncomingEntry, TaskResult, db
from workflow.models.clock import today
from workflow.queries.cascade import taken_up, units_below
from workflow.queries.plan_links import links_of
from workflow.queries.tasks import register

LOWER = """CHI BỘ THƯ VIỆN TỈNH
*
Số 03-KH/CB

ĐẢNG CỘNG SẢN VIỆT NAM
Sông Lam, ngày 10 tháng 02 năm 2026

KẾ HOẠCH
thực hiện chuyển đổi số
-----
Thực hiện Kế hoạch số 40-KH/ĐU, ngày 06/02/2026 của Đảng uỷ Sở, Chi bộ xây dựng kế hoạch như sau:

I. NHIỆM VỤ
1. Số hoá sách quý.
2. Mở lớp cho bạn đọc.
"""
UPPER = (
    LOWER.replace("CHI BỘ THƯ VIỆN TỈNH", "ĐẢNG UỶ SỞ").replace("03-KH/CB", "40-KH/ĐU").replace("10 tháng", "06 tháng")
)


@pytest.fixture
def plan(world: World) -> Document:
    """A plan of Đảng uỷ Sở, number 40, with everybody it is for."""
    return sent(world, plan_of(world, text=UPPER.replace("40-KH/ĐU, ngày 06/02/2026", "214-KH/TU, ngày 28/12/2025")))


@pytest.fixture
def lower(world: World, plan: Document) -> Document:
    """The plan of Chi bộ Thư viện tỉnh that cites it, sent upward for information."""
    made = plan_of_cell(world)
    made._state = DocumentState.SENT
    db.session.commit()
    return made


def plan_of_cell(world: World) -> Document:
    return register_paper(world.organisations["thuvien"].id, RegisterPaper(LOWER), actor=world.actor("bithu.thuvien"))


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def test_a_plan_goes_to_those_below_whom_its_addressees_name(world: World) -> None:
    named = plan_of(world, text=UPPER + "\nNơi nhận:\n- Đảng uỷ Khối (b/c),\n- Chi bộ Thư viện tỉnh,\n- Lưu VP.\n")
    reached = [one.organisation.short_name for one in sent(world, named).deliveries if one.organisation]
    assert reached == ["Đảng uỷ Khối", "Thư viện tỉnh"]


def test_the_words_for_all_below_reach_each_and_are_nobody_else(world: World) -> None:
    everybody = plan_of(world, text=UPPER + "\nNơi nhận:\n- Các chi bộ trực thuộc,\n- Lưu VP.\n")
    deliveries = sent(world, everybody).deliveries
    assert len([one for one in deliveries if one.organisation_id and not one.is_superior]) == 4
    assert [one.label for one in deliveries if not one.organisation_id] == ["Lưu VP"]


def test_who_receives_a_plan_enters_it_in_the_book(app: Flask, world: World, plan: Document) -> None:
    drafter = person(app, "soan.thuvien")
    assert f'href="/van-ban/{plan.id}/tiep-nhan"' in words(drafter.get("/ke-hoach"))
    version = db.session.get_one(Document, plan.id).version
    assert post(drafter, f"/van-ban/{plan.id}/tiep-nhan", version=version)[0] == 303
    (entry,) = db.session.query(IncomingEntry).filter_by(organisation_id=world.organisations["thuvien"].id).all()
    assert (entry.symbol, entry.document_id) == ("40-KH/ĐU", plan.id)
    assert f'href="/van-ban/{plan.id}/tiep-nhan"' not in words(drafter.get("/ke-hoach"))


def hand_out(world: World, copy: Document) -> None:
    """The copy goes to whom it names, as though it had been numbered, printed and signed."""
    copy._state, copy.prepared_digest = DocumentState.ISSUED, "0" * 64
    db.session.commit()
    send_document(copy.id, Act(copy.version), actor=world.actor("vanthu.so"))


def test_a_plan_also_reaches_those_whom_its_receiver_sends_a_whole_copy(app: Flask, world: World) -> None:
    words_above = UPPER.replace("ĐẢNG UỶ SỞ", "ĐẢNG UỶ KHỐI").replace("KH/ĐU", "KH/ĐUK")
    above = sent(world, plan_of(world, "khoi", words_above), "khoi")
    receive_document(above.id, Act(above.version), actor=world.actor("vanthu.so"))
    reader = person(app, "soan.thuvien")
    given = CopyPaper(CopyKind.BY_RECIPIENT, ("Các chi bộ trực thuộc", "Lưu Văn phòng"))
    made = copy_paper(above.id, world.organisations["so"].id, given, actor=world.actor("vanthu.so"))
    assert reader.get(f"/van-ban/{above.id}").status_code == 404
    hand_out(world, made)
    assert reader.get(f"/van-ban/{above.id}").status_code == 200
    assert f'href="/van-ban/{above.id}"' in words(reader.get("/ke-hoach"))
    confirm_tasks(above.id, seen(*register(above.id)), actor=world.actor("vanphong.khoi"))
    assert "Số hoá sách quý" in words(reader.get("/nhiem-vu?loai=khong-ghi-han"))


def test_an_extract_opens_no_more_than_its_own_words(app: Flask, world: World) -> None:
    plan = sent(world, plan_of(world, text=UPPER + "\nNơi nhận:\n- Chi bộ Quản lý Văn hoá,\n- Lưu VP.\n"))
    assert plan.revision is not None
    part = next(one["id"] for one in plan.revision.content["blocks"] if one["type"] == "heading")
    given = CopyPaper(CopyKind.PART, ("Chi bộ Thư viện tỉnh",), (part,))
    made = copy_paper(plan.id, world.organisations["so"].id, given, actor=world.actor("vanthu.so"))
    hand_out(world, made)
    reader = person(app, "soan.thuvien")
    assert [reader.get(f"/van-ban/{one.id}").status_code for one in (made, plan)] == [200, 404]


def test_the_map_shows_who_has_no_plan_yet(app: Flask, world: World, plan: Document, lower: Document) -> None:
    rows = {row.organisation.short_name: row for row in units_below(plan)[0]}
    assert len(rows) == 4
    assert rows["Thư viện tỉnh"].plan is not None and not rows["Thư viện tỉnh"].is_confirmed
    assert rows["Bảo tàng tỉnh"].plan is None
    page = words(person(app).get(f"/ke-hoach/{plan.id}/ban-do"))
    assert page.count("Chưa có kế hoạch") == 3
    assert "3 đơn vị chưa có kế hoạch" in page and page.count("<rect") == 6
    assert "214-KH/TU" in page and "Ngoài hệ thống" in page


def test_the_map_of_many_units_says_where_the_others_are(
    app: Flask, world: World, plan: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflow.queries.cascade.MOST_BELOW", 3)
    office, address, named = person(app, "vanphong.so"), f"/ke-hoach/{plan.id}/ban-do", list[str]()
    for goes_on in (True, False):
        page = office.get(address).text
        section = page[page.index('id="duoi"') : page.index('id="nhan"')]
        named += re.findall(r'role="rowheader" scope="row">([^<]+)', section)
        assert ("Trang này nêu 3 đơn vị" in section) is goes_on
        further = re.search(r'href="([^"]+sau=\d+)#duoi"', section)
        address = further[1] if further else ""
    assert sorted(one.strip() for one in named) == sorted(world.organisations[cell].name for cell in CELLS)
    assert not address


def test_a_unit_below_sees_itself_alone(app: Flask, world: World, plan: Document, lower: Document) -> None:
    page = words(person(app, "soan.baotang").get(f"/ke-hoach/{plan.id}/ban-do"))
    assert "Chi bộ Bảo tàng tỉnh" in page
    assert "03-KH/CB" not in page and "Chi bộ Thư viện tỉnh" not in page
    assert words(person(app, "vanphong.tinh").get(f"/ke-hoach/{plan.id}/ban-do")).count("<rect") == 0


def test_a_link_is_a_person_s_to_confirm(app: Flask, world: World, plan: Document, lower: Document) -> None:
    (link,) = links_of(lower.id)
    assert (link.superior_id, link.state) == (plan.id, LinkState.PROPOSED)
    version = link.version
    with pytest.raises(NotPermitted):
        plan_link.settle_link(link.id, version, carries_out=True, actor=world.actor("vanphong.so"))
    writer, path = person(app, "soan.thuvien"), f"/ke-hoach/{lower.id}/ban-do/{link.id}"
    assert post(writer, path, version=version, act="dung")[0] == 303
    assert post(writer, path, version=version, act="khong")[0] == 409
    assert [one.state for one in links_of(lower.id)] == [LinkState.CONFIRMED]
    assert next(row for row in units_below(plan)[0] if row.plan).is_confirmed
    with pytest.raises(ChangedMeanwhile):
        plan_link.settle_link(link.id, version, carries_out=False, actor=world.actor("soan.thuvien"))


def test_a_superior_plan_outside_the_system_is_known_by_its_symbol(world: World, plan: Document) -> None:
    office = world.actor("vanphong.so")
    link = plan_link.add_link(plan.id, LinkPlan("187 - KH/TU"), actor=office)
    assert (link.symbol, link.superior_id, link.state) == ("187-KH/TU", None, LinkState.CONFIRMED)
    for wrong in ("43-NQ/TW", "40-KH/ĐU", "KH/TU"):
        with pytest.raises(InvalidInput):
            plan_link.add_link(plan.id, LinkPlan(wrong), actor=office)


ABOVE = """KẾ HOẠCH
thực hiện Nghị quyết số 43-NQ/TW ngày 24/11/2023 của Ban Chấp hành Trung ương

Ban Thường vụ Tỉnh uỷ ban hành kế hoạch như sau:

I. NHIỆM VỤ
1. Quán triệt Nghị quyết (hoàn thành trước 10/01/2024).

Nơi nhận:
- Đảng uỷ Khối các cơ quan tỉnh,
- Lưu VPTU.
"""
BELOW = """ĐẢNG UỶ KHỐI
*
Số 113-KH/ĐUK

ĐẢNG CỘNG SẢN VIỆT NAM
Sông Lam, ngày 29 tháng 01 năm 2024

KẾ HOẠCH
thực hiện Nghị quyết số 43-NQ/TW ngày 24/11/2023 của Ban Chấp hành Trung ương
-----
Thực hiện Kế hoạch số 187-KH/TU, ngày 25/12/2023 của Ban Thường vụ Tỉnh uỷ, Đảng uỷ Khối xây dựng kế hoạch như sau:

I. NHIỆM VỤ
1. Quán triệt Nghị quyết.

Nơi nhận:
- Tỉnh uỷ (b/c),
- Lưu Văn phòng.
"""


def test_a_plan_kept_without_its_number_is_proposed_by_what_it_says(app: Flask, world: World) -> None:
    above = sent(world, plan_of(world, "tinh", ABOVE), "tinh")
    (link,) = links_of(sent(world, plan_of(world, "khoi", BELOW), "khoi").id)
    assert (link.symbol, link.superior_id, link.state) == ("187-KH/TU", above.id, LinkState.PROPOSED)
    office, path = person(app, "vanphong.khoi"), f"/ke-hoach/{link.document_id}/ban-do"
    page = words(office.get(path))
    assert "Bản trong hệ thống chưa có số: thực hiện Nghị quyết số" in page and "Chờ xác nhận" in page
    assert post(office, f"{path}/{link.id}", version=link.version, act="dung")[0] == 303
    assert "hoàn thành trước" not in page and "trước ngày 10/01/2024" not in page
    confirm_tasks(above.id, seen(*register(above.id)), actor=world.actor("vanphong.tinh"))
    page = words(office.get(path))
    assert "trước ngày 10/01/2024" in page and "Kế hoạch (chưa có số)" in page
    assert "113-KH/ĐUK" in words(person(app, "vanphong.tinh").get(f"/ke-hoach/{above.id}/ban-do"))


def test_the_plan_meant_is_picked_from_those_that_came_from_above(app: Flask, world: World) -> None:
    plan = plan_of(world, "khoi", BELOW)  # before the province's plan came into the system
    (link,) = links_of(plan.id)
    office, path = person(app, "vanphong.khoi"), f"/ke-hoach/{plan.id}/ban-do/chon"
    assert link.superior_id is None and "Chưa có kế hoạch cấp trên nào" in words(office.get(path))
    above = sent(world, plan_of(world, "tinh", ABOVE), "tinh")
    page = words(office.get(f"{path}?can_cu={link.id}"))
    assert "Kế hoạch (chưa có số) của Tỉnh uỷ Sông Lam" in page and "Hợp với căn cứ" in page
    typed = {"version": link.version, "superior_id": above.id}
    assert post(office, f"{path}?can_cu={link.id}", **typed)[0] == 303
    (kept,) = links_of(plan.id)
    assert (kept.superior_id, kept.state, kept.symbol) == (above.id, LinkState.CONFIRMED, "187-KH/TU")
    assert post(office, f"{path}?can_cu={link.id}", **typed)[0] == 409
    assert office.get(f"{path}?can_cu=999999").status_code == 404
    second = plan_link.add_link(plan.id, LinkPlan("190-KH/TU"), actor=world.actor("vanphong.khoi"))
    again = post(office, f"{path}?can_cu={second.id}", version=second.version, superior_id=above.id)
    assert again[0] == 422 and "Hãy chọn kế hoạch khác" in again[1]


def test_a_plan_without_a_number_is_picked_beside_what_the_text_cites(world: World) -> None:
    actor, plan = world.actor("vanphong.khoi"), plan_of(world, "khoi", BELOW)
    here = plan_of(world, "tinh", ABOVE)
    with pytest.raises(InvalidInput):  # it did not come down yet
        plan_link.pick_plan(plan.id, PickPlan(here.id), actor=actor)
    sent(world, here, "tinh")
    picked = plan_link.pick_plan(plan.id, PickPlan(here.id), actor=actor)
    assert (picked.symbol, picked.superior_id) == (None, here.id)
    assert plan_link.pick_plan(plan.id, PickPlan(here.id), actor=actor) is picked
    with pytest.raises(NotPermitted):
        plan_link.pick_plan(plan.id, PickPlan(here.id), actor=world.actor("vanphong.tinh"))


def test_a_task_takes_up_those_of_the_plan_above(app: Flask, world: World, plan: Document, lower: Document) -> None:
    writer = world.actor("soan.thuvien")
    confirm_tasks(plan.id, seen(*register(plan.id)), actor=world.actor("vanphong.so"))
    confirm_tasks(lower.id, seen(*register(lower.id)), actor=writer)
    mine, theirs = register(lower.id)[0], register(plan.id)
    with pytest.raises(InvalidInput):
        plan_link.adopt_tasks(mine.id, AdoptTasks((theirs[0].id,), mine.version), actor=writer)
    (link,) = links_of(lower.id)
    plan_link.settle_link(link.id, link.version, carries_out=True, actor=writer)
    client = person(app, "soan.thuvien")
    assert theirs[0].text in words(client.get(f"/nhiem-vu/{mine.id}/nhan"))
    typed = {"superior_ids": [theirs[0].id], "version": mine.version}
    assert post(client, f"/nhiem-vu/{mine.id}/nhan", **typed)[0] == 303
    assert post(client, f"/nhiem-vu/{mine.id}/nhan", **typed | {"superior_ids": []})[0] == 409
    assert dict(taken_up([task.id for task in register(plan.id)])) == {theirs[0].id: 1}
    page = words(person(app).get(f"/ke-hoach/{plan.id}/ban-do"))
    assert "1 nhiệm vụ chưa có kế hoạch cấp dưới nào nhận" in page


def test_where_a_plan_gives_no_date_those_above_bind(app: Flask, world: World, plan: Document, lower: Document) -> None:
    task_of(plan, "Báo cáo năm.", body("các chi bộ"), deadline=Deadline(DeadlineKind.YEARLY, day=10, month=12))
    (link,) = links_of(lower.id)
    writer = person(app, "soan.thuvien")
    assert "Báo cáo năm." not in words(writer.get(f"/ke-hoach/{lower.id}/ban-do"))
    plan_link.settle_link(link.id, link.version, carries_out=True, actor=world.actor("soan.thuvien"))
    page = words(writer.get(f"/ke-hoach/{lower.id}/ban-do"))
    assert "Báo cáo năm." in page and "hằng năm, trước ngày 10/12" in page


def test_duties_stand_by_kind_of_deadline_the_nearest_first(app: Flask, world: World, plan: Document) -> None:
    mine = world.organisations["thuvien"].id
    for ahead in (40, -3, 5):
        day = Deadline(DeadlineKind.DATE, date=today() + dt.timedelta(days=ahead))
        task_of(plan, f"Việc {ahead}.", body("Chi bộ Thư viện tỉnh", mine), deadline=day)
    task_of(plan, "Việc luôn làm.", body("cấp uỷ", reach=Reach.ALL_BELOW), deadline=Deadline(DeadlineKind.CONTINUOUS))
    task_of(plan, "Việc của Bảo tàng.", body("Chi bộ Bảo tàng tỉnh", world.organisations["baotang"].id))
    client = person(app, "soan.thuvien")
    page = words(client.get("/nhiem-vu"))
    assert re.findall(r"Việc (-?\d+)\.", page) == ["-3", "5", "40"]
    assert "Quá hạn 3 ngày" in page and "Việc luôn làm." not in page
    assert "Việc luôn làm." in words(client.get("/nhiem-vu?loai=thuong-xuyen"))
    assert "Việc của Bảo tàng." not in words(client.get("/nhiem-vu?loai=khong-ghi-han"))
    assert client.get(f"/nhiem-vu?don_vi={plan.organisation_id}").status_code == 404


def test_what_an_issued_report_calls_done_is_overdue_no_more(app: Flask, world: World, plan: Document) -> None:
    mine = world.organisations["thuvien"].id
    late = Deadline(DeadlineKind.DATE, date=today() - dt.timedelta(days=3))
    task = task_of(plan, "Việc đã xong.", body("Chi bộ Thư viện tỉnh", mine), deadline=late)
    report = plan_of_cell(world)
    report.kind = DocumentKind.REPORT
    result = TaskResult(document_id=report.id, task_id=task.id, position=0, progress=Progress.DONE)
    db.session.add(result)
    db.session.commit()
    client = person(app, "soan.thuvien")
    assert "Việc đã xong." not in words(client.get("/nhiem-vu?loai=co-han"))
    page = words(client.get("/nhiem-vu?loai=da-xong"))
    assert "Việc đã xong." in page and "Quá hạn" not in page


def test_the_list_of_duties_goes_on_by_its_last_place(app: Flask, world: World, plan: Document) -> None:
    mine, client = world.organisations["thuvien"].id, person(app, "soan.thuvien")
    yearly = Deadline(DeadlineKind.YEARLY, day=29, month=2)

    def give(numbers: range) -> None:
        for number in numbers:
            task_of(plan, f"Việc số {number}.", body("Chi bộ", mine), deadline=yearly)

    give(range(3))
    with statements() as few:
        client.get("/nhiem-vu?loai=co-han")
    give(range(3, 40))
    with statements() as many:
        first = words(client.get("/nhiem-vu?loai=co-han"))
    assert len(few) == len(many)
    (following,) = re.findall(r'href="(/nhiem-vu\?[^"]*sau=[^"]*)"', first)
    second = words(client.get(following.replace("&amp;", "&")))
    told = re.findall(r"Việc số (\d+)\.", first + second)
    assert sorted(map(int, told)) == list(range(40))
