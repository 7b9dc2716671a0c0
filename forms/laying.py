"""Where a paper from outside is laid in a text being written."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField

from forms.base import StageForm
from forms.fields import SelectChoice
from workflow.domain.inputs.writing import LayPaper
from workflow.domain.laying import LEFT_OUT, Place, Stretch
from workflow.domain.paper import Annex
from workflow.domain.sections import BODY, OPENING

_FRAME = ("abstract", "addressees", "recipients", "parts")
_PLACE, _ANNEX = "place_", "annex_"
_REPLACE = "replace"


class LayForm(StageForm):
    """What is the same for every paper; `lay_form` adds a choice for each stretch and a box for each annex."""

    seen = HiddenField()
    mode = RadioField(
        "Mục đã có chữ thì",
        choices=[
            SelectChoice("append", "Nối vào sau chữ đang có"),
            SelectChoice(_REPLACE, "Thay chữ đang có; chữ cũ được giữ lại ở cuối mục"),
        ],
        default="append",
    )
    abstract = BooleanField("Lấy trích yếu của tệp")
    addressees = BooleanField("Lấy các nơi ở Kính gửi, Kính trình của tệp")
    recipients = BooleanField("Lấy nơi nhận của tệp")
    parts = BooleanField("Lấy mức độ khẩn, phạm vi lưu hành, ký hiệu người soạn, thông tin liên hệ của tệp")

    def place_fields(self) -> list[SelectField]:
        """One for each stretch, in order."""
        return self._named(_PLACE)

    def annex_fields(self) -> list[BooleanField]:
        """One for each annex, in order."""
        return self._named(_ANNEX)

    def to_input(self, longest: int) -> LayPaper:
        """The choices over the versions that were seen."""
        return LayPaper(
            version=self.version.data or 0,
            seen=self.seen.data or "",
            chosen={at: field.data for at, field in enumerate(self.place_fields()) if field.data},
            replaces=self.mode.data == _REPLACE,
            annexes=tuple(at for at, field in enumerate(self.annex_fields()) if field.data),
            frame=frozenset(name for name in _FRAME if self[name].data),
            longest=longest,
        )

    def _named(self, beginning: str) -> list[Any]:
        return [field for field in self if field.name.startswith(beginning)]


def lay_form(found: Sequence[Stretch], places: Sequence[Place], annexes: Sequence[Annex]) -> type[LayForm]:
    """The form for these stretches and annexes: WTForms knows fields by class, so one is made."""
    choices = [SelectChoice("", "Hãy chọn mục"), *map(_choice, places, _numbers(places)), _LEAVE_OUT]
    fields: dict[str, Field] = {
        f"{_PLACE}{at}": SelectField(
            "Đưa phần này vào mục", choices=choices, default=one.proposed, validate_choice=False
        )
        for at, one in enumerate(found)
    }
    fields |= {f"{_ANNEX}{at}": BooleanField(one.title or one.marker, default=True) for at, one in enumerate(annexes)}
    return type("PaperLayForm", (LayForm,), fields)


_LEAVE_OUT = SelectChoice(LEFT_OUT, "Không đưa vào")


def _choice(place: Place, number: int) -> SelectChoice:
    numbered = f"{number}. {place.title}" if number and place.key != BODY else place.title
    return SelectChoice(place.key, numbered if number else "Mở đầu")


def _numbers(places: Sequence[Place]) -> list[int]:
    """As the paper prints them, from 1; 0 for the opening."""
    first = 0 if places and places[0].key == OPENING else 1
    return list(range(first, first + len(places)))
