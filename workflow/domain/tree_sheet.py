"""A workbook that names organisations, people and roles: what it would found and change, and every cell that is wrong.

Nothing here knows the database: what is known already comes in, what is to be done goes out. The same workbook a second
time proposes nothing."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.domain import dates
from workflow.domain.errors import InvalidInput
from workflow.domain.folding import fold
from workflow.domain.labels import LEVELS, ROLES
from workflow.domain.states import Level, Role
from workflow.domain.tree import why_not_below

UNITS, PEOPLE = "Đơn vị", "Người"
UNIT_HEADS = (
    "Mã",
    "Mã cấp trên",
    "Tên đầy đủ",
    "Tên gọi ngắn",
    "Cấp",
    "Ký hiệu",
    "Thẩm quyền ký",
    "Tên đảng bộ",
    "Địa danh",
    "Nhiệm kỳ từ ngày",
)
PEOPLE_HEADS = ("Mã đơn vị", "Họ và tên", "Tên đăng nhập", "Vai trò", "Chức vụ")
MOST_ROWS = 5_000
_LONGEST = {"Tên đầy đủ": 200, "Tên gọi ngắn": 80, "Ký hiệu": 20, "Thẩm quyền ký": 80, "Tên đảng bộ": 200}
_LONGEST |= {"Địa danh": 80, "Họ và tên": 120, "Tên đăng nhập": 64, "Chức vụ": 80, "Mã": 20}
_CODE = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*")
_USERNAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_LEVEL_OF = {fold(words): level for level, words in LEVELS.items()}
_ROLE_OF = {fold(words): role for role, words in ROLES.items()}
Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Slip:
    """One cell that is wrong: sheet, row as the workbook counts, head of the column, what to do."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One organisation as a row says it; `above` is the code of its superior, empty for the one that takes the file."""

    row: int
    code: str
    above: str
    name: str
    short_name: str
    level: Level
    symbol: str
    authority: str
    party_heading: str | None
    place: str
    term_from: dt.date


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One role of one person."""

    row: int
    code: str
    name: str
    username: str
    role: Role
    position: str | None


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """An organisation that is there: `above` as in a row, `values` of the columns that a file may change."""

    id: int
    above: str | None
    name: str
    symbol: str
    level: Level
    values: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What is there: the organisation that takes the file, organisations by code, names by sign-in name, roles held."""

    root: Level
    units: Mapping[str, KnownUnit]
    people: Mapping[str, str]
    held: frozenset[tuple[str, str, Role]]


@dataclass(slots=True)
class Proposal:
    """What the workbook would do: `founded` superiors first, `changed` with what becomes of which column, `opened` one
    row for each new person, `granted` every role that is new; `slips` forbid it all."""

    founded: list[UnitRow] = field(default_factory=list)
    changed: list[tuple[UnitRow, dict[str, tuple[str | None, str | None]]]] = field(default_factory=list)
    opened: list[PersonRow] = field(default_factory=list)
    granted: list[PersonRow] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing to do."""
        return not (self.founded or self.changed or self.opened or self.granted)


CHANGEABLE = ("short_name", "authority", "party_heading", "place")


def propose(units: Rows, people: Rows, known: Known) -> Proposal:
    """What the two sheets (rows as (number, cells), heads left out) would do to what is known."""
    proposal = Proposal()
    named = [one for row in _read(units, UNIT_HEADS, UNITS, proposal.slips) if (one := _unit(row))]
    roles = [role for row in _read(people, PEOPLE_HEADS, PEOPLE, proposal.slips) if (role := _person(row))]
    _units(named, known, proposal)
    codes = {one.code for one in named} | set(known.units)
    _people(roles, codes, known, proposal)
    proposal.slips.sort(key=lambda slip: (slip.sheet != UNITS, slip.row, slip.column))
    return proposal


class _Cells:
    """The cells of one row by the head of their column."""

    def __init__(self, sheet: str, row: int, heads: Sequence[str], cells: Sequence[str], slips: list[Slip]) -> None:
        self.sheet, self.row, self._slips = sheet, row, slips
        padded = [*cells, *[""] * len(heads)]
        self._cells = {head: " ".join(padded[place].split()) for place, head in enumerate(heads)}
        self.is_sound = True

    def wrong(self, column: str, message: str) -> None:
        self.is_sound = False
        self._slips.append(Slip(self.sheet, self.row, column, message))

    def text(self, column: str, *, may_be_empty: bool = False) -> str:
        words = self._cells[column]
        if not words and not may_be_empty:
            self.wrong(column, f"Chưa ghi {column[0].lower()}{column[1:]}.")
        if len(words) > _LONGEST.get(column, 200):
            self.wrong(column, f"Dài quá {_LONGEST.get(column, 200)} ký tự. Hãy rút gọn.")
        return words

    def code(self, column: str, *, may_be_empty: bool = False) -> str:
        words = self.text(column, may_be_empty=may_be_empty)
        if words and (not _CODE.fullmatch(words) or len(words) > _LONGEST["Mã"]):
            self.wrong(column, "Chỉ dùng chữ cái không dấu, chữ số và dấu chấm, nhiều nhất 20 ký tự. Ví dụ A32.65.")
        return words

    def day(self, column: str) -> dt.date:
        words = self.text(column)
        try:
            return dates.parse(words) if words else dt.date.min
        except InvalidInput as refused:
            said = refused.reason.rstrip(".")
            self.wrong(column, f"{said[0].upper()}{said[1:]}. Ghi như 01/07/2025.")
            return dt.date.min


def _read(rows: Rows, heads: Sequence[str], sheet: str, slips: list[Slip]) -> Iterator[_Cells]:
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            yield _Cells(sheet, number, heads, cells, slips)


def _unit(row: _Cells) -> UnitRow | None:
    level = _LEVEL_OF.get(fold(row.text("Cấp")))
    if level is None:
        row.wrong("Cấp", f"Ghi một trong: {', '.join(LEVELS.values())}.")
    code, above = row.code("Mã"), row.code("Mã cấp trên", may_be_empty=True)
    if code and code == above:
        row.wrong("Mã cấp trên", "Đơn vị không trực thuộc chính nó.")
    name = row.text("Tên đầy đủ")
    made = UnitRow(
        row=row.row,
        code=code,
        above=above,
        name=name,
        short_name=row.text("Tên gọi ngắn", may_be_empty=True) or name[:80],
        level=level or Level.CELL,
        symbol=row.text("Ký hiệu"),
        authority=row.text("Thẩm quyền ký").upper(),
        party_heading=row.text("Tên đảng bộ", may_be_empty=True).upper() or None,
        place=row.text("Địa danh"),
        term_from=row.day("Nhiệm kỳ từ ngày"),
    )
    return made if row.is_sound else None


def _person(row: _Cells) -> PersonRow | None:
    role = _ROLE_OF.get(fold(row.text("Vai trò")))
    if role is None:
        row.wrong("Vai trò", f"Ghi một trong: {', '.join(ROLES.values())}.")
    username = row.text("Tên đăng nhập").lower()
    if username and not _USERNAME.fullmatch(username):
        row.wrong("Tên đăng nhập", "Chỉ dùng chữ thường không dấu, chữ số, dấu chấm, gạch nối.")
    position = row.text("Chức vụ", may_be_empty=True)
    code, name = row.code("Mã đơn vị"), row.text("Họ và tên")
    made = PersonRow(row.row, code, name, username, role or Role.DRAFTER, position or None)
    return made if row.is_sound else None


def _units(rows: Sequence[UnitRow], known: Known, proposal: Proposal) -> None:
    by_code: dict[str, UnitRow] = {}
    for one in rows:
        if one.code in by_code:
            first = by_code[one.code].row
            proposal.slips.append(Slip(UNITS, one.row, "Mã", f"Mã {one.code} đã dùng ở dòng {first}."))
        by_code.setdefault(one.code, one)
    for one in _superiors_first(by_code, proposal):
        _refuse_seat(one, by_code, known, proposal)
        there = known.units.get(one.code)
        if there is None:
            proposal.founded.append(one)
        else:
            _compare(one, there, proposal)


def _superiors_first(by_code: Mapping[str, UnitRow], proposal: Proposal) -> list[UnitRow]:
    """In an order in which each stands behind its superior; what goes round in a ring is refused."""
    done: dict[str, UnitRow] = {}
    for one in by_code.values():
        branch: list[UnitRow] = []
        here: UnitRow | None = one
        while here is not None and here.code not in done and here not in branch:
            branch.append(here)
            here = by_code.get(here.above)
        if here is not None and here.code not in done:
            proposal.slips.append(Slip(UNITS, one.row, "Mã cấp trên", "Các đơn vị trực thuộc nhau thành vòng tròn."))
        done.update({unit.code: unit for unit in reversed(branch)})
    return list(done.values())


def _refuse_seat(one: UnitRow, by_code: Mapping[str, UnitRow], known: Known, proposal: Proposal) -> None:
    if not one.above:
        above: Level | None = known.root
    elif one.above in by_code:
        above = by_code[one.above].level
    else:
        above = known.units[one.above].level if one.above in known.units else None
    if above is None:
        message = f"Không có đơn vị nào mang mã {one.above}, trong tệp này hay trong hệ thống."
        proposal.slips.append(Slip(UNITS, one.row, "Mã cấp trên", message))
        return
    reason = why_not_below(one.level, above)
    if reason is not None:
        proposal.slips.append(Slip(UNITS, one.row, "Cấp", reason))


def _compare(one: UnitRow, there: KnownUnit, proposal: Proposal) -> None:
    """Names and superiors change by a decision, on their own page."""
    if there.above != one.above:
        message = "Đơn vị này đang trực thuộc nơi khác. Hãy dùng việc Chuyển cấp trên, theo quyết định."
        proposal.slips.append(Slip(UNITS, one.row, "Mã cấp trên", message))
    for column, before, after in (("Tên đầy đủ", there.name, one.name), ("Ký hiệu", there.symbol, one.symbol)):
        if before != after:
            message = f"Trong hệ thống là “{before}”. Hãy dùng việc Đổi tên, theo quyết định."
            proposal.slips.append(Slip(UNITS, one.row, column, message))
    if there.level is not one.level:
        proposal.slips.append(Slip(UNITS, one.row, "Cấp", f"Trong hệ thống là {LEVELS[there.level]}."))
    changed = {
        name: (there.values[name], getattr(one, name))
        for name in CHANGEABLE
        if there.values[name] != getattr(one, name)
    }
    if changed:
        proposal.changed.append((one, changed))


def _people(rows: Sequence[PersonRow], codes: set[str], known: Known, proposal: Proposal) -> None:
    names: dict[str, str] = dict(known.people)
    seen: set[tuple[str, str, Role]] = set()
    for one in rows:
        key = (one.username, one.code, one.role)
        if one.code not in codes:
            message = f"Không có đơn vị nào mang mã {one.code}, trong tệp này hay trong hệ thống."
            proposal.slips.append(Slip(PEOPLE, one.row, "Mã đơn vị", message))
        if names.get(one.username, one.name) != one.name:
            message = (
                f"Tên đăng nhập {one.username} là của đồng chí {names[one.username]}. Hãy chọn tên đăng nhập khác."
            )
            proposal.slips.append(Slip(PEOPLE, one.row, "Tên đăng nhập", message))
        if one.username not in names:
            names[one.username] = one.name
            proposal.opened.append(one)
        if key not in known.held and key not in seen:
            proposal.granted.append(one)
        seen.add(key)
