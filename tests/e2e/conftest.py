"""A server and a worker of their own processes over a database of their own, and people who sign in with Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.browsing import chromium_at_work
from tests.e2e.camera import Camera
from tests.e2e.meanwhile import Meanwhile, beside
from tests.e2e.people import People
from workflow.cli.demo import ensure_demo
from workflow.cli.migrate import upgrade
from workflow.database import drop_database, ensure_database
from workflow.embedded_server import libpq_address
from workflow.settings import PROJECT_ROOT, Settings


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The distribution's own Chromium."""
    with chromium_at_work() as browser:
        yield browser


@pytest.fixture(scope="session")
def begun(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The demo in the middle of its year, begun once a process; tests work on copies of it."""
    name = f"{settings.database_name}_begun"
    drop_database(settings, name)
    var = tmp_path_factory.mktemp("begun")
    own = replace(settings, database_url=ensure_database(settings, name), database_name=name, var=var)
    own = replace(own, storage=str(var / "files"))
    upgrade(own)
    ensure_demo(own)
    yield own
    drop_database(settings, name)


@pytest.fixture
def installed(settings: Settings, begun: Settings, tmp_path: Path) -> Iterator[Settings]:
    """A copy of the demo that is being served: both plans went down, last month was asked about, the upper levels have
    asked for the year, nobody has written anything about it."""
    with copied(settings, begun, tmp_path) as own, ExitStack() as children:
        for command in ("serve", "worker"):
            children.enter_context(running(own, command))
        wait_for(own.port)
        yield own


@pytest.fixture
def site(installed: Settings) -> str:
    """Its address."""
    return f"http://127.0.0.1:{installed.port}"


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def people(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[People]:
    """Everybody of the demo, each with a browser window of their own."""
    with_javascript: bool = request.param
    yield from _crowd(People(chromium, site, scripted=lambda _: with_javascript))


@pytest.fixture
def mixed_people(chromium: Browser, site: str) -> Iterator[People]:
    """The same, with JavaScript in the house of the department alone."""
    yield from _crowd(People(chromium, site, scripted=lambda username: username.endswith(".so")))


@pytest.fixture
def phone_people(chromium: Browser, site: str) -> Iterator[People]:
    """The same with JavaScript, each with a phone in the hand."""
    yield from _crowd(People(chromium, site, scripted=lambda _: True, width=390))


@pytest.fixture
def meanwhile(installed: Settings) -> Iterator[Meanwhile]:
    """What people do while nobody watches."""
    with beside(installed) as acts:
        yield acts


@pytest.fixture
def camera() -> Camera:
    """Takes pictures into the folder TRINHKY_PICTURES where it is set (`make pictures`)."""
    folder = os.environ.get("TRINHKY_PICTURES")
    return Camera(PROJECT_ROOT / folder if folder else None)


def _crowd(crowd: People) -> Iterator[People]:
    yield crowd
    crowd.leave()


@contextmanager
def copied(settings: Settings, begun: Settings, folder: Path) -> Iterator[Settings]:
    """A copy of the demo with a database, files and a port of its own; nobody serves it yet."""
    name = f"{settings.database_name}_e2e"
    drop_database(settings, name)
    var = shutil.copytree(begun.var, folder / "var")
    own = replace(begun, database_url=_copy(settings, begun, name), database_name=name, port=_free_port())
    try:
        yield replace(own, var=var, storage=str(var / "files"))
    finally:
        drop_database(settings, name)


@contextmanager
def running(settings: Settings, command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the application over these settings, ended with the block."""
    child = _start(settings, command)
    try:
        yield child
    finally:
        child.terminate()
        child.wait(timeout=60)


def _copy(settings: Settings, of: Settings, name: str) -> str:
    """The URL of a new database with everything that another one holds; nobody may be connected to that."""
    address = make_url(settings.database_url or "")
    with psycopg.connect(libpq_address(address), autocommit=True) as connection:
        names = map(sql.Identifier, (name, of.database_name))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    return address.set(database=name).render_as_string(hide_password=False)


def _start(settings: Settings, command: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "DATABASE_URL": settings.database_url or "",
        "TRINHKY_VAR": str(settings.var),
        "TRINHKY_STORAGE": settings.storage,
        "TRINHKY_SECRET_KEY": settings.secret_key,
        "TRINHKY_PORT": str(settings.port),
        "TRINHKY_CONFIRM_WITHIN": str(settings.confirm_within),
    }
    return subprocess.Popen([sys.executable, "-m", "workflow", command], cwd=PROJECT_ROOT, env=environment)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers at port {port}")
