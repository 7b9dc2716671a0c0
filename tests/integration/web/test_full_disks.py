"""A disk that is full, cannot be written to or breaks, at every write of an act: nobody reads "saved", nothing is half
written, the words come back with the reason, and when the disk is well again the same press does it once.
`TRINHKY_DISKS=long` (make disks) lets every call fail with every error."""

import errno
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest
from flask import Flask
from psycopg import Error
from psycopg.errors import DiskFull, IoError, ReadOnlySqlTransaction
from werkzeug.test import TestResponse

from tests.factories.stages import campaign_of, draft_of
from tests.faults.digest import differing, digest
from tests.faults.injection import Injection, Order
from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.models import Attachment, db
from workflow.storage import store

IS_LONG = os.environ.get("TRINHKY_DISKS") == "long"
ERRORS: dict[type[Error], int] = {DiskFull: 507, ReadOnlySqlTransaction: 503, IoError: 503}
CODES = {errno.ENOSPC: 507, errno.EDQUOT: 507, errno.EROFS: 503, errno.EIO: 503}
WORDS = "- Đã tổ chức 06 buổi sinh hoạt chuyên đề."
Press = Callable[[], TestResponse]

pytestmark = pytest.mark.timeout(3_600)


@pytest.fixture
def save(app: Flask, world: World) -> Press:
    """The writer saves a section."""
    path = f"/van-ban/{draft_of(world, campaign_of(world)).id}"
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    typed = {"text": WORDS, "version": "1", "act": "luu", "csrf_token": csrf_token(client)}
    return lambda: client.post(f"{path}/soan/ket-qua", data=typed)


@pytest.fixture
def attach(app: Flask, world: World) -> Press:
    """The writer adds a file."""
    path = f"/van-ban/{draft_of(world, campaign_of(world)).id}"
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    token = csrf_token(client)

    def press() -> TestResponse:
        file = (io.BytesIO("Họ tên\nNguyễn Văn A\n".encode()), "danh-sach.txt")
        typed = {"title": WORDS, "csrf_token": token, "file": file}
        return client.post(f"{path}/tep-kem", data=typed, content_type="multipart/form-data")

    return press


def orders(press: Press, injection: Injection) -> Iterator[tuple[Order, int]]:
    """What fails and how it is answered: every fourth call, by turns with one error (long: every call with each), and
    the commit with each."""
    counted = Order(commit=1, error=DiskFull)
    with injection.ordered(counted):
        assert press().status_code == 507
    errors = cycle(ERRORS)
    for call in range(1, counted.calls + 1, 1 if IS_LONG else 4):
        for error in ERRORS if IS_LONG else [next(errors)]:
            yield Order(call=call, error=error), ERRORS[error]
    yield from ((Order(commit=1, error=error), status) for error, status in ERRORS.items())


@pytest.mark.parametrize("name", ["save", "attach"])
def test_a_database_that_cannot_write_answers_in_words_and_keeps_nothing(
    app: Flask, world: World, name: str, request: pytest.FixtureRequest
) -> None:
    press: Press = request.getfixturevalue(name)
    db.session.remove()
    injection, before, points = Injection(db.engine), digest(db.engine), 0
    with injection.installed():
        for order, status in orders(press, injection):
            with injection.ordered(order):
                answer = press()
            assert (answer.status_code, WORDS in answer.text) == (status, True), order
            assert "chưa được ghi" in answer.text, order
            assert not differing(before, digest(db.engine)), order
            points += 1
    assert points >= (35 if IS_LONG else 6)
    assert press().status_code == 303
    assert differing(before, digest(db.engine))


@pytest.mark.parametrize("code", CODES)
def test_a_store_that_cannot_write_answers_in_words_and_keeps_nothing(
    app: Flask, attach: Press, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = app.extensions["trinhky-store"]
    before = sorted(kept.digests())
    for broken in (_folder, _draft, _bytes, _sync, _name):
        with pytest.MonkeyPatch.context() as patch, broken(patch, code):
            answer = attach()
        assert (answer.status_code, "chưa được ghi" in answer.text) == (CODES[code], True), broken.__name__
        assert WORDS in answer.text
        assert (sorted(kept.digests()), db.session.query(Attachment).count()) == (before, 0)
        db.session.rollback()
    assert not list(Path(str(kept.folder)).rglob(".*.new"))
    assert attach().status_code == 303
    assert db.session.query(Attachment).count() == 1


def _fails(code: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@contextmanager
def _folder(patch: pytest.MonkeyPatch, code: int) -> Iterator[None]:
    """The folder cannot be made."""
    patch.setattr(Path, "mkdir", _fails(code))
    yield


@contextmanager
def _draft(patch: pytest.MonkeyPatch, code: int) -> Iterator[None]:
    """The file cannot be opened."""
    patch.setattr(store, "NamedTemporaryFile", _fails(code))
    yield


@contextmanager
def _bytes(patch: pytest.MonkeyPatch, code: int) -> Iterator[None]:
    """The bytes are not taken."""

    def opened(**given: object) -> object:
        file = tempfile.NamedTemporaryFile(**given)  # type: ignore[call-overload] # noqa: SIM115 - whoever asked closes
        file.write = _fails(code)
        return file

    patch.setattr(store, "NamedTemporaryFile", opened)
    yield


@contextmanager
def _sync(patch: pytest.MonkeyPatch, code: int) -> Iterator[None]:
    """The bytes do not reach the disk."""
    patch.setattr(os, "fsync", _fails(code))
    yield


@contextmanager
def _name(patch: pytest.MonkeyPatch, code: int) -> Iterator[None]:
    """The name is not given."""
    patch.setattr(os, "link", _fails(code))
    yield
