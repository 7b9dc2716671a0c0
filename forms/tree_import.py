"""A workbook of organisations, people and roles: bringing it, and what follows by buttons."""

from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import Length

from forms.base import StageForm
from forms.validators import Filled


class BringTreeForm(StageForm):
    """The workbook."""

    file = FileField("Tệp Excel (.xlsx)", validators=[Filled("Chưa chọn tệp.")])


class TreeActForm(StageForm):
    """Carry it out, or put it aside."""

    act = StringField(validators=[Length(max=10)])
