"""The pages of difficulties: what each level sees, and what it never sees."""

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.factories.raised import answered, fresh, joined, passed_up, raised
from tests.jobs import do_jobs
from tests.signing_in import PersonClient, csrf_token, sign_in
from tests.statements import statements
from workflow.actions.difficulty_handling import return_difficulty
from workflow.cli.demo.world import World
from workflow.domain.difficulties import DifficultyState
from workflow.domain.inputs.difficulties import Remark
from workflow.models import Difficulty, Notification, db
from workflow.models.clock import now

CANARY = "chim-hoàng-yến"
Person = Callable[[str], PersonClient]


@pytest.fixture
def person(app: Flask, world: World) -> Person:
    """Browsers of the cast, each signed in."""

    def signed_in(username: str) -> PersonClient:
        client = PersonClient(app)
        sign_in(client, username)
        return client

    return signed_in


def page(client: PersonClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return answer.text


def press(client: PersonClient, path: str, status: int = 303, **typed: object) -> str:
    answer = client.post(path, data={"csrf_token": csrf_token(client), **typed})
    db.session.expire_all()
    assert answer.status_code == status, answer.text
    return answer.text


def version(difficulty: Difficulty) -> int:
    return fresh(difficulty).version


def test_a_matter_goes_up_through_the_pages_and_the_answer_comes_back(app: Flask, world: World, person: Person) -> None:
    drafter, office, above = person("soan.thuvien"), person("vanphong.so"), person("vanphong.khoi")
    words = {"kind": "obstacle", "text": "Xe thư viện lưu động đã cũ.", "addressed_to": "UBND tỉnh"}
    press(drafter, "/kho-khan/neu", **words)
    mine = db.session.scalars(select(Difficulty)).unique().one()
    assert "Xe thư viện lưu động đã cũ." in page(office, "/kho-khan")
    other = raised(world, "baotang", "Xe lưu động đã cũ, hay hỏng.")
    ask = page(office, f"/kho-khan/{mine.id}/ghep")
    assert "Xe lưu động đã cũ, hay hỏng." in ask
    chosen = {"others": other.id, "into": 0, "kind": "obstacle", "text": "Xe lưu động thiếu."}
    press(office, f"/kho-khan/{mine.id}/ghep", version=version(mine), **chosen)
    whole = db.session.scalars(select(Difficulty).where(Difficulty.text == "Xe lưu động thiếu.")).unique().one()
    press(
        office, f"/kho-khan/{whole.id}/chuyen-len", version=version(whole), kind="obstacle", text="Xe lưu động thiếu."
    )
    press(
        above,
        f"/kho-khan/{whole.id}/tra-loi",
        version=version(whole),
        text="Mua xe năm 2027.",
        who="Ban Thường vụ Đảng uỷ Khối",
        symbol="12-CV/ĐUK",
        dated_on="02/03/2026",
    )
    seen = page(drafter, f"/kho-khan/{mine.id}")
    assert "Mua xe năm 2027." in seen
    assert "Ban Thường vụ Đảng uỷ Khối" in seen
    assert "chuyển lên Đảng uỷ Khối" in seen
    do_jobs(app)
    assert "Trả lời khó khăn, kiến nghị" in page(drafter, "/")


def test_below_nobody_sees_siblings_nor_the_words_used_above(app: Flask, world: World, person: Person) -> None:
    mine, sibling = raised(world), raised(world, "baotang", f"Của đơn vị khác {CANARY}.")
    whole = joined(world, mine, sibling, text=f"Lời của Sở {CANARY}.")
    inside = page(person("soan.thuvien"), f"/kho-khan/{mine.id}")
    assert ("Đã tiếp nhận" in inside, "ghép" in inside.lower(), "việc chung" in inside) == (True, False, False)
    sent = passed_up(world, fresh(whole))
    return_difficulty(sent.id, Remark(f"Chưa rõ {CANARY}.", version(sent)), actor=world.actor("vanphong.khoi"))
    do_jobs(app)
    for username in ("soan.thuvien", "bithu.thuvien"):
        client = person(username)
        for path in ("/", "/kho-khan", f"/kho-khan/{mine.id}", "/kho-khan?muc=da-tra-loi", "/kho-khan?muc=tu-cap-duoi"):
            assert CANARY not in page(client, path), f"{username} {path}"
        for hidden in (sibling, sent):
            page(client, f"/kho-khan/{hidden.id}", 404)
            page(client, f"/kho-khan/{hidden.id}/tra-loi", 404)
    page(person("vanphong.tinh"), f"/kho-khan/{mine.id}", 404)
    assert "Đã chuyển lên, đang ở Đảng uỷ Khối" in page(person("soan.thuvien"), f"/kho-khan/{mine.id}")


def test_the_level_that_it_reached_walks_down_to_the_chi_bos_own_words(world: World, person: Person) -> None:
    mine = raised(world, text="Lời gốc của chi bộ.")
    above = person("vanphong.khoi")
    page(above, f"/kho-khan/{mine.id}", 404)
    sent = passed_up(world, mine, text="Lời của Sở.")
    assert "Lời gốc của chi bộ." in page(above, f"/kho-khan/{sent.id}")
    assert "Lời gốc của chi bộ." in page(above, f"/kho-khan/{mine.id}")


def test_what_is_refused_comes_back_with_every_word(world: World, person: Person) -> None:
    mine, office = raised(world), person("vanphong.so")
    refused = press(office, f"/kho-khan/{mine.id}/tra-loi", 422, version=mine.version, text=CANARY, who="")
    assert CANARY in refused
    stale = press(office, f"/kho-khan/{mine.id}/tra-loi", 409, version=0, text=CANARY, who="Đảng uỷ")
    assert CANARY in stale
    answered(world, fresh(mine))
    page(office, f"/kho-khan/{mine.id}/tra-loi", 409)


def test_the_same_press_twice_leads_where_the_first_did(world: World, person: Person) -> None:
    mine, office = raised(world), person("vanphong.so")
    typed = {"version": mine.version, "text": "Được.", "who": "Đảng uỷ", "token": "hai-lần"}
    for _ in range(2):
        press(office, f"/kho-khan/{mine.id}/tra-loi", **typed)
    assert fresh(mine).state is DifficultyState.ANSWERED


def test_unanswered_ones_are_counted_by_age_and_the_oldest_stand_first(world: World, person: Person) -> None:
    ages = {"Mới nêu hôm nay.": 0, "Nêu nửa tháng trước.": 15, "Nêu một tháng trước.": 30, "Nêu đã lâu.": 31}
    for text, days in ages.items():
        moment = now() - dt.timedelta(days=days)
        made = raised(world, text=text)
        db.session.execute(update(Difficulty).where(Difficulty.id == made.id).values(raised_at=moment))
        db.session.commit()
    office = person("vanphong.so")
    seen = page(office, "/kho-khan")
    assert sorted(ages, key=seen.index) == list(reversed(ages))
    for counted in ("1 việc dưới 15 ngày", "2 việc từ 15 đến 30 ngày", "1 việc trên 30 ngày"):
        assert counted in seen
    old = page(office, "/kho-khan?tuoi=2")
    assert ("Nêu đã lâu." in old, "Nêu một tháng trước." in old) == (True, False)


def test_a_list_is_filtered_by_words_without_marks_and_by_unit_and_goes_on_by_pages(
    world: World, person: Person
) -> None:
    for place in range(34):
        raised(world, text=f"Việc thứ {place:02} về kho bảo quản.")
    raised(world, "baotang", "Thiếu người trực.")
    office = person("vanphong.so")
    assert "Thiếu người trực." in page(office, "/kho-khan?tim=thieu nguoi")
    assert "kho bảo quản" not in page(office, "/kho-khan?tim=thieu nguoi")
    unit = world.organisations["baotang"].id
    assert "kho bảo quản" not in page(office, f"/kho-khan?noi_neu={unit}")
    first = page(office, "/kho-khan")
    further = first.partition('<p class="way mt-4"><a href="')[2].partition('"')[0].replace("&amp;", "&")
    second = page(office, further)
    assert ("Việc thứ 00" in first, "Việc thứ 33" in first) == (True, False)
    assert ("Việc thứ 00" in second, "Việc thứ 33" in second) == (False, True)
    page(office, "/kho-khan?sau=hỏng", 404)


def test_a_page_asks_as_much_for_thirty_as_for_one(app: Flask, world: World, person: Person) -> None:
    office, asked = person("vanphong.so"), []
    for many in (1, 29):
        for place in range(many):
            raised(world, text=f"Việc {many} {place}")
        with statements() as sent:
            page(office, "/kho-khan")
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_opening_again_tells_the_office_again(app: Flask, world: World, person: Person) -> None:
    mine = raised(world)
    for text in ("Được.", "Được, năm 2027."):
        answered(world, fresh(mine), text=text)
        drafter = person("soan.thuvien")
        press(drafter, f"/kho-khan/{mine.id}/chua-thoa-dang", version=version(mine), text="Chưa nói ai làm.")
        do_jobs(app)
    office = world.people["vanphong.so"].id
    told = db.session.scalars(select(Notification.fact).where(Notification.user_id == office)).all()
    assert told.count(told[-1]) == 2
    assert "1 khó khăn, kiến nghị chờ trả lời" in page(person("vanphong.so"), "/")
