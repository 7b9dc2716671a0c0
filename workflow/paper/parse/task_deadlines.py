"""By when a task is due, as plans say it: a day, a month, a quarter, a year, every year, always, on a condition."""

import calendar
import datetime as dt
import re
from collections.abc import Callable

from workflow.domain.deadlines import Deadline, DeadlineKind

_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_EVERY = r"(?:hằng|hàng|mỗi) năm"
_YEAR = rf"(?:\s*[/-]\s*|\s+năm\s+)(?P<year>\d{{4}})|\s+(?P<every>{_EVERY})"
_BY = r"(?:trước|đến|tới|chậm nhất|muộn nhất|hạn|xong|vào|hết|trong|hoàn thành|thực hiện|triển khai)\b"
_DAY = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?:(?P=sign)(?P<year>\d{4}))?(?![\d/])"
    r"|(?<!\d)(?P<long_day>\d{1,2}) tháng (?P<long_month>\d{1,2})(?: năm (?P<long_year>\d{4}))?"
)
_MONTH = re.compile(rf"\btháng\s+(?P<month>\d{{1,2}})(?:{_YEAR})?(?!\d)")
_QUARTER = re.compile(rf"\bquý\s+(?P<quarter>IV|I{{1,3}}|[1-4])(?:{_YEAR})?(?![\w/])")
_HALF = re.compile(rf"\b6 tháng (?P<which>đầu|cuối) năm(?:\s+(?P<year>\d{{4}}))?(?:\s+(?P<every>{_EVERY}))?")
_WHOLE_YEAR = re.compile(r"(?<!tầm nhìn )(?<!tầm nhìn đến )\bnăm (?P<year>\d{4})\b(?!\s*[-–])")
_YEARLY = re.compile(_EVERY)
_CONTINUOUS = re.compile(r"thường xuyên|liên tục|(?:hằng|hàng|mỗi) (?:tháng|quý|tuần|ngày)|\bđịnh kỳ\b")
_CONDITION = re.compile(
    r"\b(khi (?:có|được|Trung ương|cấp|hoàn thành)\b.*|(?:ngay )?sau (?:khi|hội nghị|đại hội)\b.*"
    r"|(?:trong (?:vòng|thời hạn) )?\d+ ngày(?: làm việc)?,? (?:kể từ|từ khi|sau)\b.*"
    r"|theo (?:hướng dẫn|chỉ đạo|tiến độ)\b.*)",
    re.IGNORECASE,
)
_LEADS_UP = re.compile(rf"{_BY}[^.;:()]{{0,40}}$", re.IGNORECASE)
# In a sentence only what binds is a deadline: "trong quý II/2025", never "tầm nhìn đến năm 2045".
_IN_SENTENCE = re.compile(
    r"\b(?:(?:hoàn thành|xong|báo cáo|gửi|nộp)[^.;:()\d]{0,60}?)?"
    r"(?:trước|chậm nhất|muộn nhất|hạn cuối|trong|hoàn thành vào)\s+(?:(?:là|vào|trước|đến|hết|cuối)\s+)*"
    r"(?:ngày\s+)?(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?![\d/])|\d{1,2} tháng \d{1,2}(?: năm \d{4})?"
    rf"|(?:tháng\s+\d{{1,2}}|quý\s+(?:IV|I{{1,3}}|[1-4]))(?:\s*/\s*\d{{4}}|\s+năm\s+\d{{4}}|\s+{_EVERY})|năm \d{{4}}\b)"
    rf"(?:,?\s+{_EVERY})?"
)


def deadline_of(words: str, *, alone: bool = False) -> Deadline | None:
    """The deadline that a short phrase states, of one of the four kinds; None when it states none. `alone`: the phrase
    stands in a place for deadlines (a column, after "Thời gian:"), so that a day needs no "trước" before it."""
    words = words[:1].lower() + words[1:]
    for read in (_day, _month, _quarter, _half, _year):
        if (found := read(words, alone)) is not None:
            return found
    if condition := _CONDITION.search(words):
        return Deadline(DeadlineKind.CONDITION, condition=condition[1].strip(" .;"))
    if _YEARLY.search(words) and not _CONTINUOUS.search(words.replace("định kỳ", "")):
        return Deadline(DeadlineKind.YEARLY, day=31, month=12)
    return Deadline(DeadlineKind.CONTINUOUS) if _CONTINUOUS.search(words) else None


def deadline_in(sentence: str) -> tuple[str, Deadline] | None:
    """The words in running text that bind to a day, a month, a quarter or a year, and the deadline they state."""
    for found in _IN_SENTENCE.finditer(sentence):
        every = _YEARLY.search(sentence[max(0, found.start() - 40) : found.end()])
        words = f"{found[0]} hằng năm" if every and not _YEARLY.search(found[0]) else found[0]
        if deadline := deadline_of(words):
            return found[0], deadline
    return None


def _last(pattern: re.Pattern[str], words: str, alone: bool) -> re.Match[str] | None:
    """The last of its kind ("từ 01/3 đến 30/6/2025"), that something before it makes a deadline."""
    found = list(pattern.finditer(words))
    if not found:
        return None
    binds = alone or any(_LEADS_UP.search(words, 0, one.start()) for one in found) or _YEARLY.search(words)
    return found[-1] if binds else None


def _day(words: str, alone: bool) -> Deadline | None:
    found = _last(_DAY, words, alone)
    if found is None:
        return None
    day, month = found["day"] or found["long_day"], found["month"] or found["long_month"]
    return _dated(found["year"] or found["long_year"], lambda year: dt.date(year, int(month), int(day)))


def _month(words: str, alone: bool) -> Deadline | None:
    found = _last(_MONTH, words, alone)
    return _dated(found["year"], lambda year: _month_end(year, int(found["month"]))) if found else None


def _quarter(words: str, alone: bool) -> Deadline | None:
    found = _last(_QUARTER, words, alone)
    if found is None:
        return None
    last = 3 * _QUARTERS[found["quarter"]]
    return _dated(found["year"], lambda year: _month_end(year, last))


def _half(words: str, alone: bool) -> Deadline | None:
    found = _last(_HALF, words, True)
    last = 6 if found and found["which"] == "đầu" else 12
    return _dated(found["year"], lambda year: _month_end(year, last)) if found else None


def _year(words: str, alone: bool) -> Deadline | None:
    found = _last(_WHOLE_YEAR, words, alone)
    return Deadline(DeadlineKind.DATE, date=dt.date(int(found["year"]), 12, 31)) if found else None


def _dated(year: str | None, make: Callable[[int], dt.date]) -> Deadline | None:
    """A day of a year that is named, else of every year. A day that no calendar has is no deadline."""
    try:
        date = make(int(year or 2024))  # a leap year stands for "any year"
    except ValueError:
        return None
    if year:
        return Deadline(DeadlineKind.DATE, date=date)
    return Deadline(DeadlineKind.YEARLY, day=date.day, month=date.month)


def _month_end(year: int, month: int) -> dt.date:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return dt.date(year, month, calendar.monthrange(year, month)[1])
