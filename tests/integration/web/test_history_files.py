"""The history of a document as files: every round in it, checked without us, no more than its reader may be told."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from flask import Flask
from pypdfium2 import PdfDocument

from tests.factories import deciding, stages
from tests.factories.deciding import vote
from tests.second_verifier import complaints
from tests.signing_in import PersonClient, sign_in
from workflow.actions.appraise import return_document
from workflow.actions.opinion_replies import answer_opinions
from workflow.cli.audit import history
from workflow.cli.demo.world import World
from workflow.domain.errors import InvalidInput
from workflow.domain.history import seal_of
from workflow.domain.history_check import file_faults, read_history
from workflow.domain.inputs.deciding import ReturnDocument
from workflow.domain.inputs.opinions import Answered, AnswerOpinions
from workflow.domain.states import Reply, Stance
from workflow.jobs.history import differences
from workflow.models import Document, db
from workflow.queries.opinions import opinions_of
from workflow.settings import Settings

pytestmark = pytest.mark.usefixtures("short_prints")
SECRET = "Cần nêu rõ nguyên nhân chủ quan."
ANSWER = "Đã bổ sung vào mục hạn chế."


@pytest.fixture
def debated(app: Flask, world: World) -> Document:
    """A consolidation that the committee was asked about, answered, and then sent back with a reason."""
    document = deciding.asked(app, world)
    vote(document, "uyvien2.so", Stance.WITH_REMARKS, (None, SECRET))
    said = opinions_of(deciding.round_of(document))
    given = AnswerOpinions({one.id: Answered(one.version, Reply.TAKEN_IN, ANSWER) for one in said})
    answer_opinions(document.id, given, actor=world.actor("vanphong.so"))
    document = stages.reloaded(document)
    given_back = ReturnDocument(document.version, {deciding.KEY: "Thiếu số liệu quý."})
    return_document(document.id, given_back, actor=world.actor("bithu.so"))
    return stages.reloaded(document)


def got(app: Flask, who: str, document: Document, form: str) -> bytes:
    """The file as this person gets it."""
    browser, whose = PersonClient(app), document.id
    sign_in(browser, who)
    answer = browser.get(f"/van-ban/{whose}/lich-su.{form}")
    assert answer.status_code == 200, answer.get_data(as_text=True)[-2000:]
    db.session.expire_all()
    return answer.data


def test_the_json_holds_every_round_and_checks_by_itself(app: Flask, debated: Document) -> None:
    data = got(app, "vanphong.so", debated, "json").decode()
    shape = read_history(data)
    assert file_faults(shape) == []
    assert complaints(shape["record"]) == []
    assert [act["ordinal"] for act in shape["acts"]] == list(range(1, debated.chain_length + 1))
    (asked,) = shape["rounds"]
    assert [(one["text"], one["answer"]) for one in asked["opinions"]] == [(SECRET, ANSWER)]
    assert {one["stance"] for one in asked["slips"]} == {"with_remarks", None}
    assert shape["acts"][-1]["reasons"] == [
        {"part": "mục “Kết quả theo nhóm nhiệm vụ”", "reason": "Thiếu số liệu quý."}
    ]
    assert list(differences(shape)) == []


def test_a_changed_byte_anywhere_is_refused(app: Flask, debated: Document) -> None:
    data = got(app, "vanphong.so", debated, "json")
    for place in range(0, len(data), len(data) // 400):
        changed = bytearray(data)
        changed[place] = (changed[place] + 1) % 128 or 1
        assert refused(bytes(changed)) or json.loads(changed) == json.loads(data), place


def refused(data: bytes) -> bool:
    """Whether the file is not taken for a whole history."""
    try:
        return bool(file_faults(read_history(data.decode())))
    except (InvalidInput, UnicodeDecodeError):
        return True


def _words_of_an_act(shape: dict[str, Any]) -> None:
    shape["acts"][-1]["actor"] = "Người khác"


def _words_of_an_entry(shape: dict[str, Any]) -> None:
    shape["record"][2]["entry"]["details"] = {"note": "khác"}


def _an_act_left_out(shape: dict[str, Any]) -> None:
    shape["acts"].pop(3)


def _an_entry_left_out(shape: dict[str, Any]) -> None:
    last = shape["chain"]["length"]
    shape["record"] = [one for one in shape["record"] if one.get("entry", {}).get("ordinal") != last]
    shape["acts"].pop()


def _another_paper(shape: dict[str, Any]) -> None:
    shape["document"]["id"] += 1


def _a_reason(shape: dict[str, Any]) -> None:
    shape["acts"][-1]["reasons"][0]["reason"] = "Không có."


LIES: tuple[Callable[[dict[str, Any]], None], ...] = (
    _words_of_an_act,
    _words_of_an_entry,
    _an_act_left_out,
    _an_entry_left_out,
    _another_paper,
    _a_reason,
)


def test_a_lie_is_found_under_a_new_seal_too(app: Flask, debated: Document) -> None:
    data = got(app, "vanphong.so", debated, "json")
    for lie in LIES:
        shape = json.loads(data)
        lie(shape)
        shape["seal"] = seal_of(shape)
        assert file_faults(shape), lie.__name__


def test_words_that_no_entry_holds_are_found_beside_the_record(app: Flask, debated: Document) -> None:
    shape = json.loads(got(app, "vanphong.so", debated, "json"))
    shape["rounds"][0]["slips"][0]["stance"] = "agreed"
    assert list(differences(shape)) == ["các vòng lấy ý kiến trong tệp khác với hồ sơ"]


def test_the_command_tells_a_whole_file_from_a_changed_one_and_from_none(
    app: Flask, debated: Document, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", str(settings.database_url))
    monkeypatch.setenv("TRINHKY_VAR", str(settings.var))
    file, length = tmp_path / "lich-su.json", debated.chain_length
    text = got(app, "vanphong.so", debated, "json").decode()
    file.write_text(text, encoding="utf-8")
    said = CliRunner().invoke(history, [str(file), "--record"])
    assert (said.exit_code, f"đủ {length} việc" in said.output) == (0, True), said.output
    file.write_text(text.replace(ANSWER, "Không."), encoding="utf-8")
    said = CliRunner().invoke(history, [str(file)])
    assert (said.exit_code, "tệp không còn đúng từng byte như lúc lập" in said.output) == (1, True)
    file.write_text("{}", encoding="utf-8")
    assert isinstance(CliRunner().invoke(history, [str(file)]).exception, InvalidInput)


def test_the_book_and_the_workbook_tell_the_rounds_the_reasons_and_the_codes(app: Flask, debated: Document) -> None:
    pages = PdfDocument(got(app, "vanphong.so", debated, "pdf"))
    printed = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)
    for words in ("LỊCH SỬ VĂN BẢN", SECRET, ANSWER, "Thiếu số liệu quý.", "Đồng ý, có ý kiến thêm", "Bị trả lại"):
        assert words in printed
    assert debated.chain_head in printed.replace(" ", "")
    book = openpyxl.load_workbook(BytesIO(got(app, "vanphong.so", debated, "xlsx")))
    rows = list(book["Các việc"].iter_rows(min_row=5, values_only=True))
    assert (len(rows), rows[-1][-1]) == (debated.chain_length, debated.chain_head)
    assert SECRET in {row[3] for row in book["Tiếp thu, giải trình"].iter_rows(min_row=5, values_only=True)}


def test_the_superior_gets_the_way_of_the_paper_and_nothing_of_the_house(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    own, theirs = (json.loads(got(app, who, document, "json")) for who in ("soan.thuvien", "vanphong.so"))
    assert [act["fact"] for act in theirs["acts"]] == ["document:issued", "document:sent"]
    assert {act["digest"] for act in theirs["acts"]} < {act["digest"] for act in own["acts"]}
    hidden = ("record", "rounds", "decisions", "texts", "anchors", "chain")
    assert not any(theirs[name] for name in hidden)
    assert theirs["acts"][0]["ordinal"] is None
    assert file_faults(theirs) == file_faults(own) == list(differences(theirs)) == []
    text = json.dumps(theirs, ensure_ascii=False)
    assert "Thông qua" not in text
    assert "document:submitted" not in text
