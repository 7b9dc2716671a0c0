"""The typed blocks a paper's text is made of, and the small helpers everybody needs for such text."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workflow.domain.table_text import as_text

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPT_OF = str.maketrans("0123456789", SUPERSCRIPTS)
_DIGIT_OF = str.maketrans(SUPERSCRIPTS, "0123456789")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EMPHASIS = re.compile(r"\*{1,2}")


class BlockType(StrEnum):
    """What a block is; the paper, the screen and the provenance treat each kind in one way."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text. `text` is NFC and holds only **bold**, *italic* and footnote calls written as superscript
    digits (vững mạnh¹); `marker` is printed before it as typed ("I-", "1.1.", "a)", "-"); `level` counts from 1
    for headings and items and is 0 for a paragraph; `footnotes` names the notes called; `rows` is for tables."""

    id: str
    type: BlockType
    level: int
    marker: str
    text: str
    footnotes: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The shape kept in the database and printed by `trinhky convert --json`."""
        shape: dict[str, Any] = {
            "id": self.id,
            "type": self.type.value,
            "level": self.level,
            "marker": self.marker,
            "text": self.text,
            "footnotes": list(self.footnotes),
        }
        if self.rows:
            shape["rows"] = [list(row) for row in self.rows]
        return shape

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Block":
        """The inverse of `to_json`."""
        return cls(
            id=shape["id"],
            type=BlockType(shape["type"]),
            level=shape["level"],
            marker=shape["marker"],
            text=shape["text"],
            footnotes=tuple(shape.get("footnotes", ())),
            rows=tuple(tuple(row) for row in shape.get("rows", ())),
        )

    @property
    def printed(self) -> str:
        """Marker and text as one line, still with its emphasis marks."""
        return f"{self.marker} {self.text}".strip()

    @property
    def said(self) -> str:
        """The same, of a table its rows as lines."""
        return as_text(self.rows) if self.rows else self.printed


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page; `marker` is its number as plain digits."""

    marker: str
    text: str


def clean(text: str) -> str:
    """NFC, ordinary spaces and line ends, nothing invisible: what every text must be before it is kept or printed."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", text.replace("\u00a0", " ").replace("\u2028", "\n"))


def plain(text: str) -> str:
    """The words without the emphasis marks."""
    return _EMPHASIS.sub("", text)


def superscript(marker: str) -> str:
    """ "12" → "¹²"."""
    return marker.translate(_SUPERSCRIPT_OF)


def unsuperscript(call: str) -> str:
    """ "¹²" → "12"."""
    return call.translate(_DIGIT_OF)


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, as lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def words(blocks: Iterable[Block]) -> int:
    """How many words a reader counts in the blocks."""
    return sum(len(plain(text).split()) for block in blocks for text in (block.text, *sum(block.rows, ())))
