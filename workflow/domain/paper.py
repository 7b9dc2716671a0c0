"""A whole paper as plain data: what a text is parsed into and what the official sheet is rendered from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from workflow.domain.blocks import Block, Footnote
from workflow.domain.deadlines import Deadline


class ProfileName(StrEnum):
    """Which guide on format binds a paper: Hướng dẫn 36-HD/VPTW (to 26/5/2026) or 05-HD/VPTW (from 27/5/2026)."""

    HD36 = "HD36"
    HD05 = "HD05"

    @property
    def guide(self) -> str:
        """The guide as people name it: "05-HD/VPTW"."""
        return f"{self.value[2:]}-HD/VPTW"


AS_ABOVE = "Như trên"  # the first line of Nơi nhận of a paper with addressees
HD05_FROM = dt.date(2026, 5, 27)  # 05-HD/VPTW replaces 36-HD/VPTW from its signing


def profile_for(day: dt.date | None, *, recipients_separator: str | None = None) -> ProfileName:
    """The guide in force on a paper's day. Without a day a list of addressees parted by commas tells HD36."""
    if day is not None:
        return ProfileName.HD05 if day >= HD05_FROM else ProfileName.HD36
    return ProfileName.HD36 if recipients_separator == "," else ProfileName.HD05


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The printed signature: "T/M ĐẢNG UỶ" / "BÍ THƯ" / "Nguyễn Văn A"; any of them may still be unknown."""

    authority: str | None = None
    position: str | None = None
    name: str | None = None

    @property
    def upper_line(self) -> str | None:
        """What is printed in bold: the authority, or the post of who heads an advisory body and signs directly (HD36
        1.7)."""
        return self.authority or self.position

    @property
    def lower_line(self) -> str | None:
        """The post under the authority."""
        return self.position if self.authority else None


class Urgency(StrEnum):
    """How fast a paper must travel (box 10b), printed in capitals under the number."""

    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    AT_ONCE = "HOẢ TỐC"


class CopyKind(StrEnum):
    """What a copy is, as its own head line says it (HD36 II.3)."""

    WHOLE = "SAO Y BẢN CHÍNH"
    BY_RECIPIENT = "SAO LỤC"
    PART = "TRÍCH SAO"


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex after the signature: "Phụ lục 1", its title, its own blocks; `wide` ones lie across the page."""

    marker: str
    title: str
    blocks: tuple[Block, ...]
    wide: bool = False

    def to_json(self) -> dict[str, Any]:
        """The shape kept in the database and printed by `trinhky convert --json`."""
        return {
            "marker": self.marker,
            "title": self.title,
            "wide": self.wide,
            "blocks": [block.to_json() for block in self.blocks],
        }

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Annex":
        """The inverse of `to_json`."""
        blocks = tuple(Block.from_json(block) for block in shape["blocks"])
        return cls(shape["marker"], shape["title"], blocks, shape["wide"])


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """What makes a paper a copy: the part at its end, with the copying body's own number, day and signature."""

    kind: CopyKind
    issuer: str
    superior: str | None
    symbol: str | None
    place: str | None
    date: dt.date | None
    signature: SignatureBlock
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """A task found in a plan's text: the block that holds it (of a table also the row, from 1), its words, who leads it
    and who takes part, by when; `place` is how a person finds it ("III.1, 1.1"), `heading` what it stands under,
    `deadline_words` how the plan says the deadline."""

    block: str
    text: str
    bodies: tuple[str, ...]
    deadline: Deadline | None
    cooperating: tuple[str, ...] = ()
    place: str = ""
    heading: str = ""
    row: int | None = None
    deadline_words: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: symbol, date and title as far as the text gives them."""

    symbol: str
    date: dt.date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class AsTyped:
    """How an imported paper itself wrote what is kept here in order, so that its form can be checked: the line of the
    number, of place and day, the addressees with their punctuation, whether "ĐẢNG CỘNG SẢN VIỆT NAM" stood there, the
    name of its kind where that was not in capitals."""

    number: str | None = None
    date: str | None = None
    recipients: tuple[str, ...] = ()
    motto: bool = True
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ParseWarning:
    """Something a person should look at; `place` is a block id or the name of a part of the paper."""

    code: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `kind` is the type's symbol (KH, BC); `title` its name in capitals; unknown values are None and print
    as the blanks that an office leaves for the number and the day. `addressees` stand after "Kính gửi" or "Kính trình";
    `draft` counts the drafts ("Dự thảo lần 2"); `drafter_mark` is as printed ("ToànKiên-12"); `proof` is the address
    that the paper's square code leads to, `anchor` an AnchorName that goes with the file; `left_signature` is a second
    one, of minutes; `typed` is None for papers of our own, which are printed in form anyway."""

    kind: str
    title: str
    abstract: str
    issuer: str
    superior: str | None
    symbol: str | None
    number: int | None
    place: str | None
    date: dt.date | None
    profile: ProfileName
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: SignatureBlock = SignatureBlock()
    tasks: tuple[ProposedTask, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[ParseWarning, ...] = ()
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    draft: int | None = None
    urgency: Urgency | None = None
    circulation: str | None = None
    drafter_mark: str | None = None
    contact: str | None = None
    copy: CopyBlock | None = None
    proof: str | None = None
    anchor: str | None = None
    left_signature: SignatureBlock | None = None
    typed: AsTyped | None = None

    def to_json(self) -> dict[str, Any]:
        """The structure of `trinhky convert --json` (design §7)."""
        shape: dict[str, Any] = {
            "kind": self.kind,
            "number": self.number,
            "symbol": self.symbol,
            "issuer": self.issuer,
            "superior": self.superior,
            "place": self.place,
            "date": _iso(self.date),
            "profile": self.profile.value,
            "title": self.title,
            "abstract": self.abstract,
            "blocks": [block.to_json() for block in self.blocks],
            "footnotes": [{"marker": note.marker, "text": note.text} for note in self.footnotes],
            "recipients": list(self.recipients),
            "signature": asdict(self.signature),
            "tasks": [_task(task) for task in self.tasks],
            "citations": [
                {"symbol": cited.symbol, "date": _iso(cited.date), "title": cited.title} for cited in self.citations
            ],
            "warnings": [
                {"code": warning.code, "place": warning.place, "message": warning.message} for warning in self.warnings
            ],
        }
        return shape | {name: value for name, value in self._optional().items() if value}

    def _optional(self) -> dict[str, Any]:
        """What most papers do not have; it is left out where it is empty."""
        return {
            "addressees": list(self.addressees),
            "annexes": [annex.to_json() for annex in self.annexes],
            "draft": self.draft,
            "urgency": self.urgency.value if self.urgency else None,
            "circulation": self.circulation,
            "drafter_mark": self.drafter_mark,
            "contact": self.contact,
            "copy": _copy(self.copy) if self.copy else None,
            "proof": self.proof,
            "left_signature": asdict(self.left_signature) if self.left_signature else None,
        }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _copy(block: CopyBlock) -> dict[str, Any]:
    return asdict(block) | {"kind": block.kind.value, "date": _iso(block.date), "recipients": list(block.recipients)}


def _task(task: ProposedTask) -> dict[str, Any]:
    return {
        "block": task.block,
        "text": task.text,
        "bodies": list(task.bodies),
        "cooperating": list(task.cooperating),
        "deadline": task.deadline.to_json() if task.deadline else None,
        "deadline_words": task.deadline_words,
        "place": task.place,
        "row": task.row,
    }
