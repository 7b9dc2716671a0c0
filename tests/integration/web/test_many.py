"""Many at once: each is done or not done by itself, the page says which and why, no press does anything twice."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories import heaps, stages
from tests.factories.late import make_late
from tests.integration.web.test_confirming import grown_old
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.actions.appraise import return_document
from workflow.actions.approve import approve_document
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain import dates
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Approve, ReturnDocument
from workflow.domain.inputs.many import MOST_AT_ONCE, Picked
from workflow.domain.states import DocumentKind, DocumentState
from workflow.models import AuditEntry, Document, db
from workflow.models.clock import today

BOX = re.compile(r'<input class="form-check-input" type="checkbox" id="chosen-\d+" name="chosen" value="([^"]+)"')


def client_of(app: Flask, username: str) -> PersonClient:
    """A person, signed in."""
    client = PersonClient(app)
    sign_in(client, username)
    return client


def boxes(client: PersonClient, sort: str) -> list[str]:
    """What the boxes of the list say."""
    answer = client.get(f"/viec/{sort}")
    assert answer.status_code == 200
    return BOX.findall(answer.text)


def press(client: PersonClient, sort: str, keys: list[str], **typed: str) -> TestResponse:
    """The button below the list, with these ticked."""
    answer = client.post(f"/viec/{sort}", data={"csrf_token": csrf_token(client), "chosen": keys, **typed})
    db.session.expire_all()
    return answer


def part(text: str, name: str) -> str:
    """One part of the page of what became of each."""
    found = re.search(rf'<section class="group" aria-labelledby="{name}">(.*?)</section>', text, re.DOTALL)
    return found[1] if found else ""


def approvals() -> int:
    """How many approvals the record knows."""
    query = select(func.count()).select_from(AuditEntry).where(AuditEntry.fact == Fact.DOCUMENT_APPROVED)
    return db.session.scalar(query) or 0


def test_a_list_with_several_leads_to_where_they_are_chosen(app: Flask, world: World) -> None:
    heaps.before_committee(world, 1)
    member = client_of(app, "uyvien.so")
    assert "Chọn nhiều để thông qua" not in member.get("/").text
    heaps.before_committee(world, 2)
    assert 'href="/viec/thong-qua">Chọn nhiều để thông qua' in member.get("/").text
    assert len(boxes(member, "thong-qua")) == 3
    assert "checked" not in member.get("/viec/thong-qua?chon=tat-ca").text, "a decision is ticked one by one"


def test_each_ticked_paper_is_approved_and_the_others_are_let_be(app: Flask, world: World) -> None:
    papers = heaps.before_committee(world, 4)
    member = client_of(app, "uyvien.so")
    keys = boxes(member, "thong-qua")
    answer = press(member, "thong-qua", keys[:3])
    assert answer.status_code == 200
    assert "Đã làm <b>3/3 việc</b>" in answer.text
    assert [one.state for one in papers] == [*[DocumentState.APPROVED] * 3, DocumentState.IN_APPROVAL]
    again = press(member, "thong-qua", keys[:3])
    assert "Đã làm <b>3/3 việc</b>" in again.text, "pressed again it says the same"
    assert approvals() == 3, "and does nothing twice"


def test_what_cannot_be_done_says_why_and_holds_up_nothing(app: Flask, world: World) -> None:
    papers = heaps.before_committee(world, 4)
    member = client_of(app, "uyvien.so")
    keys = boxes(member, "thong-qua")
    given = ReturnDocument(papers[0].version, {}, "Nêu rõ số liệu.")
    return_document(papers[0].id, given, actor=world.actor("bithu.so"))
    approve_document(papers[1].id, Approve(papers[1].version), actor=world.actor("bithu.so"))
    papers[2].author_ids = [world.people["uyvien.so"].id]
    db.session.commit()
    answer = press(member, "thong-qua", keys)
    left, done = part(answer.text, "chua"), part(answer.text, "xong")
    assert answer.status_code == 200
    assert left.count("người khác vừa thay đổi văn bản") == 2
    assert "Đồng chí là người soạn văn bản này" in left
    assert f'href="/van-ban/{papers[3].id}"' in done
    assert approvals() == 2
    assert papers[0].state is DocumentState.RETURNED


def test_nothing_done_at_all_is_a_conflict(app: Flask, world: World) -> None:
    (paper,) = heaps.before_committee(world, 1)
    member = client_of(app, "uyvien.so")
    answer = press(member, "thong-qua", [Picked(paper.id, 7).key, "x.y", "9"])
    assert answer.status_code == 409
    assert part(answer.text, "chua").count("Chưa làm</span>") == 3


@pytest.mark.parametrize(
    ("count", "said"), [(0, "Chưa chọn việc nào"), (MOST_AT_ONCE + 1, "nhiều nhất 50 việc, đang chọn 51")]
)
def test_none_or_too_many_are_refused_whole(app: Flask, world: World, count: int, said: str) -> None:
    heaps.before_committee(world, 2)
    member = client_of(app, "uyvien.so")
    keys = [*boxes(member, "thong-qua"), *(f"{number}.1" for number in range(900, 900 + MOST_AT_ONCE))]
    answer = press(member, "thong-qua", keys[:count])
    assert answer.status_code == 422
    assert said in answer.text
    assert answer.text.count(" checked") == min(count, 2), "what was ticked stays so"
    assert approvals() == 0


def test_what_is_not_ones_own_is_neither_done_nor_named(app: Flask, world: World) -> None:
    papers = heaps.before_committee(world, 2)
    keys = [Picked(one.id, one.version).key for one in papers]
    stranger = press(client_of(app, "bithu.baotang"), "thong-qua", keys)
    assert stranger.status_code == 409
    assert "kết quả công tác" not in stranger.text
    assert stranger.text.count("Không có văn bản này") == 2
    of_the_house = press(client_of(app, "vanphong.so"), "thong-qua", keys)
    assert "Cấp uỷ viên hoặc người ký thông qua." in of_the_house.text
    assert approvals() == 0


def test_the_password_is_asked_for_once_and_the_choice_goes_along(app: Flask, world: World) -> None:
    heaps.before_committee(world, 3)
    member = client_of(app, "uyvien.so")
    keys = boxes(member, "thong-qua")
    grown_old()
    asked = press(member, "thong-qua", keys)
    assert asked.status_code == 403
    assert approvals() == 0
    assert asked.text.count('name="chosen"') == 3
    answer = press(member, "thong-qua", keys, confirm_password=PASSWORD)
    assert "Đã làm <b>3/3 việc</b>" in answer.text


def test_reports_are_received_all_at_a_stroke(app: Flask, world: World) -> None:
    papers = heaps.sent_up(world, 3)
    office = client_of(app, "vanphong.so")
    assert office.get("/viec/tiep-nhan?chon=tat-ca").text.count(" checked") == 3
    answer = press(office, "tiep-nhan", boxes(office, "tiep-nhan"))
    assert "Đã làm <b>3/3 việc</b>" in answer.text
    assert {one.state for one in papers} == {DocumentState.RECEIVED}
    assert all(one.deliveries[0].received_by == world.actor("vanphong.so").name for one in papers)


def test_rounds_with_late_units_get_a_letter_each(app: Flask, world: World) -> None:
    for below, days in ((("vanhoa", "baotang"), 9), (("thuvien",), 4)):
        make_late(stages.campaign_of(world, below=below), days)
    office = client_of(app, "vanphong.so")
    keys, reply = boxes(office, "don-doc"), dates.typed(today())
    assert len(keys) == 2
    answer = press(office, "don-doc", [*keys, "dot.999"], reply_by=reply, token="mot")
    query = select(func.count()).select_from(Document).where(Document.kind == DocumentKind.LETTER)
    assert answer.text.count("Đã lập công văn đôn đốc") == 2 == db.session.scalar(query)
    assert part(answer.text, "chua").count("Chưa làm</span>") == 1
    again = press(office, "don-doc", keys, reply_by=reply, token="mot")
    assert "Đã làm <b>2/2 việc</b>" in again.text
    other = press(office, "don-doc", keys, reply_by=reply, token="hai")
    assert other.status_code == 409
    assert "chưa gửi" in other.text
    assert db.session.scalar(query) == 2
