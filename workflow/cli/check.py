"""`trinhky check`: what is wrong with a paper's format, by rule and clause; needs no database."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from workflow.cli import Command
from workflow.cli.convert import read_paper
from workflow.domain.citations import CitedDocument
from workflow.domain.paper import ProfileName
from workflow.paper.check import BUILT_IN, Finding, by_symbol, errors_of
from workflow.paper.check import check as findings_of

CLEAN, FAULTY, WRONG_USE = 0, 1, 2


@click.command(cls=Command)
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option(
    "--profile", type=click.Choice([name.value for name in ProfileName]), help="Thể thức; mặc định theo ngày."
)
@click.option(
    "--citations",
    metavar="TỆP.json",
    type=click.Path(path_type=Path),
    help="Sổ văn bản viện dẫn: danh sách {symbol, date, issuer, title}; thêm vào sổ có sẵn.",
)
@click.pass_context
def check(context: click.Context, file: Path, as_json: bool, profile: str | None, citations: Path | None) -> None:
    """Kiểm tra thể thức của một văn bản và chỉ cách sửa.

    Mã thoát: 0 không có lỗi (có thể có lưu ý), 1 có lỗi, 2 dùng sai lệnh.
    """
    paper = read_paper(file, profile)
    known = _register(context, citations) if citations else ()
    found = findings_of(paper, by_symbol(_later_first(known)))
    shapes = [finding.to_json() for finding in found]
    click.echo(json.dumps(shapes, ensure_ascii=False, indent=2) if as_json else in_words(found))
    context.exit(FAULTY if errors_of(found) else CLEAN)


def in_words(found: Sequence[Finding]) -> str:
    """The list as a person reads it."""
    if not found:
        return "ĐÚNG THỂ THỨC: không có lỗi, không có lưu ý."
    errors = len(errors_of(found))
    head = f"{errors} lỗi phải sửa, {len(found) - errors} lưu ý."
    return "\n".join([head, *(_line(number, one) for number, one in enumerate(found, 1))])


def _line(number: int, finding: Finding) -> str:
    grave = "LỖI" if finding.is_error else "Lưu ý"
    fix = f"\n   Sửa được ngay: {finding.fix.words}" if finding.fix else ""
    return f"{number}. {grave} [{finding.place}] {finding.message} ({finding.clause}){fix}"


def _later_first(known: Iterable[CitedDocument]) -> list[CitedDocument]:
    """A file's entry replaces the built-in one of the same symbol and day."""
    named = {(one.symbol, one.date): one for one in (*BUILT_IN, *known)}
    return list(named.values())


def _register(context: click.Context, file: Path) -> list[CitedDocument]:
    try:
        shapes = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(shapes, list):
            raise TypeError(type(shapes))
        return [_cited(shape) for shape in shapes]
    except (OSError, ValueError, KeyError, TypeError):
        click.echo(f"Không đọc được sổ văn bản viện dẫn {file}; cần một danh sách JSON đúng dạng.", err=True)
        context.exit(WRONG_USE)


def _cited(shape: dict[str, Any]) -> CitedDocument:
    day = dt.date.fromisoformat(shape["date"])
    return CitedDocument(shape["symbol"], day, shape["issuer"], shape["title"])
