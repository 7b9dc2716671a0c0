"""A report written in Word as the start of a draft: read, placed, laid, undone; nothing typed is lost."""

import io
import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.jobs import do_jobs
from tests.signing_in import PersonClient, csrf_token, sign_in
from tests.unit.domain.test_laying import WORD_REPORT
from workflow.actions.compose import content_of
from workflow.actions.draft import save_section
from workflow.cli.demo.world import World
from workflow.domain.chain import first_broken
from workflow.domain.inputs.writing import SaveSection
from workflow.models import Document, PaperImport, db
from workflow.queries.annexes import annexes_of, standing
from workflow.queries.chains import chain_of
from workflow.queries.drafting import set_aside

ANNEXED = WORD_REPORT + "\nPHỤ LỤC\nSố liệu đọc sách\n| Tháng | Lượt¹ |\n| 3 | 40 |\n"
TYPED = "- Mở 1 lớp¹.\n\n¹ Ngày 03/3."


@pytest.fixture
def draft(world: World) -> Document:
    """A chi bộ's report, begun."""
    return stages.draft_of(world, stages.campaign_of(world))


@pytest.fixture
def drafter(app: Flask, draft: Document) -> PersonClient:
    """Its writer."""
    client = PersonClient(app)
    sign_in(client, "soan.thuvien")
    return client


def bring(app: Flask, client: PersonClient, draft: Document, text: str = ANNEXED) -> PaperImport:
    data = {"csrf_token": csrf_token(client), "file": (io.BytesIO(text.encode()), "bao-cao.txt")}
    answer = client.post(f"/van-ban/{draft.id}/dua-vao", data=data, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    do_jobs(app)
    db.session.expire_all()
    return db.session.scalars(select(PaperImport).order_by(PaperImport.id.desc()).limit(1)).one()


def fields(page: str) -> dict[str, str]:
    """What the page's form would post: hidden words, chosen places, ticked boxes."""
    form = page[page.index('<form class="measure"') :]
    hidden = re.findall(r'<input type="hidden" name="(version|seen|csrf_token)" value="([^"]*)"', form)
    selects = re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL)
    chosen = {name: (re.findall(r'<option selected value="([^"]*)"', said) or [""])[0] for name, said in selects}
    ticked = dict.fromkeys(re.findall(r'<input checked[^>]*name="(annex_\d+)"', form), "y")
    return {**dict(hidden), **chosen, **ticked}


def lay(client: PersonClient, draft: Document, brought: PaperImport, **changed: str) -> TestResponse:
    path = f"/van-ban/{draft.id}/dua-vao/{brought.id}"
    answer = client.post(path, data=fields(client.get(path).text) | {"mode": "append"} | changed)
    db.session.expire_all()
    return answer


def texts(draft: Document) -> dict[str, str]:
    return {section.key: section.text for section in stages.reloaded(draft).sections}


def test_a_word_report_becomes_the_draft_with_notes_table_and_annex(
    app: Flask, draft: Document, drafter: PersonClient
) -> None:
    assert f"/van-ban/{draft.id}/dua-vao" in drafter.get(f"/van-ban/{draft.id}/soan/ket-qua").text
    brought = bring(app, drafter, draft)
    assert drafter.get(f"/dua-vao/{brought.id}").location == f"/van-ban/{draft.id}/dua-vao/{brought.id}"
    refused = lay(drafter, draft, brought)
    assert refused.status_code == 422 and "Hãy chọn mục cho “I. ĐẶC ĐIỂM TÌNH HÌNH”" in refused.text
    assert lay(drafter, draft, brought, place_1="phuong-huong").status_code == 303
    written = texts(draft)
    assert written["mo-dau"] == "Thực hiện Kế hoạch số 32-KH/ĐU, Chi bộ báo cáo như sau:"
    assert written["quan-triet"].endswith("1. Đã học tập\n- Mở 2 lớp.\n\n¹ Từ tháng 3.")
    assert "| Đọc sách | 12 |" in written["ket-qua"]
    assert written["phuong-huong"] == "**ĐẶC ĐIỂM TÌNH HÌNH**\n\nChi bộ có 12 đảng viên."
    (annex,) = standing(annexes_of(draft.id))
    assert (annex.title, annex.text) == ("Số liệu đọc sách", "| Tháng | Lượt¹ |\n| 3 | 40 |\n\n¹ Từ tháng 3.")
    content = content_of(stages.reloaded(draft))
    assert {note["text"] for note in content["footnotes"]} == {"Từ tháng 3."}
    page = drafter.get(f"/dua-vao/{brought.id}").text
    assert "Đã đưa vào 5 mục, 1 phụ lục." in page and "Hoàn tác" in page
    brought = db.session.get_one(PaperImport, brought.id)
    assert first_broken(chain_of(brought), brought.chain_head, brought.chain_length) is None


def test_typed_words_are_kept_before_what_is_laid_and_notes_do_not_meet(
    app: Flask, world: World, draft: Document, drafter: PersonClient
) -> None:
    version = next(one.version for one in draft.sections if one.key == "quan-triet")
    save_section(draft.id, SaveSection("quan-triet", TYPED, version, done=True), actor=world.actor("soan.thuvien"))
    brought = bring(app, drafter, draft)
    assert lay(drafter, draft, brought, place_1="khong").status_code == 303
    text = texts(draft)["quan-triet"]
    assert text.startswith(TYPED) and text.endswith("TRUYỀN²**\n1. Đã học tập\n- Mở 2 lớp.\n\n² Từ tháng 3.")
    assert "12 đảng viên" not in "".join(texts(draft).values())


def test_replaced_words_stay_at_the_end_of_the_section_and_the_laying_is_undone(
    app: Flask, world: World, draft: Document, drafter: PersonClient
) -> None:
    actor = world.actor("soan.thuvien")
    version = next(one.version for one in draft.sections if one.key == "quan-triet")
    save_section(draft.id, SaveSection("quan-triet", TYPED, version, done=True), actor=actor)
    before = texts(draft)
    brought = bring(app, drafter, draft)
    chosen = {"place_1": "khong", "mode": "replace", "abstract": "y", "recipients": "y"}
    assert lay(drafter, draft, brought, **chosen).status_code == 303
    assert TYPED not in texts(draft)["quan-triet"]
    assert stages.reloaded(draft).recipients == ["Đảng uỷ Sở (b/c)", "Lưu Chi bộ"]
    assert set_aside(draft.id, "quan-triet")[0].text == TYPED
    assert "12" in drafter.get(f"/van-ban/{draft.id}/soan/ket-qua").text
    changed = stages.reloaded(draft).sections[2]
    mended = SaveSection(changed.key, changed.text + "\n- Sửa thêm.", changed.version, done=False)
    save_section(draft.id, mended, actor=actor)
    assert drafter.post(f"/dua-vao/{brought.id}/lay-ra", data={"csrf_token": csrf_token(drafter)}).status_code == 303
    db.session.expire_all()
    after = texts(draft)
    assert after.pop(changed.key) == mended.text
    assert after == {key: text for key, text in before.items() if key != changed.key}
    assert stages.reloaded(draft).abstract == stages.TITLE and standing(annexes_of(draft.id)) == []
    assert lay(drafter, draft, brought, place_1="khong").status_code == 303


def test_a_draft_saved_meanwhile_is_looked_at_again(
    app: Flask, world: World, draft: Document, drafter: PersonClient
) -> None:
    brought = bring(app, drafter, draft)
    path = f"/van-ban/{draft.id}/dua-vao/{brought.id}"
    seen = fields(drafter.get(path).text) | {"place_1": "khong", "mode": "replace"}
    stages.fill(world, stages.reloaded(draft), "thuvien")
    refused = drafter.post(path, data=seen)
    assert refused.status_code == 409 and "vừa được sửa" in refused.text
    assert drafter.post(path, data=fields(refused.text) | {"place_1": "khong", "mode": "append"}).status_code == 303


def test_a_brought_paper_is_offered_the_drafts_of_its_owner(app: Flask, draft: Document) -> None:
    office = PersonClient(app)
    sign_in(office, "bithu.thuvien")
    answer = office.post("/dua-vao", data={"csrf_token": csrf_token(office), "text": ANNEXED})
    assert answer.status_code == 303
    do_jobs(app)
    page = office.get(answer.location).text
    assert "Dùng làm bản thảo" in page
    assert "chưa soạn văn bản nào" in office.get(f"{answer.location}/ban-thao").text


def test_a_consolidation_and_a_text_handed_in_take_nothing(app: Flask, world: World, drafter: PersonClient) -> None:
    handed_in = stages.submitted(world, stages.campaign_of(world), "thuvien")
    answer = drafter.get(f"/van-ban/{handed_in.id}/dua-vao")
    assert answer.status_code == 409 and "đã được trình" in answer.text
