"""`trinhky convert`: a text document into the official paper and its structure, without a database."""

import json
from pathlib import Path
from typing import NoReturn

import click

from workflow.cli import Command
from workflow.domain.paper import ProfileName
from workflow.paper.docx import render_docx
from workflow.paper.parse import parse_text

LARGEST = 2 * 1024 * 1024  # bytes; a plan of a hundred pages has about a third of a megabyte
_OTHER_TYPES = {b"%PDF": "PDF", b"PK\x03\x04": "Word (.docx) hoặc tệp nén", b"\xd0\xcf\x11\xe0": "Word (.doc)"}


@click.command(cls=Command)
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@click.option(
    "--profile", type=click.Choice([name.value for name in ProfileName]), help="Thể thức; mặc định theo ngày."
)
@click.option("--pdf", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi văn bản PDF vào tệp này.")
@click.option("--docx", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi bản Word vào tệp này.")
@click.option(
    "--json", "as_json", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi cấu trúc JSON vào tệp này."
)
def convert(file: Path, profile: str | None, pdf: Path | None, docx: Path | None, as_json: Path | None) -> None:
    """Chuyển một văn bản thuần (.txt, UTF-8) thành PDF, Word và JSON đúng thể thức."""
    paper = parse_text(read_text(file), profile=ProfileName(profile) if profile else None)
    structure = json.dumps(paper.to_json(), ensure_ascii=False, indent=2) + "\n"
    if pdf:
        # the text alone needs no Pango and should not wait for it
        from workflow.paper.pdf import render_pdf

        _write(pdf, render_pdf(paper).pdf)
    if docx:
        _write(docx, render_docx(paper))
    if as_json:
        _write(as_json, structure.encode())
    if not (pdf or docx or as_json):
        click.echo(structure, nl=False)


def read_text(file: Path) -> str:
    """The text of a file given on the command line; what cannot be one ends the command with code 2."""
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST else b""
    except OSError:
        _refuse(f"Không đọc được tệp {file}; hãy kiểm tra đường dẫn và quyền đọc.")
    if size > LARGEST:
        _refuse(f"Tệp {file} lớn hơn 2 MB; hãy chia nhỏ hoặc bỏ phần thừa.")
    for start, name in _OTHER_TYPES.items():
        if content.startswith(start):
            _refuse(f"Tệp {file} là tệp {name}; hãy lưu thành văn bản thuần (.txt, mã UTF-8) rồi chuyển lại.")
    return _decoded(content, file)


def _decoded(content: bytes, file: Path) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse(f"Tệp {file} không ở mã UTF-8; hãy lưu lại thành văn bản thuần mã UTF-8.")
    if "\0" in text:
        _refuse(f"Tệp {file} không phải văn bản thuần; hãy lưu thành .txt mã UTF-8 rồi chuyển lại.")
    if not any(map(str.isalnum, text)):
        _refuse(f"Tệp {file} không có chữ nào; hãy chọn tệp có nội dung.")
    return text


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError:
        _refuse(f"Không ghi được tệp {file}; hãy kiểm tra thư mục và quyền ghi.")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise click.exceptions.Exit(2)
