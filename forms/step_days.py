"""How long a step may take in a house before the one above it is told."""

from wtforms.validators import NumberRange

from forms.base import StageForm
from forms.fields import FigureField
from forms.validators import Filled

MOST = 30


class StepDaysForm(StageForm):
    """A number of working days; 0 tells nobody."""

    days = FigureField(
        "Số ngày làm việc cho một bước",
        validators=[
            Filled("Số ngày làm việc cho một bước: hãy ghi số, ví dụ 3"),
            NumberRange(0, MOST, message=f"Số ngày làm việc cho một bước: từ 0 đến {MOST}."),
        ],
    )

    def to_input(self) -> int:
        """The days."""
        return int(self.days.data or 0)
