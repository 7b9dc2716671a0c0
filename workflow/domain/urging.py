"""What a công văn đôn đốc says: which report or task, of whom, due when, how late, for the how-manyth time, and by when
an answer is expected (domain.md §3.6; features.md §3.9)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.domain import dates
from workflow.domain.cutting import cut

MOST_IN_ABSTRACT, MOST_IN_SENTENCE = 200, 600  # letters of a task's words
MOST_IN_TEXT = 10
"""Up to so many units are named in Kính gửi and in the text; more stand in an annex."""
REPLY_DAYS = 3  # working days: no rule says how long; the office changes the day on the page
LISTED = "Các tổ chức đảng có tên trong danh sách kèm theo"


class Matter(StrEnum):
    """What the units are late with."""

    REPORT = "report"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of one kind of matter; {about} stands for the report's or the task's words."""

    abstract: str
    asked: str
    missing: str
    finish: str
    expected: str
    day: str
    annex: str


_WORDINGS: Mapping[Matter, Wording] = {
    Matter.REPORT: Wording(
        abstract="đôn đốc gửi báo cáo {about}",
        asked="đã yêu cầu các tổ chức đảng trực thuộc gửi báo cáo {about}",
        missing="chưa nhận được báo cáo của",
        finish="gửi",
        expected="hoàn thành và gửi báo cáo",
        day="Hạn gửi",
        annex="Danh sách tổ chức đảng chưa gửi báo cáo",
    ),
    Matter.TASK: Wording(
        abstract="đôn đốc thực hiện nhiệm vụ: {about}",
        asked="đã giao các tổ chức đảng trực thuộc thực hiện nhiệm vụ “{about}”",
        missing="chưa nhận được kết quả thực hiện nhiệm vụ này của",
        finish="hoàn thành",
        expected="hoàn thành nhiệm vụ và báo cáo kết quả",
        day="Thời hạn",
        annex="Danh sách tổ chức đảng chưa báo cáo kết quả thực hiện nhiệm vụ",
    ),
}


@dataclass(frozen=True, slots=True)
class Late:
    """One unit that is late: the day it had, how many days ago that was, and the how-manyth urging this is."""

    name: str
    due_on: dt.date
    days: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class Urging:
    """One công văn: who urges, on which basis ("Thực hiện Kế hoạch …, " or nothing), about which report or task, on
    which day, whom, and by which day it wants the report or an answer."""

    issuer: str
    basis: str
    about: str
    day: dt.date
    reply_by: dt.date
    late: tuple[Late, ...]
    matter: Matter = Matter.REPORT

    @property
    def is_listed(self) -> bool:
        """Whether the units are too many to be named in the text."""
        return len(self.late) > MOST_IN_TEXT

    @property
    def wording(self) -> Wording:
        """The sentences of its matter."""
        return _WORDINGS[self.matter]

    @property
    def ordinal(self) -> int | None:
        """The how-manyth urging it is, when it is the same for every unit."""
        times = {one.ordinal for one in self.late}
        return times.pop() if len(times) == 1 else None


def abstract(urging: Urging) -> str:
    """ "đôn đốc gửi báo cáo … (lần 2)"; of a long task its first words."""
    again = f" (lần {urging.ordinal})" if (urging.ordinal or 1) > 1 else ""
    return f"{urging.wording.abstract.format(about=shortened(urging.about, MOST_IN_ABSTRACT))}{again}"


def shortened(text: str, most: int = MOST_IN_SENTENCE) -> str:
    """A task as one part of a sentence: without its full stop, the first words of a long one."""
    return cut(text.strip().rstrip(".;:"), most)


def addressees(urging: Urging) -> tuple[str, ...]:
    """The lines of Kính gửi."""
    return (LISTED,) if urging.is_listed else tuple(one.name for one in urging.late)


def said(urging: Urging) -> tuple[str, str, str]:
    """The three paragraphs: what was asked, what is missing, what is expected; a list of units follows the second."""
    return _asked(urging), _missing(urging), _expected(urging)


def rows(urging: Urging) -> tuple[tuple[str, ...], ...]:
    """The list of units, its head first; one unit needs none."""
    if len(urging.late) == 1:
        return ()
    told = [
        (str(place), one.name, dates.short(one.due_on), f"{one.days} ngày", str(one.ordinal))
        for place, one in enumerate(urging.late, start=1)
    ]
    return (("TT", "Đơn vị", urging.wording.day, "Quá hạn", "Lần đôn đốc"), *told)


def _asked(urging: Urging) -> str:
    days = {one.due_on for one in urging.late}
    until = f"trước hết ngày {dates.short(days.pop())}" if len(days) == 1 else "theo thời hạn đã giao"
    return f"{urging.basis}{urging.issuer} {urging.wording.asked.format(about=urging.about)} {until}."


def _missing(urging: Urging) -> str:
    lead = f"Đến ngày {dates.short(urging.day)}, {urging.issuer} {urging.wording.missing}"
    again = f" Đây là lần đôn đốc thứ {urging.ordinal}." if (urging.ordinal or 1) > 1 else ""
    if len(urging.late) == 1:
        (one,) = urging.late
        return f"{lead} {one.name}, quá hạn {one.days} ngày.{again}"
    count = f"{lead} {len(urging.late)} tổ chức đảng"
    if urging.is_listed:
        return f"{count} có tên trong danh sách kèm theo.{again}"
    return f"{count} sau đây (đôn đốc lần thứ {urging.ordinal}):" if again else f"{count} sau đây:"


def _expected(urging: Urging) -> str:
    whom = urging.late[0].name if len(urging.late) == 1 else "các tổ chức đảng nêu trên"
    wording = urging.wording
    return (
        f"{urging.issuer} đề nghị {whom} {wording.expected} chậm nhất ngày {dates.short(urging.reply_by)}. "
        f"Nếu có khó khăn, vướng mắc chưa {wording.finish} được, đề nghị trả lời bằng văn bản trước ngày đó, nêu rõ lý "
        f"do và ngày sẽ {wording.finish}."
    )
