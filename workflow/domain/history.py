"""The history of one document as it leaves the system: on paper, as a workbook, as JSON that can be checked without us.

The JSON is a contract (README, "Lịch sử của một văn bản"): members are added, never renamed. Its `record` has the very
lines of `trinhky audit export`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from workflow.domain.chain import canonical
from workflow.domain.facts import Fact

FORMAT = "trinhky-history"
VERSION = 1
Line = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What of the history its reader may be told: every act with the record, or only the way of the paper; what the
    body's members said; the texts that were handed in; what the clearing house said when it handed the paper on."""

    whole: bool
    opinions: bool
    texts: bool
    handed_on: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """Which document it is: its kind, number and what it is about, whose it is (`heading` and `superior` as its paper
    prints them), where it stands; `file` is the digest of the issued PDF."""

    id: int
    kind: str
    symbol: str | None
    abstract: str
    organisation: str
    heading: str
    superior: str | None
    state: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one part of the text was sent back."""

    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it was recorded; moments are ISO 8601 in UTC. `details` tells in words what it carried with it,
    `text` is the digest of the text that it was done on, `ordinal` is not told to readers of a part."""

    ordinal: int | None
    at: str
    actor: str
    role: str | None
    organisation: str | None
    in_place_of: str | None
    fact: Fact
    act: str
    is_saving: bool
    from_state: str | None
    to_state: str | None
    details: str
    reasons: tuple[Reason, ...]
    revision: int | None
    text: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One member's slip of a round."""

    member: str
    wrote: bool
    stance: str | None
    revision: int | None
    given_at: str | None
    fell_at: str | None
    fell_because: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a member said of a place of the text, and what the office replied."""

    member: str
    place: str
    text: str
    given_at: str
    reply: str | None
    answer: str
    answered_by: str | None
    answered_at: str | None


@dataclass(frozen=True, slots=True)
class Round:
    """One round of opinions with its slips."""

    opened_at: str
    closes_on: str
    closed_at: str | None
    end: str | None
    note: str
    reason: str
    members: int
    slips: tuple[Slip, ...]
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the body decided, by slips or at a meeting, on which very text."""

    way: str
    day: str
    members: int
    present: int
    agreed: int
    opposed: int
    conclusion: str
    revision: int
    text: str
    recorded_by: str
    decided_at: str
    fell_at: str | None
    fell_because: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text that was handed in."""

    revision: int
    at: str
    by: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature on the paper as it is now."""

    kind: str
    signer: str
    position: str | None
    at: str
    way: str
    digest: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One addressee with its receipt; `anchor` is the sender's newest anchor, which went up with the paper."""

    to: str
    by_way_of: bool
    sent_at: str
    received_at: str | None
    received_by: str | None
    opinion: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class AnchorHolding:
    """An anchor that holds the history fast up to one of its acts."""

    name: str
    at: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Chain:
    """How long the record is and where it ends."""

    length: int
    head: str


@dataclass(frozen=True, slots=True)
class History:
    """Everything that this reader may be told of a document, in order; `record` and `chain` only of the whole."""

    reading: Reading
    document: Subject
    acts: tuple[Act, ...]
    rounds: tuple[Round, ...]
    decisions: tuple[Decision, ...]
    texts: tuple[Text, ...]
    signatures: tuple[Signature, ...]
    deliveries: tuple[Delivery, ...]
    chain: Chain | None
    anchors: tuple[AnchorHolding, ...]
    record: tuple[Line, ...]


def sealed(history: History, made_at: str, made_by: str) -> str:
    """The file as JSON: who made it when, the history, and the seal over all of it."""
    shape = {"format": FORMAT, "version": VERSION, "made": {"at": made_at, "by": made_by}, **asdict(history)}
    return json.dumps(shape | {"seal": seal_of(shape)}, ensure_ascii=False, indent=1)


def seal_of(shape: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over everything but the seal: a slip of the hand is found, whoever forges seals anew."""
    bare = {name: value for name, value in shape.items() if name != "seal"}
    return sha256(canonical(bare).encode()).hexdigest()
