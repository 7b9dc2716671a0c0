"""What a person types to come in, and to change what they come in with."""

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, Length

from forms.base import StageForm
from forms.validators import Filled

_NAME_LENGTH = Length(max=64)
_PASSWORD_LENGTH = Length(max=200)


class SignInForm(StageForm):
    """Name and password; `tiep` is the page the person was on the way to."""

    username = StringField("Tên đăng nhập", validators=[Filled("Chưa nhập tên đăng nhập."), _NAME_LENGTH])
    password = PasswordField("Mật khẩu", validators=[Filled("Chưa nhập mật khẩu."), _PASSWORD_LENGTH])
    tiep = HiddenField()


class CodeForm(StageForm):
    """The second step: a code of the telephone, or a recovery code."""

    code = StringField("Mã xác thực", validators=[Filled("Chưa nhập mã."), Length(max=40)])
    tiep = HiddenField()


class NewPasswordForm(StageForm):
    """The password that follows a one-time code."""

    password = PasswordField("Mật khẩu mới", validators=[Filled("Chưa nhập mật khẩu mới."), _PASSWORD_LENGTH])
    repeated = PasswordField(
        "Nhập lại mật khẩu mới", validators=[EqualTo("password", "Hai lần nhập mật khẩu mới chưa giống nhau.")]
    )
    tiep = HiddenField()


class PasskeySignInForm(StageForm):
    """What a browser proved with a passkey; only a script can fill it."""

    answer = HiddenField(validators=[Filled("Chưa có khoá truy cập nào được dùng."), Length(max=20_000)])
    tiep = HiddenField()


class PasskeyForm(StageForm):
    """A passkey that the browser made, under a name."""

    name = StringField("Tên khoá", validators=[Filled("Chưa đặt tên khoá."), Length(max=80)])
    answer = HiddenField(validators=[Filled("Trình duyệt chưa tạo khoá. Hãy thử lại."), Length(max=20_000)])


class FirstCodeForm(StageForm):
    """The first code of a key that was just put into the telephone."""

    code = StringField("Mã 6 số đang hiện trên điện thoại", validators=[Filled("Chưa nhập mã."), Length(max=40)])


class PasswordForm(StageForm):
    """A new password, over the present one."""

    present = PasswordField("Mật khẩu hiện nay", validators=[Filled("Chưa nhập mật khẩu hiện nay."), _PASSWORD_LENGTH])
    password = PasswordField("Mật khẩu mới", validators=[Filled("Chưa nhập mật khẩu mới."), _PASSWORD_LENGTH])
    repeated = PasswordField(
        "Nhập lại mật khẩu mới", validators=[EqualTo("password", "Hai lần nhập mật khẩu mới chưa giống nhau.")]
    )
