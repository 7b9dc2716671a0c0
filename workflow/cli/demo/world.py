"""The demo's organisations and people: a province, a bloc, a department, four chi bộ; every person is fictional."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_security.utils import hash_password

from workflow.actions.account import grant_role, open_account
from workflow.actions.organisation import found_organisation
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.inputs.organisations import FoundOrganisation, GrantRole, OpenAccount
from workflow.domain.labels import ROLES
from workflow.domain.states import Level, Role
from workflow.models import Organisation, User, db
from workflow.queries.accounts import actor_of, by_username, memberships_of

PASSWORD = "trinhky-demo"  # noqa: S105 - the demo's, printed in the terminal for everybody
TERM_FROM = dt.date(2020, 7, 1)
FICTIONAL_PLACE = "Sông Lam"
Account = tuple[str, str, str, str, str]

CELLS = ("vanphong", "vanhoa", "thuvien", "baotang")


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation of the demo; `above` is the key of its superior."""

    key: str
    name: str
    short_name: str
    party: str | None
    symbol: str
    authority: str
    level: Level
    above: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """One person: sign-in name, name, unit, roles, and the post printed under a signature."""

    username: str
    name: str
    unit: str
    roles: tuple[Role, ...]
    position: str | None = None


@dataclass(slots=True)
class World:
    """What was built: organisations and people by key."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """The person as an actor of today."""
        return actor_of(self.people[username])


def units(place: str) -> tuple[Unit, ...]:
    """The tree of a province, its superior first."""
    department = "Sở Văn hoá, Thể thao và Du lịch"
    bloc = "Khối các cơ quan tỉnh"
    cells = {
        "vanphong": "Văn phòng Sở",
        "vanhoa": "Quản lý Văn hoá",
        "thuvien": "Thư viện tỉnh",
        "baotang": "Bảo tàng tỉnh",
    }
    return (
        Unit(
            "tinh",
            f"Tỉnh uỷ {place}",
            "Tỉnh uỷ",
            f"Đảng bộ tỉnh {place}",
            "TU",
            "T/M BAN THƯỜNG VỤ",
            Level.PROVINCE,
            None,
        ),
        Unit(
            "khoi",
            f"Đảng uỷ {bloc}",
            "Đảng uỷ Khối",
            f"Đảng bộ {bloc}",
            "ĐUK",
            "T/M BAN THƯỜNG VỤ",
            Level.UPPER,
            "tinh",
        ),
        Unit(
            "so",
            f"Đảng uỷ {department}",
            "Đảng uỷ Sở",
            f"Đảng bộ {department}",
            "ĐU",
            "T/M ĐẢNG UỶ",
            Level.GRASSROOTS,
            "khoi",
        ),
        *(Unit(key, f"Chi bộ {name}", name, None, "CB", "T/M CHI BỘ", Level.CELL, "so") for key, name in cells.items()),
    )


def _committee(unit: str, names: tuple[str, str, str, str], position: str = "BÍ THƯ") -> tuple[Person, ...]:
    office, member, signer, clerk = names
    return (
        Person(f"vanphong.{unit}", office, unit, (Role.OFFICE,)),
        Person(f"uyvien.{unit}", member, unit, (Role.MEMBER,)),
        Person(f"bithu.{unit}", signer, unit, (Role.SIGNER, Role.MEMBER), position),
        Person(f"vanthu.{unit}", clerk, unit, (Role.CLERK,)),
    )


def _cell(unit: str, drafter: str, secretary: str) -> tuple[Person, ...]:
    return (
        Person(f"soan.{unit}", drafter, unit, (Role.DRAFTER,)),
        Person(f"bithu.{unit}", secretary, unit, (Role.SIGNER, Role.MEMBER, Role.CLERK), "BÍ THƯ"),
    )


PEOPLE: tuple[Person, ...] = (
    *_committee("tinh", ("Lý Văn T", "Mai Thị U", "Đinh Văn V", "Trịnh Thị X"), "PHÓ BÍ THƯ THƯỜNG TRỰC"),
    Person("quantri", "Tạ Văn Y", "tinh", (Role.ADMIN, Role.INSPECTOR)),
    *_committee("khoi", ("Bùi Thị K", "Ngô Văn L", "Đặng Văn N", "Cao Thị S")),
    *_committee("so", ("Trần Thị B", "Lê Văn C", "Nguyễn Văn A", "Vũ Thị G")),
    Person("kiemtra.so", "Hồ Thị Q", "so", (Role.INSPECTOR,)),
    *_cell("vanphong", "Đỗ Thị H", "Phan Văn P"),
    *_cell("vanhoa", "Lưu Thị I", "Hoàng Văn E"),
    *_cell("thuvien", "Phạm Thị D", "Dương Văn M"),
    *_cell("baotang", "Võ Thị O", "Tô Văn R"),
)
# of the advisory body that the middle of the year has beside these
HOUSE_PERSON = Person("ban.so", "Hà Thị Y", "ban", (Role.OFFICE,))


def build(place: str = FICTIONAL_PLACE, password: str = PASSWORD) -> World:
    """Found the organisations and open the accounts in an empty database; needs an application context."""
    world = World()
    for unit in units(place):
        world.organisations[unit.key] = found_organisation(_founding(unit, place, world.organisations), actor=SYSTEM)
    hashed = hash_password(password)
    for person in PEOPLE:
        world.people[person.username] = _open(person, world.organisations[person.unit].id, password, hashed)
    return world


def is_empty() -> bool:
    """Whether no organisation was founded yet in this database."""
    return db.session.query(Organisation.id).first() is None


def accounts() -> list[Account]:
    """(sign-in name, password, name, organisation, roles) of the demo's people in this database, for the terminal."""
    known = (by_username(person.username) for person in (*PEOPLE, HOUSE_PERSON))
    return [_account(user) for user in known if user is not None]


def _account(user: User) -> Account:
    held = memberships_of(user.id)
    organisations = dict.fromkeys(one.organisation.name for one in held)
    return user.username, PASSWORD, user.name, ", ".join(organisations), ", ".join(ROLES[one.role] for one in held)


def _founding(unit: Unit, place: str, known: Mapping[str, Organisation]) -> FoundOrganisation:
    return FoundOrganisation(
        name=unit.name,
        short_name=unit.short_name,
        heading=unit.name.upper(),
        party_heading=unit.party.upper() if unit.party else None,
        symbol=unit.symbol,
        place=place,
        authority=unit.authority,
        level=unit.level,
        superior_id=known[unit.above].id if unit.above else None,
        term_from=TERM_FROM,
    )


def _open(person: Person, organisation_id: int, password: str, hashed: str) -> User:
    first, *others = person.roles
    account = OpenAccount(person.username, person.name, password, organisation_id, first, person.position)
    user = open_account(account, hashed, actor=SYSTEM)
    for role in others:
        grant_role(GrantRole(person.username, organisation_id, role, person.position), actor=SYSTEM)
    return user
