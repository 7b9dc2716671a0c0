"""The page of substitutes: who may name whose, and nothing typed is lost."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.domain import dates
from workflow.models import Delegation, db
from workflow.models.clock import today


@pytest.fixture
def page(world: World) -> str:
    return f"/don-vi/{world.organisations['so'].id}/thay-khi-vang"


def as_(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def typed(client: FlaskClient, world: World, absent: str, substitute: str, days: int = 2) -> dict[str, str]:
    return {
        "csrf_token": csrf_token(client),
        "absent": str(world.people[absent].id),
        "substitute": str(world.people[substitute].id),
        "from_day": dates.typed(today()),
        "to_day": dates.typed(today() + dt.timedelta(days=days)),
        "reason": "Đi học lớp cao cấp",
    }


def test_the_office_names_a_substitute_and_ends_it(app: Flask, world: World, page: str) -> None:
    office = as_(app, "vanphong.so")
    answer = office.post(page, data=typed(office, world, "bithu.so", "vanthu.so"), follow_redirects=True)
    assert "Đồng chí Vũ Thị G thay đồng chí Nguyễn Văn A" in answer.text
    assert "Đang thay" in answer.text
    assert "Đồng chí Nguyễn Văn A" in as_(app, "vanthu.so").get("/tai-khoan").text
    (row,) = db.session.query(Delegation)
    ended = office.post(f"{page}/{row.id}/ket-thuc", data={"csrf_token": csrf_token(office)}, follow_redirects=True)
    assert "Đã kết thúc sớm" in ended.text
    assert "Đang thay" not in as_(app, "vanthu.so").get("/tai-khoan").text


def test_a_refusal_gives_back_what_was_typed(app: Flask, world: World, page: str) -> None:
    office = as_(app, "vanphong.so")
    answer = office.post(page, data=typed(office, world, "bithu.so", "uyvien.so", days=-2))
    assert answer.status_code == 422
    assert "Ngày cuối phải từ ngày đầu trở đi." in answer.text
    assert "Đi học lớp cao cấp" in answer.text


def test_whoever_is_not_of_the_office_chooses_only_for_themselves(app: Flask, world: World, page: str) -> None:
    member = as_(app, "uyvien.so")
    shown = member.get(page).text
    absent, _, substitutes = shown.partition('name="substitute"')
    assert "Lê Văn C</option>" in absent
    assert "Nguyễn Văn A</option>" not in absent
    assert "Nguyễn Văn A</option>" in substitutes
    answer = member.post(page, data=typed(member, world, "bithu.so", "vanthu.so"))
    assert answer.status_code == 422
    assert db.session.query(Delegation).count() == 0


def test_a_row_of_another_house_is_not_there(app: Flask, world: World, page: str) -> None:
    office = as_(app, "vanphong.so")
    office.post(page, data=typed(office, world, "bithu.so", "uyvien.so"))
    (row,) = db.session.query(Delegation)
    other = f"/don-vi/{world.organisations['khoi'].id}/thay-khi-vang/{row.id}/ket-thuc"
    above = as_(app, "vanphong.khoi")
    assert above.post(other, data={"csrf_token": csrf_token(above)}).status_code == 404
    assert row.ended_at is None
