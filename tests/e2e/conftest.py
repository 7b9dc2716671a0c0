"""A server and a worker of their own processes over a database of their own, and people who sign in with Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.people import People
from workflow.cli.demo import ensure_demo
from workflow.cli.migrate import upgrade
from workflow.database import drop_database, ensure_database
from workflow.settings import PROJECT_ROOT, Settings

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The distribution's own Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "Thiếu Chromium: chạy “python3 -m workflow setup --test”."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def installed(settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    """A fresh demo that is being served: both plans there, the upper levels have asked, nobody has written anything."""
    name = f"{settings.database_name}_e2e"
    drop_database(settings, name)
    own = replace(settings, database_url=ensure_database(settings, name), database_name=name, port=_free_port())
    own = replace(own, var=tmp_path, storage=str(tmp_path / "files"))
    upgrade(own)
    ensure_demo(own)
    children = [_start(own, command) for command in ("serve", "worker")]
    try:
        _wait_for(own.port)
        yield own
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=20)
        drop_database(settings, name)


@pytest.fixture
def site(installed: Settings) -> str:
    """Its address."""
    return f"http://127.0.0.1:{installed.port}"


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def people(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[People]:
    """Everybody of the demo, each with a browser window of their own."""
    crowd = People(chromium, site, javascript=request.param)
    yield crowd
    crowd.leave()


def _start(settings: Settings, command: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "DATABASE_URL": settings.database_url or "",
        "TRINHKY_VAR": str(settings.var),
        "TRINHKY_STORAGE": settings.storage,
        "TRINHKY_SECRET_KEY": settings.secret_key,
        "TRINHKY_PORT": str(settings.port),
    }
    return subprocess.Popen([sys.executable, "-m", "workflow", command], cwd=PROJECT_ROOT, env=environment)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers at port {port}")
