"""What a text says, apart from how it is set: its words, figures, days and the marks that carry meaning, in order.

Two texts of the same substance differ in form alone: blanks, emphasis, the shape of quotation marks and dashes, the
place of a tone mark (hòa, hoà), the capital that opens a sentence, the stop that ends a block, a day written 6/2/2024
or 06/02/2024, the nought before the number of a document. Everything else is substance, a comma inside a sentence and a
capital inside it too: what might carry meaning counts as if it did."""

import re
import unicodedata
from collections.abc import Iterable

from workflow.domain.blocks import clean, plain

Substance = tuple[str, ...]

_SHAPES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_DAY = r"(?<![\w.,/-])\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)\d{4}(?!\w)"
_TOKEN = re.compile(rf"(?P<day>{_DAY})|\d+(?:[.,]\d+)+|\w+|\.\.\.|[^\w\s]")
_NUMBER_COLON = re.compile(r"(?<=\bsố)\s*:\s*(?=\d)", re.IGNORECASE)
_OPENING = frozenset({".", "?", "!", ":"})
_CLOSING = frozenset({".", ";", ",", ":", "/", "..."})
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng


def substance(text: str, *, in_capitals: bool = False) -> Substance:
    """What the text says; `in_capitals`: of a heading, whose capitals are its setting."""
    shaped = plain(clean(text)).translate(_SHAPES).replace("…", "...")
    tokens = [_token(found) for found in _TOKEN.finditer(_NUMBER_COLON.sub(" ", shaped))]
    while tokens and tokens[-1] in _CLOSING:
        tokens.pop()
    return tuple(_words(_unpadded(tokens), in_capitals=in_capitals))


def _token(found: re.Match[str]) -> str:
    """A day in one way of writing, everything else as it stands."""
    if not found["day"]:
        return found[0]
    day, month, year = re.split(r"[./-]", found[0])
    return f"{int(day)}/{int(month)}/{year}"


def _unpadded(tokens: list[str]) -> list[str]:
    """06-KH/ĐU is 6-KH/ĐU."""
    return [
        token.lstrip("0") or token if _begins_symbol(tokens[place : place + 4]) else token
        for place, token in enumerate(tokens)
    ]


def _begins_symbol(tokens: list[str]) -> bool:
    match tokens:
        case [number, "-", kind, "/"]:
            return number.isdecimal() and kind.isalpha() and kind[:1].isupper()
    return False


def _words(tokens: Iterable[str], *, in_capitals: bool) -> Iterable[str]:
    opens = True
    for token in tokens:
        word = token.casefold() if in_capitals else token[:1].lower() + token[1:] if opens else token
        yield _toned(word)
        opens = token in _OPENING


def _toned(word: str) -> str:
    """The letters without their tone marks, then the marks: wherever in the syllable they stood."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    marks = "".join(sign for sign in letters if sign in _TONES)
    bare = "".join(sign for sign in letters if sign not in _TONES)
    return unicodedata.normalize("NFC", bare) + marks
