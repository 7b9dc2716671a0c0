"""The embedded PostgreSQL: shared by processes, stopped by the last, stuck by nobody; and the address of any other."""

import os
import signal
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from workflow.cli.daily import require_durable
from workflow.database import (
    database_url,
    drop_database,
    engine_options,
    ensure_database,
    in_memory_only,
    leave_server,
    psycopg_dsn,
    remember_statements,
)
from workflow.domain.errors import SetupIncomplete
from workflow.settings import PROJECT_ROOT, Settings

MEMBER = """
import sys
from dataclasses import replace
from pathlib import Path
from workflow.database import psycopg_dsn
from workflow.settings import Settings
print(psycopg_dsn(Settings(var=Path(sys.argv[1]), database_name=sys.argv[2])), flush=True)
sys.stdin.read()
"""


class Member:
    """Another process that joins the server and stays until it is told to go, or is killed."""

    def __init__(self, settings: Settings) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", MEMBER, str(settings.var), settings.database_name],
            cwd=PROJECT_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def joined(self) -> str:
        """Waits until it has joined; its address of the database."""
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def go(self) -> None:
        """Lets it end in its own time."""
        self._process.communicate()

    def kill(self) -> None:
        """Ends it as `kill -9` does."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder for servers, each made once for all these tests.

    Not pytest's own temporary folder: each session of pytest closes that to all but its owner, and the server of a
    test run by root belongs to another user.
    """
    with tempfile.TemporaryDirectory(prefix="trinhky-") as folder:
        yield Path(folder)


@pytest.fixture
def settings(place: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """One server for all tests, stopped after each, and a database of its own for each."""
    name = f"t{zlib.crc32(request.node.name.encode())}"
    settings = Settings(var=place / "var", database_name=name)
    yield settings
    leave_server(settings)


@pytest.fixture
def fresh(place: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """A server of this test's own, not made yet."""
    settings = Settings(var=place / request.node.name)
    yield settings
    leave_server(settings)


def server_process(settings: Settings) -> psutil.Process | None:
    """The running server of these settings."""
    try:
        process = psutil.Process(int((settings.var / "postgres" / "postmaster.pid").read_text().split()[0]))
    except (FileNotFoundError, psutil.NoSuchProcess):
        return None
    return process if is_alive(process) else None


def is_alive(process: psutil.Process) -> bool:
    """False for one that ended and waits to be collected, too."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def write(settings: Settings, sentence: str) -> None:
    """Keeps a sentence in the database."""
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (sentence text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [sentence])


def read(settings: Settings) -> list[str]:
    """Every sentence kept."""
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        return [row[0] for row in connection.execute("SELECT sentence FROM kept")]


def test_what_was_written_is_there_after_the_server_was_stopped_and_started(settings: Settings) -> None:
    write(settings, "Chi bộ 1 đã báo cáo")
    leave_server(settings)
    assert server_process(settings) is None
    assert read(settings) == ["Chi bộ 1 đã báo cáo"]


def test_processes_share_one_server_which_the_last_one_stops(settings: Settings) -> None:
    first, second = Member(settings), Member(settings)
    assert first.joined() == second.joined() == psycopg_dsn(settings)
    server = server_process(settings)
    leave_server(settings)
    first.go()
    assert server
    assert is_alive(server)
    second.go()
    assert not is_alive(server)


def test_a_killed_process_does_not_keep_the_server_from_being_stopped(settings: Settings) -> None:
    database_url(settings)
    victim = Member(settings)
    victim.joined()
    victim.kill()
    leave_server(settings)
    assert server_process(settings) is None


def test_a_server_left_running_by_killed_processes_is_taken_over(settings: Settings) -> None:
    victim = Member(settings)
    victim.joined()
    victim.kill()
    orphan = server_process(settings)
    assert orphan
    write(settings, "vẫn ghi được")
    assert server_process(settings) == orphan
    leave_server(settings)
    assert not is_alive(orphan)


def test_a_killed_server_is_started_again_with_everything_committed(settings: Settings) -> None:
    write(settings, "đã ghi trước khi mất điện")
    server = server_process(settings)
    assert server
    family = [server, *server.children()]
    for process in family:
        with suppress(psutil.NoSuchProcess):  # one that served a connection has ended by itself
            process.kill()
    psutil.wait_procs(family, timeout=10)
    leave_server(settings)
    assert read(settings) == ["đã ghi trước khi mất điện"]


def test_a_pid_file_naming_somebody_else_does_not_stop_the_start(settings: Settings) -> None:
    write(settings, "trước khi khởi động lại máy")
    pid_file = settings.var / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    leave_server(settings)
    user, group = owner(pid_file.parent)
    with subprocess.Popen(["sleep", "60"], user=user, group=group) as somebody:
        pid_file.write_text("\n".join([str(somebody.pid), *lines[1:]]))
        os.chown(pid_file, user, group)
        assert read(settings) == ["trước khi khởi động lại máy"]
        somebody.kill()


def test_a_half_made_data_folder_is_made_anew(fresh: Settings) -> None:
    half = fresh.var / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    write(fresh, "làm lại từ đầu")
    assert not half.exists()


def test_a_server_that_cannot_start_is_told_with_the_place_of_its_log(settings: Settings) -> None:
    database_url(settings)
    leave_server(settings)
    slip = settings.var / "postgres" / "postgresql.auto.conf"
    slip.write_text("không phải cấu hình\n")
    with pytest.raises(SetupIncomplete, match=r"server\.log"):
        database_url(settings)
    slip.write_text("")
    database_url(settings)


@pytest.mark.parametrize("folder", ["Trình Ký", "Tài liệu + (chính thức)/" + "rất dài " * 10 + "2026"])
def test_a_path_with_spaces_and_marks_works_however_long(place: Path, folder: str) -> None:
    settings = Settings(var=place / folder)
    write(settings, "đường dẫn có dấu cách")
    assert read(settings) == ["đường dẫn có dấu cách"]
    engine = create_engine(database_url(settings))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT sentence FROM kept")) == "đường dẫn có dấu cách"
    engine.dispose()
    leave_server(settings)
    assert server_process(settings) is None


def test_the_socket_is_open_to_its_owner_alone(settings: Settings) -> None:
    database_url(settings)
    assert (settings.var / "postgres").stat().st_mode & 0o077 == 0


def test_started_by_root_the_server_runs_as_another_user_with_no_group_of_root(settings: Settings) -> None:
    database_url(settings)
    server = server_process(settings)
    assert server
    assert 0 not in (*server.uids(), *server.gids())


def test_two_processes_may_ask_for_the_same_new_database_at_once(settings: Settings) -> None:
    database_url(settings)
    with ThreadPoolExecutor(4) as pool:
        urls = list(pool.map(lambda _: ensure_database(settings, "cùng_lúc"), range(4)))
    assert len(set(urls)) == 1


def test_a_dropped_database_is_gone_even_with_somebody_connected(settings: Settings) -> None:
    url = ensure_database(settings, "nháp")
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE t (n int)"))
        connection.commit()
        drop_database(settings, "nháp")
    engine.dispose()
    ensure_database(settings, "nháp")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT to_regclass('t')")) is None
    engine.dispose()


def test_letters_fold_and_times_are_kept_in_utc(settings: Settings) -> None:
    engine = create_engine(database_url(settings), **engine_options("kiểm thử"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT lower('ĐẢNG UỶ')")) == "đảng uỷ"
        assert connection.scalar(text("SHOW timezone")) == "UTC"
        assert connection.scalar(text("SHOW statement_timeout")) == "30s"
        assert connection.scalar(text("SHOW lock_timeout")) == "5s"
    engine.dispose()


def test_what_was_planned_is_kept_by_whoever_only_looked(settings: Settings) -> None:
    engine = create_engine(database_url(settings), **engine_options())
    remember_statements(engine)
    question, kept = text("SELECT 41 + :one"), text("SELECT count(*) FROM pg_prepared_statements")
    with engine.connect() as connection:
        for _ in range(7):
            assert connection.scalar(question, {"one": 1}) == 42
            connection.rollback()
        assert connection.scalar(kept) == 1
        with pytest.raises(ProgrammingError):
            connection.execute(text("SELECT nobody"))
        connection.rollback()
        assert connection.scalar(question, {"one": 1}) == 42
    engine.dispose()


def test_a_line_that_broke_is_told_of_when_what_was_done_is_taken_back(settings: Settings) -> None:
    engine = create_engine(database_url(settings), **engine_options())
    remember_statements(engine)
    with engine.connect() as connection, engine.connect() as other:
        gone = connection.scalar(text("SELECT pg_backend_pid()"))
        other.execute(text("SELECT pg_terminate_backend(:gone, 5000)"), {"gone": gone})
        with pytest.raises(OperationalError):
            connection.rollback()
        connection.invalidate()
        assert connection.scalar(text("SELECT 42")) == 42
    engine.dispose()


def test_waiting_for_a_lock_ends_with_a_refusal(settings: Settings) -> None:
    options = engine_options()
    options["connect_args"]["options"] += " -c lock_timeout=100ms"
    engine = create_engine(database_url(settings), **options)
    write(settings, "một dòng")
    with engine.connect() as holder, engine.connect() as waiter:
        holder.execute(text("LOCK TABLE kept"))
        with pytest.raises(OperationalError, match="lock timeout"):
            waiter.execute(text("LOCK TABLE kept"))
    engine.dispose()


def test_any_other_postgresql_is_used_as_it_is_and_none_is_started(settings: Settings, tmp_path: Path) -> None:
    given = database_url(settings)
    grown = Settings(var=tmp_path / "grown", database_url=given)
    assert database_url(grown) == given
    assert psycopg_dsn(grown) == given.replace("+psycopg", "")
    write(grown, "máy chủ riêng")
    assert not (tmp_path / "grown").exists()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_command_told_to_end_stops_the_server_it_alone_used(settings: Settings, end: signal.Signals) -> None:
    code = (
        "import signal, sys, time, pathlib, workflow.cli as cli\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job begins deaf to it
        "from workflow.database import database_url\n"
        "from workflow.settings import Settings\n"
        "def stay(*rest, **named):\n"
        "    database_url(Settings(var=pathlib.Path(sys.argv[1])))\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
        "cli.trinhky.main = stay\n"
        "cli.main()\n"
    )
    command = [sys.executable, "-c", code, str(settings.var)]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.send_signal(end)
    process.communicate()
    assert process.returncode == {signal.SIGTERM: 143, signal.SIGINT: 130}[end]
    assert server_process(settings) is None


def owner(folder: Path) -> tuple[int, int]:
    """User and group of a folder."""
    return folder.stat().st_uid, folder.stat().st_gid


def test_the_embedded_server_has_it_on_the_disk_before_it_says_so(settings: Settings) -> None:
    assert in_memory_only(settings) == []
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",)


def test_a_server_that_says_so_too_early_is_not_worked_on_for_real(settings: Settings) -> None:
    with psycopg.connect(psycopg_dsn(settings), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {settings.database_name} SET synchronous_commit = off")
    assert in_memory_only(settings) == ["synchronous_commit"]
    require_durable(settings)
    with pytest.raises(SetupIncomplete, match="synchronous_commit = off"):
        require_durable(replace(settings, environment="production"))
