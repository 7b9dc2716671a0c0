"""Keys and certificates of the cast, as a real authority would hand them out: a root of our own, trusted by setting."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask

from tests.other_settings import settings_of
from workflow.actions.certificates import bind_own, bind_seal
from workflow.cli.demo.world import World
from workflow.models import Certificate
from workflow.signing import certificates
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pkcs12 import Pkcs12Signer
from workflow.signing.vault import Vault


@dataclass(frozen=True)
class Keyring:
    """An authority and the installation that trusts it; every file it issues opens with `passphrase`."""

    app: Flask
    authority: DemoAuthority

    @property
    def passphrase(self) -> str:
        return self.authority.passphrase

    def person(self, name: str, organisation: str) -> bytes:
        """The PKCS#12 file of a person."""
        return self.authority.issue_person(name, organisation)

    def seal(self, organisation: str) -> bytes:
        """The PKCS#12 file of an organisation."""
        return self.authority.issue_organisation(organisation)

    def signer(self, data: bytes) -> Pkcs12Signer:
        """The key opened, as the token's own program has it."""
        return Pkcs12Signer.open(data, self.passphrase)

    def pem(self, data: bytes) -> bytes:
        """The public certificate, as exported from a token."""
        return self.signer(data).certificate.public_bytes(Encoding.PEM)

    def keep(self, world: World, username: str, unit: str) -> Certificate:
        """The person's key file kept on the server."""
        house, person = world.organisations[unit], world.people[username]
        return bind_own(house.id, *self._locked(self.person(person.name, house.name)), actor=world.actor(username))

    def bind(self, world: World, username: str, unit: str) -> Certificate:
        """The certificate of the person's own token; the key stays in the token."""
        house, person = world.organisations[unit], world.people[username]
        bound, _ = self._locked(self.person(person.name, house.name))
        return bind_own(house.id, bound, None, actor=world.actor(username))

    def keep_seal(self, world: World, unit: str) -> Certificate:
        """The organisation's key file kept on the server."""
        house = world.organisations[unit]
        return bind_seal(house.id, *self._locked(self.seal(house.name)), actor=world.actor(f"vanthu.{unit}"))

    def _locked(self, data: bytes) -> tuple[object, bytes]:
        bound = certificates.bound(self.signer(data).certificate)
        return bound, Vault(*settings_of(self.app).secrets).seal(data, bound.fingerprint)


def keyring(app: Flask, folder: Path) -> Keyring:
    """An authority of its own in the folder, trusted by the application through its settings."""
    authority = DemoAuthority.ensure(folder / "authority", dt.datetime.now(dt.UTC))
    roots = (authority.folder / "root.pem",)
    app.extensions["trinhky-settings"] = replace(settings_of(app), trust_roots=roots)
    return Keyring(app, authority)
