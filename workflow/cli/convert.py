"""`trinhky convert`: a document (text, Word, PDF) into the official paper and its structure, without a database."""

import json
from pathlib import Path
from typing import NoReturn

import click

from workflow.cli import Command
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import Paper, ProfileName
from workflow.paper.parse import parse_file

LARGEST = 20 * 1024 * 1024  # bytes; a scan with its text layer is the largest that offices send


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
    """Chuyển một văn bản (.txt, .md, .docx, .pdf có chữ) thành PDF, Word và JSON đúng thể thức."""
    paper = read_paper(file, profile)
    structure = json.dumps(paper.to_json(), ensure_ascii=False, indent=2) + "\n"
    if pdf:
        # the text alone needs no Pango and should not wait for it
        from workflow.paper.pdf import render_pdf

        _write(pdf, render_pdf(paper).pdf)
    if docx:
        # and no Word
        from workflow.paper.docx import render_docx

        _write(docx, render_docx(paper))
    if as_json:
        _write(as_json, structure.encode())
    if not (pdf or docx or as_json):
        click.echo(structure, nl=False)


def read_paper(file: Path, profile: str | None) -> Paper:
    """The paper in a file given on the command line; what holds none ends the command with code 2."""
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST else b""
    except OSError:
        _refuse(f"Không đọc được tệp {file}; hãy kiểm tra đường dẫn và quyền đọc.")
    if size > LARGEST:
        _refuse(f"Tệp {file} lớn hơn 20 MB; hãy chia nhỏ hoặc bỏ phần thừa.")
    try:
        return parse_file(file.name, content, profile=ProfileName(profile) if profile else None)
    except InvalidInput as refused:
        _refuse(refused.reason)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError:
        _refuse(f"Không ghi được tệp {file}; hãy kiểm tra thư mục và quyền ghi.")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise click.exceptions.Exit(2)
