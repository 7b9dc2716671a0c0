"""Tasks of a plan as data: what people may do with a proposal, whom a body in words means, when a task is next due."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.domain import dates
from workflow.domain.blocks import clean, plain
from workflow.domain.cutting import cut, left_open
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.folding import fold
from workflow.domain.states import Level

LONGEST_TASK = 5000
LONGEST_BODY = 300
LONGEST_NAME = 180  # letters by which a report names a task
ASKS_FOR_PLAN = "(xây dựng|ban hành)[^.;:]*kế hoạch"
"""What a task says that asks for a plan, as the database matches it: "ban hành chương trình, kế hoạch thực hiện …"."""


class TaskState(StrEnum):
    """Read from the text and waiting for a person, confirmed as a row of the register, or set aside."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class Share(StrEnum):
    """What a body does of a task: "chủ trì" or "phối hợp"."""

    LEAD = "lead"
    COOPERATING = "cooperating"


class Reach(StrEnum):
    """Which organisations of the tree a body in words stands for, seen from the one that issued the plan."""

    ALL_BELOW = "all_below"
    DIRECTLY_BELOW = "directly_below"


class Progress(StrEnum):
    """How far a unit is with a task in the period it reports on."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NO_RESULT = "no_result"
    NOT_BEGUN = "not_begun"


class Clearing(StrEnum):
    """What a unit says of a task with a day outside any report: done, or not to be done any more."""

    DONE = "done"
    VOID = "void"


def rolled_up(counts: Mapping[Progress, int], silent: int = 0) -> Progress | None:
    """How far several units are together: done when all of those asked are (`silent`: asked and said nothing), in
    progress when anybody did anything, else the best of what is left; None when nobody said anything."""
    told = {progress for progress, count in counts.items() if count}
    if told == {Progress.DONE} and not silent:
        return Progress.DONE
    if told & {Progress.DONE, Progress.IN_PROGRESS}:
        return Progress.IN_PROGRESS
    return next((one for one in (Progress.NO_RESULT, Progress.NOT_BEGUN) if one in told), None)


class LinkState(StrEnum):
    """A superior plan that a plan cites: read from the text, confirmed by a person, or found not to be one."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a body in words stands for: how far down, and of which level alone (None: of any)."""

    reach: Reach
    level: Level | None = None


_CHARGE = re.compile(r"^(?:(?:doi voi|giao(?: cho)?|de nghi|yeu cau|toan the|tat ca) )+")
_EACH = re.compile(r"^(?:moi|tung) ")
# "Chi bộ cơ sở Thư viện" is a name, "các chi bộ cơ sở" are many.
_CELLS = re.compile(
    r"(?:cap uy )?(?:cac chi (?:bo|uy)(?: (?:truc thuoc|co so)\b.*)?|chi (?:bo|uy)(?: truc thuoc\b.*)?)"
)
_EVERYBODY = re.compile(
    r"(?:cac )?(?:cap uy|to chuc dang)(?: to chuc dang)?(?: (?:cac cap|truc thuoc|cap duoi|co so)\b.*)?"
    r"|(?:cac )?cap uy to chuc dang\b.*|toan dang bo|cac dang bo chi bo\b.*"
)
_COMMITTEES = re.compile(
    r"(?:cac )?(?:dang uy|huyen uy|thanh uy|thi uy)(?: (?:huyen uy|thanh uy|thi uy|dang uy))*(?: truc thuoc\b.*)?"
)
_BELOW = re.compile(r"cac (?!co quan|so\b|ban\b|doan the\b)[a-z ]*\b(?:truc thuoc|cap duoi)\b.*")


def meant_by(body: str) -> Meant | None:
    """ "Các chi bộ trực thuộc" → the chi bộ directly below; "cấp uỷ, tổ chức đảng" → all below; None for a name."""
    words = _EACH.sub("cac ", _CHARGE.sub("", fold(body)))
    if _CELLS.fullmatch(words):
        return Meant(Reach.DIRECTLY_BELOW, Level.CELL)
    if _EVERYBODY.fullmatch(words):
        return Meant(Reach.ALL_BELOW)
    if (_COMMITTEES.fullmatch(words) and words.startswith("cac ")) or _BELOW.fullmatch(words):
        return Meant(Reach.DIRECTLY_BELOW)
    return None


def said(deadline: Deadline | None) -> str:
    """A deadline in words: "trước ngày 10/01/2024", "hằng năm, trước ngày 25/12", "thường xuyên", its condition; empty
    where there is none."""
    if deadline is None:
        return ""
    if deadline.date:
        return f"trước ngày {dates.short(deadline.date)}"
    if deadline.day and deadline.month:
        return f"hằng năm, trước ngày {dates.day_and_month(day_of_year(2024, deadline.month, deadline.day))}"
    return deadline.condition or "thường xuyên"


def next_due(deadline: Deadline | None, today: dt.date) -> dt.date | None:
    """The day by which a task is due next: its date, or the next day of a yearly one; None for the other kinds."""
    if deadline is None:
        return None
    if deadline.kind is DeadlineKind.YEARLY and deadline.day and deadline.month:
        this_year = day_of_year(today.year, deadline.month, deadline.day)
        return this_year if this_year >= today else day_of_year(today.year + 1, deadline.month, deadline.day)
    return deadline.date if deadline.kind is DeadlineKind.DATE else None


def cleared_day(deadline: Deadline | None, today: dt.date) -> dt.date | None:
    """The day of which a unit speaks today when it says that a task is done: its date, or the day of a yearly one that
    is nearest, whether it passed or is to come; None for the other kinds."""
    if deadline is None or deadline.kind is not DeadlineKind.YEARLY or not (deadline.day and deadline.month):
        return next_due(deadline, today)
    days = [day_of_year(today.year + ahead, deadline.month, deadline.day) for ahead in (-1, 0, 1)]
    return min(days, key=lambda day: abs(day - today))


def day_of_year(year: int, month: int, day: int) -> dt.date:
    """The day in that year; 29 February is the 28th where there is none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return dt.date(year, month, day - 1)


def words_of(text: str) -> list[str]:
    """The words of a task as splitting and joining must keep them: no emphasis, no signs between them, any capitals."""
    return re.findall(r"\w+", plain(clean(text)).casefold())


def split_text(typed: str) -> list[str]:
    """The tasks typed with an empty line between them, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", clean(typed)) if part.strip()]


def keeps_every_word(parts: Iterable[str], whole: str) -> bool:
    """Whether the parts one after the other say word for word what the whole said."""
    return [word for part in parts for word in words_of(part)] == words_of(whole)


def joined(texts: Iterable[str]) -> str:
    """Several tasks as one sentence after the other."""
    lines = [text.strip() for text in texts if text.strip()]
    return " ".join(
        line if line.endswith((".", ";", ":", "!", "?")) or at == len(lines) else f"{line};"
        for at, line in enumerate(lines, 1)
    )


_CLAUSE = re.compile(r"[.;:](?=\s|$)")


def brief(text: str) -> str:
    """The task as a report names it: its first clause, cut between words where even that is long. A clause does not
    end within quotation marks or brackets."""
    line = " ".join(plain(text).split())
    ends = (end.start() for end in _CLAUSE.finditer(line))
    return cut(line[: next((end for end in ends if not left_open(line[:end])), len(line))], LONGEST_NAME)
