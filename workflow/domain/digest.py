"""A person's notice of one day: one paper of lines, never a message for each of them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

from workflow.domain import dates
from workflow.domain.deadlines import Urgency, urgency

MOST_LINES = 60


class Group(StrEnum):
    """Under which heading a line stands, in printed order."""

    RETURNED = "returned"
    LATE = "late"
    SOON = "soon"
    NEW = "new"
    ANSWERED = "answered"


HEADINGS: Mapping[Group, str] = {
    Group.RETURNED: "Bị trả lại, cần sửa",
    Group.LATE: "Quá hạn",
    Group.SOON: "Đến hạn trong ba ngày làm việc",
    Group.NEW: "Việc mới",
    Group.ANSWERED: "Kết quả",
}
_COUNTED: Mapping[Group, str] = {
    Group.RETURNED: "bị trả lại",
    Group.LATE: "quá hạn",
    Group.SOON: "sắp đến hạn",
    Group.NEW: "việc mới",
    Group.ANSWERED: "kết quả",
}
_ORDER = list(Group)


@dataclass(frozen=True, slots=True)
class Line:
    """One matter: its title, what was said of it (the reason in full) and who acts next, its due day, where it is. What
    was taken back is nowhere (""); then it names the house that it was taken from."""

    group: Group
    title: str
    path: str
    text: str = ""
    due_on: dt.date | None = None
    house: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The shape kept in the database."""
        day = self.due_on.isoformat() if self.due_on else None
        shape = {"group": self.group.value, "title": self.title, "path": self.path, "text": self.text, "due_on": day}
        return shape | ({"house": self.house} if self.house is not None else {})

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Line":
        """The inverse of `to_json`."""
        day = dt.date.fromisoformat(shape["due_on"]) if shape["due_on"] else None
        return cls(Group(shape["group"]), shape["title"], shape["path"], shape["text"], day, shape.get("house"))


def reminded(due_on: dt.date | None, today: dt.date, soon: dt.date) -> Group | None:
    """Whether something not done yet is to be reminded of today: overdue, or due no later than `soon`."""
    known = {Urgency.LATE: Group.LATE, Urgency.SOON: Group.SOON}
    return known.get(urgency(due_on, today, soon))


def joined(lines: Iterable[Line]) -> list[Line]:
    """One line for each matter: the gravest of its groups, with every reason and the due day; in printed order."""
    by_matter: dict[str, Line] = {}
    for line in lines:
        matter = line.path or line.title
        held = by_matter.get(matter)
        by_matter[matter] = line if held is None else _both(held, line)
    ordered = sorted(by_matter.values(), key=lambda line: (_ORDER.index(line.group), line.due_on or dt.date.max))
    return ordered[:MOST_LINES]


def grouped(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The lines under their headings."""
    return [(HEADINGS[group], list(part)) for group, part in groupby(lines, key=lambda line: line.group)]


def subject(day: dt.date, lines: Iterable[Line]) -> str:
    """ "Trình Ký ngày 22/11: 2 quá hạn, 1 việc mới"."""
    counted = [(_COUNTED[group], len(list(part))) for group, part in groupby(lines, key=lambda line: line.group)]
    return f"Trình Ký ngày {dates.day_and_month(day)}: " + ", ".join(f"{count} {words}" for words, count in counted)


def _both(one: Line, other: Line) -> Line:
    graver, lighter = sorted((one, other), key=lambda line: _ORDER.index(line.group))
    said = "\n".join(dict.fromkeys(text for text in (graver.text, lighter.text) if text))
    return replace(graver, text=said, due_on=graver.due_on or lighter.due_on)
