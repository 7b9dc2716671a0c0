"""Shared by all tests: settings, one migrated database a process, an application, the people."""

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import hypothesis
import pytest
from flask import Flask
from xdist.remote import Producer

from tests.factories.tokens import Tokens, tokens_in
from tests.faults.scenarios import acts_of
from tests.kept_world import KeptWorld, empty, keep, prepare_emptying
from tests.scheduling import KeptTogether
from tests.short_prints import printing_shortly
from tests.signing_in import PersonClient
from workflow.app import create_app
from workflow.auth import security
from workflow.cli.demo.world import World
from workflow.cli.migrate import upgrade
from workflow.database import drop_database, ensure_database, leave_server
from workflow.jobs.workshop import use_application
from workflow.models import db
from workflow.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    from tests.factories.online import Online


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> KeptTogether:
    """Tests that share a long preparation are taken by one process."""
    return KeptTogether(config, log)


def pytest_collection_finish() -> None:
    """Everything imported and collected stays to the end: the collector of garbage no longer walks over it, and comes
    less often. Otherwise it takes a seventh of the time of the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


# No test fails for how long it took, machines are noisy; and the same code gives the same result: examples that nobody
# has seen yet are drawn with TRINHKY_EXPLORE=1.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize="TRINHKY_EXPLORE" not in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings over the embedded server shared by every process of the tests, and a database of this process alone. No
    test is asked for its password again for how long it took."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"test_{worker}_{os.getpid()}"
    shared = Settings.from_environment({"TRINHKY_VAR": str(PROJECT_ROOT / "var" / "tests")})
    url = ensure_database(shared, name)
    files = tmp_path_factory.mktemp("var")
    own = replace(shared, var=files, storage=str(files / "files"), base_url="http://localhost", confirm_within=86_400)
    yield replace(own, database_url=url, database_name=name)
    drop_database(shared, name)
    leave_server(shared)


@pytest.fixture(scope="session")
def token_shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tokens]:
    """The tokens of this process."""
    with tokens_in(tmp_path_factory.mktemp("softhsm") / "shelf") as shelf:
        yield shelf


@pytest.fixture
def tokens(token_shelf: Tokens) -> Tokens:
    """No token is plugged in yet."""
    token_shelf.remove_all()
    return token_shelf


@pytest.fixture(scope="session")
def online_services(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Online]":
    """The authority online of this process."""
    from tests.factories.online import services_in  # certomancer takes a quarter of a second to import

    with services_in(tmp_path_factory.mktemp("online")) as found:
        yield found


@pytest.fixture
def online(online_services: "Online") -> "Online":
    """An authority whose services answer as they should, and whose clock goes."""
    online_services.set_clock(None)
    online_services.instead.clear()
    online_services.asked.clear()
    return online_services


@pytest.fixture(scope="session")
def database(settings: Settings) -> Settings:
    """The database at the newest schema."""
    upgrade(settings)
    return settings


@pytest.fixture(scope="session")
def application(database: Settings) -> Iterator[Flask]:
    """One application a process; tests push its context through `app`. Its connections end with it. Its passwords are
    hashed in a moment, for half of the time of signing in is argon2's; `test_account` looks at the real strength."""
    with pytest.MonkeyPatch.context() as cheaper:
        weak = {"argon2__type": "ID", "argon2__time_cost": 1, "argon2__memory_cost": 256, "argon2__parallelism": 1}
        cheaper.setitem(security.CONFIG, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS", weak)
        app = create_app(database)
    app.config.update(TESTING=True)
    app.test_client_class = PersonClient
    with app.app_context():
        prepare_emptying()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def failing_calls(request: pytest.FixtureRequest) -> Iterator[None]:
    """In a test that is the scenario of some acts, the database fails each of them before it is really done."""
    names = acts_of(request.node.nodeid)
    if not names:
        yield
        return
    from tests.faults.trial import tried  # needs the database, as few tests do

    request.getfixturevalue("kept_world")  # founded first: other tests lay it back as it is
    with tried(names, request.getfixturevalue("application")):
        yield


@pytest.fixture
def app(application: Flask) -> Iterator[Flask]:
    """The application with its context pushed over an empty database; tasks run in it, whoever ran them before."""
    use_application(application)
    with application.app_context():
        empty()
        yield application
        db.session.remove()


@pytest.fixture(scope="session")
def kept_world(application: Flask) -> KeptWorld:
    """The cast, founded once for all tests of this process."""
    with application.app_context():
        return keep()


@pytest.fixture
def world(kept_world: KeptWorld, app: Flask) -> World:
    """The cast: a province, a bloc, a department, four chi bộ and their people."""
    return kept_world.lay_back()


@pytest.fixture
def short_prints() -> Iterator[None]:
    """Papers are printed as one short page each."""
    with printing_shortly():
        yield
