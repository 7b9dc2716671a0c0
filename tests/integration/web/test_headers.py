"""The headers of every answer, and the token without which nothing is done."""

from dataclasses import replace

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests.factories import stages
from tests.signing_in import csrf_token, sign_in
from workflow.app import create_app
from workflow.cli.demo.world import World
from workflow.models import AuditEntry, db
from workflow.settings import Settings
from workflow.web.access import PROOFS

EXPECTED = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

AS_DATA = {"Accept": "application/json"}  # a refusal in a line instead of a page


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    """A chi bộ's drafter, signed in."""
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    return client


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/dang-nhap", 303), ("/khong-co", 404), ("/van-ban/999999", 404), ("/song", 200)]
)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED


def test_a_refused_form_and_an_expired_one_carry_them_too(app: Flask, client: FlaskClient) -> None:
    expired = app.test_client().post("/dang-nhap")
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        refused = client.post("/tai-khoan")
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert (refused.status_code, expired.status_code) == (422, 401)
    for answer in (refused, expired):
        assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED


def test_a_page_holds_no_script_or_style_of_its_own(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert "style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
    assert " onclick" not in page


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get_cookie("trinhky")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_nothing_is_done_without_the_token_or_with_somebody_elses(
    app: Flask, world: World, client: FlaskClient
) -> None:
    other = app.test_client()
    sign_in(other, "vanphong.so")
    foreign = csrf_token(other)
    document = stages.filled(world, stages.campaign_of(world))
    target = next(one for one in stages.campaign_of(world).targets if one.organisation_id == document.organisation_id)
    numbers = {"document_id": document.id, "target_id": target.id, "key": "ket-qua", "book": "di"}
    before = entries()
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or set()) or rule.endpoint in PROOFS:  # for everybody, and change nothing
            continue
        _, path = rule.build({name: numbers.get(name, 1) for name in rule.arguments}) or ("", "")
        typed = {"version": str(document.version), "reason": "vì", "text": "chữ lạ"}
        for token in ({}, {"csrf_token": foreign}):
            assert client.post(path, data=typed | token, headers=AS_DATA).status_code == 401, path
    assert entries() == before
    assert client.get("/tai-khoan").status_code == 200, "still signed in"


@pytest.mark.parametrize("path", ["/", "/khong-co", "/dang-nhap?tiep=/"])
def test_every_page_says_its_letters(client: FlaskClient, path: str) -> None:
    assert client.get(path).content_type == "text/html; charset=utf-8"


def test_trace_and_other_methods_are_not_answered(client: FlaskClient) -> None:
    assert client.open("/", method="TRACE").status_code == 405
    assert client.get("/.git/config").status_code == 404
    assert client.get("/static/").status_code == 404


def test_doors_that_are_tried_are_written_down_without_what_was_typed(
    world: World, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.get(f"/don-vi/{world.organisations['thuvien'].id}/thanh-vien")
    client.post("/tai-khoan", data={"present": "mật khẩu của tôi"})
    told = [one.getMessage() for one in caplog.records if one.name == "workflow.web.errors"]
    assert [one.split(",")[0] for one in told] == [
        "Từ chối 403: not_permitted",
        "Từ chối 401: Biểu mẫu không có mã chống giả mạo đúng",
    ]
    assert all("soan.thuvien" in one and "127.0.0.1" in one and "mật khẩu" not in one for one in told)


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_who_asks_is_believed_only_of_our_own_proxies(database: Settings, proxies: int, seen: str) -> None:
    app = create_app(replace(database, proxies=proxies))
    app.add_url_rule("/ai", "health.who", lambda: request.remote_addr or "")
    app.before_request_funcs.clear()
    answer = app.test_client().get("/ai", headers={"X-Forwarded-For": "198.51.100.7, 203.0.113.9"})
    assert answer.get_data(as_text=True) == seen


def entries() -> int:
    """How much was ever done."""
    db.session.expire_all()
    return db.session.query(AuditEntry).count()
