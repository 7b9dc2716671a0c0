"""The document page for everybody concerned: what it shows, what it keeps to the house, and the pages below it."""

import re

import pytest
from flask import Flask

from tests.desk import contributions_of
from tests.factories import stages
from tests.factories.rewritten import COME, GONE, rewritten
from tests.jobs import do_jobs
from tests.signing_in import PersonClient, csrf_token, sign_in
from tests.statements import statements
from workflow.actions.appraise import return_document
from workflow.actions.issue import note_failure, sign_document
from workflow.actions.withdraw import cancel_document
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.inputs.issuing import Sign
from workflow.domain.states import JobStep
from workflow.models import Document, db

pytestmark = pytest.mark.usefixtures("short_prints")


@pytest.fixture
def browser(app: Flask) -> PersonClient:
    """A browser that nobody has signed in with yet."""
    return PersonClient(app)


def page(browser: PersonClient, username: str, path: str, status: int = 200) -> str:
    """The words of a page as this person sees it."""
    sign_in(browser, username)
    answer = browser.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)[-3000:]
    return answer.get_data(as_text=True)


def seen(browser: PersonClient, username: str, document: Document, status: int = 200) -> str:
    """The document's page as this person sees it."""
    return page(browser, username, f"/van-ban/{document.id}", status)


def stations(html: str) -> list[tuple[str, str]]:
    """(status, name) of each station of the state line."""
    said = re.findall(r'<li class="(done|now|next)".*?</span>([^<]+)</b>', html, re.DOTALL)
    return [(status, name.strip()) for status, name in said if name.strip()]


def test_shows_a_draft_with_whom_it_waits_for_and_no_appraisal_in_a_cell(
    app: Flask, world: World, browser: PersonClient
) -> None:
    document = stages.draft_of(world, stages.campaign_of(world))
    html = seen(browser, "soan.thuvien", document)
    assert [name for _, name in stations(html)] == [
        "Soạn thảo",
        "Thông qua",
        "Ban hành",
        "Đã gửi",
        "Tiếp nhận",
        "Tổng hợp",
    ]
    assert "Còn chờ: Phạm Thị D" in html
    assert "Còn 10 ngày" in html
    assert "Viết tiếp" in html


def test_keeps_an_unsent_paper_from_everybody_outside(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    for stranger in ("vanphong.so", "soan.vanhoa", "vanphong.khoi"):
        seen(browser, stranger, document, 404)


def test_shows_closed_acts_with_the_reason_of_the_machine(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.in_approval(app, world)
    html = seen(browser, "vanthu.so", document)
    assert re.search(r'aria-disabled="true"[^>]*>.*?Lấy số', html, re.DOTALL)
    assert "Chờ cấp uỷ thông qua." in html
    assert "Cấp uỷ viên hoặc người ký thông qua." in html


def test_closes_the_approval_to_the_author_and_names_the_others(
    app: Flask, world: World, browser: PersonClient
) -> None:
    document = stages.in_approval(app, world)
    html = seen(browser, "vanphong.so", document)
    assert "Còn chờ: Lê Văn C, Nguyễn Văn A" in html


def test_a_returned_paper_stands_at_writing_again_with_the_reasons(
    app: Flask, world: World, browser: PersonClient
) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    reasons = ReturnDocument(document.version, {"han-che": "Chưa nêu nguyên nhân chủ quan."})
    return_document(document.id, reasons, actor=world.actor("bithu.thuvien"))
    html = seen(browser, "soan.thuvien", document)
    assert stations(html)[0] == ("now", "Soạn thảo")
    assert "Chưa nêu nguyên nhân chủ quan." in html
    assert "Dương Văn M" in html
    assert "Sửa theo ý kiến trả lại" in html


def test_says_plainly_that_a_paper_was_cancelled_and_why(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.draft_of(world, stages.campaign_of(world))
    cancel_document(document.id, Act(document.version, "Lập nhầm đợt."), actor=world.actor("soan.thuvien"))
    html = seen(browser, "soan.thuvien", document)
    assert "Đã huỷ" in html
    assert "Lập nhầm đợt." in html
    assert "now" not in [status for status, _ in stations(html)]


def test_shows_a_failed_step_with_its_cause_and_lets_it_be_tried_again(
    app: Flask, world: World, browser: PersonClient
) -> None:
    document = stages.approved(app, world)
    document.step = JobStep.RENDERING
    db.session.commit()
    note_failure(document.id, JobStep.RENDERING, "Máy chủ thiếu phông chữ.")
    html = seen(browser, "vanthu.so", document)
    assert "Máy chủ thiếu phông chữ." in html
    assert f"/van-ban/{document.id}/thu-lai" in html
    assert 'http-equiv="refresh"' not in html
    assert "/thu-lai" not in seen(browser, "uyvien.so", document)


def test_renews_itself_while_the_system_works(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.approved(app, world)
    document.step = JobStep.RENDERING
    db.session.commit()
    html = seen(browser, "vanthu.so", document)
    assert 'http-equiv="refresh"' in html
    assert "Đang tạo bản PDF" in html


def test_tells_a_cell_what_became_of_its_words_only_once_the_paper_above_is_issued(
    app: Flask, world: World, browser: PersonClient
) -> None:
    consolidation = stages.prepared(app, world)
    mine = db.session.query(Document).filter(Document.organisation == world.organisations["thuvien"]).one()
    heading = "Phần của đơn vị tôi đã đi đâu"
    assert heading not in seen(browser, "soan.thuvien", mine)
    sign_now(app, world, consolidation)
    html = seen(browser, "soan.thuvien", mine)
    assert heading in html
    assert "01-BC/ĐU" in html
    assert "giữ 100% câu chữ" in html
    assert stations(html)[-1] == ("now", "Tổng hợp")
    assert f'href="/van-ban/{consolidation.id}"' not in html


def sign_now(app: Flask, world: World, document: Document) -> None:
    """The secretary signs what was prepared."""
    shown = Sign(document.version, document.prepared_digest or "")
    sign_document(document.id, shown, actor=world.actor("bithu.so"))
    do_jobs(app)


def test_tells_the_superior_the_way_of_the_paper_and_not_the_debate(
    app: Flask, world: World, browser: PersonClient
) -> None:
    document = stages.sent_alone(app, world)
    inside, outside = seen(browser, "soan.thuvien", document), seen(browser, "vanphong.so", document)
    assert "Phiên bản" in inside
    assert "Phiên bản" not in outside
    assert f"/van-ban/{document.id}/nhat-ky" not in outside
    assert "Tiếp nhận" in outside
    page(browser, "vanphong.so", f"/van-ban/{document.id}/phien-ban/1", 404)


def test_links_each_block_of_a_consolidation_to_its_origins(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.woven(app, world)
    made = contributions_of(document.id)[0]
    address = f"/van-ban/{document.id}/nguon/{made.block}"
    assert address in seen(browser, "vanphong.so", document)
    html = page(browser, "vanphong.so", address)
    assert "giữ nguyên văn" in html
    assert f"/van-ban/{made.source_id}#d-{made.source_block}" in html


def test_names_but_does_not_show_an_origin_that_the_reader_may_not_read(
    app: Flask, world: World, browser: PersonClient
) -> None:
    document = stages.issued(app, world)
    db.session.execute(db.text("UPDATE document SET state = 'sent' WHERE id = :id"), {"id": document.id})
    db.session.execute(db.text("UPDATE document SET state = 'received' WHERE id <> :id"), {"id": document.id})
    db.session.commit()
    made = contributions_of(document.id)[0]
    html = page(browser, "vanphong.khoi", f"/van-ban/{document.id}/nguon/{made.block}")
    assert "Đồng chí không thuộc diện được xem văn bản này." in html
    assert "việc thứ" not in html.split("Được tổng hợp từ")[1]


def test_an_unknown_block_or_version_is_not_there(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    page(browser, "soan.thuvien", f"/van-ban/{document.id}/nguon/khong-co", 404)
    page(browser, "soan.thuvien", f"/van-ban/{document.id}/phien-ban/9", 404)


def test_an_earlier_version_is_kept_whole_and_compared_with_the_one_before(
    app: Flask, world: World, browser: PersonClient
) -> None:
    document = rewritten(app, world)
    html = page(browser, "soan.thuvien", f"/van-ban/{document.id}/phien-ban/2")
    assert COME in html and GONE not in html
    assert "so-sanh?tu=1&amp;den=2" in html


def test_sends_the_signed_file_by_its_digest(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.sent_alone(app, world)
    sign_in(browser, "vanphong.so")
    answer = browser.get(f"/van-ban/{document.id}/ban.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["ETag"] == f'"{document.issued_digest}"'
    assert answer.headers["Content-Disposition"].startswith('inline; filename="CB-BC-0001-')
    again = browser.get(f"/van-ban/{document.id}/ban.pdf", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_says_why_there_is_no_file_yet(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    html = page(browser, "soan.thuvien", f"/van-ban/{document.id}/ban.pdf", 409)
    assert "Văn bản chưa có bản PDF" in html


def test_lists_own_papers_and_those_that_came(app: Flask, world: World, browser: PersonClient) -> None:
    campaign = stages.campaign_of(world)
    stages.sent(app, world, campaign)
    stages.draft_of(world, campaign, "vanhoa")
    assert page(browser, "soan.thuvien", "/van-ban").count("/van-ban/1") == 1
    came = page(browser, "vanphong.so", "/van-ban?huong=den")
    assert "Thư viện tỉnh" in came
    assert "Quản lý Văn hoá" not in came
    assert "Chưa có văn bản nào" in page(browser, "vanphong.so", "/van-ban")


def test_filters_the_list_and_ignores_a_filter_that_does_not_exist(
    app: Flask, world: World, browser: PersonClient
) -> None:
    stages.draft_of(world, stages.campaign_of(world))
    assert "Không có văn bản nào như vậy" in page(browser, "soan.thuvien", "/van-ban?trang_thai=sent")
    assert "/van-ban/1" in page(browser, "soan.thuvien", "/van-ban?loai=BC&trang_thai=draft")
    assert "/van-ban/1" in page(browser, "soan.thuvien", "/van-ban?trang_thai=bay&truoc=x")


def test_pages_through_a_long_list_with_the_same_number_of_statements(
    app: Flask, world: World, browser: PersonClient
) -> None:
    many(world, 3)
    sign_in(browser, "soan.thuvien")
    browser.get("/van-ban")
    with statements() as few:
        browser.get("/van-ban")
    many(world, 32)
    with statements() as more:
        html = browser.get("/van-ban").get_data(as_text=True)
    assert len(more) == len(few)
    assert html.count('role="rowheader"') == 30
    older = re.search(r'href="([^"]+truoc=\d+)"', html)
    assert older
    rest = browser.get(older.group(1).replace("&amp;", "&")).get_data(as_text=True)
    assert rest.count('role="rowheader"') == 5


def many(world: World, count: int) -> None:
    """So many drafts of one chi bộ."""
    for _ in range(count):
        stages.draft_of(world, stages.campaign_of(world, below=("thuvien",)))


def test_the_page_asks_the_same_number_of_statements_however_many_blocks_it_shows(
    app: Flask, world: World, browser: PersonClient
) -> None:
    small = stages.in_approval(app, world)
    sign_in(browser, "uyvien.so")
    browser.get("/van-ban")
    page = f"/van-ban/{small.id}"
    db.session.expire_all()
    with statements() as few:
        browser.get(page)
    content = dict(small.revision.content) if small.revision else {}
    content["blocks"] = content["blocks"] * 20
    db.session.execute(
        db.text("UPDATE revision SET content = :content WHERE id = :id").bindparams(
            db.bindparam("content", type_=db.JSON)
        ),
        {"content": content, "id": small.revision_id},
    )
    db.session.commit()
    with statements() as more:
        assert browser.get(page).status_code == 200
    assert len(more) == len(few)
    assert len(few) < 30


def test_every_form_of_the_page_carries_the_token(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.sent_alone(app, world)
    sign_in(browser, "vanphong.so")
    assert csrf_token(browser, f"/van-ban/{document.id}")
