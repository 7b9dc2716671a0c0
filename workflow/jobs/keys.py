"""Keys that the server may use by itself: the demo's own, and the seal of an organisation that chose so."""

import stat
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from workflow.actions.sign import Desk, Follows
from workflow.domain.errors import FileRefused, InvalidInput, SetupIncomplete
from workflow.domain.states import SignatureKind, SignWay
from workflow.jobs.reading import examine_apart, intake_limits
from workflow.models.clock import now
from workflow.paper.fonts import find_font
from workflow.paper.intake import FileKind
from workflow.queries.certificates import Organisation, counting
from workflow.sandbox import ApartError, run
from workflow.settings import Settings
from workflow.signing.addition import Addition, Window
from workflow.signing.api import Signer, TimeService
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pkcs11 import Device
from workflow.signing.pkcs12 import Pkcs12Signer
from workflow.signing.trust import trusted_roots, why_not_usable
from workflow.storage.store import Store

KEPT_OPEN = 512
"""Keys of signers and seals that a worker keeps open, some 30 KB each: a commune with all its chi bộ, several times."""
UNREADABLE = "Không đọc được tệp đã ký: tệp hỏng hoặc quá nặng. Hãy tải lại bản cần ký, ký đúng tệp đó rồi gửi lên."
"""What is said of a signed file that its reader gave up on; saving it anew, the usual advice, would break it."""


def desk_of(store: Store, settings: Settings) -> Desk:
    """Where signatures are made here."""
    service = TimeService(settings.tsa_url, settings.tsa_user, settings.tsa_password) if settings.tsa_url else None
    return Desk(store, trusted_roots(settings.root_files), service, addition_apart)


def token_device(settings: Settings) -> Device | None:
    """Where the server reaches tokens; None when the administrator named no library."""
    return Device(settings.pkcs11_module, settings.pkcs11_token) if settings.pkcs11_module else None


def addition_apart(before: bytes, after: bytes, roots: Sequence[x509.Certificate], window: Window) -> Addition:
    """What `read_addition` says, in a child process: a file that comes back may have been made to do harm. Refuses
    (InvalidInput at `file`) also what takes too long or too much."""
    pem = b"".join(root.public_bytes(Encoding.PEM) for root in roots)
    times = (window.opened.isoformat(), window.closed.isoformat())
    try:
        found = run("workflow.signing.judged_apart.addition", before, after, pem, *times)
    except ApartError as failure:
        raise InvalidInput(UNREADABLE, fields={"file": UNREADABLE}) from failure
    return Addition(x509.load_der_x509_certificate(found.data), datetime.fromisoformat(found.words))


def refuse_unusable(
    certificate: x509.Certificate, chain: Sequence[x509.Certificate], settings: Settings, *, field: str
) -> None:
    """Refuse (InvalidInput at the field) a certificate that papers may not be signed with now, under our roots."""
    fault = why_not_usable(certificate, chain, trusted_roots(settings.root_files), now())
    if fault is not None:
        raise InvalidInput(fault, fields={field: fault})


def readied_picture(name: str, data: bytes, kind: SignatureKind, settings: Settings) -> bytes:
    """The picture as it is kept, made ready in a child process. Refuses (FileRefused) whatever is not a PNG picture
    that can stand on a paper."""
    examine_apart(name, data, (FileKind.PNG,), limits=intake_limits(settings))
    try:
        return run("workflow.signing.apart.picture", data, kind.value).data
    except ApartError as failure:
        raise FileRefused(failure.reason) from failure


def opened_apart(data: bytes, passphrase: str) -> None:
    """Refuse as `Pkcs12Signer.open`, in a child process, a key file from outside."""
    try:
        run("workflow.signing.apart.opens", data, passphrase)
    except ApartError as failure:
        raise InvalidInput(failure.reason, fields={"file": failure.reason}) from failure


def person_signs_by_demo(user_id: int, organisation: Organisation, settings: Settings) -> bool:
    """Whether the demo's key signs for this person: only in a demo, and not beside a certificate of one's own."""
    return settings.demo_signing and not counting(organisation.id, user_id)


def seal_way(organisation: Organisation, settings: Settings) -> SignWay | None:
    """How the server puts this organisation's seal by itself; None when the văn thư does."""
    if organisation.is_cell:  # a chi bộ has no seal of its own (domain.md §1.8)
        return None
    if organisation.seals_by_itself:
        return SignWay.KEY_FILE
    return SignWay.DEMO if settings.demo_signing and not counting(organisation.id, None) else None


def follows(organisation: Organisation, settings: Settings) -> Follows:
    """What the worker does by itself after a signature for the organisation."""
    return Follows(seal=seal_way(organisation, settings) is not None, proofs=settings.long_term)


def demo_person_key(name: str, organisation: Organisation, settings: Settings) -> Signer:
    """The demo's key of a person who signs for the organisation."""
    authority = _authority(settings)
    return _opened(authority.issue_person(name, organisation.name), authority.passphrase)


def seal_key(organisation: Organisation, way: SignWay, settings: Settings) -> Signer:
    """The organisation's own key, opened by the server. Refuses (SetupIncomplete) a key file that is missing or that
    others than the server's own user can read."""
    if way is SignWay.DEMO:
        authority = _authority(settings)
        return _opened(authority.issue_organisation(organisation.name), authority.passphrase)
    if settings.seal_keys is None:
        raise SetupIncomplete("Chưa khai thư mục khoá con dấu (TRINHKY_SEAL_KEYS). Văn thư đóng dấu bằng tay được.")
    data, passphrase = (_private(settings.seal_keys / f"{organisation.id}.{end}") for end in ("p12", "passphrase"))
    return _opened(data, passphrase.decode().strip())


def _private(file: Path) -> bytes:
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise SetupIncomplete(f"Tệp {file.name} để cho người khác đọc được: hãy đặt quyền 600 rồi bấm “Thử lại”.")
        return file.read_bytes()
    except OSError as missing:
        raise SetupIncomplete(f"Không đọc được khoá con dấu {file.name} trong TRINHKY_SEAL_KEYS.") from missing


def _authority(settings: Settings) -> DemoAuthority:
    return DemoAuthority.ensure(settings.demo_authority, now())


@lru_cache(maxsize=KEPT_OPEN)
def _opened(data: bytes, passphrase: str) -> Signer:
    # Opening a key file costs more than signing with it (performance.md A4), so opened keys are kept.
    return Pkcs12Signer.open(data, passphrase, font=find_font().regular)
