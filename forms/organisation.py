"""What an administrator types about an organisation: a new person, a role, an organisation below, a nhiệm kỳ."""

import datetime as dt

from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional, Regexp

from forms.base import StageForm
from forms.fields import SelectChoice, VietnameseDateField
from forms.validators import Filled
from workflow.domain.inputs.organisations import FoundOrganisation, GrantRole, OpenAccount
from workflow.domain.inputs.registers import OpenTerm
from workflow.domain.labels import DECISION_WAYS, LEVELS, NUMBERINGS, ROLES
from workflow.domain.majority import Rules, rules_of
from workflow.domain.states import DecisionWay, Level, Numbering, Role

_ROLES = [SelectChoice(role.value, words) for role, words in ROLES.items()]
_LEVELS = [
    SelectChoice(level.value, words.capitalize()) for level, words in LEVELS.items() if level is not Level.PROVINCE
]
_WAYS = [SelectChoice(way.value, words) for way, words in DECISION_WAYS.items()]
_SHARES = ("1/2", "2/3", "3/4")
_USERNAME = Regexp(
    r"^[a-z0-9]+([._-][a-z0-9]+)*$", message="Chỉ dùng chữ thường không dấu, chữ số, dấu chấm, gạch nối."
)


class GrantForm(StageForm):
    """One more role for a person who has an account."""

    username = StringField("Tên đăng nhập", validators=[Filled("Chưa nhập tên đăng nhập."), Length(max=64)])
    role = SelectField("Vai trò", choices=_ROLES)
    position = StringField("Chức vụ in dưới chữ ký", validators=[Length(max=80)])

    def to_input(self, organisation_id: int) -> GrantRole:
        """The grant in the organisation."""
        return GrantRole(
            username=(self.username.data or "").strip().lower(),
            organisation_id=organisation_id,
            role=Role(self.role.data),
            position=(self.position.data or "").strip() or None,
        )


class OpenAccountForm(StageForm):
    """A new person with a first role; the password is made, not typed."""

    name = StringField("Họ và tên", validators=[Filled("Chưa nhập họ và tên."), Length(max=120)])
    username = StringField(
        "Tên đăng nhập",
        validators=[Filled("Chưa nhập tên đăng nhập."), Length(max=64), _USERNAME],
        filters=[lambda typed: typed.strip().lower() if typed else typed],
    )
    role = SelectField("Vai trò", choices=_ROLES)
    position = StringField("Chức vụ in dưới chữ ký", validators=[Length(max=80)])

    def to_input(self, organisation_id: int, password: str) -> OpenAccount:
        """The account in the organisation, with the password made for it."""
        return OpenAccount(
            username=self.username.data or "",
            name=" ".join((self.name.data or "").split()),
            password=password,
            organisation_id=organisation_id,
            role=Role(self.role.data),
            position=(self.position.data or "").strip() or None,
        )


class FoundForm(StageForm):
    """A new organisation below another: its names, its symbol, its level."""

    name = StringField("Tên đầy đủ", validators=[Filled("Chưa nhập tên đầy đủ."), Length(max=200)])
    short_name = StringField("Tên gọi ngắn", validators=[Filled("Chưa nhập tên gọi ngắn."), Length(max=80)])
    level = SelectField("Cấp", choices=_LEVELS)
    symbol = StringField("Ký hiệu trong số văn bản", validators=[Filled("Chưa nhập ký hiệu."), Length(max=20)])
    authority = StringField("Thẩm quyền ký", validators=[Filled("Chưa nhập thẩm quyền ký."), Length(max=80)])
    party_heading = StringField("Tên đảng bộ in trên văn bản của cấp dưới", validators=[Length(max=200)])
    place = StringField("Địa danh", validators=[Filled("Chưa nhập địa danh."), Length(max=80)])
    term_from = VietnameseDateField("Nhiệm kỳ tính từ ngày", validators=[Filled("Chưa nhập ngày đầu nhiệm kỳ.")])

    def to_input(self, superior_id: int) -> FoundOrganisation:
        """The organisation below its superior; the form is valid."""
        name = " ".join((self.name.data or "").split())
        return FoundOrganisation(
            name=name,
            short_name=(self.short_name.data or "").strip(),
            heading=name.upper(),
            party_heading=(self.party_heading.data or "").strip().upper() or None,
            symbol=(self.symbol.data or "").strip(),
            place=(self.place.data or "").strip(),
            authority=(self.authority.data or "").strip().upper(),
            level=Level(self.level.data),
            superior_id=superior_id,
            term_from=self.term_from.data or dt.date.max,
        )


class TermForm(StageForm):
    """A nhiệm kỳ: its first day, and how its numbers run."""

    name = StringField("Tên nhiệm kỳ", validators=[Filled("Chưa nhập tên nhiệm kỳ."), Length(max=120)])
    from_day = VietnameseDateField("Tính từ ngày", validators=[Filled("Chưa nhập ngày đầu nhiệm kỳ.")])
    numbering = RadioField(
        "Cách đánh số văn bản đi",
        choices=[SelectChoice(numbering.value, words) for numbering, words in NUMBERINGS.items()],
        default=Numbering.TERM.value,
    )
    keep_given = BooleanField("Các văn bản đã lấy số từ ngày này giữ nguyên số đã cấp")

    def to_input(self) -> OpenTerm:
        """The term; the form is valid."""
        return OpenTerm(
            name=" ".join((self.name.data or "").split()),
            from_day=self.from_day.data or dt.date.max,
            numbering=Numbering(self.numbering.data),
            keep_given=bool(self.keep_given.data),
        )


class RulesForm(StageForm):
    """How a committee decides: in which way, how many take part, how many agree."""

    way = RadioField("Cách quyết định", choices=_WAYS)
    quorum = SelectField(
        "Số uỷ viên phải tham gia, ít nhất",
        choices=[*(SelectChoice(share, share) for share in _SHARES), SelectChoice("1", "tất cả")],
    )
    majority = SelectField("Số đồng ý phải nhiều hơn", choices=[SelectChoice(share, share) for share in _SHARES])
    of_present = BooleanField("Tính trên số có mặt hoặc cho phiếu, không tính trên tổng số uỷ viên")

    def to_input(self) -> Rules:
        """The rules; the form is valid."""
        way, of_present = DecisionWay(self.way.data), bool(self.of_present.data)
        return rules_of(way, self.quorum.data or "", self.majority.data or "", of_present=of_present)


class RemoveTermForm(StageForm):
    """Taking back a nhiệm kỳ: a button."""


class FileCodeForm(StageForm):
    """The code with which file names begin: letters, digits and full stops, as the archive of the Party writes them."""

    code = StringField(
        "Mã định danh của đơn vị",
        validators=[
            Optional(),
            Length(max=20),
            Regexp(r"^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*$", message="Chỉ dùng chữ cái không dấu, chữ số và dấu chấm."),
        ],
        filters=[lambda typed: typed.strip() if typed else typed],
    )
