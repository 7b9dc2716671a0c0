"""The words of a page as rows from top to bottom, each row as the pieces that stand apart in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workflow.domain.blocks import superscript
from workflow.paper.parse.pages.words import Word

_COLUMN_GAP = 18.0  # points, and at least so much of the letters' height
_COLUMN_SHARE = 1.3
_BLANK = 120.0
_BEFORE_A_BLANK = {"số", "ngày", "tháng", "năm", ""}
_MARK = re.compile(r"[-–+•●▪]|(?:[IVXL]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)\-]|\(\w{1,2}\)")
_RAISED_SIZE, _RAISED_FOOT = 0.82, 0.12  # of the row's letters: a call set small and high


@dataclass(slots=True)
class Piece:
    """Words of one row that stand near one another."""

    words: list[Word]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def bottom(self) -> float:
        """The foot of its tallest word."""
        return self.tallest.bottom

    @property
    def tallest(self) -> Word:
        """The word of the largest letters."""
        return max(self.words, key=lambda word: word.height)

    @property
    def height(self) -> float:
        """The size of its letters."""
        return self.tallest.height

    @property
    def text(self) -> str:
        """The words with their emphasis."""
        return marked(self.words)

    @property
    def plain(self) -> str:
        """The words alone."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Row:
    """One row of a page: its pieces from left to right."""

    pieces: list[Piece]
    page: int

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.pieces[-1].right

    @property
    def bottom(self) -> float:
        """Its foot."""
        return max(self.pieces, key=lambda piece: piece.height).bottom

    @property
    def height(self) -> float:
        """The size of its largest letters."""
        return max(piece.height for piece in self.pieces)

    @property
    def text(self) -> str:
        """The pieces parted by tabs."""
        return "\t".join(piece.text for piece in self.pieces)

    @property
    def plain(self) -> str:
        """The words alone."""
        return " ".join(piece.plain for piece in self.pieces)


def rows_of(words: Iterable[Word], page: int) -> list[Row]:
    """The rows of the words, calls raised."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.middle):
        at = next((row for row in rows[-3:] if _level(row, word)), None)
        if at is None:
            rows.append([word])
        else:
            at.append(word)
    found = [_row(sorted(row, key=lambda word: word.left), page) for row in rows]
    return sorted(found, key=lambda row: -row.bottom)


def _level(row: Sequence[Word], word: Word) -> bool:
    largest = max(row, key=lambda one: one.height)
    if word.height > largest.height:
        return word.bottom < largest.middle < word.top and abs(word.base - largest.base) < word.height * 0.55
    return largest.bottom < word.middle < largest.top and word.base - largest.base > -largest.height * 0.3


def _row(words: list[Word], page: int) -> Row:
    pieces: list[Piece] = []
    for word in _raised(words):
        last = pieces[-1] if pieces else None
        if last and word.left - last.right < _gap(last.words[-1], word):
            last.words.append(word)
        else:
            pieces.append(Piece([word]))
    return Row(pieces, page)


def _gap(before: Word, word: Word) -> float:
    """From where on a gap parts columns; the blanks for a number and a day are wide, and
    so may be the tab behind a list's mark."""
    if before.text.lower().strip(":,") in _BEFORE_A_BLANK or _MARK.fullmatch(before.text):
        return _BLANK
    return max(_COLUMN_GAP, _COLUMN_SHARE * word.height)


def _raised(words: list[Word]) -> list[Word]:
    """Small digits set high become raised numbers, and one word with what they stand behind."""
    largest = max(words, key=lambda word: word.height)
    told = list[Word]()
    for word in map(replace, words):
        small = word.height < largest.height * _RAISED_SIZE
        if small and word.text.isdecimal() and word.base - largest.base > largest.height * _RAISED_FOOT:
            word.text = superscript(word.text)
        raised = word.text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹" or (told and told[-1].text[-1:] in "⁰¹²³⁴⁵⁶⁷⁸⁹")
        if told and raised and word.left - told[-1].right < largest.height * 0.18:
            told[-1].text += word.text
            told[-1].right = word.right
        else:
            told.append(word)
    return told


def marked(words: Sequence[Word]) -> str:
    """The words with **bold** and *italic* around runs of them."""
    text, run = "", list[Word]()
    for before, word in zip([None, *words], words, strict=False):
        if before and _style(before) != _style(word):
            text += _with_marks(run) + ("" if _touches(before, word) else " ")
            run = []
        run.append(word)
    return text + _with_marks(run)


def _touches(before: Word, word: Word) -> bool:
    """Whether no blank parts two words: a full stop behind words in italics."""
    return not word.apart and -before.height * 0.3 < word.left - before.right < before.height * 0.12


def _style(word: Word) -> str:
    return "**" if word.bold else "*" if word.italic else ""


def _with_marks(run: Sequence[Word]) -> str:
    if not run:
        return ""
    text, mark = run[0].text, _style(run[0])
    for before, word in pairwise(run):
        text += word.text if _touches(before, word) else f" {word.text}"
    if "*" in text or not any(map(str.isalnum, text)):
        return text
    return f"{mark}{text}{mark}"
