"""What numbering and signing take: signer, consent, keys and certificates."""

import datetime as dt
from dataclasses import dataclass, field

from workflow.domain.paper import ProfileName


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """The clerk's act: who will sign the paper, the row of the reserved number it takes, if one was kept for it, and
    the guide that binds its form when it is not that of its day."""

    version: int
    signer_id: int | None = None
    reserved: int | None = None
    profile: ProfileName | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """The signer's consent to the very bytes that were shown."""

    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class SignByKey:
    """The same, with what opens the key and the person's own password once more; neither is kept or shown."""

    version: int
    digest: str
    passphrase: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file that the signer's own token signed, over the very bytes that were shown."""

    version: int
    digest: str
    file: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BringKey:
    """A key file with what opens it, for signing on behalf of an organisation; None where there is only one."""

    organisation_id: int | None
    file: bytes = field(repr=False)
    passphrase: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BoundCertificate:
    """What a certificate says, as it is bound to its holder."""

    fingerprint: str
    holder: str
    holder_organisation: str
    issuer: str
    not_before: dt.datetime
    not_after: dt.datetime
    pem: str
