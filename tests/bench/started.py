"""The programs of the product, started over the database of a benchmark."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from tests.bench.web_load import wait_for
from workflow.settings import PROJECT_ROOT, Settings


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """The port of a server of the ordinary kind over the application's database."""
    port = _free_port()
    with _started(app, "tests.bench.web_server", str(port), TRINHKY_BASE_URL=f"http://127.0.0.1:{port}"):
        wait_for(port)
        yield port


@contextmanager
def worked(app: Flask) -> Iterator[None]:
    """A worker of the ordinary kind does the jobs of the application's database."""
    with _started(app, "workflow", "worker"):
        yield


@contextmanager
def _started(app: Flask, *program: str, **more: str) -> Iterator[None]:
    settings: Settings = app.extensions["trinhky-settings"]
    told = {"DATABASE_URL": settings.database_url or "", "TRINHKY_VAR": str(settings.var), **more}
    process = subprocess.Popen([sys.executable, "-m", *program], env={**os.environ, **told}, cwd=PROJECT_ROOT)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
        return port
