"""Days and times in Vietnamese words: how they are printed, shown and read. Local time is that of Asia/Ho_Chi_Minh."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from workflow.domain.errors import InvalidInput

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_TYPED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


def local(moment: dt.datetime) -> dt.datetime:
    """The moment on a Vietnamese clock; a moment without a zone is refused, for it could be any hour."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(VIETNAM)


def local_day(moment: dt.datetime) -> dt.date:
    """The day it is in Vietnam at that moment."""
    return local(moment).date()


def _day(number: int) -> str:
    # HD05 4.2.2: days below 10 and months below 3 take a leading zero, other months do not.
    return f"{number:02}"


def _month(number: int) -> str:
    return f"{number:02}" if number < 3 else str(number)


def official(day: dt.date) -> str:
    """The date of a paper: "ngày 06 tháng 02 năm 2024" (HD05 4.2.2)."""
    return f"ngày {_day(day.day)} tháng {_month(day.month)} năm {day.year}"


def short(day: dt.date) -> str:
    """The date inside a text: "24/11/2023", "05/9/2025" (same zero rule)."""
    return f"{day_and_month(day)}/{day.year}"


def day_and_month(day: dt.date) -> str:
    """Where the year is plain from the place: "05/9"."""
    return f"{_day(day.day)}/{_month(day.month)}"


def with_weekday(day: dt.date) -> str:
    """ "Thứ Tư, 04/12/2024"."""
    return f"{_WEEKDAYS[day.weekday()]}, {short(day)}"


def clock(moment: dt.datetime) -> str:
    """ "10:42"."""
    return f"{local(moment):%H:%M}"


def clock_and_day(moment: dt.datetime) -> str:
    """ "10:42 06/12/2024"."""
    return f"{clock(moment)} {short(local_day(moment))}"


def typed(day: dt.date) -> str:
    """The full form a person finds in a field: "05/09/2025"."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def parse(text: str) -> dt.date:
    """The day a person typed as d/m/yyyy, also with "-" or "."; refuses (InvalidInput) another form and a day that
    the calendar does not have."""
    found = _TYPED.fullmatch(text.strip())
    if not found:
        raise InvalidInput("nhập ngày theo dạng ngày/tháng/năm, ví dụ 06/12/2024")
    day, month, year = (int(part) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise InvalidInput("ngày này không có trong lịch") from error


def days_words(left: int) -> str:
    """How far a due day is: "Còn 2 ngày", "Hôm nay", "Quá hạn 1 ngày"."""
    if left < 0:
        return f"Quá hạn {-left} ngày"
    return f"Còn {left} ngày" if left else "Hôm nay"
