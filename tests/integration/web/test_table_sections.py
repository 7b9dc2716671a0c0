"""A section that is a table: filled in cell by cell, by pasting, answered by "Không.", printed, and consolidated."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.stages import campaign_of, draft_of
from tests.integration.web.test_drafts import at, kept, person, post, words
from workflow.actions.compose import content_of
from workflow.cli.demo.world import World
from workflow.domain.outline import Outline, Section, SectionKind, Table
from workflow.models import AuditEntry, Document, db
from workflow.queries.papers import blocks_by_section

COLUMNS = ("Nội dung chỉ đạo", "Kết quả")
OUTLINE = Outline(
    (
        Section("chi-dao", "Nhiệm vụ được giao", "Ghi đủ.", SectionKind.TABLE, Table(COLUMNS, wide=True)),
        Section("bien-che", "Biên chế", "", SectionKind.TABLE, Table(("Nơi", "Có"), ("Thư viện", "Bảo tàng"))),
        Section("ket-qua", "Kết quả"),
    )
)


@pytest.fixture
def document(world: World) -> Document:
    """The report of Chi bộ Thư viện tỉnh on an outline with tables, begun."""
    campaign = campaign_of(world)
    campaign.outline_json = OUTLINE.to_json()
    db.session.commit()
    return draft_of(world, campaign)


@pytest.fixture
def writer(app: Flask, document: Document) -> FlaskClient:
    return person(app, "soan.thuvien")


def cells(*rows: tuple[str, ...]) -> dict[str, str]:
    named = {f"o_{r}_{c}": words for r, row in enumerate(rows) for c, words in enumerate(row)}
    return {"so_dong": str(len(rows)), **named}


def test_rows_are_typed_pasted_and_taken_out(writer: FlaskClient, document: Document) -> None:
    path = at(document, "chi-dao")
    typed = cells(("Mở lớp", "đạt"), ("", ""), ("Lễ hội", "9 lễ hội"))
    assert (
        post(writer, path, version="1", act="them", pasted="Hội thi\t3\nNội dung chỉ đạo\tKết quả", **typed).status_code
        == 303
    )
    assert kept(document, "chi-dao").rows == [["Mở lớp", "đạt"], ["Lễ hội", "9 lễ hội"], ["Hội thi", "3"]]
    page = words(writer.get(path))
    assert page.count('name="o_') == 6 * 2
    assert "Lễ hội" in page
    now = cells(("Mở lớp", "đạt"), ("Lễ hội", "9 lễ hội"), ("Hội thi", "3"))
    assert post(writer, path, version="2", act="bo-1", **now).status_code == 303
    assert kept(document, "chi-dao").rows == [["Mở lớp", "đạt"], ["Hội thi", "3"]]


def test_saving_by_itself_leaves_pasted_lines_in_their_field(writer: FlaskClient, document: Document) -> None:
    answer = post(writer, at(document, "chi-dao"), script=True, version="1", pasted="a\tb", **cells(("Mở lớp", "đạt")))
    assert answer.json is not None
    assert answer.json["version"] == 2
    assert kept(document, "chi-dao").rows == [["Mở lớp", "đạt"]]
    again = post(writer, at(document, "chi-dao"), script=True, version="1", **cells(("Mở lớp", "chưa đạt")))
    assert again.status_code == 409


def test_two_people_see_both_tables(writer: FlaskClient, document: Document) -> None:
    path = at(document, "bien-che")
    post(writer, path, version="1", act="luu", **cells(("", "12"), ("", "4")))
    assert kept(document, "bien-che").rows == [["Thư viện", "12"], ["Bảo tàng", "4"]]
    answer = post(writer, path, version="1", act="luu", **cells(("", "13"), ("", "4")))
    assert answer.status_code == 409
    page = words(answer)
    assert "13</textarea>" in page
    assert "Bảng đã lưu" in page


@pytest.mark.parametrize("key", ["chi-dao", "ket-qua"])
def test_nothing_is_an_answer_by_one_press(writer: FlaskClient, document: Document, key: str) -> None:
    answer = post(writer, at(document, key), version="1", act="khong", text="Chữ gõ dở", **cells(("Mở lớp", "")))
    assert answer.status_code == 303
    section = kept(document, key)
    assert (section.text, section.rows, section.state) == ("Không.", [], "done")
    assert "Không." in [block.text for block in blocks_by_section(content_of(document))[key]]
    said = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert said is not None
    assert said.details.get("set_aside") == ("Chữ gõ dở" if key == "ket-qua" else None)


def test_a_wide_table_is_laid_across_into_an_annex_and_stays_with_its_section(
    writer: FlaskClient, document: Document
) -> None:
    post(writer, at(document, "chi-dao"), version="1", act="luu", **cells(("Mở lớp", "đạt")))
    post(writer, at(document, "bien-che"), version="1", act="luu", **cells(("", "12"), ("", "4")))
    content = content_of(document)
    (annex,) = content["annexes"]
    assert (annex["key"], annex["wide"], annex["title"]) == ("chi-dao", True, "Nhiệm vụ được giao")
    assert annex["blocks"][0]["rows"] == [list(COLUMNS), ["Mở lớp", "đạt"]]
    said = blocks_by_section(content)
    assert said["chi-dao"][0].rows[1] == ("Mở lớp", "đạt")
    assert said["bien-che"][0].rows == (("Nơi", "Có"), ("Thư viện", "12"), ("Bảo tàng", "4"))
    assert "phụ lục kèm theo" in " ".join(block["text"] for block in content["blocks"])
