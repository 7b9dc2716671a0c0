"""Plans by their pages: the list, and entering one issued before from its whole text."""

import datetime as dt
import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from tests.statements import statements
from workflow.actions.plan import register_paper
from workflow.actions.send import send_document
from workflow.cli.demo.seed import OWN_PLANS
from workflow.cli.demo.world import World
from workflow.domain.inputs import Act, RegisterPaper
from workflow.models import Document, db

WHOLE = (Path(OWN_PLANS) / "ke-hoach-so.txt").read_text(encoding="utf-8")
BARE = "KẾ HOẠCH\nthực hiện Nghị quyết số 43-NQ/TW\n-----\n1. Quán triệt Nghị quyết.\n"
PATH = "/ke-hoach/vao-so"


@pytest.fixture
def clerk(app: Flask, world: World) -> FlaskClient:
    """The clerk of Đảng uỷ Sở, signed in."""
    return person(app, "vanthu.so")


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def give(client: FlaskClient, file: tuple[bytes, str] | None = None, **typed: str) -> TestResponse:
    fields: dict[str, object] = {"csrf_token": csrf_token(client), **typed}
    if file:
        fields["file"] = (io.BytesIO(file[0]), file[1])
    return client.post(PATH, data=fields, content_type="multipart/form-data")


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def papers() -> int:
    return db.session.scalar(select(func.count()).select_from(Document)) or 0


def test_a_pasted_text_becomes_an_issued_paper_with_what_the_text_says(clerk: FlaskClient) -> None:
    answer = give(clerk, text=WHOLE)
    document = db.session.scalars(select(Document)).unique().one()
    assert (answer.status_code, answer.location) == (303, f"/van-ban/{document.id}")
    assert (document.symbol, document.issued_on) == ("32-KH/ĐU", dt.date(2024, 2, 6))
    page = words(clerk.get("/ke-hoach"))
    assert "32-KH/ĐU" in page
    assert "06/02/2024" in page


def test_a_text_file_is_read_like_pasted_text(clerk: FlaskClient) -> None:
    assert give(clerk, (b"\xef\xbb\xbf" + WHOLE.encode(), "KE-HOACH.TXT")).status_code == 303
    assert db.session.scalars(select(Document.symbol)).one() == "32-KH/ĐU"


def test_number_and_day_are_taken_from_the_fields_when_the_text_has_none(clerk: FlaskClient) -> None:
    assert give(clerk, text=BARE, number="7", issued_on="06/02/2024").status_code == 303
    document = db.session.scalars(select(Document)).unique().one()
    assert (document.symbol, document.issued_on) == ("07-KH/ĐU", dt.date(2024, 2, 6))


def test_a_plan_without_number_and_day_is_entered_all_the_same(clerk: FlaskClient) -> None:
    assert give(clerk, text=BARE).status_code == 303
    assert "Chưa có số" in words(clerk.get("/ke-hoach"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": " \n"}, "Toàn văn: hãy dán toàn văn, hoặc chọn tệp .txt, .md"),
        ({"text": "-----"}, "Văn bản không có chữ nào"),
        ({"text": "Một bài viết không phải văn bản."}, "Chưa nhận ra đây là loại văn bản nào."),
        ({"text": BARE, "issued_on": "31/02/2024"}, "Ngày ban hành: ngày này không có trong lịch"),
        ({"text": BARE, "number": "bảy"}, "Số: nhập số nguyên, ví dụ 4.120"),
        ({"text": BARE, "number": "0", "issued_on": "06/02/2024"}, "Số: nhập số từ 1 tới 9.999"),
        ({"text": BARE, "number": "7"}, "Văn bản có số nhưng chưa rõ ngày ban hành."),
        ({"text": f"KẾ HOẠCH\nvề việc {'rất dài ' * 100}\n\n1. Việc."}, "Trích yếu đọc được dài quá 600 ký tự."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_the_text_stays(
    clerk: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    answer = give(clerk, **typed)
    page = words(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert typed["text"].strip() in page
    assert papers() == 0


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ((b"PK\x03\x04", "ke-hoach.docx"), "Chỉ nhận tệp văn bản thuần .txt hoặc .md."),
        ((BARE.encode("utf-16"), "ke-hoach.txt"), "Tệp chưa ở bảng mã UTF-8."),
        ((b" \n", "ke-hoach.txt"), "Tệp không có chữ nào."),
    ],
)
def test_a_file_that_is_no_text_is_refused_and_typed_words_stay(
    clerk: FlaskClient, file: tuple[bytes, str], sentence: str
) -> None:
    answer = give(clerk, file, number="32", issued_on="06/02/2024")
    page = words(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="06/02/2024"' in page
    assert page.count(sentence) == 2, "once in the summary and once at its field"
    assert papers() == 0


def test_the_words_of_a_good_file_stay_when_something_else_is_wrong(clerk: FlaskClient) -> None:
    answer = give(clerk, (BARE.encode(), "ke-hoach.txt"), issued_on="31/02/2024")
    assert answer.status_code == 422
    assert "1. Quán triệt Nghị quyết." in words(answer)


def test_too_much_at_once_is_answered_with_413_and_a_sentence(clerk: FlaskClient) -> None:
    # Encoded here: the test client would leave its temporary file open when the body is refused unread.
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + b"a" * 2_000_001 + b"\r\n--x--\r\n"
    answer = clerk.post(PATH, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "quá lớn" in words(answer)


def test_the_same_press_twice_and_a_number_taken_make_one_paper(clerk: FlaskClient) -> None:
    assert [give(clerk, text=WHOLE, token="mot").status_code for _ in range(2)] == [303, 303]
    answer = give(clerk, text=WHOLE, token="hai")
    assert answer.status_code == 422
    assert "Số 32 đã có trong sổ kế hoạch" in words(answer)
    assert papers() == 1


def test_only_clerk_and_office_enter_papers(app: Flask, world: World) -> None:
    for username in ("soan.thuvien", "bithu.so", "uyvien.so"):
        client = person(app, username)
        assert client.get(PATH).status_code == 403
        assert give(client, text=WHOLE).status_code == 403
    other = world.organisations["khoi"].id
    assert person(app, "vanthu.so").get(f"{PATH}?don_vi={other}").status_code == 404
    assert papers() == 0


def test_a_plan_sent_down_stands_in_the_list_of_those_who_carry_it_out(app: Flask, world: World) -> None:
    clerk = world.actor("vanthu.so")
    plan = register_paper(world.organisations["so"].id, RegisterPaper(WHOLE), actor=clerk)
    below = person(app, "soan.thuvien")
    assert "32-KH/ĐU" not in words(below.get("/ke-hoach"))
    do_jobs(app)
    db.session.expire_all()
    send_document(plan.id, Act(plan.version), actor=clerk)
    assert "32-KH/ĐU" in words(below.get("/ke-hoach"))
    assert "32-KH/ĐU" not in words(person(app, "vanphong.tinh").get("/ke-hoach"))


def test_the_list_asks_the_database_as_often_for_many_plans_as_for_few(
    app: Flask, world: World, clerk: FlaskClient
) -> None:
    def count() -> int:
        with statements() as sent:
            assert clerk.get("/ke-hoach").status_code == 200
        return len(sent)

    def enter(numbers: range) -> None:
        for number in numbers:
            given = RegisterPaper(BARE, number, dt.date(2024, 2, 6))
            register_paper(world.organisations["so"].id, given, actor=world.actor("vanthu.so"))

    enter(range(1, 4))
    few = count()
    enter(range(4, 31))
    assert count() == few
    older = words(clerk.get("/ke-hoach")).partition("truoc=")[2].partition('"')[0]
    assert words(clerk.get(f"/ke-hoach?truoc={older}")).count("-KH/ĐU</span></a>") == 10
