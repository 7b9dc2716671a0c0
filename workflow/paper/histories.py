"""The history of a document as a printed book, and as a workbook with every act by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO

from workflow.domain.chain import short_digest
from workflow.domain.history import Act, History
from workflow.paper import history_words as words
from workflow.paper.fonts import find_font
from workflow.paper.html import template
from workflow.paper.pdf import set_pages
from workflow.paper.workbooks import Column, Row, Sheet, write_workbook

TITLE = "LỊCH SỬ VĂN BẢN"
_ACTS = (
    Column("TT", 4),
    Column("Lúc", 11),
    Column("Người làm", 13),
    Column("Vai trò", 9),
    Column("Đơn vị", 11),
    Column("Thay đồng chí", 9),
    Column("Việc", 13),
    Column("Trạng thái", 13),
    Column("Nội dung", 24),
    Column("Lý do từng phần", 20),
    Column("Bản", 5),
    Column("Mã nội dung", 14),
    Column("Mã việc", 14),
)
_SLIPS = (
    Column("Vòng", 30),
    Column("Uỷ viên", 26),
    Column("Phiếu", 44),
    Column("Bản", 10),
    Column("Lúc", 20),
)
_OPINIONS = (
    Column("Vòng", 30),
    Column("Uỷ viên", 16),
    Column("Về đoạn", 20),
    Column("Ý kiến", 32),
    Column("Tiếp thu, giải trình", 32),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the book prints it: its place in the record, when, who in lines, the act, what it carried in lines,
    its code; `before` counts the savings since the act before."""

    ordinal: int | None
    when: str
    who: tuple[str, ...]
    act: str
    said: tuple[str, ...]
    code: str
    before: int


def history_pdf(history: History, made: str) -> bytes:
    """The printed book, A4, pages numbered, the document named on each; `made` says when and by whom. The same history
    gives the same bytes."""
    html = template("history.html").render(
        title=TITLE,
        history=history,
        words=words,
        acts=list(_lines(history)),
        slips=_SLIPS[1:],
        said=_OPINIONS[1:],
        tables=words.tables(history),
        made=made,
    )
    pdf, _ = set_pages(html, _css())
    return pdf


def write_history(history: History, made: str, file: IO[bytes]) -> int:
    """Write the workbook into the file; how many rows."""
    return write_workbook(_sheets(history, made), file)


def _lines(history: History) -> Iterator[Line]:
    """The acts that moved the paper; while it was being written, savings are only counted."""
    savings = 0
    for act in history.acts:
        if act.is_saving:
            savings += 1
            continue
        when, code = words.moment(act.at), short_digest(act.digest)
        yield Line(act.ordinal, when, tuple(_who(act)), act.act, tuple(_said(act)), code, savings)
        savings = 0
    if savings:
        yield Line(None, "", (), "", (), "", savings)


def _who(act: Act) -> Iterator[str]:
    yield act.actor
    if act.in_place_of:
        yield f"thay đồng chí {act.in_place_of}"
    if said := ", ".join(filter(None, (words.role_of(act), act.organisation))):
        yield said


def _said(act: Act) -> Iterator[str]:
    for said in filter(None, (words.states_of(act), act.details, *words.reasons_of(act))):
        yield said[:1].upper() + said[1:]
    if act.revision is not None:
        yield f"Bản {act.revision}" + (f", mã nội dung {short_digest(act.text)}" if act.text else "")


def _sheets(history: History, made: str) -> Iterator[Sheet]:
    issuer, title = history.document.heading, f"{TITLE}: {words.called(history)}"
    yield Sheet("Các việc", (issuer, title, f"{words.scope(history)} {made}"), _ACTS, map(_row, history.acts))
    if history.rounds:
        slips = [(words.told_of(one), *row) for one in history.rounds for row in words.slips(one)]
        said = [(words.told_of(one), *row) for one in history.rounds for row in words.opinions(one)]
        yield Sheet("Phiếu lấy ý kiến", (issuer, title, made), _SLIPS, slips)
        yield Sheet("Tiếp thu, giải trình", (issuer, title, made), _OPINIONS, said)
    for table in words.tables(history):
        yield Sheet(table.name, (issuer, title, made), table.columns, table.rows)


def _row(act: Act) -> Row:
    return (
        act.ordinal,
        words.moment(act.at, seconds=True),
        act.actor,
        words.role_of(act),
        act.organisation,
        act.in_place_of,
        act.act,
        words.states_of(act),
        act.details,
        "\n".join(words.reasons_of(act)),
        act.revision,
        act.text,
        act.digest,
    )


@cache
def _css() -> str:
    return template("history.css").render(font=find_font())
