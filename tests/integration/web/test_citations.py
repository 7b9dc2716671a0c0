"""The citation register: who keeps it, what it refuses, what papers propose, how the check and the writer use it."""

import datetime as dt
import re

import pytest
from flask import Flask
from sqlalchemy import select

from tests.desk import result_blocks
from tests.factories import received, stages
from tests.integration.web.test_form_check import browser, press
from tests.signing_in import csrf_token
from workflow.actions.annex import add_annex
from workflow.actions.citation import add_citation, correct_citation, proposals
from workflow.actions.draft import save_section
from workflow.actions.plan import register_paper
from workflow.actions.remarks import remarks_of
from workflow.cli.demo.world import World
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotPermitted
from workflow.domain.facts import Fact
from workflow.domain.inputs.registers import SaveCitation
from workflow.domain.inputs.writing import RegisterPaper, SaveSection
from workflow.models import AuditEntry, CitationEntry, Document, db
from workflow.queries.citations import history, page_of

DAY = dt.date(2025, 9, 5)
GIVEN = SaveCitation("7-NQ/TU", DAY, "", "Tỉnh uỷ Sông Lam", "“Về chuyển đổi số trong các cơ quan đảng”.")
PLAN = """ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH
ĐẢNG UỶ SỞ VĂN HOÁ
*
Số 40-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Sông Lam, ngày 06 tháng 02 năm 2026

KẾ HOẠCH
thực hiện chuyển đổi số
-----
Nghị quyết số 07-NQ/TU, ngày 05/9/2025 của Tỉnh uỷ về chuyển đổi số trong các cơ quan đảng.
"""


def entry(world: World) -> CitationEntry:
    """One document in the register."""
    return add_citation(GIVEN, actor=world.actor("vanphong.so"))


def test_an_entry_is_put_in_order_and_its_history_kept(world: World) -> None:
    made = entry(world)
    assert (made.symbol, made.kind_name, made.title) == (
        "07-NQ/TU",
        "Nghị quyết",
        "về chuyển đổi số trong các cơ quan đảng",
    )
    better = SaveCitation("07-NQ/TU", DAY, "", "Tỉnh uỷ", "về chuyển đổi số trong các cơ quan đảng", made.version)
    changed = correct_citation(made.id, better, actor=world.actor("vanphong.khoi"))
    acts = history(changed)
    assert [act.fact for act in acts] == [Fact.CITATION_CORRECTED, Fact.CITATION_ADDED]
    assert "Tỉnh uỷ Sông Lam" in acts[0].details["before"]
    assert (acts[1].role, acts[1].organisation_id) == ("office", world.organisations["so"].id)


def test_the_same_correction_changes_nothing_and_an_old_page_is_refused(world: World) -> None:
    made, office = entry(world), world.actor("vanphong.so")
    same = SaveCitation("07-NQ/TU", DAY, "", made.issuer, made.title, made.version)
    assert correct_citation(made.id, same, actor=office).version == 1
    with pytest.raises(ChangedMeanwhile):
        correct_citation(made.id, SaveCitation("07-NQ/TU", DAY, "", "X", "về y", 7), actor=office)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (SaveCitation("NQ/TU", DAY, "", "Tỉnh uỷ", "về y"), "symbol"),
        (SaveCitation("08-NQ/TU", None, "", "Tỉnh uỷ", "về y"), "issued_on"),
        (SaveCitation("08-NQ/TU", DAY, "Kế hoạch", "Tỉnh uỷ", "về y"), "kind_name"),
        (SaveCitation("08-NQ/TU", DAY, "", " ", "về y"), "issuer"),
        (SaveCitation("08-NQ/TU", DAY, "", "Tỉnh uỷ", "“ ”"), "title"),
        (SaveCitation("07-NQ/TU", DAY, "", "Tỉnh uỷ", "về y"), "symbol"),
    ],
)
def test_what_is_not_whole_or_there_already_is_refused(world: World, given: SaveCitation, field: str) -> None:
    entry(world)
    with pytest.raises(InvalidInput) as refused:
        add_citation(given, actor=world.actor("vanphong.so"))
    assert field in refused.value.fields


def test_the_same_symbol_of_another_term_is_another_document(world: World) -> None:
    entry(world)
    older = SaveCitation("07-NQ/TU", dt.date(2021, 1, 21), "", "Tỉnh uỷ", "về nâng cao năng lực lãnh đạo")
    assert add_citation(older, actor=world.actor("vanphong.so")).id


@pytest.mark.parametrize("username", ["soan.thuvien", "bithu.so", "vanthu.so"])
def test_only_an_office_keeps_the_register(world: World, username: str) -> None:
    with pytest.raises(NotPermitted):
        add_citation(GIVEN, actor=world.actor(username))


def test_it_is_searched_by_number_and_by_words_without_marks(world: World) -> None:
    made = entry(world)
    for words in ("07-NQ", "chuyen doi so", "CƠ QUAN ĐẢNG tinh uy"):
        assert [one.id for one in page_of(words)] == [made.id], words
    assert not page_of("100%_")


def test_the_check_compares_with_the_register_and_mends_from_it(world: World) -> None:
    entry(world)
    document = stages.filled(world, stages.campaign_of(world))
    section = next(one for one in document.sections if one.key == "ket-qua")
    said = "- Thực hiện Nghị quyết số 07-NQ/TU, ngày 05/9/2025 của Tỉnh uỷ về chuyển đổi số trong cơ quan đảng."
    save_section(
        document.id, SaveSection("ket-qua", said, section.version, done=True), actor=world.actor("soan.thuvien")
    )
    (found,) = [one.finding for one in remarks_of(stages.reloaded(document)) if one.blocks]
    assert "thiếu “các”" in found.message and found.fix and "trong các cơ quan đảng" in found.fix.words


def test_issued_papers_propose_what_the_register_lacks(app: Flask, world: World) -> None:
    house = world.organisations["so"].id
    register_paper(house, RegisterPaper(PLAN), actor=world.actor("vanthu.so"))
    (proposed,) = proposals([house])
    assert (proposed.symbol, proposed.date) == ("07-NQ/TU", DAY)
    page = browser(app, "vanphong.so").get("/vien-dan").text
    assert "Đề nghị đưa vào sổ" in page and "07-NQ/TU" in page
    entry(world)
    assert proposals([house]) == []


def test_an_office_adds_and_corrects_on_its_pages_and_keeps_what_was_typed(app: Flask, world: World) -> None:
    client = browser(app, "vanphong.so")
    typed = {"symbol": "07-NQ/TU", "issued_on": "05/9/2025", "kind_name": "", "issuer": "Tỉnh uỷ", "title": ""}
    data = typed | {"csrf_token": csrf_token(client)}
    refused = client.post("/vien-dan/them", data=data)
    assert refused.status_code == 422 and 'value="07-NQ/TU"' in refused.text
    added = client.post("/vien-dan/them", data=data | {"title": "về chuyển đổi số"})
    assert added.status_code == 303
    made = db.session.scalars(select(CitationEntry)).one()
    shown = client.get(f"/vien-dan/{made.id}").text
    assert "Nghị quyết số" in shown and "của Tỉnh uỷ về chuyển đổi số" in shown
    again = data | {"title": "về chuyển đổi số quốc gia", "version": made.version}
    assert client.post(f"/vien-dan/{made.id}/sua", data=again).status_code == 303
    db.session.expire_all()
    assert made.title == "về chuyển đổi số quốc gia"
    assert client.post(f"/vien-dan/{made.id}/sua", data=again | {"title": "về việc khác"}).status_code == 409


def test_the_help_beside_a_text_answers_a_piece_of_page(app: Flask, world: World) -> None:
    entry(world)
    client = browser(app, "soan.thuvien")
    found = client.get("/vien-dan/tim?tim=chuyen doi").text
    assert 'data-insert="Nghị quyết số 07-NQ/TU, ngày 05/9/2025 của Tỉnh uỷ Sông Lam về chuyển đổi số' in found
    assert "<html" not in found
    assert client.get("/vien-dan/tim").text.strip() == ""


def test_without_a_script_a_search_saves_the_words_and_a_press_puts_the_citation_after_them(
    app: Flask, world: World
) -> None:
    made, document = entry(world), stages.draft_of(world, stages.campaign_of(world))
    client = browser(app, "soan.thuvien")
    key = add_annex(document.id, actor=world.actor("soan.thuvien")).key
    cited = "Nghị quyết số 07-NQ/TU, ngày 05/9/2025 của Tỉnh uỷ Sông Lam"
    for path, field in (("soan/ket-qua", "text"), ("soan/mo-dau", "opening"), (f"phu-luc/{key}", "text")):
        address = f"/van-ban/{document.id}/{path}"
        page = client.get(address).text
        version = re.search(r'name="version" value="(\d+)"', page)
        data = {"csrf_token": csrf_token(client), "version": version[1] if version else "1", field: "Thực hiện"}
        data |= {"abstract": "kết quả", "recipients": "Lưu Chi bộ", "title": "Danh mục"}
        searched = client.post(address, data=data | {"tim": "chuyen doi", "act": "tiep"})
        assert searched.status_code == 303 and searched.location.endswith("#trich-dan"), path
        found = client.get(searched.location.partition("#")[0]).text
        assert f'name="chen" value="{made.id}"' in found and "Thực hiện" in found
        version = re.search(r'name="version" value="(\d+)"', found)
        put = client.post(address, data=data | {"version": version[1] if version else "", "chen": str(made.id)})
        assert put.status_code == 303 and put.location.startswith(address)
        assert f"Thực hiện {cited}" in client.get(address).text, path


def test_in_a_consolidation_the_citation_joins_the_words_that_are_not_saved_yet(app: Flask, world: World) -> None:
    made, document = entry(world), received.consolidation(world, {"vanhoa": {"ket-qua": "- Mở 2 lớp."}})
    client = browser(app, "vanphong.so")
    path = f"/van-ban/{document.id}/tong-hop/ket-qua"
    typed = {"csrf_token": csrf_token(client), "text": "Thực hiện"}
    assert f'name="chen" value="{made.id}"' in client.post(path, data=typed | {"tim": "07-NQ", "act": "tim"}).text
    put = client.post(path, data=typed | {"chen": str(made.id)})
    assert put.status_code == 200 and "Thực hiện Nghị quyết số 07-NQ/TU, ngày 05/9/2025" in put.text
    assert client.post(path, data=typed | {"act": "add"}).status_code == 303
    block = result_blocks(document.id, "ket-qua")[-1]
    wrong = "Thực hiện Nghị quyết số 07-NQ/TU, ngày 05/9/2025 của Tỉnh uỷ về chuyển đổi số trong cơ quan đảng."
    rewriting = {"block": block.block, "version": str(block.version), "text": wrong, "tim": "07"}
    page = client.post(path, data=typed | rewriting).text
    assert "Khác sổ viện dẫn" in page and "thiếu “các”" in page and f'name="chen" value="{made.id}"' in page


def test_a_section_says_where_it_cites_otherwise_than_the_register(app: Flask, world: World) -> None:
    entry(world)
    document = stages.draft_of(world, stages.campaign_of(world))
    section = next(one for one in document.sections if one.key == "ket-qua")
    said = "Thực hiện Nghị quyết số 07-NQ/TU, ngày 05/9/2025 của Tỉnh uỷ về chuyển đổi số trong cơ quan đảng."
    save_section(document.id, SaveSection("ket-qua", said, section.version, False), actor=world.actor("soan.thuvien"))
    page = browser(app, "soan.thuvien").get(f"/van-ban/{document.id}/soan/ket-qua").text
    assert "Khác sổ viện dẫn" in page and "thiếu “các”" in page


def test_a_repair_by_the_office_is_told_in_the_history_of_the_paper(app: Flask, world: World) -> None:
    document = stages.filled(world, stages.campaign_of(world))
    section = next(one for one in document.sections if one.key == "ket-qua")
    words = SaveSection("ket-qua", "- Theo Kế hoạch số 32 - KH/ĐU, ngày 06/02/2024.", section.version, done=True)
    save_section(document.id, words, actor=world.actor("soan.thuvien"))
    key = next(one.finding.key for one in remarks_of(stages.reloaded(document)) if one.blocks)
    client = browser(app, "soan.thuvien")
    assert press(client, document, "the-thuc/sua", keys=key).status_code == 303
    told = db.session.scalars(select(AuditEntry).where(AuditEntry.fact == Fact.DOCUMENT_FORM_MENDED)).one()
    assert told.subject_id == document.id
    assert "32-KH/ĐU" in client.get(f"/van-ban/{document.id}").text
    assert isinstance(db.session.get_one(Document, document.id), Document)
