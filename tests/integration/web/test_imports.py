"""Bringing a paper in: refused with its reason or read, looked over, mended, entered; its owner's alone."""

import hashlib
import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories.malicious_files import malicious
from tests.factories.office_files import docx
from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from workflow.actions.plan import register_paper
from workflow.actions.review import paper_of_import
from workflow.cli.demo.seed import OWN_PLANS
from workflow.cli.demo.world import World
from workflow.domain.chain import first_broken
from workflow.domain.errors import InvalidInput, RenderingFailed
from workflow.domain.facts import Fact
from workflow.domain.inputs.writing import RegisterPaper
from workflow.jobs import preview
from workflow.models import AuditEntry, Document, PaperImport, db
from workflow.queries.chains import chain_of
from workflow.queries.previews import pages_of

PLAN = (OWN_PLANS / "ke-hoach-so.txt").read_text(encoding="utf-8")
SLIPPED = PLAN.replace("Số 32-KH/ĐU", "Số   32  - KH/ĐU")
BAD = malicious()


@pytest.fixture
def clerk(app: Flask, world: World) -> FlaskClient:
    """The clerk of Đảng uỷ Sở, signed in."""
    return person(app, "vanthu.so")


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def bring(client: FlaskClient, file: tuple[bytes, str] | None = None, **typed: Any) -> TestResponse:
    fields: dict[str, Any] = {"csrf_token": csrf_token(client), **typed}
    if file:
        fields["file"] = (io.BytesIO(file[0]), file[1])
    return client.post("/dua-vao", data=fields, content_type="multipart/form-data")


def post(client: FlaskClient, path: str, **data: Any) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf_token(client), **data})


def newest() -> PaperImport:
    db.session.expire_all()
    return db.session.scalars(select(PaperImport).order_by(PaperImport.id.desc()).limit(1)).one()


def read(app: Flask, client: FlaskClient, text: str = PLAN) -> PaperImport:
    """A paper brought, read and looked at, its pages drawn."""
    assert bring(client, text=text).status_code == 303
    do_jobs(app)
    client.get(f"/dua-vao/{newest().id}")
    do_jobs(app)
    return newest()


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def test_a_brought_text_is_read_drawn_and_entered(app: Flask, clerk: FlaskClient) -> None:
    answer = bring(clerk, (PLAN.encode(), "KE-HOACH.TXT"))
    brought = newest()
    assert (answer.status_code, answer.location) == (303, f"/dua-vao/{brought.id}")
    assert "Đang đọc văn bản" in words(clerk.get(f"/dua-vao/{brought.id}"))
    do_jobs(app)
    page = words(clerk.get(f"/dua-vao/{brought.id}"))
    assert "32-KH/ĐU" in page and "Đang dàn" not in page.replace("Đang dàn trang", "")
    do_jobs(app)
    pictures = re.findall(r'src="(/dua-vao/\d+/trang/[0-9a-f]{64}\.png)"', words(clerk.get(f"/dua-vao/{brought.id}")))
    assert len(pictures) >= 2
    assert clerk.get(pictures[0]).data.startswith(b"\x89PNG")
    entered = post(clerk, f"/dua-vao/{brought.id}/nhan", version=newest().version)
    document = db.session.scalars(select(Document)).unique().one()
    assert (entered.status_code, entered.location) == (303, f"/van-ban/{document.id}")
    assert (document.symbol, str(document.issued_on)) == ("32-KH/ĐU", "2024-02-06")
    assert newest().document_id == document.id
    assert "đã được nhận vào sổ" in words(clerk.get(f"/dua-vao/{brought.id}"))


def test_a_word_file_is_read_with_its_bold_words(app: Flask, clerk: FlaskClient) -> None:
    assert bring(clerk, (docx(), "ke-hoach.docx")).status_code == 303
    do_jobs(app)
    brought = newest()
    assert brought.state == "ready", brought.reason
    assert "**Nghị quyết số 43-NQ/TW**" in str(brought.content)


def test_every_act_is_written_down_in_a_chain(app: Flask, clerk: FlaskClient) -> None:
    brought = read(app, clerk)
    post(clerk, f"/dua-vao/{brought.id}/nhan", version=brought.version)
    query = select(AuditEntry.fact).where(AuditEntry.subject_kind == "import").order_by(AuditEntry.ordinal)
    assert db.session.scalars(query).all() == [Fact.IMPORT_STARTED, Fact.IMPORT_READ, Fact.IMPORT_ENTERED]
    brought = newest()
    assert first_broken(chain_of(brought), brought.chain_head, brought.chain_length) is None


@pytest.mark.parametrize("which", ["macro", "entities outside", "flat bomb", "wrong ending", "nothing", "long name"])
def test_a_malicious_file_is_refused_on_the_page_with_its_reason(clerk: FlaskClient, which: str) -> None:
    name, data, reason = BAD[which]
    answer = bring(clerk, (data, name), text="giữ chữ này")
    assert answer.status_code == 422
    assert reason in words(answer) and "giữ chữ này" in words(answer)
    assert db.session.scalar(select(func.count()).select_from(PaperImport)) == 0


def test_nothing_given_is_refused(clerk: FlaskClient) -> None:
    answer = bring(clerk)
    assert answer.status_code == 422
    assert "Hãy chọn tệp, hoặc dán toàn văn." in words(answer)


def test_too_much_at_once_is_answered_with_413_and_a_sentence(
    app: Flask, clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000)
    # Encoded here: the test client would leave its temporary file open when the body is refused unread.
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + b"a" * 2_000 + b"\r\n--x--\r\n"
    answer = clerk.post("/dua-vao", data=body, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, "quá lớn" in words(answer)) == (413, True)


def test_a_text_that_cannot_be_read_says_so_on_its_page(app: Flask, clerk: FlaskClient) -> None:
    bring(clerk, text="... --- ...")
    do_jobs(app)
    page = words(clerk.get(f"/dua-vao/{newest().id}"))
    assert "Không đọc được văn bản này" in page and "không có chữ nào" in page


def test_what_was_noticed_is_mended_or_let_stand_with_one_press(app: Flask, clerk: FlaskClient) -> None:
    brought = read(app, clerk, SLIPPED)
    page = words(clerk.get(f"/dua-vao/{brought.id}"))
    forms = re.findall(r'name="key" value="(\w+)"><input type="hidden" name="act" value="(\w+)"', page)
    fixable = next(key for key, act in forms if act == "sua")
    path = f"/dua-vao/{brought.id}/dieu"
    assert post(clerk, path, version=brought.version, key=fixable, act="sua").status_code == 303
    assert fixable not in words(clerk.get(f"/dua-vao/{brought.id}"))
    standing = next(key for key, act in forms if act == "giu" and key != fixable)
    assert post(clerk, path, version=newest().version, key=standing, act="giu").status_code == 303
    page = words(clerk.get(f"/dua-vao/{brought.id}"))
    assert "Đã giữ nguyên 1 chỗ" in page and f'value="{standing}"' not in page
    again = post(clerk, path, version=newest().version, key=fixable, act="sua")
    assert again.status_code == 409 and "không còn nữa" in words(again)


def test_head_and_end_are_mended_and_refusals_keep_what_was_typed(app: Flask, clerk: FlaskClient) -> None:
    brought = read(app, clerk)
    path = f"/dua-vao/{brought.id}/dau-de"
    page = words(clerk.get(path))
    assert 'value="06/02/2024"' in page
    typed = {
        "version": brought.version,
        "kind": "KH",
        "number": "33",
        "body": "ĐU",
        "date": "31/02/2024",
        "issuer": "ĐẢNG UỶ SỞ",
        "abstract": "thực hiện Nghị quyết số 43-NQ/TW",
        "recipients": "- Đảng uỷ Khối (b/c);\n- Lưu.",
        "signer": "Nguyễn Văn A",
    }
    refused = post(clerk, path, **typed)
    assert refused.status_code == 422
    assert "31/02/2024" in words(refused) and "Đảng uỷ Khối (b/c)" in words(refused)
    assert post(clerk, path, **typed | {"date": "07/02/2024"}).status_code == 303
    paper = paper_of_import(newest())
    assert (paper.symbol, str(paper.date), paper.recipients) == (
        "33-KH/ĐU",
        "2024-02-07",
        ("Đảng uỷ Khối (b/c)", "Lưu"),
    )
    stale = post(clerk, path, **typed | {"date": "08/02/2024"})
    assert stale.status_code == 409 and "08/02/2024" in words(stale)


def test_a_block_is_retyped_changed_in_kind_and_taken_out(app: Flask, clerk: FlaskClient) -> None:
    brought = read(app, clerk)
    block = paper_of_import(brought).blocks[2]
    path = f"/dua-vao/{brought.id}/doan/{block.id}"
    assert block.text.split()[0] in words(clerk.get(path))
    typed = {"version": brought.version, "text": "MỤC ĐÍCH MỚI", "kind": "heading", "level": "1"}
    assert post(clerk, path, **typed).status_code == 303
    changed = paper_of_import(newest()).blocks[2]
    assert (changed.id, changed.type, changed.level, changed.text) == (block.id, "heading", 1, "MỤC ĐÍCH MỚI")
    two = {"version": newest().version, "text": "1. Một.\n\n2. Hai.", "kind": "auto"}
    assert post(clerk, path, **two).status_code == 303
    assert [one.marker for one in paper_of_import(newest()).blocks[2:4]] == ["1.", "2."]
    count = len(paper_of_import(newest()).blocks)
    assert post(clerk, path, version=newest().version, act="bo").status_code == 303
    assert len(paper_of_import(newest()).blocks) == count - 1
    assert clerk.get(path).status_code == 404


def test_another_persons_paper_is_not_there(app: Flask, clerk: FlaskClient) -> None:
    brought = read(app, clerk)
    digest = pages_of("import", brought.id).pictures[0]
    colleague = person(app, "vanphong.so")
    for path in ("", "/trang", f"/trang/{digest}.png", "/dau-de", f"/doan/{paper_of_import(brought).blocks[0].id}"):
        assert colleague.get(f"/dua-vao/{brought.id}{path}").status_code == 404, path
    for path in ("/dau-de", "/dieu", "/nhan", "/bo"):
        assert post(colleague, f"/dua-vao/{brought.id}{path}", version=1).status_code == 404, path
    assert brought.name not in words(colleague.get("/dua-vao"))
    assert clerk.get(f"/dua-vao/{brought.id}/trang/{'0' * 64}.png").status_code == 404


def test_a_paper_of_another_body_is_not_entered(app: Flask, clerk: FlaskClient) -> None:
    brought = read(app, clerk, PLAN.replace("KH/ĐU", "KH/TU"))
    refused = post(clerk, f"/dua-vao/{brought.id}/nhan", version=brought.version)
    assert refused.status_code == 422
    assert "không phải văn bản của" in words(refused)


def test_put_aside_it_is_neither_mended_nor_entered(app: Flask, clerk: FlaskClient) -> None:
    brought = read(app, clerk)
    assert post(clerk, f"/dua-vao/{brought.id}/bo").status_code == 303
    assert post(clerk, f"/dua-vao/{brought.id}/nhan", version=brought.version).status_code == 409
    assert clerk.get(f"/dua-vao/{brought.id}/dau-de").status_code == 404
    assert "Văn bản này đã bỏ" in words(clerk.get(f"/dua-vao/{brought.id}"))


def test_pages_that_cannot_be_drawn_are_said_and_the_words_stay(
    app: Flask, clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(paper: object) -> None:
        raise RenderingFailed("Không tạo được PDF: dàn trang quá lâu.", permanent=True)

    monkeypatch.setattr(preview, "draw_apart", fail)
    brought = read(app, clerk)
    page = words(clerk.get(f"/dua-vao/{brought.id}"))
    assert "dàn trang quá lâu" in page and "Nhận văn bản vào sổ" in page


def test_a_paper_marked_secret_is_refused_at_every_way_in_and_nothing_of_it_is_kept(
    clerk: FlaskClient, world: World
) -> None:
    marked = PLAN.replace("Số 32-KH/ĐU", "Số 32-KH/ĐU\nTỐI MẬT")
    for answer in (
        bring(clerk, (marked.encode(), "ke-hoach.txt")),
        bring(clerk, text=marked),
    ):
        assert answer.status_code == 422 and "Văn bản có dấu chỉ độ mật nên không được nhận" in words(answer)
    with pytest.raises(InvalidInput, match="dấu chỉ độ mật"):
        register_paper(world.organisations["so"].id, RegisterPaper(marked), actor=world.actor("vanthu.so"))
    assert db.session.scalar(select(func.count()).select_from(PaperImport)) == 0
    assert db.session.scalar(select(func.count()).select_from(Document)) == 0
    store = clerk.application.extensions["trinhky-store"]
    assert not store.exists(hashlib.sha256(marked.encode()).hexdigest())
