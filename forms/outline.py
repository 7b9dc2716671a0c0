"""What an office types to design an outline: its name, its sections, its figures, what must hold between them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import ValidationError

from forms.base import StageForm
from forms.fields import AmountField, SelectChoice, TextBlockField, Words
from forms.validators import Filled, NotTooLong
from workflow.domain.figures import Amount
from workflow.domain.labels import COLUMN_RULES, FORMULAS, INDICATOR_KINDS, RELATIONS, SECTION_KINDS
from workflow.domain.outline import (
    Check,
    ColumnRule,
    Formula,
    Indicator,
    IndicatorKind,
    Relation,
    Section,
    SectionKind,
    Table,
)

LONGEST_TITLE = 200
_LEVELS = (("1", "I, II, III"), ("2", "1, 2, 3"), ("3", "1.1, 1.2"), ("4", "a, b, c"))
_BOUND = Indicator("", "", "", IndicatorKind.DECIMAL, low=Decimal(-(10**15)))
_NONE = SelectChoice("", "Không chọn")


class BeginOutlineForm(StageForm):
    """A new outline: its name and what it starts from; `offer` fills in the choices."""

    title = Words("Tên đề cương", [Filled("Tên đề cương: hãy ghi tên"), NotTooLong(LONGEST_TITLE)])
    outline = SelectField("Bắt đầu từ", choices=[])

    def offer(self, outlines: Iterable[tuple[str, str]]) -> None:
        """Say what it may start from."""
        self.outline.choices = [SelectChoice(value, words) for value, words in outlines]


class OutlineNameForm(StageForm):
    """The name of an outline, and the files that are asked for, one a line."""

    title = Words("Tên đề cương", [Filled("Tên đề cương: hãy ghi tên"), NotTooLong(LONGEST_TITLE)])
    attachments = TextBlockField("Tệp yêu cầu gửi kèm", [NotTooLong(2_000)])

    @property
    def asked(self) -> tuple[str, ...]:
        """The files asked for, in words."""
        return _lines(self.attachments.data)


class OutlineSectionForm(StageForm):
    """One section of an outline. Columns and fixed rows belong to a table, one a line."""

    title = Words("Tên mục", [Filled("Tên mục: hãy ghi tên mục"), NotTooLong(LONGEST_TITLE)])
    kind = SelectField("Cách điền", choices=[SelectChoice(one.value, words) for one, words in SECTION_KINDS.items()])
    level = SelectField("Cấp đề mục", choices=[SelectChoice(value, words) for value, words in _LEVELS])
    guidance = TextBlockField("Hướng dẫn", [NotTooLong(2_000)])
    columns = TextBlockField("Các cột của bảng", [NotTooLong(2_000)])
    rows = TextBlockField("Các dòng cố định của bảng", [NotTooLong(10_000)])
    wide = BooleanField("In khổ ngang, thành phụ lục")
    known: ClassVar[tuple[str, ...]] = ()

    def rules(self) -> list[SelectField]:
        """How each known column of several units becomes one; that of rows which the outline fixes has no say."""
        return [self[f"rule_{place}"] for place in range(len(self.known))]

    def to_section(self, key: str) -> Section:
        """The section as typed, under its key ("" for a new one)."""
        kind = SectionKind(self.kind.data)
        table = self._table() if kind is SectionKind.TABLE else None
        return Section(key, self.title.data, (self.guidance.data or "").strip(), kind, table, int(self.level.data))

    def _table(self) -> Table:
        """A column keeps its rule by its name, wherever it stands now."""
        columns = _lines(self.columns.data)
        chosen = {name: ColumnRule(field.data) for name, field in zip(self.known, self.rules(), strict=True)}
        rules = tuple(chosen.get(name, ColumnRule.AUTO) for name in columns)
        is_said = any(rule is not ColumnRule.AUTO for rule in rules)
        return Table(columns, _lines(self.rows.data), bool(self.wide.data), rules if is_said else ())


def section_form(section: Section) -> type[OutlineSectionForm]:
    """The form of a section, with a choice for each column that its table has now."""
    known = section.table.columns if section.table else ()
    choices = [SelectChoice(one.value, words) for one, words in COLUMN_RULES.items()]
    fields = {f"rule_{place}": SelectField(name, choices=choices) for place, name in enumerate(known)}
    return type("KnownSectionForm", (OutlineSectionForm,), {"known": known, **fields})


class IndicatorForm(StageForm):
    """One figure of an outline; `offer` fills in the figures that a ratio may divide."""

    title = Words("Tên chỉ tiêu", [Filled("Tên chỉ tiêu: hãy ghi tên"), NotTooLong(LONGEST_TITLE)])
    kind = SelectField("Loại số", choices=[SelectChoice(one.value, words) for one, words in INDICATOR_KINDS.items()])
    unit = Words("Đơn vị tính", [NotTooLong(60)])
    formula = SelectField("Cách tổng hợp", choices=[SelectChoice(one.value, words) for one, words in FORMULAS.items()])
    numerator = SelectField("Tỷ lệ: số bị chia", choices=[])
    denominator = SelectField("Tỷ lệ: số chia", choices=[])
    low = AmountField("Mức thấp nhất", asked=_BOUND)
    high = AmountField("Mức cao nhất", asked=_BOUND)
    binding = BooleanField("Bắt buộc trong khoảng này mới hoàn thành được số liệu")

    def offer(self, figures: Iterable[tuple[str, str]]) -> None:
        """Say what a ratio may divide."""
        known = [SelectChoice(key, title) for key, title in figures]
        self.numerator.choices = self.denominator.choices = [_NONE, *known]

    def validate_unit(self, field: StringField) -> None:
        """A number without its unit says nothing; yes or no has none, per cent has its sign."""
        if not field.data and self.kind.data not in {IndicatorKind.YES_NO, IndicatorKind.PERCENT}:
            raise ValidationError("Đơn vị tính: hãy ghi đơn vị tính, ví dụ buổi, người, tỷ đồng.")

    def to_indicator(self, key: str) -> Indicator:
        """The figure as typed, under its key ("" for a new one)."""
        kind, formula = IndicatorKind(self.kind.data), Formula(self.formula.data)
        of = (self.numerator.data or "", self.denominator.data or "")
        return Indicator(
            key=key,
            title=self.title.data,
            unit=self.unit.data or ("%" if kind is IndicatorKind.PERCENT else ""),
            kind=kind,
            formula=formula,
            of=of if formula is Formula.RATIO and all(of) else None,
            low=self.low.data.value if self.low.data else None,
            high=self.high.data.value if self.high.data else None,
            binding=bool(self.binding.data),
        )


class CheckForm(StageForm):
    """What must hold between two figures, or a figure and the sum of two; `offer` fills in the figures."""

    left = SelectField("Chỉ tiêu", choices=[])
    relation = SelectField("Phải", choices=[SelectChoice(one.value, words) for one, words in RELATIONS.items()])
    right = SelectField("Chỉ tiêu", choices=[])
    more = SelectField("cộng với", choices=[])
    binding = BooleanField("Bắt buộc đúng mới hoàn thành được số liệu")

    def offer(self, figures: Iterable[tuple[str, str]]) -> None:
        """Say which figures there are."""
        known = [SelectChoice(key, title) for key, title in figures]
        self.left.choices = self.right.choices = known
        self.more.choices = [SelectChoice("", "Không cộng thêm"), *known]

    def to_check(self) -> Check:
        """The comparison as chosen."""
        right = tuple(key for key in (self.right.data, self.more.data) if key)
        return Check(self.left.data, Relation(self.relation.data), right, bool(self.binding.data))


def indicator_data(indicator: Indicator) -> dict[str, object]:
    """What the form of a figure starts from."""
    numerator, denominator = indicator.of or ("", "")
    return {
        "title": indicator.title,
        "kind": indicator.kind.value,
        "unit": indicator.unit,
        "formula": indicator.formula.value,
        "numerator": numerator,
        "denominator": denominator,
        "low": _bound(indicator.low),
        "high": _bound(indicator.high),
        "binding": indicator.binding,
    }


def section_data(section: Section) -> dict[str, object]:
    """What the form of a section starts from."""
    table = section.table or Table(())
    return {
        "title": section.title,
        "kind": section.kind.value,
        "level": str(section.level),
        "guidance": section.guidance,
        "columns": "\n".join(table.columns),
        "rows": "\n".join(table.rows),
        "wide": table.wide,
        **{f"rule_{place}": table.rule(place).value for place in range(len(table.columns))},
    }


def _bound(value: Decimal | None) -> Amount | None:
    return None if value is None else Amount(value)


def _lines(typed: str | None) -> tuple[str, ...]:
    """What stands one a line, without blanks and empty lines; a column that is named twice is one column."""
    lines = (" ".join(line.split()) for line in (typed or "").splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))
