"""What a person types to come in, and to change the password."""

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


class PasswordForm(StageForm):
    """A new password, over the present one."""

    present = PasswordField("Mật khẩu hiện nay", validators=[Filled("Chưa nhập mật khẩu hiện nay."), _PASSWORD_LENGTH])
    password = PasswordField("Mật khẩu mới", validators=[Filled("Chưa nhập mật khẩu mới."), _PASSWORD_LENGTH])
    repeated = PasswordField(
        "Nhập lại mật khẩu mới", validators=[EqualTo("password", "Hai lần nhập mật khẩu mới chưa giống nhau.")]
    )
