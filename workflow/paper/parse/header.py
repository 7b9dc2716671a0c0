"""The top of a paper, one cell after another: names, symbol, place and date, and the marks of boxes 10 and 11 (HD36,
Phụ lục 1). Where the top ends and what its title is stands in top.py."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from workflow.domain import numbers
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import ParseWarning, Urgency
from workflow.paper.parse.lines import RULE

MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM"
_BLANKS = r"[\d.…_\s]*"
_PLACE_AND_DATE = re.compile(
    rf"(?:(?P<place>\D{{2,40}}?)\s*(?:,\s*|\s)|,\s*)?ngày(?P<day>{_BLANKS})tháng(?P<month>{_BLANKS})năm(?P<year>{_BLANKS})"
)
_SHORT_DATE = re.compile(
    r"(?P<place>\D{2,40}?)\s*,\s*ngày\s*(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})\s*/\s*(?P<year>\d{4})"
)
_HALF_A_DATE = re.compile(rf"(?:\D{{2,40}})?,\s*ngày{_BLANKS}(?:tháng{_BLANKS})?")
_OTHER_HALF = re.compile(rf"(?:ngày{_BLANKS})?(?:tháng{_BLANKS})?năm{_BLANKS}")
_PLACE_ALONE = re.compile(r"[^\W\d_a-zđ][^\d,;:.]{1,39},")
_NUMBERED = re.compile(r"Số\b.*/.*", re.IGNORECASE)
_ALL_BLANK = re.compile(r"Số\s*:?[\s.…_]*-?[\s.…_]*(?:[A-ZĐ]{1,3}[ri]?)?[\s.…_]*/[\s.…_]*", re.IGNORECASE)
_STATE_STYLE = re.compile(
    r"Số\s*:?\s*(?P<number>\d{0,4})[\s.…_]*/\s*(?P<kind>[A-ZĐ]{1,3}[ri]?)\s*-\s*(?P<body>[A-ZĐƯ]\w*)"
)
_BLANK_NUMBER = re.compile(r"\ASố\s*:?[\s.…_]*", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONE_NUMBER = re.compile(r"\d{1,4}")
BODY_NAME = re.compile(
    r"(?:ĐẢNG (?:BỘ|[UỦ][ỶY]|ĐOÀN)|(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|QUÂN|CHI) [UỦ][ỶY]|CHI BỘ|VĂN PHÒNG|[UỦ][ỶY] BAN|"
    r"(?:TỈNH|THÀNH|HUYỆN) ĐOÀN|ĐẠI HỘI|HỘI ĐỒNG|TIỂU BAN|TRUNG TÂM|ĐOÀN |HỘI |MẶT TRẬN|CÔNG ĐOÀN|"
    r"BAN (?:TỔ CHỨC|TUYÊN|DÂN VẬN|NỘI CHÍNH|CHỈ ĐẠO|CHẤP HÀNH|THƯỜNG VỤ|XÂY DỰNG|KIỂM TRA|BẢO VỆ|CÁN SỰ|CHI [UỦ][ỶY]))"
)
_SMALL_NAME = re.compile(r"(?:Đảng (?:bộ|[uủ][ỷy])|Chi bộ|Chi [uủ][ỷy]|(?:Tỉnh|Thành|Huyện) [uủ][ỷy]) [^,;.:]{2,60}")
_STATE_MOTTO = re.compile(r"CỘNG H(?:OÀ|ÒA) XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_DRAFT = re.compile(r"[(\[]?\s*dự thảo(?:\s+(?:lần\s+)?(?:thứ\s+)?(?P<times>\d{1,2}))?\s*[)\]]?", re.IGNORECASE)
_CIRCULATION = re.compile(
    r"[(\[]?(XONG HỘI NGHỊ TRẢ LẠI|TÀI LIỆU HỘI NGHỊ|THU HỒI|LƯU HÀNH NỘI BỘ|KHÔNG PHỔ BIẾN)[)\]]?"
)
_RULED = " -–—_=~*"  # what a rule under a name is typed with
_CLASSIFIED = re.compile(r"(?:TỐI |TUYỆT )?MẬT")
_OPEN_ENDS = (" năm", " tháng", " quý", " ngày", " số", " thứ", " khoá", " khóa")
_SUBJECT = re.compile(r"(?:V/v|v/v|Về việc|về việc)[:.]?\s+\S.*")
_URGENCIES = {"HỎA TỐC": Urgency.AT_ONCE} | {urgency.value: urgency for urgency in Urgency}


@dataclass(slots=True)
class Top:
    """What stands above the text; `unplaced` are its lines that are no part of a header."""

    kind: str = ""
    title: str = ""
    abstract: str = ""
    names: list[str] = field(default_factory=list)
    symbol: numbers.DocumentSymbol | None = None
    place: str | None = None
    date: dt.date | None = None
    draft: int | None = None
    urgency: Urgency | None = None
    circulation: str | None = None
    addressees: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    warnings: list[ParseWarning] = field(default_factory=list)
    number_line: str | None = None
    date_line: str | None = None
    has_motto: bool = False
    title_line: str | None = None
    stamped: list[str] = field(default_factory=list)
    _subject: list[str] = field(default_factory=list)
    _number_waits: bool = False
    _half_a_date: str = ""
    _without_year: str = ""
    _last: str = ""

    @property
    def issuer(self) -> str:
        """The lowest of the names, "" when none is printed."""
        return self.names[-1] if self.names else ""

    @property
    def superior(self) -> str | None:
        """What stands over the issuer's name."""
        return " ".join(self.names[:-1]) or None

    def warn(self, code: str, message: str) -> None:
        """Note a slip of the header."""
        self.warnings.append(ParseWarning(code, "header", message))

    def take(self, cell: str) -> None:
        """Put one cell of the header where it belongs."""
        cell = _without_rule(cell)
        if not cell or RULE.fullmatch(cell) or set(cell) == {"*"}:
            return
        if cell == MOTTO and not self.has_motto:
            self.has_motto = True
            return
        for name, taken in self._ways():
            if taken(cell):
                self._last = name
                return
        self._last = "unplaced"
        self.unplaced.append(cell)

    def _ways(self) -> tuple[tuple[str, Callable[[str], bool]], ...]:
        return (
            ("mark", self._take_mark),
            ("number", self._take_number),
            ("date", self._take_date),
            ("subject", self._take_subject),
            ("name", self._take_name),
        )

    def finish(self) -> None:
        """Settle what waited for more: a number stamped apart, a date that never went on, a công văn's subject."""
        self.unplaced += [held for held in ("Số" * self._number_waits, self._half_a_date) if held]
        if self.stamped:
            self.stamp(self.stamped)
        if self._subject:
            self.abstract = " ".join([*self._subject, self.abstract]).strip()

    def stamp(self, numbers_found: list[str]) -> None:
        """Take one lone number for the blank one; several are no number of anything."""
        if self.symbol and self.symbol.number is None and len(numbers_found) == 1:
            self.symbol = self.symbol._replace(number=int(numbers_found[0]))
            self.warn(
                "stamped_number", f"Số {numbers_found[0]} đứng riêng một dòng được hiểu là số văn bản; hãy xem lại."
            )
        else:
            self.unplaced += numbers_found

    def _take_mark(self, cell: str) -> bool:
        draft, circulation = _DRAFT.fullmatch(cell), _CIRCULATION.fullmatch(cell)
        if draft and self.draft is None:
            self.draft = int(draft["times"] or 1)
        elif circulation and self.circulation is None:
            self.circulation = circulation[1]
        elif cell in _URGENCIES and self.urgency is None:
            self.urgency = _URGENCIES[cell]
        elif self._without_year and _YEAR.fullmatch(cell):
            self._complete_date(cell)
        elif _LONE_NUMBER.fullmatch(cell) and not self._subject_wants(cell):
            self.stamped.append(cell)
        else:
            self._warn_of(cell)
            return False
        return True

    def _warn_of(self, cell: str) -> None:
        if _STATE_MOTTO.fullmatch(cell):
            self.warn("state_motto", f"Văn bản của Đảng ghi tiêu đề “{MOTTO}”, không ghi quốc hiệu.")

    def _take_number(self, cell: str) -> bool:
        if self.symbol is not None:
            return False
        if re.fullmatch(r"Số\s*:?", cell) and not self._number_waits:
            self._number_waits = True
            return True
        bare = bool(numbers.SYMBOL.fullmatch(cell))
        if not bare and not _NUMBERED.fullmatch(cell):
            return False
        if _ALL_BLANK.fullmatch(cell):
            self.number_line = cell
            return True
        if self._number_waits or bare:
            cell, self._number_waits = f"Số {cell}", False
        self.number_line = cell
        state = _STATE_STYLE.fullmatch(cell)
        try:
            self.symbol = numbers.from_match(state) if state else numbers.parse_symbol(_BLANK_NUMBER.sub("Số ", cell))
        except InvalidInput as refused:
            self.warn("bad_symbol", refused.reason)
            return False
        if re.fullmatch(r"Số ?-?" + re.escape(str(self.symbol)), cell) is None:
            self.warn("symbol_spacing", f"“{cell}” viết chưa đúng thể thức; đúng là “Số {self.symbol}”.")
        return True

    def _take_date(self, cell: str) -> bool:
        if self._half_a_date and _OTHER_HALF.fullmatch(cell):
            cell, self._half_a_date = f"{self._half_a_date} {cell}", ""
        found = _PLACE_AND_DATE.fullmatch(cell) or _SHORT_DATE.fullmatch(cell)
        if self.date_line is not None:
            return False
        if found is None:
            waits = not self._half_a_date and (bool(_HALF_A_DATE.fullmatch(cell)) or self._is_place(cell))
            self._half_a_date = cell if waits else self._half_a_date
            return waits
        self.date_line = cell
        self._read_date(cell, found)
        return True

    def _is_place(self, cell: str) -> bool:
        """Whether a cell can be the place whose day stands on the next line."""
        return self._last != "subject" and not cell.isupper() and bool(_PLACE_ALONE.fullmatch(cell))

    def _complete_date(self, year: str) -> None:
        """The year wrapped onto a line of its own."""
        self.warnings = [warning for warning in self.warnings if warning.code != "incomplete_date"]
        self.date_line = None
        self._take_date(f"{self._without_year} {year}")
        self._without_year = ""

    def _read_date(self, cell: str, found: re.Match[str]) -> None:
        self.place = found["place"].strip(" ,") if found["place"] else None
        day, month, year = (found[part].strip() for part in ("day", "month", "year"))
        if day.isdecimal() and month.isdecimal() and year.isdecimal():
            try:
                self.date = dt.date(int(year), int(month), int(day))
            except ValueError:
                self.warn("bad_date", f"“{cell}” là ngày không có thật; hãy sửa lại ngày ban hành.")
        elif any(map(str.isdigit, cell)):
            self._without_year = cell if not year and day and month else ""
            self.warn("incomplete_date", f"“{cell}” chưa đủ ngày, tháng, năm; hãy điền khi ban hành.")

    def _take_subject(self, cell: str) -> bool:
        """The subject of a công văn, under its number (box 5b); it may wrap."""
        goes_on = self._last == "subject" and not cell.isupper()
        if goes_on or (not self._subject and _SUBJECT.fullmatch(cell)):
            self._subject.append(cell)
            return True
        return False

    def _subject_wants(self, number: str) -> bool:
        """Whether a number alone is the rest of a subject that wrapped: "… quý I năm", "2026"."""
        return self._last == "subject" and (bool(_YEAR.fullmatch(number)) or self._subject[-1].endswith(_OPEN_ENDS))

    def _take_name(self, cell: str) -> bool:
        is_name = bool(BODY_NAME.match(cell))
        if _STATE_MOTTO.fullmatch(cell) or _CLASSIFIED.fullmatch(cell):
            return False
        if not cell.isupper():
            return not self.symbol and self._take_small_name(cell)
        if self.names and not is_name and not self.symbol:
            self.names[-1] += f" {cell}"
        elif is_name or not self.symbol:
            self.names.append(cell)
        else:
            return False
        return True

    def _take_small_name(self, cell: str) -> bool:
        if not _SMALL_NAME.fullmatch(cell):
            return False
        self.names.append(cell)
        return True


def _without_rule(cell: str) -> str:
    """The cell without the rule or star typed behind its words."""
    bare = cell.rstrip(_RULED)
    behind = cell[len(bare) :].replace(" ", "")
    return bare if bare and (behind == "*" or len(behind) > 2) else cell
