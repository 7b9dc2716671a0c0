"""What a person says of a paper when beginning it by hand."""

from forms.base import StageForm
from forms.draft import LONGEST_ABSTRACT, LONGEST_RECIPIENT, ShortLines, listed
from forms.fields import TextBlockField
from forms.validators import Filled, NotTooLong
from workflow.domain.inputs.writing import BeginPaper
from workflow.domain.states import DocumentKind


class BeginForm(StageForm):
    """Abstract, and the addressees of a kind that has them; the page of another kind takes that field away."""

    addressees = TextBlockField(
        "Kính gửi", [Filled("Kính gửi: hãy ghi ít nhất một nơi nhận"), ShortLines(LONGEST_RECIPIENT)]
    )
    abstract = TextBlockField("Trích yếu", [Filled("Trích yếu: hãy ghi trích yếu"), NotTooLong(LONGEST_ABSTRACT)])

    def to_input(self, kind: DocumentKind) -> BeginPaper:
        """The abstract on one line, the addressees without their dashes and final signs."""
        addressees = listed(self.addressees.data) if "addressees" in self else ()
        return BeginPaper(kind, " ".join((self.abstract.data or "").split()), addressees)
