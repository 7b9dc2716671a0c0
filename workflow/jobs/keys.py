"""Whose key signs: the demo's own authority issues them; a real installation puts PKCS#12 files in their place."""

from functools import lru_cache
from pathlib import Path

from workflow.jobs.workshop import settings
from workflow.models import Organisation, User
from workflow.models.clock import now
from workflow.paper.fonts import find_font
from workflow.signing.api import Signer
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pkcs12 import Pkcs12Signer


def authority_folder(var: Path) -> Path:
    """Where the demo's authority keeps its root and the keys it issued."""
    return var / "demo-ca"


def person_key(user: User, organisation: Organisation) -> Signer:
    """The key of a person who signs for the organisation."""
    authority = _authority()
    return _opened(authority.issue_person(user.name, organisation.name), authority.passphrase)


def organisation_key(organisation: Organisation) -> Signer:
    """The organisation's own key."""
    authority = _authority()
    return _opened(authority.issue_organisation(organisation.name), authority.passphrase)


def _authority() -> DemoAuthority:
    return DemoAuthority.ensure(authority_folder(settings().var), now())


@lru_cache(maxsize=64)
def _opened(data: bytes, passphrase: str) -> Signer:
    # Opening a key file costs more than signing with it (performance.md A4), so opened keys are kept.
    return Pkcs12Signer.open(data, passphrase, font=find_font().regular)
