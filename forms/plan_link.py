"""Which plans a plan carries out, and which of their tasks its own take up."""

from collections.abc import Sequence

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import StageForm
from forms.fields import SelectChoice
from forms.validators import Filled
from workflow.domain.inputs.tasks import AdoptTasks, LinkPlan, PickPlan


class LinkForm(StageForm):
    """A superior plan by its symbol."""

    symbol = StringField("Số, ký hiệu kế hoạch cấp trên", [Filled("Số, ký hiệu: hãy ghi."), Length(max=60)])

    def to_input(self) -> LinkPlan:
        """The symbol as typed."""
        return LinkPlan(self.symbol.data or "")


class PickForm(StageForm):
    """One of the superiors' plans in the system."""

    superior_id = RadioField("Kế hoạch cấp trên", coerce=int, validators=[Filled("Hãy chọn một kế hoạch.")])

    def offer(self, plans: Sequence[tuple[int, str]]) -> None:
        """What can be chosen: (number, words)."""
        self.superior_id.choices = [SelectChoice(number, words) for number, words in plans]

    def to_input(self, link_id: int | None) -> PickPlan:
        """What is chosen, for a citation or beside them."""
        return PickPlan(self.superior_id.data or 0, link_id, self.version.data or 0)


class AdoptForm(StageForm):
    """Which superior tasks a task takes up."""

    superior_ids = SelectMultipleField(
        "Nhiệm vụ của cấp trên", coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def offer(self, tasks: Sequence[tuple[int, str]]) -> None:
        """What can be ticked: (number, words)."""
        self.superior_ids.choices = [SelectChoice(number, words) for number, words in tasks]

    def to_input(self) -> AdoptTasks:
        """What is ticked."""
        return AdoptTasks(tuple(self.superior_ids.data or ()), self.version.data or 0)
