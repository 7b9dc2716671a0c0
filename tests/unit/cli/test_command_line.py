"""The command `trinhky`: Vietnamese help without importing what it does not run, one sentence per refusal."""

import subprocess
import sys
from collections.abc import Callable

import click
import pytest

from workflow import cli
from workflow.domain.errors import InvalidInput
from workflow.settings import PROJECT_ROOT


def run(*arguments: str) -> int:
    """The exit code of a command line."""
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    return int(end.value.code or 0)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[click.Command], None]:
    """Adds a command of the test's own, `check`."""

    def put(replacement: click.Command) -> None:
        monkeypatch.setattr(sys.modules[__name__], "replacement", replacement, raising=False)
        monkeypatch.setitem(cli.COMMANDS, "check", (f"{__name__}:replacement", "kiểm tra"))

    return put


def test_the_help_is_vietnamese_and_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    said = capsys.readouterr().out
    assert all(f"  {name}" in said for name in cli.COMMANDS)
    assert not any(english in said for english in ("Usage", "Options", "Commands", "Show this"))


def test_the_help_imports_no_command_and_no_library_but_click() -> None:
    code = (
        "import sys\nfrom workflow import cli\n"
        "try:\n    cli.main(['--help'])\n"
        "except SystemExit:\n    print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True)
    loaded = said.stdout.splitlines()[-1]
    assert "'click'" in loaded
    assert not any(f"'{slow}'" in loaded for slow in ("flask", "sqlalchemy", "weasyprint", "psycopg", "alembic"))


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_of_the_table_is_there_with_a_help_of_its_own(name: str) -> None:
    group = cli.trinhky
    assert isinstance(group, cli.LazyGroup)
    command = group.get_command(click.Context(group), name)
    assert isinstance(command, cli.Command)
    assert command.help


def test_a_command_shows_its_own_help_in_vietnamese(
    capsys: pytest.CaptureFixture[str], command: Callable[[click.Command], None]
) -> None:
    @click.command(cls=cli.Command)
    @click.argument("file", metavar="TỆP")
    def check(file: str) -> None:
        """Kiểm tra một tệp."""

    command(check)
    assert run("check", "--help") == 0
    said = capsys.readouterr().out
    assert "Cách dùng: trinhky check [TUỲ CHỌN] TỆP" in said
    assert "Hiện hướng dẫn này rồi thoát." in said


def test_a_refusal_is_one_sentence_on_stderr_and_exit_code_1(
    capsys: pytest.CaptureFixture[str], command: Callable[[click.Command], None]
) -> None:
    @click.command(cls=cli.Command)
    def check() -> None:
        raise InvalidInput("Tệp trống, hãy chọn tệp khác.")

    command(check)
    assert run("check") == 1
    assert capsys.readouterr() == ("", "Tệp trống, hãy chọn tệp khác.\n")


def test_a_command_may_choose_its_own_exit_code(command: Callable[[click.Command], None]) -> None:
    @click.command(cls=cli.Command)
    def check() -> None:
        sys.exit(7)

    command(check)
    assert run("check") == 7


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["không-có"], "Sai cách dùng"),
        (["--lạ"], "Không có tuỳ chọn --lạ."),
        (["check"], "Thiếu TỆP."),
        (["check", "a", "--port", "x"], "Giá trị của --port không dùng được."),
        (["check", "a", "--port"], "Tuỳ chọn --port cần một giá trị."),
        (["check", "a", "b"], "Sai cách dùng"),
    ],
)
def test_wrong_use_is_told_in_vietnamese_with_exit_code_2(
    capsys: pytest.CaptureFixture[str],
    command: Callable[[click.Command], None],
    arguments: list[str],
    sentence: str,
) -> None:
    @click.command(cls=cli.Command)
    @click.argument("file", metavar="TỆP")
    @click.option("--port", type=int)
    def check(file: str, port: int) -> None: ...

    command(check)
    assert run(*arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert "Xem: trinhky" in said
