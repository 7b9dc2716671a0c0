"""`trinhky run` as a person uses it: one command opens everything, Ctrl+C leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from workflow.settings import PROJECT_ROOT

OPENED = "Trình Ký đang chạy tại"


@pytest.fixture
def var() -> Iterator[Path]:
    """A data folder outside pytest's, which the database's system user could not enter."""
    with tempfile.TemporaryDirectory(prefix="trinhky-") as folder:
        yield Path(folder) / "var"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def family(process: subprocess.Popen[str], var: Path) -> list[psutil.Process]:
    """The command, everything it started, and the database server."""
    database = int((var / "postgres" / "postmaster.pid").read_text().split()[0])
    return [
        psutil.Process(process.pid),
        *psutil.Process(process.pid).children(recursive=True),
        psutil.Process(database),
    ]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_one_command_opens_everything_and_ends_without_a_trace(var: Path, end: signal.Signals) -> None:
    port = free_port()
    environment = os.environ | {"TRINHKY_VAR": str(var), "TRINHKY_PORT": str(port)}
    command = [sys.executable, "-m", "workflow", "run"]
    with subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = "".join(takewhile(lambda line: OPENED not in line, process.stdout))
        started = family(process, var)
        with urlopen(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
        process.send_signal(end)
        assert process.wait(60) == 0
    assert "Tên đăng nhập" in said
    assert [one for one in started if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []
