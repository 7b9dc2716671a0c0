"""The outline of a campaign: the sections to write and the figures to give, in printed order."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from workflow.domain.sections import BODY, FIGURES, OPENING, roman

_LONGEST_KEY = 36
_BARRED = frozenset({OPENING, FIGURES, BODY})


class SectionKind(StrEnum):
    """How a section is filled in: in words, task by task, with difficulties or proposals one by one, as a table. A bare
    heading stands over the sections of lower rank after it and is not filled in."""

    HEADING = "heading"
    TEXT = "text"
    TASKS = "tasks"
    DIFFICULTIES = "difficulties"
    PROPOSALS = "proposals"
    TABLE = "table"


class IndicatorKind(StrEnum):
    """What a figure is: a whole number, a decimal, per cent, money in its unit, yes or no, done of a target."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    YES_NO = "yes_no"
    OF_TARGET = "of_target"


class Formula(StrEnum):
    """How the figures of several units become one. Yes or no is counted, done of target is added on both sides,
    whichever formula stands beside them."""

    SUM = "sum"
    MAX = "max"
    LATEST = "latest"
    RATIO = "ratio"


class ColumnRule(StrEnum):
    """How the cells of several units in one column become one: numbers are added and words listed (auto), one of the
    formulas, or each unit's words in any case (each)."""

    AUTO = "auto"
    SUM = "sum"
    MAX = "max"
    LATEST = "latest"
    EACH = "each"


class Relation(StrEnum):
    """What must hold between a figure and one other (at most) or the sum of others (equal)."""

    AT_MOST = "<="
    EQUAL = "="


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table; `rows` are the words of its first column where they are given, none where the unit adds
    its own rows. A wide one lies across the page. `rules` say by column how the tables of several units become one,
    for the columns from the first on that say it at all."""

    columns: tuple[str, ...]
    rows: tuple[str, ...] = ()
    wide: bool = False
    rules: tuple[ColumnRule, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The shape kept with the section."""
        rules = {"rules": [rule.value for rule in self.rules]} if self.rules else {}
        return {"columns": list(self.columns), "rows": list(self.rows), "wide": self.wide} | rules

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Table":
        """The inverse of `to_json`; what was kept before columns had rules has none."""
        rules = tuple(map(ColumnRule, shape.get("rules", ())))
        return cls(tuple(shape["columns"]), tuple(shape["rows"]), shape["wide"], rules)

    def rule(self, place: int) -> ColumnRule:
        """The rule of a column, from 0."""
        return self.rules[place] if place < len(self.rules) else ColumnRule.AUTO


@dataclass(frozen=True, slots=True)
class Section:
    """One section: a stable key, the printed title, what the superior wants to read in it, how it is filled in; `table`
    belongs to a table alone. `level` ranks its heading: I, 1, 1.1, a from 1 to 4. `from_above` says that our superior
    asks for it, not we."""

    key: str
    title: str
    guidance: str = ""
    kind: SectionKind = SectionKind.TEXT
    table: Table | None = None
    level: int = 1
    from_above: bool = False

    def to_json(self) -> dict[str, Any]:
        """The shape kept with the campaign."""
        shape = {"key": self.key, "title": self.title, "guidance": self.guidance, "kind": self.kind.value}
        table = {"table": self.table.to_json()} if self.table else {}
        rank = {"level": self.level} if self.level > 1 else {}
        return shape | table | rank | ({"from_above": True} if self.from_above else {})

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Section":
        """The inverse of `to_json`; what was kept before there were kinds is text, but for the two keys that always
        meant what they mean."""
        kind = shape.get("kind") or _KINDS_BY_KEY.get(shape["key"], SectionKind.TEXT)
        table = Table.from_json(shape["table"]) if "table" in shape else None
        level, above = shape.get("level", 1), shape.get("from_above", False)
        return cls(shape["key"], shape["title"], shape["guidance"], SectionKind(kind), table, level, above)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: a stable key, what is counted, in which unit, how several units' figures become one. `of` names the
    figures whose sums a ratio divides. `low` and `high` bound it; what is `binding` may not lie outside."""

    key: str
    title: str
    unit: str
    kind: IndicatorKind = IndicatorKind.INTEGER
    formula: Formula = Formula.SUM
    of: tuple[str, str] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    binding: bool = False
    from_above: bool = False

    def to_json(self) -> dict[str, Any]:
        """The shape kept with the campaign; bounds are decimals in words."""
        shape = {"key": self.key, "title": self.title, "unit": self.unit}
        typed = {"kind": self.kind.value, "formula": self.formula.value}
        low, high = (None if bound is None else str(bound) for bound in (self.low, self.high))
        told = {"of": list(self.of or ()), "low": low, "high": high}
        marks = {"binding": self.binding, "from_above": self.from_above}
        return shape | typed | {name: value for name, value in (told | marks).items() if value}

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Indicator":
        """The inverse of `to_json`; what was kept before there were kinds is a whole number that is added up."""
        low, high = (None if shape.get(name) is None else Decimal(shape[name]) for name in ("low", "high"))
        numerator, denominator = shape.get("of") or ("", "")
        return cls(
            key=shape["key"],
            title=shape["title"],
            unit=shape["unit"],
            kind=IndicatorKind(shape.get("kind", IndicatorKind.INTEGER)),
            formula=Formula(shape.get("formula", Formula.SUM)),
            of=(numerator, denominator) if numerator else None,
            low=low,
            high=high,
            binding=shape.get("binding", False),
            from_above=shape.get("from_above", False),
        )


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold between figures, by key: `left` is at most `right`, or equals the sum of `right`. A figure that
    does not is told of; one that is `binding` is refused."""

    left: str
    relation: Relation
    right: tuple[str, ...]
    binding: bool = False

    def to_json(self) -> dict[str, Any]:
        """The shape kept with the campaign."""
        shape = {"left": self.left, "relation": self.relation.value, "right": list(self.right)}
        return shape | {"binding": self.binding}

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Check":
        """The inverse of `to_json`."""
        return cls(shape["left"], Relation(shape["relation"]), tuple(shape["right"]), shape["binding"])


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections and indicators; keys are unique within each. `attachments` are the files asked for, in words."""

    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...] = ()
    checks: tuple[Check, ...] = ()
    attachments: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The shape kept with the campaign."""
        return {
            "sections": [section.to_json() for section in self.sections],
            "indicators": [indicator.to_json() for indicator in self.indicators],
            "checks": [check.to_json() for check in self.checks],
            "attachments": list(self.attachments),
        }

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Outline":
        """The inverse of `to_json`; reads what was kept before there were checks and attachments."""
        return cls(
            sections=tuple(map(Section.from_json, shape["sections"])),
            indicators=tuple(map(Indicator.from_json, shape["indicators"])),
            checks=tuple(map(Check.from_json, shape.get("checks", ()))),
            attachments=tuple(shape.get("attachments", ())),
        )

    def section(self, key: str) -> Section | None:
        """The section of a key."""
        return next((one for one in self.sections if one.key == key), None)

    def indicator(self, key: str) -> Indicator | None:
        """The indicator of a key."""
        return next((one for one in self.indicators if one.key == key), None)


def marks(levels: Iterable[int]) -> Iterator[str]:
    """The mark of each heading by its rank: "I.", "1.", "1.1.", "a)"; a rank without one above it counts on its own."""
    counted = [0, 0, 0, 0]
    for level in levels:
        counted = [*counted[: level - 1], counted[level - 1] + 1, *([0] * (4 - level))]
        first, second, third, fourth = counted
        if level == 1:
            yield f"{roman(first)}."
        elif level == 4:
            yield f"{_letter(fourth)})"
        else:
            yield f"{second}." if level == 2 else f"{second or 1}.{third}."


def numbers_of(outline: "Outline | None", keys: Iterable[str]) -> dict[str, str]:
    """How pages count the sections to fill in, by key: 1, 2, 3; where the outline ranks them by the marks of the paper,
    "II", "1.1". What stands before the first section has no number, the figures come after the last."""
    told = outline.sections if outline else ()
    filled_in = [key for key in keys if key not in {OPENING, BODY}]
    if all(one.level == 1 and one.kind is not SectionKind.HEADING for one in told):
        return {key: str(order) for order, key in enumerate(filled_in, 1)}
    printed = [(one.key, one.level) for one in told if one.kind is SectionKind.HEADING or one.key in filled_in]
    ranked = printed + [(key, 1) for key in filled_in if key not in dict(printed)]
    counted = marks(level for _, level in ranked)
    return {key: mark.rstrip(".)") for (key, _), mark in zip(ranked, counted, strict=True) if key in filled_in}


def _letter(ordinal: int) -> str:
    """a, b, c, d, đ, e …: the Vietnamese order of points."""
    return _LETTERS[(ordinal - 1) % len(_LETTERS)]


_LETTERS = "abcdđeghiklmnopqrstuvxy"
DIFFICULTIES, PROPOSALS, TASKS = "kho-khan", "kien-nghi", "nhiem-vu"
_KINDS_BY_KEY = {DIFFICULTIES: SectionKind.DIFFICULTIES, PROPOSALS: SectionKind.PROPOSALS}

# The outline for a report on one resolution (reference: the headings that plans and real reports share).
RESOLUTION_REPORT = Outline(
    sections=(
        Section(
            "quan-triet",
            "Công tác quán triệt, tuyên truyền",
            "Nêu việc tổ chức học tập, quán triệt; văn bản đã ban hành để cụ thể hoá; hình thức tuyên truyền, kết quả.",
        ),
        Section(
            "ket-qua",
            "Kết quả theo nhóm nhiệm vụ",
            "Nêu việc đã làm, số liệu và kết quả so với kế hoạch theo từng nhóm nhiệm vụ. Không chép lại nhiệm vụ. "
            "Nhóm nào không có kết quả thì ghi “Không”.",
        ),
        Section(
            "han-che",
            "Hạn chế, nguyên nhân",
            "Nêu rõ việc chưa làm được, nguyên nhân khách quan và chủ quan.",
        ),
        Section(
            DIFFICULTIES,
            "Khó khăn, vướng mắc",
            "Nêu từng khó khăn, vướng mắc cụ thể cần cấp trên biết. Không có thì ghi “Không”.",
            SectionKind.DIFFICULTIES,
        ),
        Section(
            PROPOSALS,
            "Kiến nghị, đề xuất",
            "Mỗi kiến nghị một đoạn, ghi rõ kiến nghị với cơ quan nào. Không có thì ghi “Không”.",
            SectionKind.PROPOSALS,
        ),
        Section(
            "phuong-huong",
            "Phương hướng, nhiệm vụ thời gian tới",
            "Nêu nhiệm vụ trọng tâm của kỳ tới.",
        ),
    ),
    indicators=(
        Indicator("buoi-hoc", "Số buổi học tập, quán triệt", "buổi"),
        Indicator("dang-vien", "Đảng viên tham gia học tập", "người"),
        Indicator("hoat-dong", "Hoạt động tuyên truyền, văn hoá phục vụ Nhân dân", "hoạt động"),
    ),
)

_KNOWN_KEYS = {section.title: section.key for section in RESOLUTION_REPORT.sections}
_KNOWN_KEYS |= {indicator.title: indicator.key for indicator in RESOLUTION_REPORT.indicators}


Keyed = TypeVar("Keyed", Section, Indicator)


def with_keys(outline: Outline) -> Outline:
    """The outline with a key for each part that has none ("") yet. A new key comes from its title alone, so that the
    same words of two levels meet under the same key; the key of difficulties and of proposals says what they are."""
    sections = tuple(_of_its_key(one) for one in _keyed(outline.sections, _BARRED))
    return replace(outline, sections=sections, indicators=_keyed(outline.indicators, frozenset()))


def _keyed(parts: tuple[Keyed, ...], barred: frozenset[str]) -> tuple[Keyed, ...]:
    used = {*barred, *(part.key for part in parts)}
    return tuple(part if part.key else replace(part, key=_key(part.title, used)) for part in parts)


def _of_its_key(section: Section) -> Section:
    if section.kind is not SectionKind.TEXT:
        return section
    return replace(section, kind=_KINDS_BY_KEY.get(section.key, SectionKind.TEXT))


def _key(title: str, used: set[str]) -> str:
    """A key that is not used yet; the second of two equal titles ends in "-2"."""
    stem = _KNOWN_KEYS.get(title) or _plain_letters(title)[:_LONGEST_KEY].strip("-") or "muc"
    key, count = stem, 1
    while key in used:
        count += 1
        key = f"{stem}-{count}"
    used.add(key)
    return key


def _plain_letters(title: str) -> str:
    """ "Hạn chế, nguyên nhân" → "han-che-nguyen-nhan"."""
    bare = unicodedata.normalize("NFD", title.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
