"""By way of which advisory body reports come; part of the forms that ask for reports."""

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.validators import Optional

from forms.base import StageForm
from forms.difficulty import STRAIGHT
from forms.fields import SelectChoice


class ThroughForm(StageForm):
    """A form that may name a clearing house."""

    through_id = SelectField("Báo cáo gửi qua", coerce=int, default=STRAIGHT, validators=[Optional()])

    def offer_bodies(self, bodies: Iterable[tuple[int, str]]) -> None:
        """The bodies that there are, each as (id, name); where there are none, nothing is asked."""
        choices = [SelectChoice(body, f"qua {name}") for body, name in bodies]
        if choices:
            self.through_id.choices = [SelectChoice(STRAIGHT, "Gửi thẳng, không qua đầu mối"), *choices]
        elif "through_id" in self:
            del self.through_id

    @property
    def through(self) -> int | None:
        """The body that was chosen; the form is valid."""
        return (self.through_id.data if "through_id" in self else None) or None
