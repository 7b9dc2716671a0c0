"""`trinhky convert`: paper and structure out of a text, and one clear sentence for what cannot be converted."""

import json
from pathlib import Path

import pytest

from workflow.cli import main
from workflow.cli.convert import LARGEST

PLAN = Path(__file__).parents[3] / "workflow" / "cli" / "demo" / "plans" / "ke-hoach-so.txt"


def run(*arguments: str | Path) -> int:
    """The exit code of `trinhky convert` with these arguments."""
    with pytest.raises(SystemExit) as left:
        main(["convert", *map(str, arguments)])
    code = left.value.code
    assert isinstance(code, int)
    return code


def test_writes_the_pdf_and_the_structure(tmp_path: Path) -> None:
    pdf, structure = tmp_path / "a.pdf", tmp_path / "a.json"
    assert run(PLAN, "--pdf", pdf, "--json", structure) == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    shape = json.loads(structure.read_text(encoding="utf-8"))
    assert list(shape) == [
        "kind", "number", "symbol", "issuer", "superior", "place", "date", "profile", "title", "abstract", "blocks",
        "footnotes", "recipients", "signature", "tasks", "citations", "warnings",
    ]  # fmt: skip
    assert (shape["symbol"], shape["date"], shape["profile"]) == ("32-KH/ĐU", "2024-02-06", "HD36")


def test_writes_the_word_file_without_printing_the_structure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word = tmp_path / "a.docx"
    assert run(PLAN, "--docx", word) == 0
    assert word.read_bytes().startswith(b"PK\x03\x04")
    assert capsys.readouterr().out == ""


def test_prints_the_structure_when_no_file_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(PLAN, "--profile", "HD05") == 0
    assert json.loads(capsys.readouterr().out)["profile"] == "HD05"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "không có chữ nào"),
        ("blank.txt", b" \n---\n", "không có chữ nào"),
        ("paper.pdf", b"%PDF-1.7\n", "Không đọc được tệp PDF"),
        ("paper.docx", b"PK\x03\x04rest", "Word"),
        ("paper.doc", b"\xd0\xcf\x11\xe0rest", "Word"),
        ("old.txt", "Đảng uỷ".encode("utf-16")[2:] + b"\xff", "UTF-8"),
        ("picture.txt", b"a\x00b", "không phải văn bản thuần"),
        ("big.txt", b"a" * (LARGEST + 1), "lớn hơn 20 MB"),
    ],
)
def test_refuses_what_is_no_plain_text(
    name: str, content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, pdf = tmp_path / name, tmp_path / "out.pdf"
    file.write_bytes(content)
    assert run(file, "--pdf", pdf) == 2
    captured = capsys.readouterr()
    assert says in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    assert not pdf.exists()


def test_refuses_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "khong-co.txt") == 2
    assert "Không đọc được tệp" in capsys.readouterr().err


def test_refuses_a_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(PLAN, "--json", tmp_path / "khong-co" / "a.json") == 2
    assert "Không ghi được tệp" in capsys.readouterr().err


def test_refuses_an_unknown_profile(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(PLAN, "--profile", "HD99") == 2
    assert "--profile" in capsys.readouterr().err


def test_reads_a_text_with_a_byte_order_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bom.txt"
    file.write_bytes(b"\xef\xbb\xbf" + PLAN.read_bytes())
    assert run(file) == 0
    assert json.loads(capsys.readouterr().out)["symbol"] == "32-KH/ĐU"


def test_reads_a_word_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word = tmp_path / "ke-hoach.docx"
    assert run(PLAN, "--docx", word) == 0
    assert run(word) == 0
    assert json.loads(capsys.readouterr().out)["symbol"] == "32-KH/ĐU"


def test_reads_the_pdf_that_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = tmp_path / "ke-hoach.pdf"
    assert run(PLAN, "--pdf", pdf) == 0
    assert run(pdf) == 0
    assert json.loads(capsys.readouterr().out)["symbol"] == "32-KH/ĐU"


def test_reads_what_an_old_notepad_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "utf16.txt"
    file.write_bytes(PLAN.read_text(encoding="utf-8").encode("utf-16"))
    assert run(file) == 0
    assert json.loads(capsys.readouterr().out)["symbol"] == "32-KH/ĐU"
