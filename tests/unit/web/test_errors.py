"""What a person sees when something is refused, broken, or the sign-in has run out."""

import io
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml.html import HtmlElement
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, default_exceptions

from tests.unit.web.dom import parse, select
from workflow.web import errors, resume

TYPED = "- Tổ chức “34 hoạt động” <b>\r\n- Kết hợp"


def shown(reply: object) -> HtmlElement:
    return parse(reply.get_data())  # type: ignore[attr-defined]


def test_a_refusal_says_its_reason_and_leads_home(client: FlaskClient) -> None:
    reply = client.get("/cam")
    page = shown(reply)
    assert reply.status_code == 403
    assert [h1.text for h1 in page.iter("h1")] == ["Đồng chí không có quyền làm việc này"]
    assert "Chỉ Bí thư ký văn bản 74-BC/ĐU." in page.text_content()
    assert len(select(page, ".page-head a[href='/']")) == 1


@pytest.mark.parametrize("status", sorted(set(default_exceptions) & set(errors.STATUS_WORDS)))
def test_every_status_speaks_vietnamese(app: Flask, status: int) -> None:
    def fail() -> None:
        raise default_exceptions[status]

    app.add_url_rule("/thu", "fail", fail)
    reply = app.test_client().get("/thu")
    assert reply.status_code == status
    assert errors.STATUS_WORDS[status].title in reply.get_data(as_text=True)
    assert default_exceptions[status].description[:20] not in reply.get_data(as_text=True)


def test_an_unknown_status_is_answered_in_words_too(app: Flask) -> None:
    class Teapot(HTTPException):
        code = 418

    app.add_url_rule("/thu", "fail", lambda: (_ for _ in ()).throw(Teapot()))
    reply = app.test_client().get("/thu")
    assert (reply.status_code, "Yêu cầu chưa đúng" in reply.get_data(as_text=True)) == (418, True)


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    reply = client.get("/hien-thi")
    assert (reply.status_code, "POST" in reply.headers["Allow"]) == (405, True)


def test_a_redirect_stays_a_redirect(app: Flask) -> None:
    app.add_url_rule("/muc/", "folder", lambda: "")
    assert app.test_client().get("/muc").status_code == 308


def test_a_failure_shows_a_number_that_the_log_has(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="workflow.web.errors"):
        reply = client.get("/hong")
    number = select(shown(reply), ".code")[0].text
    logged = [record for record in caplog.records if record.name == "workflow.web.errors"]
    assert reply.status_code == 500
    assert number in logged[0].getMessage()
    assert "ZeroDivisionError" in logged[0].getMessage()
    assert "division" not in reply.get_data(as_text=True)


def test_a_failure_of_what_pages_read_is_still_a_page(app: Flask) -> None:
    app.context_processor(lambda: {}["no database"])
    reply = app.test_client().get("/hong")
    assert (reply.status_code, "Số sự cố" in reply.get_data(as_text=True)) == (500, True)


def test_a_failure_of_the_session_is_still_a_page(app: Flask) -> None:
    def broken(**_: object) -> list[str]:
        raise ConnectionError

    app.jinja_env.globals["get_flashed_messages"] = app.jinja_env.globals["csrf_token"] = broken
    reply = app.test_client().get("/hong")
    assert (reply.status_code, "Số sự cố" in reply.get_data(as_text=True)) == (500, True)


def test_a_failed_rendering_keeps_its_own_sentence(client: FlaskClient) -> None:
    text = client.get("/pdf").get_data(as_text=True)
    assert "Chưa tạo được bản PDF. Hãy thử lại." in text
    assert "Số sự cố" in text


def test_a_script_gets_data(client: FlaskClient) -> None:
    reply = client.get("/cu", headers={"Accept": "application/json"})
    assert reply.status_code == 409
    assert (reply.json["code"], reply.json["reason"]) == ("changed_meanwhile", "Mục này vừa được người khác lưu.")


def test_a_small_place_gets_a_small_answer(client: FlaskClient) -> None:
    text = client.get("/cu", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert 'role="alert"' in text
    assert "<html" not in text


def test_an_expired_sign_in_loses_nothing_that_was_typed(client: FlaskClient) -> None:
    typed = MultiDict([("noi_dung", TYPED), ("doan", "1"), ("doan", "2"), ("csrf_token", "old")])
    typed.update({"password": "x", "present": "y", "repeated": "x"})
    reply = client.post("/?muc=2", data=typed)
    form = select(shown(reply), "form[action='/dang-nhap']")[0]
    assert reply.status_code == 401
    assert form.fields["resume_path"] == "/?muc=2"
    assert form.fields["csrf_token"] != "old"
    assert [value.value for value in form.inputs if value.name == "resume_name"] == ["noi_dung", "doan", "doan"]
    carried = [value.value.split() for value in form.inputs if value.name == "resume_value"]
    assert carried == [TYPED.split(), ["1"], ["2"]]


def test_what_was_carried_arrives_in_order_behind_the_sign_in(app: Flask) -> None:
    posted = MultiDict(
        [
            ("resume_path", "/?muc=2"),
            ("resume_name", "a"),
            ("resume_value", TYPED),
            ("resume_name", "a"),
            ("resume_value", "2"),
        ]
    )
    with app.test_request_context("/dang-nhap", method="POST", data=posted) as context:
        assert resume.carried_path(context.request) == "/?muc=2"
        assert resume.carried_fields(context.request) == [("a", TYPED), ("a", "2")]


def test_the_carried_text_is_offered_for_sending_and_not_sent(app: Flask) -> None:
    with app.test_request_context("/dang-nhap"):
        template = app.jinja_env.get_template("errors/resumed.html")
        page = parse(
            template.render(resume_path="/?muc=2", resume_fields=[("a", "chữ đã gõ rất dài " * 4), ("a", "2")])
        )
    form = select(page, "form[action='/?muc=2']")[0]
    assert [(value.name, value.value) for value in form.inputs if value.name == "a"][1] == ("a", "2")


def test_a_form_of_another_site_is_carried_nowhere(client: FlaskClient) -> None:
    reply = client.post("/", data={"noi_dung": "kẻ gian"}, headers={"Origin": "https://ke-gian.example"})
    assert reply.status_code == 401
    assert "kẻ gian" not in reply.get_data(as_text=True)


def test_a_file_that_cannot_travel_is_named(client: FlaskClient) -> None:
    reply = client.post("/", data={"tep": (io.BytesIO(b"x"), "ke-hoach.txt")})
    assert "Tệp đính kèm phải chọn lại: ke-hoach.txt" in reply.get_data(as_text=True)


def test_an_autosave_without_sign_in_is_told_so(client: FlaskClient) -> None:
    reply = client.post("/", data={"text": "x"}, headers={"Accept": "application/json"})
    assert (reply.status_code, reply.json["code"]) == (401, "signed_out")
