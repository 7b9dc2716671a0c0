"""The pages of a committee's decision, without JavaScript: asked, said, replied to, decided; every closed button says
what it waits for."""

import html
import re

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories.deciding import MEMBERS, asked, before_committee, round_of, vote
from tests.factories.stages import reloaded
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.domain.states import DecisionWay, DocumentState, Reply, Stance
from workflow.models import Document, Opinion, db
from workflow.queries.opinions import opinions_of


def browser(app: Flask, username: str) -> PersonClient:
    """A signed-in person."""
    client = PersonClient(app)
    sign_in(client, username)
    return client


def page(client: PersonClient, document: Document, path: str = "/y-kien") -> str:
    """A page of the document, its words as a person reads them."""
    answer = client.get(f"/van-ban/{document.id}{path}")
    assert answer.status_code == 200, path
    return words(answer)


def words(answer: TestResponse) -> str:
    bare = re.sub(r"<[^>]+>", " ", html.unescape(answer.get_data(as_text=True)))
    return " ".join(bare.split())


def press(client: PersonClient, document: Document, path: str, **typed: object) -> TestResponse:
    """Press a button of the document."""
    db.session.expire_all()
    data = {"csrf_token": csrf_token(client), "version": reloaded(document).version, **typed}
    answer = client.post(f"/van-ban/{document.id}/y-kien/{path}", data=data)
    db.session.expire_all()
    return answer


def test_from_the_asking_to_the_decision(app: Flask, world: World) -> None:
    document = before_committee(app, world)
    office, member = browser(app, "vanphong.so"), browser(app, "uyvien.so")
    assert "chờ Văn phòng lấy ý kiến bằng phiếu" in page(member, document, "")
    assert "Lấy ý kiến, kết luận" in words(office.get("/"))
    assert press(office, document, "lay", closes_on="31/12/2099", note="Xin ý kiến.").status_code == 303
    assert "Đọc và cho ý kiến" in words(member.get("/"))
    slip = {"revision": document.revision_id, "rows": 2, "stance": "with_remarks", "whole": "Nhất trí."}
    assert press(member, document, "phieu", **slip).status_code == 303
    assert "Đã có 1/4 phiếu, chờ" in page(member, document, "")
    for who in MEMBERS[1:]:
        vote(document, who)
    assert "Còn 1 ý kiến chưa tiếp thu, giải trình" in page(office, document)
    (opinion,) = opinions_of(round_of(document))
    reply = {f"reply-{opinion.id}": "explained", f"version-{opinion.id}": 1}
    assert "hãy ghi vì sao chưa tiếp thu" in words(press(office, document, "tiep-thu", **reply))
    done = press(office, document, "tiep-thu", **reply, **{f"answer-{opinion.id}": "Đã nêu ở mục II."})
    assert (done.status_code, reloaded(document).state) == (303, DocumentState.APPROVED)
    told = page(member, document)
    assert "4/4 uỷ viên đồng ý" in told
    assert "Giải trình. Đã nêu ở mục II." in told


def test_a_slip_keeps_what_was_typed_when_more_room_is_asked_for_and_when_it_is_refused(
    app: Flask, world: World
) -> None:
    document, member = asked(app, world), browser(app, "uyvien.so")
    block = next(
        one["id"]
        for one in reloaded(document).revision.content["blocks"]
        if one["text"].startswith("Tổ chức 34")  # type: ignore[union-attr]
    )
    typed = {"revision": document.revision_id, "rows": 2, "block-0": block, "said-0": "Ghi số người dự."}
    more = press(member, document, "phieu", **typed, more="1")
    assert (more.status_code, more.get_data(as_text=True).count("Ghi số người dự.")) == (200, 1)
    assert 'name="said-4"' in more.get_data(as_text=True)
    refused = press(member, document, "phieu", **typed)
    assert (refused.status_code, "Hãy chọn một trong các mục đã cho." in words(refused)) == (422, True)
    placeless = press(
        member, document, "phieu", revision=document.revision_id, rows=2, stance="opposed", **{"said-0": "Sai."}
    )
    assert (placeless.status_code, "hãy chọn đoạn" in words(placeless)) == (422, True)
    assert press(member, document, "phieu", **typed, stance=Stance.WITH_REMARKS.value).status_code == 303
    assert db.session.scalars(select(Opinion.block)).one() == block
    assert "Ghi số người dự." in member.get(f"/van-ban/{document.id}/y-kien/phieu").get_data(as_text=True)


def test_the_same_press_twice_is_one_slip(app: Flask, world: World) -> None:
    document, member = asked(app, world), browser(app, "uyvien.so")
    version = document.version
    slip = {"revision": document.revision_id, "rows": 2, "stance": "agreed", "version": version}
    assert [press(member, document, "phieu", **slip).status_code for _ in range(2)] == [303, 303]
    assert reloaded(document).version == version + 1


def test_a_meeting_is_written_down_by_the_secretary(app: Flask, world: World) -> None:
    document = before_committee(app, world, DecisionWay.MEETING)
    secretary = browser(app, "bithu.so")
    assert "chờ Văn phòng ghi ngày họp" in page(secretary, document, "")
    told = {"day": "20/11/2026", "members": 4, "present": 4, "agreed": 2, "opposed": 1, "conclusion": "Nhất trí."}
    short = press(secretary, document, "hoi-nghi", **told)
    assert (short.status_code, "Mới có 2 đồng ý, cần ít nhất 3." in words(short)) == (409, True)
    assert "Nhất trí." in short.get_data(as_text=True)
    assert press(secretary, document, "hoi-nghi", **told | {"agreed": 3}).status_code == 303
    assert "3/4 đồng ý" in page(secretary, document, "")


def test_the_administrator_chooses_how_the_committee_decides(app: Flask, world: World) -> None:
    house, admin = world.organisations["so"].id, browser(app, "quantri")
    path = f"/don-vi/{house}/cach-quyet-dinh"
    typed = {"csrf_token": csrf_token(admin), "way": "slips", "quorum": "3/4", "majority": "2/3"}
    assert admin.post(path, data=typed).status_code == 303
    assert "ít nhất 3/4 tham gia, quá 2/3 đồng ý" in words(admin.get(f"/don-vi/{house}"))
    assert admin.post(path, data=typed | {"quorum": "1/3"}).status_code == 422
    chi_bo = admin.post(f"/don-vi/{world.organisations['thuvien'].id}/cach-quyet-dinh", data=typed)
    assert (chi_bo.status_code, "hội nghị chi bộ" in words(chi_bo)) == (409, True)


def test_replies_are_read_by_the_members_and_nobody_outside(app: Flask, world: World) -> None:
    document = asked(app, world)
    vote(document, "uyvien.so", Stance.OPPOSED, (None, "Chưa rõ nguồn."))
    opinion = opinions_of(round_of(document))[0]
    reply = {f"reply-{opinion.id}": Reply.TAKEN_IN.value, f"version-{opinion.id}": 1, f"answer-{opinion.id}": "Đã ghi."}
    assert press(browser(app, "vanphong.so"), document, "tiep-thu", **reply).status_code == 303
    assert "Chưa rõ nguồn." in page(browser(app, "bithu.so"), document)
    for stranger in ("vanphong.khoi", "bithu.thuvien"):
        assert browser(app, stranger).get(f"/van-ban/{document.id}/y-kien").status_code == 404
