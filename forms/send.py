"""Sending and receiving: nothing to type but that it was meant."""

from forms.base import StageForm
from workflow.domain.inputs.deciding import Act


class SendForm(StageForm):
    """Handing the issued paper to its addressees."""

    def to_input(self) -> Act:
        """The act on the version that was seen."""
        return Act(version=self.version.data or 0)


class ReceiveForm(SendForm):
    """The receipt."""


class RetryForm(SendForm):
    """Trying a failed step again."""
