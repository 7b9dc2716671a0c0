"""Plans: the list by its page, and entering one issued before from its whole text."""

import datetime as dt
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.jobs import do_jobs
from tests.signing_in import sign_in
from tests.statements import statements
from workflow.actions.plan import register_paper
from workflow.actions.send import send_document
from workflow.cli.demo.seed import OWN_PLANS
from workflow.cli.demo.world import World
from workflow.domain.errors import InvalidInput
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.writing import RegisterPaper
from workflow.models import Document, db

pytestmark = pytest.mark.usefixtures("short_prints")

WHOLE = (Path(OWN_PLANS) / "ke-hoach-so.txt").read_text(encoding="utf-8")
BARE = "KẾ HOẠCH\nthực hiện Nghị quyết số 43-NQ/TW\n-----\n1. Quán triệt Nghị quyết.\n"


@pytest.fixture
def clerk(app: Flask, world: World) -> FlaskClient:
    """The clerk of Đảng uỷ Sở, signed in."""
    return person(app, "vanthu.so")


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def words(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def enter(world: World, given: RegisterPaper) -> Document:
    return register_paper(world.organisations["so"].id, given, actor=world.actor("vanthu.so"))


def test_a_whole_text_becomes_an_issued_paper_with_what_it_says(world: World, clerk: FlaskClient) -> None:
    document = enter(world, RegisterPaper(WHOLE))
    assert (document.symbol, document.issued_on) == ("32-KH/ĐU", dt.date(2024, 2, 6))
    page = words(clerk.get("/ke-hoach"))
    assert "32-KH/ĐU" in page
    assert "06/02/2024" in page


def test_number_and_day_are_given_apart_when_the_text_has_none(world: World) -> None:
    document = enter(world, RegisterPaper(BARE, 7, dt.date(2024, 2, 6)))
    assert (document.symbol, document.issued_on) == ("07-KH/ĐU", dt.date(2024, 2, 6))


def test_a_plan_without_number_and_day_is_entered_all_the_same(world: World, clerk: FlaskClient) -> None:
    enter(world, RegisterPaper(BARE))
    assert "Chưa có số" in words(clerk.get("/ke-hoach"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (RegisterPaper(" \n"), "Hãy dán toàn văn văn bản hoặc chọn tệp."),
        (RegisterPaper("-----"), "Văn bản không có chữ nào"),
        (RegisterPaper("Một bài viết không phải văn bản."), "Chưa nhận ra đây là loại văn bản nào."),
        (RegisterPaper(BARE, 7), "Văn bản có số nhưng chưa rõ ngày ban hành."),
        (RegisterPaper(f"KẾ HOẠCH\nvề việc {'rất dài ' * 100}\n\n1. Việc."), "Trích yếu đọc được dài quá 600 ký tự."),
    ],
)
def test_what_cannot_be_entered_is_refused_in_one_sentence(world: World, given: RegisterPaper, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape(sentence)):
        enter(world, given)


def test_a_number_that_is_taken_is_refused(world: World) -> None:
    enter(world, RegisterPaper(WHOLE))
    with pytest.raises(InvalidInput, match="Số 32 đã có trong sổ kế hoạch"):
        enter(world, RegisterPaper(WHOLE))


def test_a_plan_sent_down_stands_in_the_list_of_those_who_carry_it_out(app: Flask, world: World) -> None:
    plan = enter(world, RegisterPaper(WHOLE))
    below = person(app, "soan.thuvien")
    assert "32-KH/ĐU" not in words(below.get("/ke-hoach"))
    do_jobs(app)
    db.session.expire_all()
    send_document(plan.id, Act(plan.version), actor=world.actor("vanthu.so"))
    assert "32-KH/ĐU" in words(below.get("/ke-hoach"))
    assert "32-KH/ĐU" not in words(person(app, "vanphong.tinh").get("/ke-hoach"))


def test_the_list_asks_the_database_as_often_for_many_plans_as_for_few(
    app: Flask, world: World, clerk: FlaskClient
) -> None:
    def count() -> int:
        with statements() as sent:
            assert clerk.get("/ke-hoach").status_code == 200
        return len(sent)

    def enter_all(numbers: range) -> None:
        for number in numbers:
            enter(world, RegisterPaper(BARE, number, dt.date(2024, 2, 6)))

    enter_all(range(1, 4))
    few = count()
    enter_all(range(4, 31))
    assert count() == few
    older = words(clerk.get("/ke-hoach")).partition("truoc=")[2].partition('"')[0]
    assert words(clerk.get(f"/ke-hoach?truoc={older}")).count('role="rowheader"') == 10
