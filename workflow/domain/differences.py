"""Which words two texts do not share."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+(?:[./-]\w+)*|[^\w\s]")


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and what became of it."""

    change: Change
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The texts as one sequence of pieces: SAME and GONE together are `old`, SAME and NEW together are `new`.
    Compared by lines first and by words inside changed lines: one flat list of words takes a second on long texts."""
    pieces: list[Piece] = []
    for same, before, after in _matched(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if same:
            pieces.append(Piece(Change.SAME, "".join(before)))
        else:
            pieces.extend(_by_words("".join(before), "".join(after)))
    return list(_joined(pieces))


def _by_words(old: str, new: str) -> Iterator[Piece]:
    for same, before, after in _matched(_WORDS.findall(old), _WORDS.findall(new)):
        if same:
            yield Piece(Change.SAME, "".join(before))
            continue
        yield Piece(Change.GONE, "".join(before))
        yield Piece(Change.NEW, "".join(after))


def _matched(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag == "equal", old[a:b], new[c:d]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece, empty ones dropped."""
    held: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if held and held.change is piece.change:
            held = Piece(held.change, held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
