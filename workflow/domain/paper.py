"""A whole paper as plain data: what a text is parsed into and what the official sheet is rendered from."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workflow.domain.blocks import Block, Footnote
from workflow.domain.deadlines import Deadline


class ProfileName(StrEnum):
    """Which guide on format binds a paper: Hướng dẫn 36-HD/VPTW (to 26/5/2026) or 05-HD/VPTW (from 27/5/2026)."""

    HD36 = "HD36"
    HD05 = "HD05"


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The printed signature: "T/M ĐẢNG UỶ" / "BÍ THƯ" / "Nguyễn Văn A"; any of them may still be unknown."""

    authority: str | None = None
    position: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """A task found in a plan's text: the block that holds it, its words, who is to do it, by when."""

    block: str
    text: str
    bodies: tuple[str, ...]
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: symbol, date and title as far as the text gives them."""

    symbol: str
    date: dt.date | None = None
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
    as the blanks that an office leaves for the number and the day."""

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

    def to_json(self) -> dict[str, Any]:
        """The structure of `trinhky convert --json` (design §7)."""
        return {
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
            "signature": {
                "authority": self.signature.authority,
                "position": self.signature.position,
                "name": self.signature.name,
            },
            "tasks": [_task(task) for task in self.tasks],
            "citations": [
                {"symbol": cited.symbol, "date": _iso(cited.date), "title": cited.title} for cited in self.citations
            ],
            "warnings": [
                {"code": warning.code, "place": warning.place, "message": warning.message} for warning in self.warnings
            ],
        }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _task(task: ProposedTask) -> dict[str, Any]:
    return {
        "block": task.block,
        "text": task.text,
        "bodies": list(task.bodies),
        "deadline": task.deadline.to_json() if task.deadline else None,
    }
