"""The two styles of setting a tone mark: hòa, thủy (old) and hoà, thuỷ (new). Compare texts folded to the new one."""

import re
import unicodedata

LETTER = "A-Za-zÀ-ỹĐđ"
_GRAVES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_VOWELS = (("o", "a"), ("o", "e"), ("u", "y"))


def _pairs() -> dict[str, str]:
    """Old spelling → new spelling of each open syllable's end, in small letters."""
    pairs = {}
    for first, second in _VOWELS:
        for tone in _GRAVES:
            old, new = f"{first}{tone}{second}", f"{first}{second}{tone}"
            pairs[unicodedata.normalize("NFC", old)] = unicodedata.normalize("NFC", new)
    return pairs


_TO_NEW = _pairs()
_NO_LETTER = rf"(?![{LETTER}])"
# The vowel stands before what is looked for behind it: a search begins quickest with the letters it wants.
_OLD_O, _OLD_U = "òóỏõọÒÓỎÕỌ", "ùúủũụÙÚỦŨỤ"
OLD = re.compile(rf"[{_OLD_O}{_OLD_U}](?:(?<=[{_OLD_O}])[aeAE]|(?<=[{_OLD_U}])(?<![qQ].)[yY]){_NO_LETTER}")
NEW = re.compile(r"[oOuU](?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])(?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ])" + _NO_LETTER)
_WORD_AROUND = re.compile(rf"[{LETTER}]*\Z")


def to_new(text: str) -> str:
    """The text with every tone mark in the new style (hoà, uỷ); nothing else changes."""
    return OLD.sub(lambda found: _like(found[0], _TO_NEW[found[0].lower()]), text)


def _like(model: str, text: str) -> str:
    return "".join(new.upper() if old.isupper() else new for old, new in zip(model, text, strict=True))


def fold(text: str) -> str:
    """For comparing words: small letters, new style, composed characters."""
    return to_new(unicodedata.normalize("NFC", text).lower())


def word_at(text: str, found: re.Match[str]) -> str:
    """The whole word that ends with a match of `OLD` or `NEW`."""
    before = _WORD_AROUND.search(text[: found.start()])
    return f"{before[0] if before else ''}{found[0]}"
