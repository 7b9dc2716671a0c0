"""The seal that the server puts by itself, with the key that its administrator laid ready (TRINHKY_SEAL_KEYS)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.factories import stages
from tests.factories.keys import Keyring, keyring
from tests.factories.ready import ready_to_sign
from tests.integration.web.test_signing import browser, press
from tests.jobs import do_jobs
from tests.other_settings import settings_of
from workflow.actions.certificates import choose_seal_way
from workflow.actions.issue import retry_step
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act
from workflow.models import Document
from workflow.signing.verify import verify


@pytest.fixture
def keys(app: Flask, tmp_path: Path) -> Iterator[Keyring]:
    """An authority trusted by setting and a folder for keys of seals, for as long as the test runs."""
    before, folder = settings_of(app), tmp_path / "seals"
    folder.mkdir()
    ring = keyring(app, tmp_path)
    app.extensions["trinhky-settings"] = replace(settings_of(app), seal_keys=folder)
    yield ring
    app.extensions["trinhky-settings"] = before


@pytest.fixture
def document(app: Flask, world: World, keys: Keyring) -> Document:
    """The department's report, printed; its committee chose that the server seals."""
    keys.keep(world, "bithu.so", "so")
    choose_seal_way(world.organisations["so"].id, by_itself=True, actor=world.actor("quantri"))
    return ready_to_sign(app, world)


def lay_ready(keys: Keyring, document: Document, mode: int = 0o600) -> Path:
    """The key of the seal where the administrator puts it."""
    folder, house = settings_of(keys.app).seal_keys, document.organisation
    assert folder is not None
    for end, content in (("p12", keys.seal(house.name)), ("passphrase", f"{keys.passphrase}\n".encode())):
        file = folder / f"{house.id}.{end}"
        file.write_bytes(content)
        file.chmod(mode)
    return folder / f"{house.id}.p12"


def sign(app: Flask, keys: Keyring, document: Document) -> Document:
    """The person signs; then the worker does what is left."""
    assert press(browser(app, "bithu.so"), document, "ky", passphrase=keys.passphrase).status_code == 303
    do_jobs(app)
    return stages.reloaded(document)


def test_after_the_person_the_server_seals(app: Flask, keys: Keyring, document: Document) -> None:
    lay_ready(keys, document)
    document = sign(app, keys, document)
    assert (document.state, [one.way for one in document.signatures]) == ("issued", ["pkcs12", "key_file"])
    pdf = app.extensions["trinhky-store"].get(document.issued_digest)
    assert verify(pdf, [keys.authority.root], expected=2).valid


def test_a_key_that_others_can_read_is_not_used_and_the_persons_signature_stays(
    app: Flask, world: World, keys: Keyring, document: Document
) -> None:
    file = lay_ready(keys, document, 0o644)
    document = sign(app, keys, document)
    assert (document.state, document.step) == ("approved", "signing")
    assert "quyền 600" in (document.step_error or "")
    first = document.signatures[0].result_digest
    for one in (file, file.with_suffix(".passphrase")):
        one.chmod(0o600)
    retry_step(document.id, Act(document.version), actor=world.actor("vanthu.so"))
    do_jobs(app)
    document = stages.reloaded(document)
    assert (document.state, document.signatures[0].result_digest) == ("issued", first)
    assert document.signatures[1].signed_digest == first
