"""What a person gives to sign or to seal: what opens the key, or the file that their own token signed."""

from flask_wtf.file import FileField
from wtforms import HiddenField, PasswordField
from wtforms.validators import Length

from forms.base import StageForm
from forms.validators import Filled, SmallFile
from workflow.domain.inputs.issuing import SignByKey, SignedFile

LONGEST_SECRET = Length(max=200)


class SignByKeyForm(StageForm):
    """Consent to the bytes shown, with the passphrase of the key and the person's own password; what was typed into
    either is never sent back to the page."""

    digest = HiddenField()
    passphrase = PasswordField(
        "Mật khẩu của chứng thư số", validators=[Filled("Chưa nhập mật khẩu của chứng thư số."), LONGEST_SECRET]
    )
    password = PasswordField(
        "Mật khẩu đăng nhập của đồng chí", validators=[Filled("Chưa nhập mật khẩu đăng nhập."), LONGEST_SECRET]
    )

    def to_input(self) -> SignByKey:
        """The signer's act."""
        return SignByKey(
            version=self.version.data or 0,
            digest=self.digest.data or "",
            passphrase=self.passphrase.data or "",
            password=self.password.data or "",
        )


class SignByTokenForm(SignByKeyForm):
    """The same by a token that the server reaches: the PIN stands where the passphrase stood."""

    passphrase = PasswordField(
        "Mã PIN của thiết bị ký", validators=[Filled("Chưa nhập mã PIN của thiết bị ký."), LONGEST_SECRET]
    )


class SignedFileForm(StageForm):
    """The PDF that the signer's own program signed."""

    digest = HiddenField()
    file = FileField("Tệp PDF đã ký", validators=[Filled("Chưa chọn tệp PDF đã ký.")])

    def __init__(self, *, max_bytes: int, version: int, digest: str | None) -> None:
        super().__init__(version=version, digest=digest)
        self.file.validators = [*self.file.validators, SmallFile(max_bytes, (".pdf",), b"%PDF-")]

    def to_input(self) -> SignedFile:
        """The file as it came."""
        upload = self.file.data
        return SignedFile(version=self.version.data or 0, digest=self.digest.data or "", file=upload.stream.read())
