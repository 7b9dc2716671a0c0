"""Coming in and going out, and what was typed when a sign-in ran out."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.actions.account import set_password
from workflow.app import create_app
from workflow.auth import sign_in as sign_in_rules
from workflow.auth.passwords import hashed
from workflow.auth.throttle import count_try
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.actor import SYSTEM
from workflow.models import db
from workflow.queries.accounts import by_username
from workflow.settings import Settings

DOOR = "/dang-nhap"
STRENGTH = "$argon2id$v=19$m=19456,t=2,p=1$"
RIGHT = {"username": "soan.thuvien", "password": PASSWORD}


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    """A browser nobody has signed in with."""
    return app.test_client()


@pytest.fixture(scope="module")
def real(database: Settings) -> Iterator[Flask]:
    """An application that hashes as people's does."""
    app = create_app(database)
    yield app
    with app.app_context():
        db.engine.dispose()


def knock(client: FlaskClient, **typed: str) -> tuple[int, str, str | None]:
    """Type into the sign-in form and send it: status, page, where it leads."""
    answer = client.post(DOOR, data=RIGHT | typed | {"csrf_token": csrf_token(client, DOOR)})
    return answer.status_code, answer.get_data(as_text=True), answer.location


def hidden_fields(page: str) -> list[tuple[str, str]]:
    """The hidden inputs of the page's main form, in order."""
    main = page[page.index("<main") : page.index("</main>")]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', main)
    return [(name, unescape(value)) for name, value in found]


def typed_into(page: str) -> dict[str, list[str]]:
    """The same as a form to send."""
    form: dict[str, list[str]] = {}
    for name, value in hidden_fields(page):
        form.setdefault(name, []).append(value)
    return form


def test_leads_a_stranger_to_the_door_and_back_to_the_page_asked_for(client: FlaskClient) -> None:
    door = client.get("/tai-khoan?x=1")
    assert (door.status_code, door.location) == (303, "/dang-nhap?tiep=/tai-khoan?x%3D1")
    form = typed_into(client.get(door.location).get_data(as_text=True)) | {k: [v] for k, v in RIGHT.items()}
    assert client.post(DOOR, data=form).location == "/tai-khoan?x=1"
    page = client.get("/tai-khoan").get_data(as_text=True)
    assert "Phạm Thị D" in page
    assert "Chi bộ Thư viện tỉnh" in page


@pytest.mark.parametrize(
    "elsewhere", ["https://xau.example/", "//xau.example", "/\\xau.example", "javascript:alert(1)"]
)
def test_never_leads_to_another_site(client: FlaskClient, elsewhere: str) -> None:
    assert knock(client, tiep=elsewhere)[2] == "/"


def test_says_the_same_of_a_wrong_password_and_an_unknown_name_and_keeps_the_name(client: FlaskClient) -> None:
    for name in ("soan.thuvien", "khong.co.ai"):
        status, page, _ = knock(client, username=name, password="khong dung")
        assert status == 401
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page
        assert f'value="{name}"' in page
        assert "khong dung" not in page


def test_asks_for_what_is_missing(client: FlaskClient) -> None:
    status, page, _ = knock(client, username="", password="")
    assert status == 422
    assert 'href="#username"' in page
    assert 'href="#password"' in page


def test_closes_the_door_after_five_wrong_tries_even_to_the_right_password(client: FlaskClient) -> None:
    for _ in range(5):
        assert knock(client, password="khong dung")[0] == 401
    status, page, _ = knock(client)
    assert status == 429
    assert "Đã thử sai quá nhiều lần" in page
    assert knock(client, username="vanphong.so")[0] == 303, "another person is not shut out"


def test_eight_who_guess_at_once_get_five_guesses_between_them(app: Flask, world: World) -> None:
    def guess(_: int) -> list[int]:
        stranger = app.test_client()
        return [knock(stranger, password="khong dung")[0] for _ in range(2)]

    with ThreadPoolExecutor(8) as pool:
        answers = [status for one in pool.map(guess, range(8)) for status in one]
    assert answers.count(401) == 5
    assert set(answers) <= {401, 429, 503}, "a machine too busy to count a guess does not take it"


def test_thirty_wrong_guesses_close_the_door_to_an_address(app: Flask, world: World) -> None:
    for n in range(30):
        count_try({f"name:x{n}": 5, "address:127.0.0.1": 30}, 900)
    assert knock(app.test_client())[0] == 429


def test_two_people_in_two_browsers_are_two_people(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    sign_in(client, "soan.thuvien")
    sign_in(other, "vanphong.so")
    assert "Phạm Thị D" in client.get("/tai-khoan").get_data(as_text=True)
    assert "Trần Thị B" in other.get("/tai-khoan").get_data(as_text=True)


def test_nothing_of_the_old_session_outlives_the_sign_in_or_the_sign_out(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["left_behind"] = "by somebody else"
    before = csrf_token(client, DOOR)
    sign_in(client, "soan.thuvien")
    with client.session_transaction() as session:
        assert "left_behind" not in session
    assert client.post("/dang-xuat", data={"csrf_token": before}).status_code == 401, "the old token is void"
    assert client.post("/dang-xuat", data={"csrf_token": csrf_token(client)}).location == DOOR
    with client.session_transaction() as session:
        assert "_user_id" not in session
    assert client.get("/tai-khoan").status_code == 303


def test_offers_what_was_typed_again_after_the_sign_in_and_sends_nothing_by_itself(client: FlaskClient) -> None:
    text = "Kết quả: “90%” <b>đạt</b>\nvà giữ nguyên dòng mới"
    path = "/van-ban/7/soan/ket-qua?tu=1"
    expired = client.post(path, data={"text": text, "units": ["1", "2"], "password": "secret", "csrf_token": "old"})
    assert expired.status_code == 401
    carried = typed_into(expired.get_data(as_text=True))
    door = client.post(DOOR, data=carried)
    assert door.status_code == 200
    form = typed_into(door.get_data(as_text=True)) | {k: [v] for k, v in RIGHT.items()}
    wrong = client.post(DOOR, data=form | {"password": ["khong dung"]})
    assert wrong.status_code == 401
    offered = client.post(DOOR, data=typed_into(wrong.get_data(as_text=True)) | {k: [v] for k, v in RIGHT.items()})
    page = offered.get_data(as_text=True)
    assert offered.status_code == 200
    assert f'action="{path}"' in page
    sent_on = typed_into(page)
    assert sent_on["text"][0].splitlines() == text.splitlines()
    assert sent_on["units"] == ["1", "2"]
    assert "password" not in sent_on
    assert client.post("/dang-xuat", data={"csrf_token": sent_on["csrf_token"][0]}).status_code == 303, (
        "the token holds"
    )


def test_a_sign_in_that_ran_out_itself_hands_on_what_it_carried(client: FlaskClient) -> None:
    carried = {"resume_path": "/van-ban/7/soan", "resume_name": "text", "resume_value": "chữ đã gõ"}
    again = client.post(DOOR, data=carried | {"csrf_token": "of a page of yesterday"})
    assert again.status_code == 401
    assert ("resume_value", "chữ đã gõ") in hidden_fields(again.get_data(as_text=True))


def test_whoever_is_signed_in_already_goes_straight_on(client: FlaskClient) -> None:
    sign_in(client, "soan.thuvien")
    assert client.get(f"{DOOR}?tiep=/tai-khoan").location == "/tai-khoan"
    carried = {"resume_path": "/van-ban/7/soan", "resume_name": "text", "resume_value": "chữ đã gõ"}
    page = client.post(DOOR, data=carried | {"csrf_token": csrf_token(client)}).get_data(as_text=True)
    assert ("text", "chữ đã gõ") in hidden_fields(page)


def test_a_new_password_ends_every_other_sign_in(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    for one in (client, other):
        sign_in(one, "soan.thuvien")
    new = {"present": PASSWORD, "password": "mật khẩu mới 9", "repeated": "mật khẩu mới 9"}
    assert client.post("/tai-khoan", data=new | {"csrf_token": csrf_token(client)}).status_code == 303
    assert client.get("/tai-khoan").status_code == 200
    assert other.get("/tai-khoan").status_code == 303
    assert knock(app.test_client())[0] == 401
    sign_in(app.test_client(), "soan.thuvien", "mật khẩu mới 9")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"present": "khong dung"}, "Mật khẩu hiện nay chưa đúng."),
        ({"password": "ngắn", "repeated": "ngắn"}, "Mật khẩu cần ít nhất 8 ký tự."),
        ({"password": "MatKhau@2026", "repeated": "MatKhau@2026"}, "Mật khẩu này ai cũng đoán được."),
        ({"repeated": "mật khẩu khác"}, "Hai lần nhập mật khẩu mới chưa giống nhau."),
    ],
)
def test_refuses_a_new_password(client: FlaskClient, typed: dict[str, str], sentence: str) -> None:
    sign_in(client, "soan.thuvien")
    new = {"present": PASSWORD, "password": "mật khẩu mới 9", "repeated": "mật khẩu mới 9"}
    answer = client.post("/tai-khoan", data=new | typed | {"csrf_token": csrf_token(client)})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    sign_in(client, "soan.thuvien")


def test_an_account_that_is_closed_or_changed_elsewhere_is_out_at_the_next_request(client: FlaskClient) -> None:
    sign_in(client, "soan.thuvien")
    user = by_username("soan.thuvien")
    assert user is not None
    set_password(user.username, "đặt lại mật khẩu", hashed("đặt lại mật khẩu"), actor=SYSTEM)
    assert client.get("/tai-khoan").status_code == 303
    sign_in(client, "soan.thuvien", "đặt lại mật khẩu")
    user.active = False
    db.session.commit()
    assert client.get("/tai-khoan").status_code == 303
    assert knock(client, password="đặt lại mật khẩu")[0] == 401


def test_an_unknown_name_and_a_closed_account_take_as_long_as_a_wrong_password(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nearly all the time of a try is argon2's: each of them takes it once."""
    taken: list[str] = []

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            taken.append("argon2")
            return real(*given)

        return call

    for name in ("hash_password", "verify_and_update_password", "verify_password"):
        monkeypatch.setattr(sign_in_rules, name, counted(getattr(sign_in_rules, name)))
    world.people["bithu.so"].active = False
    db.session.commit()
    for username in ("soan.thuvien", "khong.co.ai", "bithu.so"):
        taken.clear()
        assert knock(client, username=username, password="sai rồi")[0] == 401
        assert taken == ["argon2"], username


def test_passwords_are_kept_as_argon2id_of_the_strength_set(real: Flask) -> None:
    with real.app_context():
        assert hashed(PASSWORD).startswith(STRENGTH)


def test_a_weaker_hash_of_old_is_made_anew_at_the_sign_in(real: Flask, world: World) -> None:
    user = world.people["soan.thuvien"]
    user.password = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    db.session.commit()
    sign_in(PersonClient(real), "soan.thuvien")
    db.session.expire_all()
    assert user.password.startswith(STRENGTH)
