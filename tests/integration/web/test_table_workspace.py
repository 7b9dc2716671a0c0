"""The section of the workspace that is a table: the tables of the units as one, by one press, with what to look at."""

import pytest
from flask import Flask

from tests.desk import Desk, result_blocks
from tests.integration.actions.test_gather import FIXED, LISTED, document, office
from tests.integration.web.test_drafts import person
from tests.signing_in import PersonClient
from workflow.actions.gather import gather_table
from workflow.domain.actor import Actor
from workflow.models import Document

__all__ = ["document", "office"]


@pytest.fixture
def desk(app: Flask, document: Document) -> Desk:
    client = person(app, "vanphong.so")
    assert isinstance(client, PersonClient)
    return Desk(client, document)


def test_one_press_makes_one_table_with_its_sources_beside(desk: Desk, document: Document) -> None:
    page = desk.get(key=FIXED)
    assert "Gộp bảng của 2 đơn vị" in page and "Bảng khác mẫu" in page
    assert "Quản lý Văn hoá ghi “khoảng 2” ở dòng “Quầy”, cột “Có” nên chưa cộng được." in page
    assert "<td>thiếu</td>" in page and "| Kho |" not in page
    units = desk.get("?dong=1", key=FIXED)
    assert "Dòng “Kho”: từng đơn vị" in units
    answer = desk.press("gather", key=FIXED, version=0)
    (made,) = result_blocks(document.id, FIXED)
    assert answer.status_code == 303 and answer.location.endswith(f"#d-{made.block}")
    page = desk.get(key=FIXED)
    assert "Đã gộp, khớp với các nguồn" in page and "Nguồn của đoạn 1" in page
    assert desk.press("gather", key="ket-qua", version=0).status_code == 422
    assert "Xem trước bảng gộp" in desk.get(key=LISTED)


def test_the_table_in_the_annex_leads_to_its_sources(desk: Desk, document: Document, office: Actor) -> None:
    made = gather_table(document.id, LISTED, 0, actor=office)
    page = desk.client.get(f"/van-ban/{document.id}")
    assert f"/van-ban/{document.id}/nguon/{made.block}" in page.text
    way = desk.client.get(f"/van-ban/{document.id}/nguon/{made.block}")
    assert way.status_code == 200
    assert "Được tổng hợp từ" in way.text and "<td>Lễ hội</td>" in way.text
