"""Keys in the hands of the pages: opened for one act with what the person typed, and locked away again."""

from flask import current_app

from workflow.actions.sign import Desk
from workflow.auth.sign_in import confirm_again
from workflow.domain.errors import FileRefused, InvalidInput
from workflow.domain.inputs import BoundCertificate, BringKey
from workflow.domain.states import SignatureKind
from workflow.jobs.keys import desk_of, opened_apart, readied_picture, refuse_unusable
from workflow.paper.fonts import find_font
from workflow.queries.certificates import Certificate
from workflow.settings import Settings
from workflow.signing import certificates
from workflow.signing.pkcs12 import Pkcs12Signer
from workflow.signing.vault import Vault


def settings_here() -> Settings:
    """The settings of this application."""
    chosen: Settings = current_app.extensions["trinhky-settings"]
    return chosen


def desk() -> Desk:
    """Where signatures are made here."""
    return desk_of(current_app.extensions["trinhky-store"], settings_here())


def ask_again(password: str) -> None:
    """Refuse unless this is the signed-in person's password (auth.sign_in)."""
    settings = settings_here()
    confirm_again(password, "password", attempts=settings.login_attempts, window=settings.login_window)


def opened(certificate: Certificate, passphrase: str) -> Pkcs12Signer:
    """The key kept for the certificate. Refuses (InvalidInput at `passphrase`) a wrong passphrase."""
    assert certificate.key_file is not None  # noqa: S101 - chosen by the caller because it has one
    data = _vault().open(certificate.key_file.sealed, certificate.fingerprint)
    return Pkcs12Signer.open(data, passphrase, font=find_font().regular)


def read_key(given: BringKey) -> tuple[BoundCertificate, bytes]:
    """What is in a key file, and the file locked for keeping. Refuses a wrong passphrase, and a certificate that
    papers may not be signed with."""
    opened_apart(given.file, given.passphrase)
    signer = Pkcs12Signer.open(given.file, given.passphrase)
    refuse_unusable(signer.certificate, signer.chain, settings_here(), field="file")
    bound = certificates.bound(signer.certificate)
    return bound, _vault().seal(given.file, bound.fingerprint)


def read_certificate(data: bytes) -> BoundCertificate:
    """What is in the certificate of somebody's own token. Refuses as `read_key`."""
    certificate, chain = certificates.read_certificate(data)
    refuse_unusable(certificate, chain, settings_here(), field="certificate")
    return certificates.bound(certificate)


def read_picture(given: tuple[str, bytes], kind: SignatureKind) -> bytes:
    """The picture as it is kept. Refuses (InvalidInput at `picture`) what cannot stand on a paper."""
    try:
        return readied_picture(*given, kind, settings_here())
    except FileRefused as refusal:
        raise InvalidInput(refusal.reason, fields={"picture": refusal.reason}) from refusal


def _vault() -> Vault:
    return Vault(settings_here().secret_key)
