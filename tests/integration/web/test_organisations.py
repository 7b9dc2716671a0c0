"""Organisations: what one sees of the tree, and what its administrator may do."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.signing_in import csrf_token, sign_in
from tests.statements import statements
from workflow.actions.organisation import found_organisation
from workflow.cli.demo.world import TERM_FROM, World
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.states import Level, Role
from workflow.models import db
from workflow.queries.accounts import by_username, members_of


@pytest.fixture
def admin(app: Flask, world: World) -> FlaskClient:
    """The province's administrator, signed in."""
    client = app.test_client()
    sign_in(client, "quantri")
    return client


@pytest.fixture
def page(world: World) -> str:
    """The members' page of Chi bộ Thư viện tỉnh."""
    return f"/don-vi/{world.organisations['thuvien'].id}/thanh-vien"


def test_shows_ones_own_organisation_between_its_superior_and_those_below(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, "vanphong.so")
    page = client.get("/don-vi").get_data(as_text=True)
    for name in ("Đảng uỷ Khối các cơ quan tỉnh", "Chi bộ Thư viện tỉnh", "Chi bộ Bảo tàng tỉnh"):
        assert name in page
    assert "Tỉnh uỷ" not in page
    own = client.get(f"/don-vi/{world.organisations['so'].id}").get_data(as_text=True)
    assert "Nguyễn Văn A" in own
    assert "BÍ THƯ" in own


def test_hides_organisations_that_are_not_ones_own(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    assert client.get(f"/don-vi/{world.organisations['so'].id}").status_code == 200
    for other in ("baotang", "khoi", "tinh"):
        assert client.get(f"/don-vi/{world.organisations[other].id}").status_code == 404
    assert client.get("/don-vi/999999").status_code == 404


def test_a_member_who_is_not_administrator_changes_nothing(app: Flask, world: World, page: str) -> None:
    client = app.test_client()
    sign_in(client, "bithu.thuvien")
    token = csrf_token(client)
    assert client.get(page).status_code == 403
    person = {"name": "Lê Thị Z", "username": "lethiz", "role": "drafter", "csrf_token": token}
    assert client.post(f"{page}/tai-khoan", data=person).status_code == 403
    given = {"giao-username": "vanphong.so", "giao-role": "clerk", "csrf_token": token}
    assert client.post(f"{page}/vai-tro", data=given).status_code == 403
    held = members_of(world.organisations["thuvien"].id)
    assert client.post(f"{page}/{held[0].id}/thoi", data={"csrf_token": token}).status_code == 403
    db.session.expire_all()
    assert [one.id for one in members_of(world.organisations["thuvien"].id)] == [one.id for one in held]
    assert by_username("lethiz") is None


def test_opens_an_account_whose_password_is_shown_once_and_works(app: Flask, admin: FlaskClient, page: str) -> None:
    person = {"name": " Lê  Thị Z ", "username": "LeThiZ", "role": "drafter", "csrf_token": csrf_token(admin, page)}
    answer = admin.post(f"{page}/tai-khoan", data=person)
    assert answer.status_code == 201
    shown = re.findall(r'<dd class="code">([^<]+)</dd>', answer.get_data(as_text=True))
    assert shown[0] == "lethiz"
    newcomer = app.test_client()
    sign_in(newcomer, "lethiz", shown[1])
    home = newcomer.get("/tai-khoan").get_data(as_text=True)
    assert "Lê Thị Z" in home
    assert "Chi bộ Thư viện tỉnh" in home
    assert shown[1] not in admin.get(page).get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Chưa nhập họ và tên."),
        ({"username": "soan.thuvien"}, "Tên đăng nhập này đã có người dùng."),
        ({"username": "Lê Thị Z"}, "chữ thường không dấu"),
        ({"role": "king"}, "Hãy chọn một trong các mục đã cho."),
    ],
)
def test_says_what_is_wrong_with_a_new_account_and_keeps_what_was_typed(
    admin: FlaskClient, page: str, typed: dict[str, str], sentence: str
) -> None:
    person = {"name": "Lê Thị Z", "username": "lethiz", "role": "drafter", "position": "PHÓ BÍ THƯ"}
    answer = admin.post(f"{page}/tai-khoan", data=person | typed | {"csrf_token": csrf_token(admin, page)})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in shown
    assert "PHÓ BÍ THƯ" in shown


def test_a_role_counts_from_the_next_request_and_ends_at_the_next(
    app: Flask, world: World, admin: FlaskClient, page: str
) -> None:
    unit = world.organisations["thuvien"].id
    clerk = app.test_client()
    sign_in(clerk, "soan.baotang")
    assert clerk.get(f"/don-vi/{unit}").status_code == 404
    given = {"giao-username": "Soan.Baotang", "giao-role": "clerk", "csrf_token": csrf_token(admin, page)}
    assert admin.post(f"{page}/vai-tro", data=given).status_code == 303
    assert clerk.get(f"/don-vi/{unit}").status_code == 200
    db.session.expire_all()
    held = next(one for one in members_of(unit) if one.role is Role.CLERK and one.user.username == "soan.baotang")
    ended = admin.post(f"{page}/{held.id}/thoi", data={"csrf_token": csrf_token(admin, page)})
    assert ended.status_code == 303
    assert clerk.get(f"/don-vi/{unit}").status_code == 303, "signed out with the role"
    sign_in(clerk, "soan.baotang")
    assert clerk.get(f"/don-vi/{unit}").status_code == 404


def test_names_the_field_of_an_unknown_person(admin: FlaskClient, page: str) -> None:
    given = {"giao-username": "khong.co", "giao-role": "clerk", "csrf_token": csrf_token(admin, page)}
    answer = admin.post(f"{page}/vai-tro", data=given)
    assert answer.status_code == 404
    assert 'href="#giao-username"' in answer.get_data(as_text=True)


def test_founds_an_organisation_below(admin: FlaskClient, world: World) -> None:
    above = world.organisations["so"].id
    path = f"/don-vi/{above}/lap-don-vi"
    typed = {
        "name": "Chi bộ Nhà hát tỉnh",
        "short_name": "Nhà hát tỉnh",
        "level": "chi_bo",
        "symbol": "CB",
        "authority": "T/M CHI BỘ",
        "place": "Sông Lam",
        "term_from": "01/07/2025",
    }
    token = csrf_token(admin, path)
    wrong = admin.post(path, data=typed | {"term_from": "31/02/2025", "csrf_token": token})
    assert wrong.status_code == 422
    assert "Nhà hát tỉnh" in wrong.get_data(as_text=True)
    assert admin.post(path, data=typed | {"csrf_token": token}).status_code == 303
    assert "Chi bộ Nhà hát tỉnh" in admin.get(f"/don-vi/{above}").get_data(as_text=True)


def test_the_list_asks_as_much_for_three_units_as_for_thirty(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, "vanphong.so")
    asked = []
    for more in (0, 27):
        for number in range(more):
            found_organisation(cell(number, world), actor=SYSTEM)
        with statements() as sent:
            page = client.get("/don-vi").get_data(as_text=True)
        asked.append((page.count('href="/don-vi/'), len(sent)))
    assert asked[1][0] - asked[0][0] == 27
    assert asked[0][1] == asked[1][1]


def cell(number: int, world: World) -> FoundOrganisation:
    """One more chi bộ of the department."""
    return FoundOrganisation(
        name=f"Chi bộ {number}",
        short_name=f"{number}",
        heading=f"CHI BỘ {number}",
        symbol="CB",
        place="Sông Lam",
        authority="T/M CHI BỘ",
        level=Level.CELL,
        superior_id=world.organisations["so"].id,
        term_from=TERM_FROM,
    )
