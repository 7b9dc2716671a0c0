"""`trinhky user`: the first account of an installation, and every later change, from the terminal."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask_security.utils import verify_password
from sqlalchemy import select

from workflow.cli.demo.world import World
from workflow.cli.user import user
from workflow.database import drop_database, ensure_database
from workflow.domain.errors import InvalidInput, NotFound, SetupIncomplete
from workflow.models import AuditEntry, User, db
from workflow.queries.accounts import by_username, memberships_of
from workflow.settings import Settings

PASSWORD = "mot-mat-khau-dai"
Run = Callable[..., Result]


@pytest.fixture
def run(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command on the tests' database; `typed` is what comes in at the terminal."""
    monkeypatch.setenv("DATABASE_URL", str(settings.database_url))
    monkeypatch.setenv("TRINHKY_VAR", str(settings.var))

    def invoke(*arguments: str, typed: str = "") -> Result:
        answer = CliRunner().invoke(user, list(arguments), input=typed)
        db.session.rollback()
        return answer

    return invoke


@pytest.fixture
def place(world: World) -> str:
    """The number of the department's committee."""
    return str(world.organisations["so"].id)


def opening(place: str, *more: str) -> list[str]:
    """The words that open an account for Nguyễn Thị M."""
    return ["open", "NguyenThiM", "Nguyễn Thị M", "--organisation", place, "--role", "office", *more]


def test_opens_an_account_with_a_password_from_stdin(run: Run, place: str) -> None:
    answer = run(*opening(place, "--password-stdin"), typed=f"{PASSWORD}\n")
    assert answer.exit_code == 0, answer.exception
    opened = by_username("nguyenthim")
    assert opened is not None
    assert verify_password(PASSWORD, opened.password)
    assert [(held.role, str(held.organisation_id)) for held in memberships_of(opened.id)] == [("office", place)]
    assert PASSWORD not in answer.output


def test_asks_for_the_password_twice_and_never_shows_it(run: Run, place: str) -> None:
    answer = run(*opening(place), typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert answer.exit_code == 0, answer.exception
    assert by_username("nguyenthim") is not None
    assert PASSWORD not in answer.output


def test_refuses_two_passwords_that_differ(run: Run, place: str) -> None:
    answer = run(*opening(place), typed=f"{PASSWORD}\n{PASSWORD}x\n")
    assert isinstance(answer.exception, InvalidInput)
    assert by_username("nguyenthim") is None


@pytest.mark.parametrize("command", [["open", "m", "M"], ["password", "vanphong.so"]])
def test_takes_no_password_as_an_argument(run: Run, command: list[str]) -> None:
    assert run(*command, "--password", PASSWORD).exit_code == 2
    assert run(*command, PASSWORD).exit_code == 2


def test_refuses_a_short_password_a_taken_name_and_an_unknown_organisation(run: Run, place: str) -> None:
    assert isinstance(run(*opening(place, "--password-stdin"), typed="ngan\n").exception, InvalidInput)
    taken = ["open", "vanphong.so", "X", "--organisation", place, "--role", "office", "--password-stdin"]
    assert isinstance(run(*taken, typed=PASSWORD).exception, InvalidInput)
    assert isinstance(run(*opening("999", "--password-stdin"), typed=PASSWORD).exception, NotFound)


def test_a_new_password_ends_what_the_old_one_opened(run: Run) -> None:
    before = known("vanphong.so").fs_uniquifier
    assert run("password", "vanphong.so", "--password-stdin", typed=PASSWORD).exit_code == 0
    after = known("vanphong.so")
    assert verify_password(PASSWORD, after.password)
    assert after.fs_uniquifier != before


def test_a_role_is_granted_and_ended_by_the_system_on_the_record(run: Run, place: str) -> None:
    granted = run("grant", "vanphong.so", "--organisation", place, "--role", "signer", "--position", "PHÓ BÍ THƯ")
    assert granted.exit_code == 0, granted.exception
    held = next(one for one in memberships_of(known("vanphong.so").id) if one.role == "signer")
    assert (held.position, f"mã vai trò {held.id}" in granted.output) == ("PHÓ BÍ THƯ", True)
    assert run("end", str(held.id)).exit_code == 0
    assert [one.role for one in memberships_of(known("vanphong.so").id)] == ["office"]
    entries = select(AuditEntry).where(AuditEntry.subject_kind == "account", AuditEntry.subject_id == held.user_id)
    facts = [(entry.fact, entry.actor_name) for entry in db.session.scalars(entries.order_by(AuditEntry.ordinal))]
    assert facts[-2:] == [("role:granted", "Hệ thống"), ("role:ended", "Hệ thống")]


def test_binds_a_person_to_the_identity_provider_and_frees_them(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(run("bind", "vanphong.so", "5f2c").exception, SetupIncomplete)
    for name, value in (("ISSUER", "https://danh-tinh.example"), ("CLIENT_ID", "trinh-ky"), ("CLIENT_SECRET", "khoá")):
        monkeypatch.setenv(f"TRINHKY_OIDC_{name}", value)
    assert "vanphong.so" in run("bind", "vanphong.so", "5f2c").output
    assert isinstance(run("bind", "soan.thuvien", "5f2c").exception, InvalidInput)
    assert run("unbind", "vanphong.so").exit_code == 0
    assert isinstance(run("unbind", "vanphong.so").exception, NotFound)
    assert run("bind", "soan.thuvien", "5f2c").exit_code == 0


def test_refuses_to_end_a_role_that_is_not_there(run: Run) -> None:
    assert isinstance(run("end", "99999").exception, NotFound)


def test_lists_people_with_roles_people_without_and_organisations_without_people(run: Run, world: World) -> None:
    for username in ("soan.thuvien", "bithu.thuvien"):
        for held in memberships_of(known(username).id):
            assert run("end", str(held.id)).exit_code == 0
    (office,) = memberships_of(known("vanphong.so").id)
    empty, department = world.organisations["thuvien"], world.organisations["so"]
    lines = [" ".join(line.split()) for line in run("list").output.splitlines()]
    assert f"{office.id} vanphong.so Trần Thị B {department.id} {department.name} Văn phòng" in lines
    assert "soan.thuvien Phạm Thị D" in lines
    assert f"{empty.id} {empty.name}" in lines


def test_says_what_to_do_when_the_database_has_no_tables(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{settings.database_name}_empty"
    monkeypatch.setenv("DATABASE_URL", ensure_database(settings, name))
    try:
        answer = run("list")
    finally:
        drop_database(settings, name)
    assert isinstance(answer.exception, SetupIncomplete)
    assert "trinhky migrate" in answer.exception.reason


def known(username: str) -> User:
    """The account of that name."""
    found = by_username(username)
    assert found is not None
    return found
