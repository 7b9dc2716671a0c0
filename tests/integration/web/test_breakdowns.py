"""Every address while something unforeseen breaks: a page with a number, and a log that keeps what was said to us."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests.integration.rights.people import seated
from tests.integration.web.test_matrix import Line, addresses, subjects
from tests.integration.web.watching import lacking
from tests.signing_in import PersonClient
from workflow.cli.demo.world import World
from workflow.cli.logs import FORMAT, Lines
from workflow.models import db

pytestmark = pytest.mark.usefixtures("short_prints")

PASSWORD, TYPED = "mật khẩu của riêng tôi", "chữ đã gõ vào ô"
WITHOUT_CODE = {"static", "vendor.send", "health.live"}
UNREAD = {"proofs.check", "proofs.compare"}  # nothing of their form was read yet, and nothing of it can be repeated
TELLTALE = ("Traceback", "RAISE", "SELECT", "psycopg", "sqlalchemy", ".py", "RuntimeError", TYPED.upper(), PASSWORD)
EVENT = re.compile(r"^\d{4}-\d\d-\d\d .*Z [A-Z]+ \d+ (\S+) ", re.MULTILINE)
Breaking = Callable[[Flask, Line, str], AbstractContextManager[None]]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, app: Flask) -> Iterator[io.StringIO]:
    """What the server writes down; and it answers as it answers people."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines(FORMAT))
    ours = logging.getLogger("workflow")
    ours.addHandler(handler)
    monkeypatch.setattr(ours, "propagate", False)  # a traceback is written once, not for the report as well
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    yield stream
    ours.removeHandler(handler)


def test_whatever_breaks_there_is_a_number_and_no_detail(app: Flask, world: World, log: io.StringIO) -> None:
    values = subjects(app, world)
    client, token = seated(app, world.people["vanphong.so"])
    with client.session_transaction() as kept:
        seat = kept["_user_id"]
    wrong, broken = [], 0
    for line, path in addresses(app, values):
        for breaking in (_statements, _view) if line.endpoint not in WITHOUT_CODE else ():
            log.truncate(log.seek(0))
            with breaking(app, line, seat):
                answer = _asked(client, line, path, token)
            if answer.status_code < 500 and breaking is _statements:
                continue  # it asks the database for nothing but who is there
            broken += 1
            wrong += [f"{line.label}: {one}" for one in _faults(answer, log.getvalue(), (seat, token))]
            break
    assert not wrong, "\n".join(wrong)
    assert broken > 250


@contextmanager
def _statements(app: Flask, line: Line, seat: str) -> Iterator[None]:
    """Every statement of a request but the first, which asks who is there, fails as those of PostgreSQL do."""
    fails = f"DO $$ BEGIN RAISE EXCEPTION 'no such row' USING DETAIL = upper('{TYPED}'); END $$ -- {seat} {_said(line)}"
    asked = iter(["the seat"])

    def instead(_: object, cursor: object, statement: str, parameters: object, *more: object) -> tuple[str, object]:
        return (statement, parameters) if next(asked, None) else (fails, {})

    event.listen(db.engine, "before_cursor_execute", instead, retval=True)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", instead)


@contextmanager
def _view(app: Flask, line: Line, seat: str) -> Iterator[None]:
    """What answers at the address fails, and repeats what it was given."""

    def broken(**_: object) -> str:
        raise RuntimeError(f"{seat} {_said(line)}")

    kept, app.view_functions[line.endpoint] = app.view_functions[line.endpoint], broken
    try:
        yield
    finally:
        app.view_functions[line.endpoint] = kept


def _asked(client: PersonClient, line: Line, path: str, token: str) -> TestResponse:
    if line.method == "GET":
        return client.get(path, query_string={"password": PASSWORD})
    return client.post(path, data={"csrf_token": token, "password": PASSWORD, "text": TYPED, "version": "0"})


def _said(line: Line) -> str:
    return "" if line.endpoint in UNREAD else PASSWORD


def _faults(answer: TestResponse, written: str, confided: tuple[str, ...]) -> list[str]:
    """What is wrong with an answer to a breakdown, and with what was written down of it."""
    page = answer.get_data(as_text=True)
    number = re.search(r'Số sự cố: <b class="code">([0-9A-F]{6})</b>', page)
    found = [f"status {answer.status_code}"] if answer.status_code != 500 else []
    found += [f"shows {one}" for one in (*TELLTALE, *confided) if one in page]
    found += [f"lacks {one}" for one in lacking(answer)]
    found += [] if number and "Hệ thống gặp sự cố" in page else ["no number"]
    found += [f"writes down {one}" for one in (TYPED.upper(), PASSWORD, *confided) if one in written]
    numbers = EVENT.findall(written)
    if not numbers or set(numbers) != {number[1] if number else None}:
        found.append(f"lines of {numbers}")
    return found
