"""Comments on the blocks of a paper and suggested wordings, without JavaScript: said, answered, settled, taken into the
text or not; nothing internal reaches another organisation."""

import html
import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.factories.rewritten import FIRST, SECOND, THIRD, hand_in, handed_in, returned, send_back, write
from tests.jobs import do_jobs
from tests.signing_in import PersonClient, csrf_token, sign_in
from tests.statements import statements
from workflow.actions.appraise import return_document
from workflow.actions.comment import make_comment
from workflow.actions.suggestion import accept_suggestion
from workflow.cli.demo.world import World
from workflow.domain.comments import Audience
from workflow.domain.inputs.commenting import MakeComment
from workflow.domain.inputs.deciding import ReturnDocument
from workflow.domain.states import Role
from workflow.models import Comment, Contribution, Document, Notification, ResultBlock, db
from workflow.queries.audit import entries_of
from workflow.queries.comments import readers_among

pytestmark = pytest.mark.usefixtures("short_prints")

CANARY = "hoaquynhtrang"
BETTER = FIRST.replace("34 hoạt động", "34 buổi sinh hoạt")


def browser(app: Flask, username: str) -> PersonClient:
    """A signed-in person."""
    client = PersonClient(app)
    sign_in(client, username)
    return client


def words(answer: TestResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.get_data(as_text=True))).split())


def look(client: PersonClient, document: Document, path: str = "/gop-y") -> str:
    answer = client.get(f"/van-ban/{document.id}{path}")
    assert answer.status_code == 200, path
    return words(answer)


def press(client: PersonClient, document: Document, path: str, **typed: object) -> TestResponse:
    answer = client.post(f"/van-ban/{document.id}/gop-y/{path}", data={"csrf_token": csrf_token(client), **typed})
    db.session.expire_all()
    return answer


def block_of(document: Document, begins: str = FIRST) -> str:
    """The id of a block by its words."""
    document = stages.reloaded(document)
    assert document.revision is not None
    return next(str(one["id"]) for one in document.revision.content["blocks"] if one["text"].startswith(begins[:20]))


def say(client: PersonClient, document: Document, about: str = FIRST, **typed: object) -> Comment:
    """A comment through the page."""
    answer = press(client, document, "moi", block=block_of(document, about), **{"audience": "internal", **typed})
    assert answer.status_code == 303, words(answer)
    return db.session.scalars(select(Comment).order_by(Comment.id.desc()).limit(1)).one()


def test_a_comment_is_told_answered_settled_and_opened_again(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    secretary, drafter = browser(app, "bithu.thuvien"), browser(app, "soan.thuvien")
    assert "chưa nhập" not in look(secretary, document, f"/gop-y/moi?doan={block_of(document)}")
    assert press(secretary, document, "moi", block=block_of(document), audience="internal").status_code == 422
    one = say(secretary, document, text="Ghi rõ số người dự.", token="ab" * 8)
    assert entries_of(document.id)[-1].role is Role.SIGNER, (
        "the secretary speaks as such, not as the clerk they are too"
    )
    assert press(secretary, document, "moi", block=one.block, audience="internal", text="Ghi", token="ab" * 8)
    do_jobs(app)
    told = db.session.scalars(select(Notification).where(Notification.user_id == world.people["soan.thuvien"].id))
    assert "Góp ý" in [each.title for each in told][-1]
    assert "Góp ý (1 đang mở)" in look(drafter, document, "")
    assert "Ghi rõ số người dự." in look(drafter, document)
    assert press(drafter, document, str(one.id), text="").status_code == 422
    assert press(drafter, document, str(one.id), text="Đã bổ sung.").status_code == 303
    assert press(drafter, document, f"{one.id}/xong").status_code == 303
    assert "Chưa có góp ý nào đang mở" in look(secretary, document)
    assert "Đã bổ sung." in look(secretary, document, "/gop-y?xong=1")
    assert press(secretary, document, f"{one.id}/mo-lai").status_code == 303
    assert "Góp ý đang mở (1)" in look(drafter, document)


def test_a_suggested_wording_enters_the_text_where_it_may_be_written(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    secretary, drafter = browser(app, "bithu.thuvien"), browser(app, "soan.thuvien")
    one = say(secretary, document, proposed=BETTER)
    assert one.proposed == BETTER
    assert press(drafter, document, f"{one.id}/nhan").status_code == 409
    assert "Nhận được khi văn bản về lại người soạn" in look(drafter, document, f"/gop-y/{one.id}")
    send_back(world, document)
    assert press(secretary, document, f"{one.id}/nhan").status_code == 403
    section = next(each for each in stages.reloaded(document).sections if each.key == "ket-qua")
    before, version = section.text, section.version
    assert "1 góp ý đang mở về mục này" in look(drafter, document, "/soan/ket-qua")
    assert press(drafter, document, f"{one.id}/nhan").status_code == 303
    section = next(each for each in stages.reloaded(document).sections if each.key == "ket-qua")
    assert section.text == before.replace(FIRST, BETTER)
    typed = {"csrf_token": csrf_token(drafter), "version": version, "text": before}
    assert drafter.post(f"/van-ban/{document.id}/soan/ket-qua", data=typed).status_code == 409
    assert press(drafter, document, f"{one.id}/nhan").status_code == 409
    assert "Đã nhận lời văn" in look(secretary, document, f"/gop-y/{one.id}")


def test_what_was_rewritten_since_is_shown_with_both_texts_and_not_overwritten(app: Flask, world: World) -> None:
    document = returned(app, world)
    secretary, drafter = browser(app, "bithu.thuvien"), browser(app, "soan.thuvien")
    one, two = say(secretary, document, proposed=BETTER), say(secretary, document, SECOND, text="Bỏ đoạn này.")
    written = FIRST.replace("12.940", "13.000")
    write(world, document, written, THIRD)
    refused = press(drafter, document, f"{one.id}/nhan")
    assert refused.status_code == 409
    for text in (written, "buổi sinh", "Đoạn đã sửa sau góp ý"):
        assert text in words(refused)
    section = next(each for each in stages.reloaded(document).sections if each.key == "ket-qua")
    assert written in section.text
    listed = look(drafter, document)
    assert listed.index("Đoạn đã sửa sau góp ý") < listed.index("Đoạn không còn trong văn bản")
    assert "Bỏ đoạn này." in listed
    assert press(drafter, document, f"{one.id}/khong-nhan", answer="").status_code == 422
    assert press(drafter, document, f"{one.id}/khong-nhan", answer="Số đã đúng.").status_code == 303
    assert "Không nhận vì: Số đã đúng." in look(secretary, document, f"/gop-y/{one.id}")
    assert two.is_open


def test_a_repair_of_form_keeps_a_suggested_wording_takeable(app: Flask, world: World) -> None:
    document = returned(app, world)
    secretary, drafter = browser(app, "bithu.thuvien"), browser(app, "soan.thuvien")
    one = say(secretary, document, proposed=BETTER)
    write(world, document, FIRST.replace("văn hoá", "**văn hóa**").removesuffix("."), SECOND)
    assert press(drafter, document, f"{one.id}/nhan").status_code == 303
    section = next(each for each in stages.reloaded(document).sections if each.key == "ket-qua")
    assert BETTER in section.text


def test_the_older_comments_are_a_page_away(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    document, secretary = handed_in(app, world), browser(app, "bithu.thuvien")
    for text in ("Ghi rõ số người dự.", "Nêu tên lớp."):
        say(secretary, document, text=text)
    assert "cũ hơn" not in look(secretary, document)
    monkeypatch.setattr("workflow.queries.comments.MOST_THREADS", 1)
    newest = secretary.get(f"/van-ban/{document.id}/gop-y").get_data(as_text=True)
    assert "Góp ý đang mở (2)" in newest and "Trang này có 1 góp ý" in newest
    assert "Nêu tên lớp." in newest and "Ghi rõ số người dự." not in newest
    older = re.search(r'href="/van-ban/\d+(/gop-y\?truoc=\d+)">Xem các góp ý cũ hơn', newest)
    assert older
    page = look(secretary, document, older[1])
    assert "Ghi rõ số người dự." in page and "Nêu tên lớp." not in page and "cũ hơn" not in page


def test_of_a_block_that_is_gone_a_page_says_so_with_what_was_said_of_it(app: Flask, world: World) -> None:
    document = returned(app, world)
    secretary = browser(app, "bithu.thuvien")
    one = say(secretary, document, SECOND, text="Nêu tên từng lớp.")
    write(world, document, FIRST, THIRD)
    hand_in(world, document)
    answer = secretary.get(f"/van-ban/{document.id}/gop-y/moi?doan={one.block}")
    assert answer.status_code == 410
    for text in ("Đoạn này không còn trong văn bản", "Nêu tên từng lớp.", SECOND):
        assert text in words(answer)
    assert "Góp ý khác về đoạn này" not in look(secretary, document, f"/gop-y/{one.id}")
    assert secretary.get(f"/van-ban/{document.id}/gop-y/moi?doan=khong-co").status_code == 404


def test_rights_are_asked_once_whatever_the_number_of_comments(app: Flask, world: World) -> None:
    document, office = stages.sent_alone(app, world), browser(app, "vanphong.so")
    counts = list[int]()
    for said in (1, 4):
        for number in range(said):
            say(office, document, "", text=f"Góp ý {number}.")
        with statements() as sent:
            look(office, document)
        counts.append(len(sent))
    assert counts[0] == counts[1], "five comments ask the database no more than one"


def test_an_internal_comment_stays_in_its_house(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    drafter, office = browser(app, "soan.thuvien"), browser(app, "vanphong.so")
    about = "thuvien đã làm việc thứ nhất"
    kept = say(drafter, document, about, text=CANARY)
    seen = say(drafter, document, about, text="Mời Văn phòng xem.", audience="visible")
    press(drafter, document, str(kept.id), text=f"trả lời {CANARY}")
    do_jobs(app)
    assert "Mời Văn phòng xem." in look(office, document)
    own_pages = ("/gop-y", "/gop-y?xong=1", f"/gop-y/{seen.id}", f"/gop-y/{kept.id}")
    for path in ("", *own_pages, "/nhat-ky", "/lich-su.json", "/ban.pdf", "/so-sanh"):
        assert CANARY.encode() not in office.get(f"/van-ban/{document.id}{path}").data, path
    for path in ("/", "/thong-bao", "/van-ban?huong=den"):
        assert CANARY.encode() not in office.get(path).data, path
    assert "Góp ý (1 đang mở)" in look(office, document, "")
    assert office.get(f"/van-ban/{document.id}/gop-y/{kept.id}").status_code == 404
    assert press(office, document, f"{kept.id}/xong").status_code == 404
    assert not [one for one in db.session.scalars(select(Notification)) if CANARY in one.text]
    people = [world.people[who].id for who in ("soan.thuvien", "vanphong.so", "soan.baotang")]
    assert readers_among(stages.reloaded(document), people, Audience.INTERNAL) == people[:1]
    assert sorted(readers_among(stages.reloaded(document), people, Audience.VISIBLE)) == sorted(people[:2])


def test_what_the_superior_says_is_for_both(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    drafter, office = browser(app, "soan.thuvien"), browser(app, "vanphong.so")
    about = "thuvien đã làm việc thứ nhất"
    one = say(office, document, about, text="Nêu số liệu cụ thể.")
    assert (one.audience, one.organisation_id) == (Audience.VISIBLE, world.organisations["so"].id)
    do_jobs(app)
    told = db.session.scalars(select(Notification).where(Notification.user_id == world.people["soan.thuvien"].id))
    assert "Nêu số liệu cụ thể." in [each.text for each in told][-1]
    assert "Nêu số liệu cụ thể." in look(drafter, document)
    for stranger in ("soan.baotang", "vanphong.khoi"):
        assert browser(app, stranger).get(f"/van-ban/{document.id}/gop-y").status_code == 404


def test_a_wording_enters_a_consolidated_block_and_its_sources_are_weighed_again(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    made = db.session.scalars(select(Contribution).where(Contribution.document_id == document.id)).first()
    assert made is not None and made.kept == 100
    result = db.session.scalars(select(ResultBlock).where(ResultBlock.block == made.block)).one()
    given = MakeComment(result.block, "", proposed="Các chi bộ đã làm.")
    comment = make_comment(document.id, given, actor=world.actor("uyvien.so"))
    back = ReturnDocument(stages.reloaded(document).version, {}, "Sửa theo góp ý.")
    return_document(document.id, back, actor=world.actor("vanphong.so"))
    accept_suggestion(document.id, comment.id, actor=world.actor("vanphong.so"))
    db.session.expire_all()
    assert (result.text.removeprefix("- "), result.saved_by) == ("Các chi bộ đã làm.", world.actor("vanphong.so").name)
    assert made.kept < 100
    assert "Góp ý" in look(browser(app, "vanphong.so"), document, f"/tong-hop/{result.section_key}")
