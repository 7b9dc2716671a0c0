"""Signing in through the page, as a person does, over an application whose context the `app` fixture has pushed.

A request inside a pushed context would share its `g`, in which Flask-Login keeps the person it found first, and its
database session, which would show the request what the test has not yet kept. `PersonClient` therefore gives every
request a context of its own. What a test loaded before a request is stale after it: `db.session.expire_all()`.
"""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from workflow.cli.demo.world import PASSWORD

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class PersonClient(FlaskClient):
    """A browser of one person: each request in an application context of its own."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make the request."""
        with self.application.app_context():
            return super().open(*args, **kwargs)


def sign_in(client: FlaskClient, username: str, password: str = PASSWORD) -> None:
    """Sign the person in through the page; whoever was signed in before is signed out."""
    door = client.get("/dang-nhap")
    if door.status_code == 303:
        client.post("/dang-xuat", data={"csrf_token": csrf_token(client)})
        door = client.get("/dang-nhap")
    typed = {"username": username, "password": password, "csrf_token": token_of(door)}
    answer = client.post("/dang-nhap", data=typed)
    assert answer.status_code == 303, f"{username}: {answer.status_code}"


def csrf_token(client: FlaskClient, path: str = "/tai-khoan") -> str:
    """The token of a page, as its forms carry it."""
    return token_of(client.get(path))


def token_of(page: TestResponse) -> str:
    """The token that the forms of a page carry."""
    found = _TOKEN.search(page.get_data(as_text=True))
    assert found, f"{page.request.path} carries no token"
    return found.group(1)
