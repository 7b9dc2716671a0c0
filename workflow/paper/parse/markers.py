"""The marks that begin a block ("I-", "1.1.", "a)", "- ", "Chương II", "Điều 5.") and what they say about it."""

import re

from workflow.domain.blocks import Block, BlockType, plain
from workflow.paper.inline import calls

_ROMAN = r"[IVXL]+"
_ORDINAL = r"(?:nhất|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)"
_DIVISION = re.compile(
    rf"(?P<marker>(?:phần|chương|mục)\s+(?:thứ\s+{_ORDINAL}|(?-i:{_ROMAN})|\d{{1,2}})(?P<end>\s?[.:])?)"
    r"(?P<dash>\s?[-–](?=\s))?(?P<space>\s*)(?P<text>.*)",
    re.DOTALL | re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?P<marker>(?:Điều|ĐIỀU)\s+\d{1,3}(?:[a-zđ]?[.:]|(?=\n|\Z)))\s*(?P<text>.*)", re.DOTALL)
_MARKED = re.compile(
    r"(?P<marker>"
    rf"{_ROMAN}\s?[-–./)](?=\s|[A-ZĐ])(?![A-Z]\.)"
    r"|\d{1,2}(?:\.\d{1,2})*\.(?=\s|[^\W\d])|\d{1,2}(?:\.\d{1,2})+\)?(?=\s)|\d{1,2}[-/)](?=\s+[^\W\d])"
    r"|\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)(?=\s)"
    r"|[a-zđ]\d?\)|[ivx]{2,4}\)(?=\s)|[a-zđ]\.(?=\s)"
    r"|[-–—•●▪◦·○■➢✓](?=\s|[^\W\d])|\+|\*(?=\s)"
    r")\s*(?P<text>[^\s-].*)"
)
_LETTERED = re.compile(r"(?P<marker>[A-HĐ]\s?[-./)])\s+(?P<text>.+)")
_OPENING_STARS = re.compile(r"(?P<stars>\*{1,3})(?=[^\s*])")
_WHOLE = re.compile(r"(?P<stars>\*{1,3})(?P<text>\s*(?=[^\s*-])(?=[^*]*\w)[^*]+)(?P=stars)")  # what may follow a marker
_ENDS_A_SENTENCE = (".", ";", ":", ",", "!", "?", "…", "/")
_LONGEST_HEADING = 250
_FURTHER_BULLETS = "+"
_BULLETS = frozenset("-–—•●▪◦·○■➢✓+*")
_CAPITALS = ("phần", "chương")


def split(line: str) -> tuple[str, str]:
    """Marker and text of a line; the marker is "" when there is none. Emphasis that begins before the marker goes on
    with the text: "**1. Kết quả:** đã họp" is "1." and "**Kết quả:** đã họp"."""
    stars, bare = "", line
    if opening := _OPENING_STARS.match(line):
        stars, bare = opening["stars"], line[opening.end() :]
    found = _found(bare) or (_found(bare.replace(stars, "", 1)) if stars else None)
    if found is None:
        return "", line
    if stars and stars not in bare[: found.end("marker") + len(stars) + 1]:
        return _single_spaced(found["marker"]), _starred(stars, found["text"].strip())
    if stars:  # the marker alone was emphasised
        found = _found(bare.replace(stars, "", 1)) or found
    return _single_spaced(found["marker"]), found["text"].strip()


def _starred(stars: str, text: str) -> str:
    return stars + text if text else ""


def _found(line: str) -> re.Match[str] | None:
    lettered = _LETTERED.fullmatch(line)
    if lettered and lettered["text"].isupper():
        return lettered
    division = _DIVISION.fullmatch(line)
    if division and _parts(division):
        return division
    return _ARTICLE.fullmatch(line) or _MARKED.fullmatch(line)


def _parts(division: re.Match[str]) -> bool:
    """Whether "Mục 1 …" heads a part rather than begins a sentence ("Mục 1 của Kế hoạch"): its number stands alone, or
    its name is parted from the number, on a line of its own, or in capitals."""
    name = division["text"]
    parted = division["end"] or (division["dash"] and not _found(name)) or "\n" in division["space"]
    return bool(not name or parted or name.isupper())


def _single_spaced(marker: str) -> str:
    """ "I -" → "I-"; "Chương  II" → "Chương II"."""
    if marker[:1].isalpha() and " " in marker.strip() and len(_first_word(marker)) > 2:
        return re.sub(r"\s+(?=[.:])", "", " ".join(marker.split()))
    return marker.replace(" ", "")


def _first_word(marker: str) -> str:
    return marker.partition(" ")[0]


def names_follow(line: str) -> bool:
    """Whether a line is a division's number alone ("Chương II"), whose name stands on the next line."""
    marker, text = split(line)
    return bool(marker) and not text


def finished(text: str) -> bool:
    """Whether a text ends as a sentence or a list item does."""
    return plain(text).rstrip(" ”\"')").endswith(_ENDS_A_SENTENCE)


def heading_level(marker: str) -> int:
    """Phần, Chương, I → 1; Mục, "1." → 2; Điều, "1.1." → 3; "a)" → 4; "(1)" → 5; 0 for what never heads anything."""
    if not marker or marker in _BULLETS:
        return 0
    word = _first_word(marker).lower()
    if len(word) > 2 and word.isalpha():
        return {"mục": 2, "điều": 3}.get(word, 1)
    if marker[0] == "(":
        return 5
    if marker[0].isdigit():
        return 2 + marker.strip(".)").count(".")
    return 4 if marker[0].islower() else 1


def is_heading(marker: str, text: str) -> bool:
    """A numbered line without a sentence in it is a heading; chapters in capitals are headings however they end."""
    level, words = heading_level(marker), plain(text)
    if not level:
        return False
    if not words or (level == 1 and (words.isupper() or marker.lower().startswith(_CAPITALS))):
        return True
    return len(words) <= _LONGEST_HEADING and not finished(words) and ". " not in words


def block(identity: str, line: str) -> Block:
    """One block of one gathered line. Headings lose the emphasis around them: it is theirs anyway."""
    marker, text = split(line)
    if is_heading(marker, text):
        whole = _WHOLE.fullmatch(text)
        text = whole["text"].strip() if whole else text
        return Block(identity, BlockType.HEADING, heading_level(marker), marker, text, calls(text))
    if marker in _BULLETS:
        level = 2 if marker in _FURTHER_BULLETS else 1
        return Block(identity, BlockType.ITEM, level, marker, text, calls(text))
    return Block(identity, BlockType.PARAGRAPH, 0, marker, text, calls(text))
