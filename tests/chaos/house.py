"""The machine: its own database server, web and worker in a folder of their own, each of which can be killed -9 and is
started again by whoever tends the house."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
import psycopg

from tests.chaos.points import HIT, TOGETHER
from workflow.database import database_url, leave_server, psycopg_dsn
from workflow.domain.errors import SetupIncomplete
from workflow.settings import Settings

PATIENCE = 90.0
WEIGHTS: Mapping[str, int] = {
    "one web process": 5,
    "the web server": 2,
    "one worker process": 5,
    "the worker": 2,
    "one database process": 3,
    "the database server": 2,
}
"""What is killed how often."""
_SERVERS = "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'trinhky-%' AND pid <> pg_backend_pid()"


class House:
    """What runs; `tend` starts whatever is gone."""

    def __init__(self, folder: Path, weights: Mapping[str, int], workers: int) -> None:
        """In `folder`; `weights` says what is killed how often: without the web there is none."""
        self.folder, self.points, self.weights = folder, folder / "points", weights
        self.roles = ("web", "worker") if "the web server" in weights else ("worker",)
        self.points.mkdir()
        given = {
            "TRINHKY_VAR": str(folder),
            "TRINHKY_PORT": str(_free_port()),
            "TRINHKY_CONFIRM_WITHIN": "86400",
            "TRINHKY_PROOF_ON_PAPER": "no",
            "TRINHKY_WORKER_PROCESSES": str(workers),
        }
        self.environ = {**os.environ, **given}
        self.settings = Settings.from_environment(given)
        self.address = self.settings.base_url
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def tend(self) -> None:
        """Everything runs and answers when this returns. Refuses (TimeoutError) to wait for ever."""
        until = time.monotonic() + PATIENCE
        while not (self._tend_server() and self._tend_processes() and self._answers()):
            if time.monotonic() > until:
                raise TimeoutError(f"the house does not come up again\n{self.said()}")
            time.sleep(0.05)

    def said(self) -> str:
        """The last lines of every log."""
        logs = [*(self._log(role) for role in self._running), self.folder / "postgres" / "server.log"]
        return "\n".join(f"{log.name}: {line}" for log in logs for line in log.read_text().splitlines()[-15:])

    def close(self) -> None:
        """End what was started here."""
        for process in self._running.values():
            _end_all(process)
        leave_server(self.settings)

    def kill_at_random(self, dice: Random) -> str:
        """Kill something, whatever it is doing; what it was."""
        chosen = dice.choices(list(self.weights), weights=list(self.weights.values()))[0]
        self._kills[chosen](dice)
        return chosen

    def kill_at_point(self, dice: Random, seconds: float) -> str | None:
        """Have the first process that comes to a named point of one moment die there, or take the database with it; the
        point's name, or None when nobody came by in time."""
        whom = dice.choices(("self", "backend", "postmaster"), weights=(6, 2, 1))[0]
        with self.armed(dice.choice(TOGETHER), whom) as points:
            hit = points.wait(seconds)
        return f"{hit[0]} ({whom})" if hit else None

    def processes(self) -> list[psutil.Process]:
        """Those of web and worker, whatever they started among them."""
        first = [psutil.Process(running.pid) for running in self._running.values()]
        return [process for one in first for process in (one, *one.children(recursive=True))]

    def servers(self) -> list[int]:
        """The processes of the database that serve web and worker; psycopg.Error while it is away."""
        with psycopg.connect(psycopg_dsn(self.settings), autocommit=True) as connection:
            return [row[0] for row in connection.execute(_SERVERS)]

    def log_of(self, role: str) -> str:
        """What the processes of the role have said so far."""
        return self._log(role).read_text()

    @contextmanager
    def armed(self, names: Sequence[str], whom: str) -> Iterator["Armed"]:
        """The points are armed while the block runs: the first that comes to one does to `whom` what Points says."""
        for name in names:
            draft = self.points / f".{name}"
            draft.write_text(whom)
            draft.rename(self.points / name)
        try:
            yield Armed(self.points)
        finally:
            for name in names:
                (self.points / name).unlink(missing_ok=True)
            for hit in self.points.glob(f"*{HIT}"):
                hit.unlink()

    def _log(self, role: str) -> Path:
        return self.folder / f"{role}.log"

    @property
    def _kills(self) -> Mapping[str, Callable[[Random], None]]:
        return {
            "one web process": lambda dice: self._kill_child("web", dice),
            "the web server": lambda dice: _end_all(self._running["web"]),
            "one worker process": lambda dice: self._kill_child("worker", dice),
            "the worker": lambda dice: _end_all(self._running["worker"]),
            "one database process": self._kill_backend,
            "the database server": lambda dice: _kill(self._postmaster()),
        }

    def _kill_child(self, role: str, dice: Random) -> None:
        children = psutil.Process(self._running[role].pid).children()
        _kill(dice.choice(children).pid if children else self._running[role].pid)

    def _kill_backend(self, dice: Random) -> None:
        with suppress(psycopg.Error):
            _kill(dice.choice(self.servers() or [self._postmaster()]))

    def _postmaster(self) -> int:
        return int((self.folder / "postgres" / "postmaster.pid").read_text().split(maxsplit=1)[0])

    def _tend_server(self) -> bool:
        """A server that was killed is started by whoever joins next; its last processes may still be going."""
        try:
            if not psutil.pid_exists(self._postmaster()):
                leave_server(self.settings)
            database_url(self.settings)
            psycopg.connect(psycopg_dsn(self.settings), connect_timeout=5).close()
        except (SetupIncomplete, psycopg.Error, FileNotFoundError):
            leave_server(self.settings)
            return False
        return True

    def _tend_processes(self) -> bool:
        for role in self.roles:
            running = self._running.get(role)
            if running is None or running.poll() is not None:
                command = [sys.executable, "-m", *self._program(role)]
                with self._log(role).open("ab") as said:
                    self._running[role] = subprocess.Popen(
                        command, env=self.environ, stdout=said, stderr=said, start_new_session=True
                    )
        return True

    def _program(self, role: str) -> tuple[str, ...]:
        return "tests.chaos.victim", role, str(self.points)

    def _answers(self) -> bool:
        if "web" not in self.roles:
            return True
        with suppress(OSError), urllib.request.urlopen(f"{self.address}/dang-nhap", timeout=5) as answer:
            return bool(answer.status == 200)
        return False


@dataclass(frozen=True)
class Armed:
    """Points that wait for somebody."""

    folder: Path

    def wait(self, seconds: float) -> tuple[str, int] | None:
        """Which point was met, and by which process; None when nobody came by in time."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for hit in self.folder.glob(f"*{HIT}"):
                return hit.name.removesuffix(HIT), int(hit.read_text())
            time.sleep(0.02)
        return None


def _end_all(process: "subprocess.Popen[bytes]") -> None:
    """The process and everything it started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
