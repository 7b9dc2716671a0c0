"""`trinhky user`: accounts and roles from the terminal, as the system itself; a password is never an argument."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask_security.utils import hash_password
from psycopg.errors import UndefinedTable
from sqlalchemy import select
from sqlalchemy.exc import ProgrammingError

from workflow.actions import account, outside_identity
from workflow.cli import Group
from workflow.cli.application import application
from workflow.database import leave_server
from workflow.domain.actor import SYSTEM
from workflow.domain.errors import InvalidInput, SetupIncomplete
from workflow.domain.inputs.organisations import GrantRole, OpenAccount
from workflow.domain.labels import ROLES
from workflow.domain.states import Role
from workflow.models import Membership, Organisation, User, db
from workflow.queries.accounts import members_of, memberships_of
from workflow.queries.organisations import by_id
from workflow.settings import Settings

HEADINGS = ("Mã vai trò", "Tên đăng nhập", "Họ và tên", "Mã đơn vị", "Đơn vị", "Vai trò")
Row = tuple[str, ...]

organisation_option = click.option(
    "--organisation", required=True, type=int, metavar="MÃ", help="Mã đơn vị (xem: trinhky user list)."
)
role_option = click.option(
    "--role",
    required=True,
    type=click.Choice([role.value for role in Role]),
    metavar="VAI_TRÒ",
    help="; ".join(f"{role.value}: {ROLES[role]}" for role in Role) + ".",
)
position_option = click.option("--position", metavar="CHỨC_VỤ", help="Chức vụ in dưới chữ ký, ví dụ BÍ THƯ.")
password_option = click.option("--password-stdin", is_flag=True, help="Đọc mật khẩu từ dòng đầu của đầu vào chuẩn.")


@click.group(cls=Group)
def user() -> None:
    """Quản lý tài khoản và vai trò."""


@user.command("open")
@click.argument("username", metavar="TÊN_ĐĂNG_NHẬP")
@click.argument("name", metavar="HỌ_TÊN")
@organisation_option
@role_option
@position_option
@password_option
def open_account(
    username: str, name: str, *, organisation: int, role: str, position: str | None, password_stdin: bool
) -> None:
    """Mở tài khoản với vai trò đầu tiên."""
    with _accounts():
        place = by_id(organisation).name
        password = read_password(password_stdin)
        given = OpenAccount(username, name, password, organisation, Role(role), position)
        opened = account.open_account(given, hash_password(password), actor=SYSTEM)
        click.echo(f"Đã mở tài khoản {opened.username}: {opened.name}, {ROLES[Role(role)]}, {place}.")


@user.command("password")
@click.argument("username", metavar="TÊN_ĐĂNG_NHẬP")
@password_option
def set_password(username: str, *, password_stdin: bool) -> None:
    """Đặt mật khẩu mới; mọi phiên đang đăng nhập bằng mật khẩu cũ chấm dứt."""
    with _accounts():
        password = read_password(password_stdin)
        changed = account.set_password(username, password, hash_password(password), actor=SYSTEM)
        click.echo(f"Đã đổi mật khẩu của {changed.username}.")


@user.command("grant")
@click.argument("username", metavar="TÊN_ĐĂNG_NHẬP")
@organisation_option
@role_option
@position_option
def grant(username: str, *, organisation: int, role: str, position: str | None) -> None:
    """Giao thêm một vai trò cho người đã có tài khoản."""
    with _accounts():
        place = by_id(organisation).name
        given = account.grant_role(GrantRole(username, organisation, Role(role), position), actor=SYSTEM)
        click.echo(f"Đã giao vai trò {ROLES[given.role]} tại {place} (mã vai trò {given.id}).")


@user.command("end")
@click.argument("membership", type=int, metavar="MÃ_VAI_TRÒ")
def end(membership: int) -> None:
    """Thôi giao một vai trò, có hiệu lực ngay."""
    with _accounts():
        ended = account.end_role(membership, actor=SYSTEM)
        click.echo(f"{ended.user.name} thôi vai trò {ROLES[ended.role]} tại {ended.organisation.name}.")


@user.command("bind")
@click.argument("username", metavar="TÊN_ĐĂNG_NHẬP")
@click.argument("subject", metavar="MÃ_Ở_NHÀ_CUNG_CẤP")
def bind(username: str, subject: str) -> None:
    """Cho một người đăng nhập qua nhà cung cấp danh tính (mã “sub” của người ấy ở đó)."""
    with _accounts():
        issuer = Settings.from_environment().oidc_issuer
        if not issuer:
            raise SetupIncomplete("Chưa đặt TRINHKY_OIDC_ISSUER nên chưa có nhà cung cấp danh tính nào.")
        bound = outside_identity.bind(username, issuer, subject, actor=SYSTEM)
        click.echo(f"Tài khoản {bound.username} mở được bằng mã {subject} của {issuer}.")


@user.command("unbind")
@click.argument("username", metavar="TÊN_ĐĂNG_NHẬP")
def unbind(username: str) -> None:
    """Thôi cho một người đăng nhập qua nhà cung cấp danh tính."""
    with _accounts():
        freed = outside_identity.unbind(username, actor=SYSTEM)
        click.echo(f"Tài khoản {freed.username} chỉ còn mở bằng cách đăng nhập ở đây.")


@user.command("list")
def list_accounts() -> None:
    """Liệt kê tổ chức, người và vai trò hôm nay."""
    with _accounts():
        rows = [HEADINGS, *_people(), *_empty_organisations()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@contextmanager
def _accounts() -> Iterator[None]:
    """The application of this machine. Refuses (SetupIncomplete) a database without its tables."""
    settings = Settings.from_environment()
    try:
        with application(settings):
            yield
    except ProgrammingError as missing:
        if not isinstance(missing.orig, UndefinedTable):
            raise
        raise SetupIncomplete("Cơ sở dữ liệu chưa có bảng. Hãy chạy trước: trinhky migrate") from missing
    finally:
        leave_server(settings)


def read_password(from_stdin: bool) -> str:
    """The password from the first line of stdin, or typed twice without being shown. Refuses (InvalidInput) two that
    differ."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Mật khẩu", hide_input=True)
    if typed != click.prompt("Nhập lại mật khẩu", hide_input=True):
        raise InvalidInput("Hai lần nhập mật khẩu không giống nhau. Hãy làm lại.")
    return typed


def _people() -> Iterator[Row]:
    for person in db.session.scalars(select(User).order_by(User.username)):
        held = memberships_of(person.id)
        yield from (_row(person, one) for one in held)
        if not held:
            yield ("", person.username, person.name, "", "", "")


def _row(person: User, held: Membership) -> Row:
    return (
        str(held.id),
        person.username,
        person.name,
        str(held.organisation_id),
        held.organisation.name,
        ROLES[held.role],
    )


def _empty_organisations() -> Iterator[Row]:
    """Organisations in which nobody serves: their numbers are needed to open the first account there."""
    for one in db.session.scalars(select(Organisation).order_by(Organisation.id)):
        if not members_of(one.id):
            yield ("", "", "", str(one.id), one.name, "")
