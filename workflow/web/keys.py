"""Keys in the hands of the pages: opened for one act with what the person typed, and locked away again."""

from dataclasses import dataclass

from flask import current_app

from workflow.actions.sign import Desk
from workflow.auth.sign_in import confirm_again
from workflow.domain.errors import FileRefused, InvalidInput, SetupIncomplete
from workflow.domain.inputs.issuing import BoundCertificate, BringKey
from workflow.domain.states import SignatureKind, SignWay
from workflow.jobs.keys import desk_of, opened_apart, readied_picture, refuse_unusable, token_device
from workflow.paper.fonts import find_font
from workflow.queries.certificates import Certificate, own_key, token_certificate
from workflow.settings import Settings
from workflow.signing import certificates
from workflow.signing.api import Signer
from workflow.signing.pkcs11 import Pkcs11Signer
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


@dataclass(frozen=True, slots=True)
class Held:
    """What the server can reach to sign with for somebody: the certificate, and in which way."""

    certificate: Certificate
    way: SignWay

    def opened(self, secret: str) -> Signer:
        """Ready to sign with what the person typed. Refuses (InvalidInput at `passphrase`) a wrong passphrase; a wrong
        PIN only the token itself refuses, when it signs."""
        if self.way is SignWay.PKCS12:
            return opened(self.certificate, secret)
        device, certificate = token_device(settings_here()), self.certificate.pem.encode()
        if device is None:
            raise SetupIncomplete("Máy chủ chưa khai thư viện của thiết bị ký (TRINHKY_PKCS11_MODULE).")
        return Pkcs11Signer(device, secret, certificates.read_certificate(certificate)[0], find_font().regular)


def held(organisation_id: int, user_id: int | None) -> Held | None:
    """With what this person signs for the organisation (None: with what it is sealed): the key file kept here, else
    the token that the server reaches; None when neither."""
    if (certificate := own_key(organisation_id, user_id)) is not None:
        return Held(certificate, SignWay.PKCS12)
    if token_device(settings_here()) is None:
        return None
    certificate = token_certificate(organisation_id, user_id)
    return Held(certificate, SignWay.PKCS11) if certificate else None


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
    return Vault(*settings_here().secrets)
