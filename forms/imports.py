"""What a person gives while bringing a paper in: the file or the text, and corrections of what was read from it."""

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from forms.base import StageForm
from forms.draft import LONGEST_ABSTRACT, LONGEST_RECIPIENT, ShortLines
from forms.fields import FigureField, SelectChoice, TextBlockField, VietnameseDateField
from forms.validators import Filled, NotTooLong
from workflow.domain.blocks import BlockType
from workflow.domain.mending import Frame
from workflow.domain.numbers import KINDS
from workflow.domain.paper import Paper, SignatureBlock

PASTED = "van-ban-dan-vao.txt"
_LONGEST_NAME = 200
_AS_TYPED = "auto"


class BringForm(StageForm):
    """A file, or the text pasted; the file counts when both are given."""

    file = FileField("Tệp văn bản")
    text = TextBlockField("Hoặc dán toàn văn vào đây")

    def validate_text(self, field: TextBlockField) -> None:
        """One of the two must be given."""
        if not (field.data or "").strip() and not self.file.data:
            raise ValidationError("Hãy chọn tệp, hoặc dán toàn văn.")

    def brought(self) -> tuple[str, bytes]:
        """Name and bytes of what was brought."""
        if self.file.data:
            return self.file.data.filename or "", self.file.data.stream.read()
        return PASTED, (self.text.data or "").encode()


def _short(label: str) -> TextBlockField:
    return TextBlockField(label, [NotTooLong(_LONGEST_NAME)])


class FrameForm(StageForm):
    """The head and the end of a paper."""

    kind = SelectField("Loại văn bản", choices=[SelectChoice(kind, f"{name} ({kind})") for kind, name in KINDS.items()])
    number = FigureField("Số", [Optional(), NumberRange(1, 9999, "Số: nhập số từ 1 tới 9.999")])
    body = _short("Ký hiệu cơ quan")
    date = VietnameseDateField("Ngày ban hành")
    place = _short("Nơi ban hành")
    superior = _short("Cơ quan cấp trên")
    issuer = TextBlockField("Cơ quan ban hành", [Filled("Cơ quan ban hành: hãy ghi tên"), NotTooLong(_LONGEST_NAME)])
    abstract = TextBlockField("Trích yếu", [Filled("Trích yếu: hãy ghi trích yếu"), NotTooLong(LONGEST_ABSTRACT)])
    recipients = TextBlockField("Nơi nhận", [ShortLines(LONGEST_RECIPIENT)])
    authority = _short("Quyền hạn ký")
    position = _short("Chức vụ người ký")
    signer = _short("Họ tên người ký")

    @classmethod
    def of(cls, paper: Paper, version: int) -> "FrameForm":
        """The form with what was read."""
        sign = paper.signature
        return cls(
            data={
                "version": version,
                "kind": paper.kind,
                "number": paper.number,
                "body": (paper.symbol or "").rpartition("/")[2],
                "date": paper.date,
                "place": paper.place,
                "superior": paper.superior,
                "issuer": paper.issuer,
                "abstract": paper.abstract,
                "recipients": "\n".join(paper.recipients),
                "authority": sign.authority,
                "position": sign.position,
                "signer": sign.name,
            }
        )

    def to_frame(self) -> Frame:
        """What was given; one addressee a line, without its dash and final sign."""
        lines = (line.strip(" -;,.\t") for line in (self.recipients.data or "").splitlines())
        sign = SignatureBlock(self._line("authority"), self._line("position"), self._line("signer"))
        return Frame(
            kind=self.kind.data,
            number=self.number.data,
            body=self._line("body") or "",
            date=self.date.data,
            place=self._line("place") or "",
            issuer=self._line("issuer") or "",
            superior=self._line("superior") or "",
            abstract=self._line("abstract") or "",
            recipients=tuple(filter(None, lines)),
            signature=sign,
        )

    def _line(self, name: str) -> str | None:
        return " ".join((self[name].data or "").split()) or None


class BlockForm(StageForm):
    """One block retyped; `kind` overrules what the beginning of its line says."""

    text = TextBlockField("Chữ của đoạn", [Filled("Chữ của đoạn: hãy gõ chữ, hoặc bấm “Bỏ đoạn này”")])
    kind = RadioField(
        "Đoạn này là",
        choices=[
            SelectChoice(_AS_TYPED, "Theo dấu ở đầu dòng (1., a), -)"),
            SelectChoice(BlockType.HEADING.value, "Đề mục"),
            SelectChoice(BlockType.PARAGRAPH.value, "Đoạn văn"),
            SelectChoice(BlockType.ITEM.value, "Gạch đầu dòng"),
        ],
        default=_AS_TYPED,
    )
    level = FigureField("Cấp đề mục", [Optional(), NumberRange(1, 5, "Cấp đề mục: nhập số từ 1 tới 5")])

    @property
    def forced_kind(self) -> BlockType | None:
        """The kind that was chosen; None leaves it to the line."""
        return None if self.kind.data == _AS_TYPED else BlockType(self.kind.data)


class SettleForm(StageForm):
    """One remark mended or let stand."""

    key = HiddenField()
    act = HiddenField()


class EnterForm(StageForm):
    """Taking the paper in."""

    out_of_order = BooleanField("Vẫn vào sổ, dù ngày không theo thứ tự số")
