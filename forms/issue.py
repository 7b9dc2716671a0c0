"""What the clerk and the signer give when a paper is issued."""

from collections.abc import Sequence

from wtforms import HiddenField, RadioField

from forms.base import StageForm
from forms.fields import SelectChoice
from forms.validators import Filled
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.paper import ProfileName


class NumberForm(StageForm):
    """Who will sign; the number itself is given by the register: the next one, or one that was reserved. The guide on
    form is that of the day, unless another is chosen."""

    signer_id = RadioField("Người ký", coerce=int, validators=[Filled("Hãy chọn người ký.")])
    reserved = RadioField("Số", coerce=int, default=0)
    profile = RadioField(
        "Hướng dẫn về thể thức",
        choices=[
            SelectChoice("", "Theo ngày ban hành"),
            *(SelectChoice(name.value, f"Hướng dẫn {name.guide}") for name in (ProfileName.HD05, ProfileName.HD36)),
        ],
        default="",
    )

    def __init__(
        self, *, signers: Sequence[tuple[int, str]], version: int, reserved: Sequence[tuple[int, str]] = ()
    ) -> None:
        super().__init__(version=version)
        self.signer_id.choices = list(signers)
        self.reserved.choices = [SelectChoice(0, "Số tiếp theo của sổ"), *(SelectChoice(*one) for one in reserved)]
        if len(signers) == 1 and not self.is_submitted():
            self.signer_id.data = signers[0][0]

    def to_input(self) -> TakeNumber:
        """The clerk's act."""
        reserved = self.reserved.data or None
        profile = ProfileName(self.profile.data) if self.profile.data else None
        return TakeNumber(self.version.data or 0, self.signer_id.data, reserved, profile)


class SignForm(StageForm):
    """Consent to the very bytes that were shown: the form carries their digest."""

    digest = HiddenField()

    def to_input(self) -> Sign:
        """The signer's consent."""
        return Sign(version=self.version.data or 0, digest=self.digest.data or "")
