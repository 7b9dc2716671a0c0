"""Signing and sealing with tokens that the server reaches: the PIN is asked at the moment and kept nowhere."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from tests.factories import stages
from tests.factories.keys import Keyring, keyring
from tests.factories.ready import ready_to_sign
from tests.factories.tokens import PIN, Tokens
from tests.integration.web.test_signing import browser, press
from tests.jobs import do_jobs
from tests.other_settings import settings_of
from tests.signing_in import csrf_token
from workflow.cli.demo.world import PASSWORD, World
from workflow.models import Document, db
from workflow.signing.verify import verify


@pytest.fixture
def keys(app: Flask, tmp_path: Path, token_shelf: Tokens) -> Iterator[Keyring]:
    """An authority trusted by setting and a library of tokens, for as long as the test runs."""
    before = settings_of(app)
    ring = keyring(app, tmp_path)
    app.extensions["trinhky-settings"] = replace(settings_of(app), pkcs11_module=token_shelf.library)
    yield ring
    app.extensions["trinhky-settings"] = before


@pytest.fixture
def document(app: Flask, world: World, keys: Keyring, tokens: Tokens) -> Document:
    """The department's report, printed; the keys of its signer and of its seal lie in two tokens."""
    house, person = world.organisations["so"], world.people["bithu.so"]
    own, seal = keys.person(person.name, house.name), keys.seal(house.name)
    tokens.make("nguoi-ky", keys.signer(own))
    tokens.make("con-dau", keys.signer(seal))
    name(app, "bithu.so", "/chu-ky-cua-toi/thiet-bi", keys.pem(own))
    name(app, "vanthu.so", f"/don-vi/{house.id}/con-dau/thiet-bi", keys.pem(seal))
    return ready_to_sign(app, world)


def name(app: Flask, username: str, page: str, pem: bytes) -> None:
    """Send the certificate of a token through the page."""
    client = browser(app, username)
    form = {"csrf_token": csrf_token(client), "thiet-bi-certificate": (BytesIO(pem), "thiet-bi.cer")}
    assert client.post(page, data=form).status_code == 303


def test_the_signer_and_the_seal_sign_by_their_tokens(app: Flask, keys: Keyring, document: Document) -> None:
    signer, clerk = browser(app, "bithu.so"), browser(app, "vanthu.so")
    assert "Mã PIN của thiết bị ký" in signer.get(f"/van-ban/{document.id}/ky").text
    assert press(signer, document, "ky", passphrase=PIN).status_code == 303
    assert "Mã PIN của thiết bị ký" in clerk.get(f"/van-ban/{document.id}/dong-dau").text
    assert press(clerk, document, "dong-dau", passphrase=PIN).status_code == 303
    document = stages.reloaded(document)
    assert (document.state, [one.way for one in document.signatures]) == ("issued", ["pkcs11", "pkcs11"])
    pdf = app.extensions["trinhky-store"].get(document.issued_digest)
    assert verify(pdf, [keys.authority.root], expected=2).valid


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"passphrase": "sai-pin-1234"}, (422, "Mã PIN của thiết bị ký không đúng.")),
        ({"passphrase": ""}, (422, "Chưa nhập mã PIN của thiết bị ký.")),
        ({"password": "sai"}, (422, "Mật khẩu đăng nhập chưa đúng.")),
    ],
)
def test_refused_nothing_has_changed(
    app: Flask, document: Document, typed: dict[str, str], said: tuple[int, str]
) -> None:
    answer = press(browser(app, "bithu.so"), document, "ky", **({"passphrase": PIN} | typed))
    assert (answer.status_code, said[1] in answer.text) == (said[0], True)
    assert PIN not in answer.text
    assert stages.reloaded(document).signatures == []


def test_without_the_token_it_is_said_what_to_do(app: Flask, document: Document, tokens: Tokens) -> None:
    tokens.remove_all()
    answer = press(browser(app, "bithu.so"), document, "ky", passphrase=PIN)
    assert (answer.status_code, "Hãy cắm thiết bị vào máy chủ" in answer.text) == (500, True)
    assert stages.reloaded(document).signatures == []


def test_no_pin_reaches_the_log_the_audit_the_jobs_or_a_page(
    app: Flask, document: Document, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = browser(app, "bithu.so")
    pages = [
        press(client, document, "ky", passphrase=f"{PIN}!").text,
        press(client, document, "ky", passphrase=PIN).text,
    ]
    do_jobs(app)
    pages.append(client.get(f"/van-ban/{document.id}/nhat-ky").text)
    told = db.session.scalars(
        text("SELECT details::text FROM audit_entry UNION ALL SELECT args::text FROM procrastinate_jobs")
    )
    assert len(stages.reloaded(document).signatures) == 1
    assert all(secret not in said for said in (*told, *pages, caplog.text) for secret in (PIN, PASSWORD))


def test_where_no_library_is_named_nobody_is_asked_for_a_pin(app: Flask, keys: Keyring, document: Document) -> None:
    app.extensions["trinhky-settings"] = replace(settings_of(app), pkcs11_module=None)
    page = browser(app, "bithu.so").get(f"/van-ban/{document.id}/ky").text
    assert 'name="passphrase"' not in page
    assert "Ký bằng thiết bị của tôi" in page
