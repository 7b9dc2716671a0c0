"""Vietnamese syllables: whether letters make one, and how letters that lost their spaces part into several."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SHARP_OR_HEAVY = {"\u0301", "\u0323"}
_ONSET = re.compile(
    r"(?:ngh(?=[eêi])|ng(?![eêi])|gh(?=[eêi])|gi(?=[^\W\d])|qu|nh|kh|ph|th|tr|ch|k(?=[eêiy])|c(?![eêiy])|[bdđghlmnprstvx])?"
)
_RHYMES = frozenset(
    re.findall(
        r"\w+",
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê
        êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang
        oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp
        ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy
        uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt
        yêu
        """,
    )
)
_LONGEST = 7  # nghiêng
_LONGEST_GLUED = 28  # four syllables
_LONGEST_RUN = 400  # letters; no line of a page holds more
_KNOWN, _UNKNOWN = 2, 5  # what a syllable costs that the document also writes alone, and one it does not


@lru_cache(maxsize=20_000)  # a document repeats its words
def is_syllable(letters: str) -> bool:
    """Whether the letters are one well-formed syllable, with its tone wherever it was put."""
    bare, tones = _toned(letters.lower())
    if len(tones) > 1:
        return False
    onset = _ONSET.match(bare)
    rhyme = bare[onset.end() :] if onset else bare
    if rhyme not in _RHYMES and bare.startswith("gi"):
        rhyme = bare[1:]  # gì, gìn
    if rhyme not in _RHYMES:
        return False
    return bool(_SHARP_OR_HEAVY.issuperset(tones) and tones) or not re.search(r"(?:[ptc]|ch)\Z", rhyme)


def _toned(letters: str) -> tuple[str, list[str]]:
    """The letters without their tones, and the tones."""
    signs = unicodedata.normalize("NFD", letters)
    bare = "".join(sign for sign in signs if sign not in _TONES)
    return unicodedata.normalize("NFC", bare), [sign for sign in signs if sign in _TONES]


@lru_cache(maxsize=20_000)
def after_toned_vowels(word: str) -> str | None:
    """ "vềviệc" → "về việc", "vụTỉnh" → "vụ Tỉnh": a space was lost after a vowel with its tone, as extractions do.
    None unless the word is no syllable and parts in exactly one way."""
    if len(word) > _LONGEST_GLUED or is_syllable(word):
        return None
    ways = list(_parted(word))
    return " ".join(ways[0]) if len(ways) == 1 else None


def _parted(word: str) -> Iterator[list[str]]:
    cuts = [at for at in range(1, len(word)) if _toned(word[at - 1])[1] and word[at].isalpha()]
    for at in cuts:
        if not is_syllable(word[:at]):
            continue
        if is_syllable(word[at:]):
            yield [word[:at], word[at:]]
        else:
            yield from ([word[:at], *rest] for rest in _parted(word[at:]))


def parted(letters: str, known: Collection[str]) -> list[str] | None:
    """Letters without any space as the fewest likely syllables, those that `known` has (in small letters) before
    others; None when they are no row of syllables. Time grows with the length of the letters alone."""
    if len(letters) > _LONGEST_RUN:
        return None
    best: list[tuple[int, int] | None] = [(0, 0), *[None] * len(letters)]  # cost so far, where the last one begins
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, piece = best[start], letters[start:end]
            if before is None or not _fits(piece):
                continue
            cost = before[0] + (_KNOWN if piece.lower() in known else _UNKNOWN)
            present = best[end]
            if present is None or cost < present[0]:
                best[end] = (cost, start)
    return _traced(letters, best)


def _fits(piece: str) -> bool:
    """A syllable whose capitals are at its head, or all of it."""
    return (piece[1:].islower() or piece.isupper() or len(piece) == 1) and is_syllable(piece)


def _traced(letters: str, best: list[tuple[int, int] | None]) -> list[str] | None:
    pieces, end = list[str](), len(letters)
    while end:
        step = best[end]
        if step is None:
            return None
        pieces.append(letters[step[1] : end])
        end = step[1]
    return pieces[::-1]
