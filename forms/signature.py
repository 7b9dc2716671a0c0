"""What a person brings in to sign with: a key file, a certificate, the picture of the hand signature."""

from collections.abc import Sequence

from flask_wtf.file import FileField
from wtforms import PasswordField, RadioField

from forms.base import StageForm
from forms.sign import LONGEST_SECRET
from forms.validators import Filled, SmallFile
from workflow.domain.inputs.issuing import BringKey

MAX_KEY_BYTES = 100_000
MAX_CERTIFICATE_BYTES = 50_000


class _ForOrganisation(StageForm):
    """The organisation on whose behalf one signs; asked only of somebody who signs for several."""

    organisation_id = RadioField("Ký thay mặt", coerce=int, validators=[Filled("Hãy chọn tổ chức.")])

    def __init__(self, *, organisations: Sequence[tuple[int, str]] = (), **given: object) -> None:
        super().__init__(**given)
        if len(organisations) > 1:
            self.organisation_id.choices = list(organisations)
        else:
            del self.organisation_id

    @property
    def chosen(self) -> int | None:
        """The organisation chosen, None where there was no choice."""
        return self.organisation_id.data if self.organisation_id else None


class BringKeyForm(_ForOrganisation):
    """A .p12 or .pfx file, its passphrase and the person's own password."""

    file = FileField(
        "Tệp chứng thư số (.p12 hoặc .pfx)",
        validators=[Filled("Chưa chọn tệp chứng thư số."), SmallFile(MAX_KEY_BYTES, (".p12", ".pfx"), b"\x30")],
    )
    passphrase = PasswordField("Mật khẩu của tệp", validators=[Filled("Chưa nhập mật khẩu của tệp."), LONGEST_SECRET])
    password = PasswordField(
        "Mật khẩu đăng nhập của đồng chí", validators=[Filled("Chưa nhập mật khẩu đăng nhập."), LONGEST_SECRET]
    )

    def to_input(self) -> BringKey:
        """The file with what opens it."""
        return BringKey(
            organisation_id=self.chosen,
            file=self.file.data.stream.read(),
            passphrase=self.passphrase.data or "",
            password=self.password.data or "",
        )


class CertificateForm(_ForOrganisation):
    """The public certificate of a token that stays with its holder."""

    certificate = FileField(
        "Tệp chứng thư của thiết bị ký (.cer, .crt hoặc .pem)",
        validators=[
            Filled("Chưa chọn tệp chứng thư."),
            SmallFile(MAX_CERTIFICATE_BYTES, (".cer", ".crt", ".pem", ".der"), b""),
        ],
    )

    def content(self) -> bytes:
        """The bytes of the file."""
        read: bytes = self.certificate.data.stream.read()
        return read


class PictureForm(StageForm):
    """The picture of the hand signature, or of the seal."""

    picture = FileField("Ảnh PNG", validators=[Filled("Chưa chọn ảnh PNG.")])

    def to_input(self) -> tuple[str, bytes]:
        """The name of the file and its bytes."""
        return self.picture.data.filename or "", self.picture.data.stream.read()
