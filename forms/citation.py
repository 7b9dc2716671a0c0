"""One document of the citation register."""

from wtforms import Field, SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from forms.base import StageForm
from forms.fields import SelectChoice, TextBlockField, VietnameseDateField
from forms.validators import NotTooLong
from workflow.domain.citations import KIND_NAMES, REGULATION
from workflow.domain.inputs.registers import SaveCitation

_KINDS = [
    SelectChoice("", "Theo ký hiệu"),
    *(SelectChoice(name, name) for name in (*KIND_NAMES.values(), REGULATION)),
]


class CitationForm(StageForm):
    """Number and symbol, day, kind, issuing body, exact title."""

    symbol = StringField("Số, ký hiệu", [DataRequired("Số, ký hiệu: hãy ghi, ví dụ 43-NQ/TW."), Length(max=60)])
    issued_on = VietnameseDateField("Ngày ban hành")
    kind_name = SelectField("Tên loại", choices=_KINDS, default="")
    issuer = StringField("Cơ quan ban hành", [DataRequired("Cơ quan ban hành: hãy ghi tên."), Length(max=200)])
    title = TextBlockField("Trích yếu", [DataRequired("Trích yếu: hãy ghi đúng như bản gốc."), NotTooLong(1000)])

    def validate_issued_on(self, field: Field) -> None:
        """A document is known by its symbol and its day."""
        if field.data is None and not field.errors:
            raise ValidationError("Ngày ban hành: hãy ghi ngày của văn bản gốc.")

    def to_input(self) -> SaveCitation:
        """The document as typed."""
        return SaveCitation(
            symbol=self.symbol.data or "",
            issued_on=self.issued_on.data,
            kind_name=self.kind_name.data or "",
            issuer=self.issuer.data or "",
            title=self.title.data or "",
            version=self.version.data or 0,
        )
