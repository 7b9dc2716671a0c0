"""Who finds the consolidation workspace, what its filter shows, and that a large one costs no more than a small one."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from tests.desk import KEY, Desk, ids, texts
from tests.signing_in import PersonClient, sign_in
from tests.statements import statements
from workflow.actions.organisation import found_organisation
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.states import DocumentState, Level, SourceState
from workflow.models import Contribution, Document, ResultBlock, Source, SourceBlock, db
from workflow.models.clock import now, today


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


def crowd(document: Document, world: World, units: int, blocks: int = 2) -> None:
    """So many more units among the sources, each with open and used blocks."""
    taken = len(db.session.scalars(select(Source.id)).all())
    for place in range(taken, taken + units):
        cell = found_organisation(_cell(world, place), actor=SYSTEM)
        origin = Document(
            state=DocumentState.RECEIVED,
            organisation_id=cell.id,
            kind=document.kind,
            desk_id=document.organisation_id,
            state_since=now(),
            created_at=now(),
            abstract="kết quả",
        )
        db.session.add(origin)
        db.session.flush()
        common = {"document_id": document.id, "source_id": origin.id}
        db.session.add(Source(organisation_id=cell.id, position=place + 1, taken_at=now(), **common))
        for order in range(blocks):
            where = {"organisation_id": cell.id, "section_key": KEY, "position": (place + 1) * 10_000 + order}
            db.session.add(SourceBlock(block=f"m{order}", text=f"- Việc {order}.", **where, **common))
            used = SourceBlock(block=f"d{order}", text=f"- Xong {order}.", state=SourceState.USED, **where, **common)
            used.position += 5_000
            name = f"r{place}-{order}"
            made = ResultBlock(
                document_id=document.id, block=name, section_key=KEY, position=used.position, text="- Xong."
            )
            made.saved_at, made.saved_by = now(), "Trần Thị B"
            link = Contribution(block=name, source_block=used.block, how="verbatim", kept=100, **common)
            db.session.add_all([used, made, link])
    db.session.commit()


def _cell(world: World, place: int) -> FoundOrganisation:
    above = world.organisations["so"]
    return FoundOrganisation(
        f"Chi bộ {place}",
        f"Tổ {place}",
        f"CHI BỘ {place}",
        "CB",
        "Sông Lam",
        "T/M CHI BỘ",
        Level.CELL,
        above.id,
        today(),
    )
