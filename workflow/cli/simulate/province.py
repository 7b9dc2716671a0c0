"""The simulated province: three levels below it, the people of each unit, all founded by their own acts."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from flask_security.utils import hash_password

from workflow.actions.account import grant_role, open_account
from workflow.actions.organisation import found_organisation
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.inputs.organisations import FoundOrganisation, GrantRole, OpenAccount
from workflow.domain.states import Level, Role
from workflow.queries.accounts import actor_of

TERM_FROM = dt.date(2025, 7, 1)
PLACE = "Sông Lam"
PASSWORD = "mo-phong-mot-nam"  # noqa: S105 - of people who never sign in
FEWEST = 12
_UNITS_OF_A_COMMITTEE = 10
_UNITS_OF_AN_UPPER_COMMITTEE = 60
_Posts = tuple[tuple[str, tuple[Role, ...]], ...]
_COMMITTEE: _Posts = (
    ("Trần Thị B", (Role.OFFICE,)),
    ("Đỗ Văn N", (Role.OFFICE,)),
    ("Lê Văn C", (Role.MEMBER,)),
    ("Nguyễn Văn A", (Role.SIGNER, Role.MEMBER)),
    ("Vũ Thị G", (Role.CLERK,)),
)
_CELL: _Posts = (("Phạm Thị D", (Role.DRAFTER,)), ("Dương Văn M", (Role.SIGNER, Role.MEMBER, Role.CLERK)))
_BELOW: Mapping[Level, Level] = MappingProxyType(
    {Level.PROVINCE: Level.UPPER, Level.UPPER: Level.GRASSROOTS, Level.GRASSROOTS: Level.CELL}
)
_AUTHORITY = {
    Level.PROVINCE: "T/M BAN THƯỜNG VỤ",
    Level.UPPER: "T/M BAN THƯỜNG VỤ",
    Level.GRASSROOTS: "T/M ĐẢNG UỶ",
    Level.CELL: "T/M CHI BỘ",
    Level.ADVISORY: "T/L BAN THƯỜNG VỤ",
}
_SYMBOL = {Level.PROVINCE: "TU", Level.UPPER: "ĐU", Level.GRASSROOTS: "ĐU", Level.CELL: "CB", Level.ADVISORY: "BTGDV"}
_NAME = {
    Level.PROVINCE: "Tỉnh uỷ {}",
    Level.UPPER: "Đảng uỷ phường {}",
    Level.GRASSROOTS: "Đảng uỷ đơn vị {}",
    Level.CELL: "Chi bộ {}",
    Level.ADVISORY: "Ban Tuyên giáo và Dân vận {}",
}
_BODY: _Posts = (("Mai Thị U", (Role.OFFICE,)),)
_POSTS = {Level.CELL: _CELL, Level.ADVISORY: _BODY, Level.PROVINCE: (*_COMMITTEE, ("Tạ Văn Y", (Role.ADMIN,)))}


@dataclass(slots=True, eq=False)
class Unit:
    """One organisation: who stands above and below it, and who acts for it in which role; its `clerks` weave. What is
    sent up to it goes through its advisory `body`, if it has one."""

    id: int
    name: str
    level: Level
    above: "Unit | None"
    below: list["Unit"] = field(default_factory=list)
    people: dict[Role, Actor] = field(default_factory=dict)
    clerks: list[Actor] = field(default_factory=list)
    body: "Unit | None" = None

    @property
    def is_cell(self) -> bool:
        """A chi bộ writes; the others consolidate."""
        return self.level is Level.CELL

    def walk(self) -> Iterator["Unit"]:
        """Itself and all below, superiors first."""
        yield self
        for one in self.below:
            yield from one.walk()


def found_province(units: int) -> Unit:
    """A province with so many units below it (at least FEWEST), the chi bộ spread evenly, and an advisory body of one
    committee; needs an application context over an empty database."""
    hashed = hash_password(PASSWORD)
    top = _found(Level.PROVINCE, PLACE, None, hashed)
    uppers = max(1, round(units / _UNITS_OF_AN_UPPER_COMMITTEE))
    committees = max(2, round(units / _UNITS_OF_A_COMMITTEE))
    counts = {Level.UPPER: uppers, Level.GRASSROOTS: committees, Level.CELL: units - uppers - committees}
    rank = [top]
    for level, count in counts.items():
        rank = [_found(level, str(order + 1), rank[order % len(rank)], hashed) for order in range(count)]
    first = top.below[0]
    first.body = _found(Level.ADVISORY, first.name, first, hashed)
    return top


def _found(level: Level, called: str, above: Unit | None, hashed: str) -> Unit:
    name = _NAME[level].format(called)
    party = None if level is Level.CELL else name.replace("Tỉnh uỷ", "Đảng bộ tỉnh").replace("Đảng uỷ", "Đảng bộ")
    given = FoundOrganisation(
        name=name,
        short_name=name,
        heading=name.upper(),
        party_heading=party.upper() if party else None,
        symbol=_SYMBOL[level],
        place=PLACE,
        authority=_AUTHORITY[level],
        level=level,
        superior_id=above.id if above else None,
        term_from=TERM_FROM,
    )
    unit = Unit(found_organisation(given, actor=SYSTEM).id, name, level, above)
    _staff(unit, hashed)
    if above and level is not Level.ADVISORY:
        above.below.append(unit)
    return unit


def staff_new(unit: Unit) -> None:
    """The people of a unit that was founded in the middle of the year."""
    _staff(unit, hash_password(PASSWORD))


def _staff(unit: Unit, hashed: str) -> None:
    for order, (name, roles) in enumerate(_POSTS.get(unit.level, _COMMITTEE)):
        actor = _appoint(f"u{unit.id}.{order}", name, unit.id, roles, hashed)
        for role in roles:
            unit.people.setdefault(role, actor)
        if Role.OFFICE in roles:
            unit.clerks.append(actor)


def _appoint(username: str, name: str, unit_id: int, roles: tuple[Role, ...], hashed: str) -> Actor:
    position = "BÍ THƯ" if Role.SIGNER in roles else None
    first, *others = roles
    user = open_account(OpenAccount(username, name, PASSWORD, unit_id, first, position), hashed, actor=SYSTEM)
    for role in others:
        grant_role(GrantRole(username, unit_id, role, position), actor=SYSTEM)
    return actor_of(user)
