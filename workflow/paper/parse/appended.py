"""What stands after a paper's signature: its annexes, and the part that makes it a copy."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workflow.domain.blocks import plain
from workflow.domain.paper import CopyBlock, CopyKind
from workflow.paper.parse import markers
from workflow.paper.parse.ending import Ending, begins_ending, cells, take_ending
from workflow.paper.parse.header import BODY_NAME, MOTTO, Top
from workflow.paper.parse.lines import ROW, RULE
from workflow.paper.parse.signers import is_name
from workflow.paper.parse.titles import title_of

_ANNEX = re.compile(
    r"\*{0,3}(?P<marker>(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU MẪU|Biểu mẫu|BIỂU SỐ|Biểu số)"
    r"(?:\s+(?:số|SỐ|Số))?(?:\s+(?:[IVXL]+|\d{1,2}|[A-Z])\b)?)\s*(?P<rest>[:.\-–]\s*[^.]{1,200})?\s*\*{0,3}"
)
_LIST = re.compile(r"(?:DANH SÁCH|BẢNG|BIỂU|MẪU|PHIẾU|LỊCH|DANH MỤC|NỘI QUY)\b")
_COPY_KINDS = {
    re.compile(r"(?:BẢN )?SAO Y(?: BẢN CHÍNH)?", re.IGNORECASE): CopyKind.WHOLE,
    re.compile(r"(?:BẢN )?SAO LỤC", re.IGNORECASE): CopyKind.BY_RECIPIENT,
    re.compile(r"(?:BẢN )?TRÍCH SAO", re.IGNORECASE): CopyKind.PART,
}
_HEAD_CELL = re.compile(r"\*|Số\b.*/|\D{0,40}ngày[\s\d.…]*tháng|Sao\b|Trích sao")
_LONGEST_TITLE_LINE = 150
_COPY_HEAD_LINES = 14


@dataclass(slots=True)
class AnnexLines:
    """An annex before its blocks are made."""

    marker: str
    title: str
    lines: list[str]
    wide: bool = False


def split_annexes(lines: Sequence[str], wide: Collection[str]) -> tuple[list[str], list[AnnexLines]]:
    """The lines of the paper itself, and its annexes: those heads that stand after an ending. `wide` has the heads that
    stand on pages laid across."""
    ending = next((i for i, line in enumerate(lines) if begins_ending(line)), None)
    if ending is None:
        return list(lines), []
    signed = next((i for i in range(ending, len(lines)) if _is_signed(lines[i])), len(lines))
    heads = [i for i in range(ending, len(lines)) if _ANNEX.fullmatch(lines[i].strip())]
    heads = [i for i in range(signed + 1, min([*heads, len(lines)])) if _is_attached(lines[i])] + heads
    if not heads:
        return list(lines), []
    annexes = [_annex(lines[at:end]) for at, end in zip(heads, [*heads[1:], len(lines)], strict=True)]
    for annex in annexes:
        annex.wide = annex.marker in wide
    kept, letterhead = _without_letterhead(lines[: heads[0]])
    annexes[0].lines[:0] = [*letterhead, ""] if letterhead else []
    return kept, annexes


def _without_letterhead(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of the paper itself, and what an annex behind it has above its title when it was set as a paper of its
    own: from the names above a second "ĐẢNG CỘNG SẢN VIỆT NAM" on."""
    mottos = [i for i, line in enumerate(lines) if MOTTO in plain(line)]
    signed = [i for i, line in enumerate(lines) if begins_ending(line)]
    if not (mottos and signed) or mottos[-1] < signed[-1]:
        return list(lines), []
    start = mottos[-1]
    while start and BODY_NAME.match(plain(lines[start - 1]).strip()):
        start -= 1
    return list(lines[:start]), [" ".join(line.split()) for line in lines[start:]]


def _is_signed(line: str) -> bool:
    """Whether a signer's name stands in the line: what follows in capitals belongs to no ending."""
    return any(is_name(plain(cell).strip()) for cell in cells(line))


def _is_attached(line: str) -> bool:
    """Whether a line behind a signature begins a paper of its own: a list, the rules that a decision puts in force."""
    words = plain(line).strip()
    if not words.isupper() or len(words) > _LONGEST_TITLE_LINE:
        return False
    title = title_of(words)
    return bool(_LIST.match(words)) or (title is not None and not (title.rest or title.misread))


def _annex(lines: Sequence[str]) -> AnnexLines:
    found = _ANNEX.fullmatch(lines[0].strip())
    marker = " ".join((found["marker"] if found else plain(lines[0])).split())
    told = [plain(found["rest"]).strip(" :.-–*")] if found and found["rest"] else []
    at = 1
    while at < len(lines) and (not lines[at].strip() or RULE.fullmatch(lines[at])) and not told:
        at += 1
    while at < len(lines) and _is_title(lines[at], first=not told):
        told.append(" ".join(plain(lines[at]).split()))
        at += 1
    return AnnexLines(marker, " ".join(told), list(lines[at:]))


def _is_title(line: str, *, first: bool) -> bool:
    words = plain(line).strip()
    if (
        not words
        or len(words) > _LONGEST_TITLE_LINE
        or words[0] in "(|"
        or RULE.fullmatch(words)
        or ROW.fullmatch(words)
    ):
        return False
    if markers.split(line)[0] or "\t" in line or markers.finished(words):
        return False
    return first or words.isupper() or words[0].islower()


def split_copy(lines: Sequence[str]) -> tuple[list[str], CopyBlock | None, list[str]]:
    """The lines of the copied paper, the copy's own part, and lines of that part that fit nowhere in it."""
    at = next((i for i, line in enumerate(lines) if _copy_kind(line)), None)
    if at is None or not any(begins_ending(line) for line in lines[:at]):
        return list(lines), None, []
    start = _copy_start(lines, at)
    text, ending = take_ending(lines[at + 1 :])
    top = Top()
    for line in [*lines[start : at + 1], *text]:  # the right column, with place and day, may come after the kind
        for cell in re.split(r"\t+", line):
            if not _kind_of_cell(cell):
                top.take(" ".join(plain(cell).split()))
    top.finish()
    if top.symbol is None and not ending.signature.name:
        return list(lines), None, []
    return list(lines[:start]), _copy(_copy_kind(lines[at]), top, ending), [*top.unplaced, *ending.unplaced]


def _copy(kind: CopyKind | None, top: Top, ending: Ending) -> CopyBlock:
    return CopyBlock(
        kind or CopyKind.WHOLE,
        top.issuer,
        top.superior,
        str(top.symbol) if top.symbol else None,
        top.place,
        top.date,
        ending.signature,
        ending.recipients,
    )


def _copy_kind(line: str) -> CopyKind | None:
    return next((kind for cell in line.split("\t") if (kind := _kind_of_cell(cell))), None)


def _kind_of_cell(cell: str) -> CopyKind | None:
    words = plain(cell).strip(" *()")
    return next((kind for pattern, kind in _COPY_KINDS.items() if pattern.fullmatch(words)), None)


def _copy_start(lines: Sequence[str], at: int) -> int:
    """The first line of the copy's head: as far up as lines can be of a header, at most to the rule across the page."""
    start = at
    for index in range(at - 1, max(at - _COPY_HEAD_LINES, 0), -1):
        words = plain(lines[index]).strip()
        if (RULE.fullmatch(words) and len(words) > 10) or not _is_of_head(words):
            break
        start = index
    return start


def _is_of_head(words: str) -> bool:
    if not words or set(words) == {"*"}:
        return True
    return not ROW.fullmatch(words) and all(
        cell.isupper() or _HEAD_CELL.match(cell) for cell in re.split(r"\t+", words.strip()) if cell
    )
