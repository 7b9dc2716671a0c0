"""The top of a paper: names, symbol, place and date, kind and abstract (boxes 1 to 5a of HD36, Phụ lục 1)."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.domain import numbers
from workflow.domain.blocks import plain
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import ParseWarning
from workflow.paper.parse import markers
from workflow.paper.parse.lines import RULE

MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM"
_PLACE_AND_DATE = re.compile(
    r"(?:(?P<place>\D{2,40}?)\s*,\s*)?ngày\b\s*(?P<day>[\d.…]*)\s*tháng\s*(?P<month>[\d.…]*)\s*năm\s*(?P<year>[\d.…]*)"
)
_NUMBERED = re.compile(r"Số\b.*/.*")
_BODY_NAME = re.compile(
    r"(?:ĐẢNG|TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|CHI|BAN|VĂN PHÒNG|UỶ BAN|ỦY BAN|QUÂN|ĐẠI HỘI|HỘI ĐỒNG|TIỂU BAN|TRUNG TÂM)\b"
)
_OPENING = re.compile(r"(?:Thực hiện|Căn cứ|Triển khai|Để)\s")
_HEADER_LINES = 40


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
    unplaced: list[str] = field(default_factory=list)
    warnings: list[ParseWarning] = field(default_factory=list)
    number_line: str | None = None
    date_line: str | None = None
    has_motto: bool = False
    _dated: bool = False

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
        if not cell or RULE.fullmatch(cell) or set(cell) == {"*"}:
            return
        if cell == MOTTO and not self.has_motto:
            self.has_motto = True
        elif not (self._take_number(cell) or self._take_date(cell) or self._take_name(cell)):
            self.unplaced.append(cell)

    def _take_number(self, cell: str) -> bool:
        if self.symbol is not None or not _NUMBERED.fullmatch(cell):
            return False
        self.number_line = cell
        try:
            self.symbol = numbers.parse_symbol(cell)
        except InvalidInput as refused:
            self.warn("bad_symbol", refused.reason)
            return False
        if re.fullmatch(r"Số ?-?" + re.escape(str(self.symbol)), cell) is None:
            self.warn("symbol_spacing", f"“{cell}” viết chưa đúng thể thức; đúng là “Số {self.symbol}”.")
        return True

    def _take_date(self, cell: str) -> bool:
        found = _PLACE_AND_DATE.fullmatch(cell)
        if found is None or self._dated:
            return False
        self._dated, self.date_line = True, cell
        self.place = found["place"]
        if found["day"].isdigit() and found["month"].isdigit() and found["year"].isdigit():
            try:
                self.date = dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                self.warn("bad_date", f"“{cell}” là ngày không có thật; hãy sửa lại ngày ban hành.")
        elif any(map(str.isdigit, cell)):
            self.warn("incomplete_date", f"“{cell}” chưa đủ ngày, tháng, năm; hãy điền khi ban hành.")
        return True

    def _take_name(self, cell: str) -> bool:
        if not cell.isupper() or self.symbol is not None:
            return False
        if self.names and not _BODY_NAME.match(cell):
            self.names[-1] += f" {cell}"
        else:
            self.names.append(cell)
        return True


def take_top(lines: Sequence[str]) -> tuple[Top, list[str]]:
    """Everything down to the rule under the abstract, and the lines that are left."""
    top = Top()
    at = next((i for i, line in enumerate(lines[:_HEADER_LINES]) if _kind(line)), None)
    if at is None:
        top.warn("missing_title", "Không thấy tên loại văn bản (KẾ HOẠCH, BÁO CÁO…) trên một dòng riêng; hãy bổ sung.")
        return top, list(lines)
    for line in lines[:at]:
        for cell in re.split(r"\t+", line.replace(MOTTO, f"\t{MOTTO}\t")):
            top.take(" ".join(cell.split()))
    top.title = plain(lines[at]).strip()
    top.kind = numbers.kind_of(top.title) or ""
    end = _abstract_end(lines, at + 1)
    top.abstract = " ".join(" ".join(plain(line).split()) for line in lines[at + 1 : end] if line.strip())
    return top, list(lines[end:])


def _kind(line: str) -> bool:
    return numbers.kind_of(plain(line).strip()) is not None


def _abstract_end(lines: Sequence[str], start: int) -> int:
    """The first line after the abstract: a rule, a blank line outside **…**, or where the text visibly begins."""
    at = start
    while at < len(lines) and not lines[at].strip():
        at += 1
    bold = False
    while at < len(lines):
        line = lines[at].strip()
        ends = RULE.fullmatch(line) or markers.split(line)[0] or _OPENING.match(line) or line.endswith(":")
        if ends or (not line and not bold):
            break
        bold ^= line.count("**") % 2 == 1
        at += 1
    return at
