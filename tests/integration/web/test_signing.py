"""Signing with a key that the server keeps, and the seal: both passwords, the right person, the right bytes, once."""

import logging
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.factories.keys import Keyring, keyring
from tests.factories.ready import ready_to_sign
from tests.jobs import do_jobs
from tests.other_settings import settings_of
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.actions.certificates import end_certificate
from workflow.actions.issue import current_digest
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.facts import Fact
from workflow.models import AuditEntry, Document, db
from workflow.signing.verify import verify


@pytest.fixture
def keys(app: Flask, tmp_path: Path) -> Iterator[Keyring]:
    """An authority trusted by setting, for as long as the test runs."""
    before = settings_of(app)
    yield keyring(app, tmp_path)
    app.extensions["trinhky-settings"] = before


@pytest.fixture
def document(app: Flask, world: World, keys: Keyring) -> Document:
    """The department's report, printed; its signer and its văn thư have keys on the server."""
    keys.keep(world, "bithu.so", "so")
    keys.keep_seal(world, "so")
    return ready_to_sign(app, world)


def browser(app: Flask, username: str) -> PersonClient:
    client = PersonClient(app)
    sign_in(client, username)
    return client


def press(client: PersonClient, document: Document, path: str, **typed: str) -> TestResponse:
    """Press the button of the act's page over what the document is now."""
    document = stages.reloaded(document)
    words = {"version": str(document.version), "digest": current_digest(document) or "", "password": PASSWORD}
    words |= {"csrf_token": csrf_token(client)} | typed
    return client.post(f"/van-ban/{document.id}/{path}", data=words)


def facts(document: Document) -> list[Fact]:
    query = select(AuditEntry.fact).where(AuditEntry.subject_kind == "document", AuditEntry.subject_id == document.id)
    return list(db.session.scalars(query.order_by(AuditEntry.ordinal)))


def test_the_signer_signs_with_passphrase_and_password_and_the_van_thu_seals(
    app: Flask, keys: Keyring, document: Document
) -> None:
    signer, clerk = browser(app, "bithu.so"), browser(app, "vanthu.so")
    assert clerk.get(f"/van-ban/{document.id}/dong-dau").status_code == 409
    assert press(signer, document, "ky", passphrase=keys.passphrase).status_code == 303
    document = stages.reloaded(document)
    assert (document.state, document.step, len(document.signatures)) == ("approved", "none", 1)
    assert "Đóng dấu" in clerk.get("/").text
    assert press(clerk, document, "dong-dau", passphrase=keys.passphrase).status_code == 303
    document = stages.reloaded(document)
    assert (document.state, [one.way for one in document.signatures]) == ("issued", ["pkcs12", "pkcs12"])
    pdf = app.extensions["trinhky-store"].get(document.issued_digest)
    assert verify(pdf, [keys.authority.root], expected=2).valid
    assert facts(document)[-3:] == [Fact.DOCUMENT_SIGNED, Fact.DOCUMENT_SIGNED, Fact.DOCUMENT_ISSUED]


def test_every_revision_is_a_prefix_of_the_next_and_its_digest_stands_in_the_audit(
    app: Flask, keys: Keyring, document: Document
) -> None:
    press(browser(app, "bithu.so"), document, "ky", passphrase=keys.passphrase)
    press(browser(app, "vanthu.so"), document, "dong-dau", passphrase=keys.passphrase)
    document, store = stages.reloaded(document), app.extensions["trinhky-store"]
    digests = [document.prepared_digest, *(one.result_digest for one in document.signatures)]
    kept = [store.get(digest) for digest in digests]
    assert [one.signed_digest for one in document.signatures] == digests[:2]
    assert all(later.startswith(earlier) for earlier, later in pairwise(kept))
    query = select(AuditEntry.details).where(AuditEntry.fact == Fact.DOCUMENT_SIGNED)
    query = query.where(AuditEntry.subject_id == document.id).order_by(AuditEntry.ordinal)
    told = [(entry["signed"], entry["digest"]) for entry in db.session.scalars(query)]
    assert told == list(pairwise(digests))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"passphrase": "sai"}, (422, "Mật khẩu của tệp chứng thư số không đúng.")),
        ({"password": "sai"}, (422, "Mật khẩu đăng nhập chưa đúng.")),
        ({"passphrase": ""}, (422, "Chưa nhập mật khẩu của chứng thư số.")),
        ({"password": ""}, (422, "Chưa nhập mật khẩu đăng nhập.")),
        ({"digest": "0" * 64}, (409, "Bản PDF đã được tạo lại sau khi đồng chí xem.")),
        ({"version": "1"}, (409, "Trang này đã cũ")),
    ],
)
def test_refuses_with_the_form_and_changes_nothing(
    app: Flask, keys: Keyring, document: Document, typed: dict[str, str], said: tuple[int, str]
) -> None:
    answer = press(browser(app, "bithu.so"), document, "ky", **({"passphrase": keys.passphrase} | typed))
    assert (answer.status_code, said[1] in answer.text) == (said[0], True)
    assert 'name="passphrase"' in answer.text
    assert keys.passphrase not in answer.text
    assert PASSWORD not in answer.text
    assert stages.reloaded(document).signatures == []
    assert press(browser(app, "bithu.so"), document, "ky", passphrase=keys.passphrase).status_code == 303


@pytest.mark.parametrize("person", ["vanthu.so", "vanphong.so", "uyvien.so"])
def test_nobody_else_signs(app: Flask, keys: Keyring, document: Document, person: str) -> None:
    assert press(browser(app, person), document, "ky", passphrase=keys.passphrase).status_code == 403
    assert stages.reloaded(document).signatures == []


def test_pressed_twice_it_is_signed_once(app: Flask, keys: Keyring, document: Document) -> None:
    client, version, digest = browser(app, "bithu.so"), str(document.version), document.prepared_digest or ""
    for _ in range(2):
        answer = press(client, document, "ky", passphrase=keys.passphrase, version=version, digest=digest)
        assert answer.status_code == 303
    assert len(stages.reloaded(document).signatures) == 1


def test_a_certificate_put_away_signs_no_more(app: Flask, world: World, keys: Keyring, document: Document) -> None:
    certificate = keys.keep(world, "bithu.so", "so")
    end_certificate(certificate.id, actor=world.actor("bithu.so"))
    client = browser(app, "bithu.so")
    assert 'name="passphrase"' not in client.get(f"/van-ban/{document.id}/ky").text
    press(client, document, "ky", passphrase=keys.passphrase)
    assert stages.reloaded(document).signatures == []


def test_after_five_wrong_passwords_the_right_one_is_refused_too(app: Flask, keys: Keyring, document: Document) -> None:
    client = browser(app, "bithu.so")
    for _ in range(5):
        press(client, document, "ky", passphrase=keys.passphrase, password="sai")
    answer = press(client, document, "ky", passphrase=keys.passphrase)
    assert (answer.status_code, "quá nhiều lần" in answer.text) == (429, True)
    assert stages.reloaded(document).signatures == []


def test_no_secret_reaches_the_log_the_audit_the_jobs_or_a_page(
    app: Flask, keys: Keyring, document: Document, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = browser(app, "bithu.so")
    pages = [press(client, document, "ky", passphrase=f"{keys.passphrase}!").text]
    pages.append(press(client, document, "ky", passphrase=keys.passphrase, password="bi-mat-go-sai").text)
    pages.append(press(client, document, "ky", passphrase=keys.passphrase).text)
    do_jobs(app)
    pages.append(client.get(f"/van-ban/{document.id}/nhat-ky").text)
    told = db.session.scalars(
        text("SELECT details::text FROM audit_entry UNION ALL SELECT args::text FROM procrastinate_jobs")
    )
    for said in (*told, *pages, caplog.text):
        for secret in (keys.passphrase, "bi-mat-go-sai"):
            assert secret not in said


def test_a_chi_bo_signs_once_with_the_own_key_and_is_sent(app: Flask, world: World, keys: Keyring) -> None:
    keys.keep(world, "bithu.thuvien", "thuvien")
    document = stages.submitted(world, stages.campaign_of(world))
    client = browser(app, "bithu.thuvien")
    assert "Thông qua, lấy số để ký" in client.get(f"/van-ban/{document.id}/thong-qua").text
    assert press(client, document, "thong-qua", issue_now="y").status_code == 303
    do_jobs(app)
    assert stages.reloaded(document).signatures == []
    assert press(client, document, "ky", passphrase=keys.passphrase).status_code == 303
    do_jobs(app)
    document = stages.reloaded(document)
    assert (document.state, [one.way for one in document.signatures]) == ("sent", ["pkcs12"])
