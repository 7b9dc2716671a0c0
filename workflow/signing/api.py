"""What is asked of a signer and what a verification answers; plain values, no library of signatures behind them."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, Protocol

from workflow.domain.states import SignatureKind

VIETNAM_TIME = timezone(timedelta(hours=7))
"""The clock of every visible stamp; Vietnam has had no other offset since 1975."""


NO_SIGNATURE = "Tệp không có chữ ký số nào."
"""The reason against a file that is a PDF and that nobody signed."""


PROOFS_ONLY = (
    "Sau chữ ký cuối cùng, tệp chỉ được thêm dữ liệu về hiệu lực của chứng thư số (PAdES B-LT); nội dung không đổi."
)
"""What is said of a valid file whose last signature does not cover every byte: nothing else may follow one."""

DEMO_MARK = "DEMO - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
"""Stands in the name of the demo's authority, and so in every certificate that it issues."""

DEMO_ONLY = "Chứng thư số này là của bản chạy thử; chữ ký không có giá trị pháp lý."
"""What is said of a valid file that such a certificate signed."""

LASTING = "Tệp mang đủ bằng chứng để kiểm tra được cả khi chứng thư số đã hết hạn (PAdES B-LT)."
"""What is said of a valid file of that level."""


class Baseline(StrEnum):
    """The levels of PAdES (ETSI EN 319 142-1): signed; signed at a proven time; with every proof in the file."""

    BASIC = "B-B"
    TIMED = "B-T"
    LONG_TERM = "B-LT"


@dataclass(frozen=True)
class SignaturePlace:
    """The rectangle of a visible signature, in PDF points from the page's bottom left corner."""

    page: int
    """Page index, from 0."""
    x1: float
    """Left edge."""
    y1: float
    """Bottom edge."""
    x2: float
    """Right edge, greater than `x1`."""
    y2: float
    """Top edge, greater than `y1`."""


@dataclass(frozen=True)
class TimeService:
    """An RFC 3161 service that vouches for the time of a signature (PAdES B-T); its root must be a trusted one."""

    url: str
    user: str = ""
    password: str = dataclasses.field(default="", repr=False)


@dataclass(frozen=True)
class SignRequest:
    """One signature to be put on one PDF."""

    pdf: bytes
    """The whole file; signatures it already carries stay valid."""
    kind: SignatureKind
    """Decides the ink: blue for a person, red for an organisation (NĐ 30/2020 Phụ lục I; HD05)."""
    field: str
    """Name of the signature field, new in this file."""
    reason: str
    """Why it is signed, kept inside the signature."""
    location: str
    """Where it is signed, kept inside the signature."""
    at: datetime
    """When it is signed, with a time zone; the certificate must be valid at this moment."""
    place: SignaturePlace | None = None
    """Where the stamp is drawn; None leaves the signature invisible."""
    lines: tuple[str, ...] = ()
    """The words of the stamp; empty for the usual two: the name in capitals and the time."""
    picture: bytes | None = None
    """The picture of the hand signature or of the seal (PNG, `signing.picture.normalised`); None: words alone."""
    time_service: TimeService | None = None
    """Asked for a time stamp over the signature; None makes PAdES B-B."""


class Signer(Protocol):
    """Somebody's key, ready to sign: a file opened with its passphrase, a token, a service."""

    @property
    def certificate_name(self) -> str:
        """The name the certificate was issued to."""

    @property
    def organisation(self) -> str:
        """The organisation the certificate names, empty when it names none."""

    def sign(self, request: SignRequest) -> bytes:
        """Returns the file with one more signature; refuses with `SigningFailed`."""


@dataclass(frozen=True)
class ExpectedSignature:
    """A signature that a paper must carry, as its record knows it."""

    kind: SignatureKind
    """Whether a person's or an organisation's."""
    signer: str
    """The name in the certificate."""
    organisation: str
    """The organisation in the certificate."""
    fingerprint: str | None = None
    """SHA-256 of the certificate where the record knows it: then it alone decides."""


Expected = Sequence[ExpectedSignature] | int | None
"""The signatures a file must carry, no more and no fewer; or how many at least; or None when nobody knows."""


@dataclass(frozen=True)
class SignatureReport:
    """What one signature in a file says; it is believed only when the verdict is valid."""

    signer: str
    """The name in the signer's certificate."""
    organisation: str
    """The organisation in the signer's certificate, empty when it names none."""
    kind: SignatureKind
    """An organisation's certificate is issued to the organisation's own name, a person's is not."""
    time: datetime | None
    """The time of the time stamp, without one the time the signer states; None when the signature states none."""
    time_stamped: bool
    """Whether a trusted service confirms the time."""
    covers_whole_file: bool
    """True when no byte of the file lies outside what was signed."""
    fingerprint: str = ""
    """SHA-256 of the certificate, lower-case hex."""
    issuer: str = ""
    """Who issued the certificate, by the name it gives itself."""
    proven: bool = False
    """Whether the file itself proves that no certificate behind the signature had been taken back."""

    def to_json(self) -> dict[str, Any]:
        return {
            "signer": self.signer,
            "organisation": self.organisation,
            "issuer": self.issuer,
            "time": self.time.isoformat() if self.time else None,
            "time_stamped": self.time_stamped,
            "covers_whole_file": self.covers_whole_file,
            "proven": self.proven,
        }

    def to_words(self) -> dict[str, Any]:
        """Everything, as JSON knows it; the inverse of `from_words`."""
        return self.to_json() | {"kind": self.kind.value, "fingerprint": self.fingerprint}

    @classmethod
    def from_words(cls, words: Mapping[str, Any]) -> "SignatureReport":
        """The inverse of `to_words`."""
        time = datetime.fromisoformat(words["time"]) if words["time"] else None
        return cls(**dict(words) | {"kind": SignatureKind(words["kind"]), "time": time})


@dataclass(frozen=True)
class Verdict:
    """Whether a file may be relied on. There is no third answer: whatever is doubtful is a reason against it."""

    valid: bool
    """True only when there are signatures and not one reason against them."""
    signatures: tuple[SignatureReport, ...]
    """In the order they were made, as far as they can be read."""
    reasons: tuple[str, ...]
    """Vietnamese sentences, empty when valid."""

    @property
    def level(self) -> Baseline:
        """How long the file can be relied on. The time stamp of the last signature vouches for all that it covers."""
        if not self.signatures or not self.signatures[-1].time_stamped:
            return Baseline.BASIC
        return Baseline.LONG_TERM if all(one.proven for one in self.signatures) else Baseline.TIMED

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader of a valid file should know beside who signed it."""
        if not self.valid:
            return ()
        told = (
            (DEMO_ONLY, any(DEMO_MARK in one.issuer for one in self.signatures)),
            (PROOFS_ONLY, not self.signatures[-1].covers_whole_file),
            (LASTING, self.level is Baseline.LONG_TERM),
        )
        return tuple(remark for remark, applies in told if applies)

    def to_json(self) -> dict[str, Any]:
        return {
            "valid": self.valid,
            "level": self.level.value if self.valid else None,
            "signatures": [signature.to_json() for signature in self.signatures],
            "reasons": list(self.reasons),
        }

    def to_words(self) -> dict[str, Any]:
        """Everything, as JSON knows it; the inverse of `from_words`."""
        return self.to_json() | {"signatures": [signature.to_words() for signature in self.signatures]}

    @classmethod
    def from_words(cls, words: Mapping[str, Any]) -> "Verdict":
        """The inverse of `to_words`."""
        signatures = tuple(map(SignatureReport.from_words, words["signatures"]))
        return cls(words["valid"], signatures, tuple(words["reasons"]))


def stamp_lines(name: str, at: datetime) -> tuple[str, str]:
    """The two pieces issued Party PDFs show beside a signature: the name in capitals, the time with its offset."""
    clock = at.astimezone(VIETNAM_TIME)
    return name.upper(), f"{clock:%d-%m-%Y %H:%M:%S} +07:00"
