"""The top of a paper: number, place and day (components 1, 3 and 4 of HD36, Phụ lục 3)."""

import re
from collections.abc import Iterator

from workflow.domain import dates
from workflow.domain.paper import profile_for
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import ERROR, WARNING, Slip, rule
from workflow.paper.check.spots import MOTTO, Spot

_NUMBER = re.compile(r"Số \d{2,4}-[A-ZĐ]{1,3}[ri]?/[A-ZĐƯ][A-Za-zĐƯ]*\d*(?:-[A-ZĐƯ]+)*")
_DAY = re.compile(r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})")
_FIRST_SMALL_MONTH, _TEN = 3, 10


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15); 36-HD/VPTW Phụ lục 3, ô số 1")
def motto_missing(reading: Reading) -> Iterator[Slip]:
    """An imported paper without "ĐẢNG CỘNG SẢN VIỆT NAM" at its head."""
    if reading.paper.typed is not None and not reading.paper.typed.motto:
        fix = reading.rewrite(Spot("motto"), MOTTO, "In thêm tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM”.")
        yield Slip("motto", "Thiếu tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM” ở đầu văn bản; hãy bổ sung.", fix)


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)", of_issued=True)
def number_missing(reading: Reading) -> Iterator[Slip]:
    """An issued paper without its number and symbol."""
    if reading.paper.number is None or not reading.paper.symbol:
        yield Slip("number", "Thiếu số, ký hiệu; hãy đăng ký số tại văn thư rồi ghi như “Số 01-BC/CB”.")


@rule(ERROR, "36-HD/VPTW 1.3.1; 05-HD/VPTW mục số và ký hiệu")
def number_form(reading: Reading) -> Iterator[Slip]:
    """ "Số 01-BC/CB": no colon, no space inside, a leading zero below ten, hyphen, slash."""
    paper = reading.paper
    line = (paper.typed.number if paper.typed else None) or f"Số {paper.symbol}"
    if paper.number is None or not paper.symbol or _NUMBER.fullmatch(line):
        return
    fix = reading.rewrite(Spot("number"), f"Số {paper.symbol}", f"Ghi lại thành “Số {paper.symbol}”.")
    yield Slip("number", f"“{line}” viết chưa đúng; hãy ghi “Số {paper.symbol}”.", fix)


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)")
def place_missing(reading: Reading) -> Iterator[Slip]:
    """The place before the day."""
    if not reading.paper.place:
        yield Slip("place", "Thiếu địa danh trước ngày, tháng, năm; hãy ghi như “Sông Lam, ngày 06 tháng 02 năm 2026”.")


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)", of_issued=True)
def date_missing(reading: Reading) -> Iterator[Slip]:
    """An issued paper without its day."""
    if reading.paper.date is None:
        yield Slip("date", "Thiếu ngày, tháng, năm ban hành; hãy ghi khi lấy số.")


@rule(ERROR, "05-HD/VPTW 4.2.2")
def date_leading_zero(reading: Reading) -> Iterator[Slip]:
    """Days one to nine and the months one and two take a leading zero."""
    found = _typed_day(reading)
    if found and (_lacks_zero(found["day"], _TEN) or _lacks_zero(found["month"], _FIRST_SMALL_MONTH)):
        yield _day_slip(reading, found, "ngày dưới 10 và tháng 1, 2 phải thêm số 0 ở trước")


@rule(WARNING, "05-HD/VPTW 4.2.2")
def date_extra_zero(reading: Reading) -> Iterator[Slip]:
    """The months three to nine take no zero: the guide asks for one only below three."""
    found = _typed_day(reading)
    if found and found["month"].startswith("0") and int(found["month"]) >= _FIRST_SMALL_MONTH:
        yield _day_slip(reading, found, "tháng 3 trở đi không thêm số 0")


@rule(WARNING, "36-HD/VPTW, 05-HD/VPTW: hiệu lực từ ngày 27/5/2026")
def profile_of_another_day(reading: Reading) -> Iterator[Slip]:
    """The guide by which the paper is set is the one in force on its day."""
    paper = reading.paper
    if paper.date is None or profile_for(paper.date) is paper.profile:
        return
    proper = profile_for(paper.date)
    fix = reading.rewrite(Spot("profile"), proper.value, f"Trình bày theo {proper.guide}.")
    message = f"Văn bản ngày {dates.short(paper.date)} phải theo {proper.guide}, đang theo {paper.profile.guide}."
    yield Slip("profile", f"{message} Hãy chọn lại thể thức.", fix)


def _typed_day(reading: Reading) -> re.Match[str] | None:
    typed = reading.paper.typed
    return _DAY.search(typed.date) if typed and typed.date else None


def _lacks_zero(digits: str, below: int) -> bool:
    return len(digits) == 1 and int(digits) < below


def _day_slip(reading: Reading, found: re.Match[str], why: str) -> Slip:
    line = found.string
    day, month = int(found["day"]), int(found["month"])
    shown = f"{month:02}" if month < _FIRST_SMALL_MONTH else str(month)
    proper = f"ngày {day:02} tháng {shown} năm {found['year']}"
    fixed = line[: found.start()] + proper + line[found.end() :]
    fix = reading.rewrite(Spot("date"), fixed, f"Ghi lại thành “{proper}”.")
    return Slip("date", f"“{found[0]}”: {why}; hãy ghi “{proper}”.", fix)
