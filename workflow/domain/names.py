"""Names as people compare them: letters, not the way a keyboard put them together."""

import unicodedata

LONGEST_IN_CERTIFICATE = 64
"""X.520 allows a common name or an organisation 64 letters; longer names are cut there in certificates."""

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, spaces, composed letters and the place of the tone mark
    ("Hoà Bình", "HÒA BÌNH")."""
    return _key(one) == _key(other)


def named_in_certificate(there: str, ours: str) -> bool:
    """Whether a certificate's name is ours, whole or cut where certificates cut."""
    is_cut = len(there) == LONGEST_IN_CERTIFICATE < len(ours)
    return same_name(there, ours[:LONGEST_IN_CERTIFICATE] if is_cut else ours)


def _key(name: str) -> tuple[tuple[str, str], ...]:
    return tuple(_syllable(word) for word in unicodedata.normalize("NFD", name).casefold().split())


def _syllable(word: str) -> tuple[str, str]:
    """The letters without the tone, and the tone: a syllable has one, whichever vowel carries it."""
    letters = unicodedata.normalize("NFC", "".join(one for one in word if one not in _TONES))
    return letters, "".join(one for one in word if one in _TONES)
