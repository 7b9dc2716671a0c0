"""Tasks that a plan sets: which blocks, whose, by when; a proposal that a person confirms."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workflow.domain.blocks import Block, BlockType, plain
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.paper import ProposedTask
from workflow.paper.inline import CALL

_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_DATE = re.compile(r"(?:trước|đến|chậm nhất|hạn|xong|vào)\b[^\d]*(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![/\d])")
_CONDITION = re.compile(r"\b(khi (?:có|được|Trung ương|cấp)\b.*|sau khi\b.*)", re.IGNORECASE)
_CHARGED = re.compile(
    r"Giao (?P<body>[^,;.]+?)(?:,| chủ trì| phối hợp| theo dõi| hướng dẫn| tham mưu| định hướng| giúp| tổng hợp)"
)
_BODY = re.compile(
    r"(?:Đối với (?P<named>.+))|(?P<bare>(?:Đảng đoàn|Ban |Đảng [uủ]|Đảng bộ|Chi bộ|Chi [uủ]|Văn phòng|Mặt trận|"
    r"[UỦ][ỷy] ban|Các (?:chi bộ|đảng|ban|cơ quan|cấp|tổ chức|đoàn thể|huyện|sở)|Cấp [uủ]|Sở |Công đoàn|Đoàn ).*)"
)


def deadline_of(words: str) -> Deadline | None:
    """The deadline that a short phrase states, of one of the four kinds; None when it states none."""
    if found := _DATE.search(words):
        return _dated(*found.groups())
    if "thường xuyên" in words:
        return Deadline(DeadlineKind.CONTINUOUS)
    if found := _CONDITION.search(words):
        return Deadline(DeadlineKind.CONDITION, condition=found[1].strip())
    return None


def _dated(day: str, month: str, year: str | None) -> Deadline | None:
    try:  # a leap year stands for "any year"
        date = dt.date(int(year or 2024), int(month), int(day))
    except ValueError:
        return None
    if year:
        return Deadline(DeadlineKind.DATE, date=date)
    return Deadline(DeadlineKind.YEARLY, day=date.day, month=date.month)


@dataclass(slots=True)
class _Group:
    """The blocks under one heading, with the chapter over it."""

    chapter: str = ""
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)

    @property
    def sets_tasks(self) -> bool:
        return "NHIỆM VỤ" in self.chapter.upper() and bool(self.heading)

    def tasks(self) -> Iterator[ProposedTask]:
        numbered = any(block.marker and block.type is BlockType.PARAGRAPH for block in self.blocks)
        for block in self.blocks:
            words, deadline = _without_deadline(block)
            leads = block.marker and (block.type is BlockType.PARAGRAPH or not numbered)
            if deadline or (self.sets_tasks and leads):
                yield ProposedTask(block.id, words, _bodies(self.heading) or _charged(words), deadline)


def tasks(blocks: Sequence[Block]) -> tuple[ProposedTask, ...]:
    """Each leading block of the groups in a chapter on tasks, and any block that states a deadline in brackets."""
    return tuple(task for group in _groups(blocks) for task in group.tasks())


def _groups(blocks: Sequence[Block]) -> Iterator[_Group]:
    group = _Group()
    for block in blocks:
        if block.type is not BlockType.HEADING:
            group.blocks.append(block)
            continue
        yield group
        words = plain(block.text)
        group = _Group(chapter=words) if block.level == 1 else _Group(group.chapter, words)
    yield group


def _without_deadline(block: Block) -> tuple[str, Deadline | None]:
    words = CALL.sub("", plain(block.text))
    for found in reversed(list(_BRACKET.finditer(words))):
        if deadline := deadline_of(found[1]):
            return words[: found.start()] + words[found.end() :], deadline
    return words, None


def _bodies(heading: str) -> tuple[str, ...]:
    found = _BODY.fullmatch(heading)
    names = (found["named"] or found["bare"]) if found else ""
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _charged(words: str) -> tuple[str, ...]:
    found = _CHARGED.match(words)
    return (found["body"].strip(),) if found else ()
