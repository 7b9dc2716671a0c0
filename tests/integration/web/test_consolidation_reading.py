"""Who finds the consolidation workspace, what its filter shows, and that a large one costs no more than a small one."""

import re

import pytest
from flask import Flask

from tests.desk import Desk, ids, texts
from tests.factories.crowds import crowd
from tests.signing_in import PersonClient, sign_in
from tests.statements import statements
from workflow.cli.demo.world import World
from workflow.models import Document


@pytest.mark.parametrize("username", ["soan.thuvien", "vanphong.khoi", "uyvien.so"])
def test_nobody_but_the_office_finds_the_workspace(app: Flask, document: Document, username: str) -> None:
    client = PersonClient(app)
    sign_in(client, username)
    other = Desk(client, document)
    assert client.get(other.address()).status_code == 404
    assert other.press("use", doan=ids(document)[0]).status_code in {403, 404}
    assert texts(document) == []


def test_an_unknown_section_and_an_ordinary_report_have_no_workspace(desk: Desk, document: Document) -> None:
    assert desk.client.get(desk.address("khong-co")).status_code == 404
    assert desk.client.get(desk.address("mo-dau")).location == f"/van-ban/{document.id}/soan/mo-dau"


def test_sources_are_filtered_and_the_filter_outlives_a_press(desk: Desk, document: Document, world: World) -> None:
    unit = world.organisations["thuvien"].id
    assert desk.get(f"?don_vi={unit}").count('class="block todo"') == 1
    assert desk.get("?chu=l%E1%BB%85+h%E1%BB%99i").count('class="block todo"') == 1
    assert "Không có đoạn nào như đồng chí muốn lọc" in desk.get("?tinh_trang=merged")
    assert desk.get("?tinh_trang=sai&don_vi=x&sau=y&tu=-3&sua=z").count('class="block todo"') == 3
    assert f"?don_vi={unit}#" in desk.press("use", f"?don_vi={unit}", doan=ids(document)[2]).location


def test_the_page_asks_the_same_number_of_questions_for_three_units_and_for_thirty(
    desk: Desk, document: Document, world: World
) -> None:
    crowd(document, world, 3)
    desk.get()
    with statements() as few:
        desk.get()
    crowd(document, world, 27)
    with statements() as many:
        desk.get()
    assert len(many) == len(few)


def test_a_long_section_is_shown_a_hundred_at_a_time(desk: Desk, document: Document, world: World) -> None:
    crowd(document, world, 3, blocks=80)
    first = desk.get()
    assert first.count('class="block todo"') == 100
    following = re.search(r'href="[^"]*(\?sau=[^"#]+)#nguon">Xem 100 đoạn nguồn tiếp theo', first)
    assert following
    second = desk.get(following[1])
    assert second.count('class="block todo"') == 100
    shown = re.findall(r'id="n-(\d+)"', first), re.findall(r'id="n-(\d+)"', second)
    assert not set(shown[0]) & set(shown[1])
    assert first.count('aria-labelledby="dn-') == 100
    assert desk.get("?tu=101").count('aria-labelledby="dn-') == 100
