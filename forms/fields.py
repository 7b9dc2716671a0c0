"""Fields for what is typed here: Vietnamese dates, whole figures, and text that will be printed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from wtforms import Field, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import TextInput

from workflow.domain import dates, figures
from workflow.domain.blocks import clean
from workflow.domain.errors import InvalidInput
from workflow.domain.figures import Amount
from workflow.domain.outline import Indicator

__all__ = ["AmountField", "FigureField", "SelectChoice", "TextBlockField", "VietnameseDateField", "Words", "YesNoField"]


class _TypedField(Field):
    """One text control whose words are read into a value; what was typed stays in the control when it is refused."""

    widget = TextInput()
    data: object

    def read(self, text: str) -> object:
        """The value of the text; refuses with InvalidInput."""
        raise NotImplementedError

    def shown(self) -> str:
        """How a value that came from the database is shown for editing."""
        raise NotImplementedError

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was posted; nothing posted leaves the value as it is."""
        if not valuelist:
            return
        self.data = None
        try:
            self.data = self.read(clean(valuelist[0]))
        except InvalidInput as refusal:
            raise ValueError(f"{self.label.text}: {refusal.reason}") from refusal

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.shown()


class VietnameseDateField(_TypedField):
    """A day as dd/mm/yyyy in one text field, for a browser's own date field follows the browser's language.
    Takes 6/2/2024 and 06-02-2024 too; an empty field is None."""

    data: dt.date | None

    def read(self, text: str) -> dt.date | None:
        """The day, None when nothing was typed."""
        return dates.parse(text) if text.strip() else None

    def shown(self) -> str:
        """06/02/2024."""
        return dates.typed(self.data) if self.data else ""


class FigureField(_TypedField):
    """A whole number from 0, typed as 4120 or 4.120; an empty field is None, which is not 0."""

    data: int | None

    def read(self, text: str) -> int | None:
        """The number, None when nothing was typed."""
        return figures.parse_figure(text)

    def shown(self) -> str:
        """4.120."""
        return "" if self.data is None else figures.number(self.data)


class AmountField(_TypedField):
    """A figure of the kind that an outline asks for: 4120, 95,7, 1,5 tỷ đồng, 275/298; an empty field is None, which is
    not 0."""

    data: Amount | None

    def __init__(self, *args: Any, asked: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def read(self, text: str) -> Amount | None:
        """The figure, None when nothing was typed."""
        return figures.parse(text, self.asked)

    def shown(self) -> str:
        """4.120."""
        return figures.typed(self.data, self.asked.kind)


class YesNoField(AmountField):
    """A question answered by yes or no, chosen from a list that begins with neither; the page writes the list."""

    answers = (("", "Chưa trả lời"), (figures.YES, "Có"), (figures.NO, "Không"))

    @property
    def answer(self) -> str:
        """What was answered, as one of the values of `answers`."""
        return self._value().strip().casefold()


class TextBlockField(TextAreaField):
    """Text that will be kept and printed: NFC, ordinary spaces and line ends, nothing invisible."""

    data: str | None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Clean what was posted."""
        if valuelist:
            self.data = clean(valuelist[0])


class Words(StringField):
    """One line of words without blanks around and doubled within."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Put the blanks in order."""
        if valuelist:
            self.data = " ".join(valuelist[0].split())
