"""The marks that begin a block ("I-", "1.1.", "a)", "- ") and what they say about it."""

import re

from workflow.domain.blocks import Block, BlockType, plain
from workflow.paper.inline import calls

_MARKED = re.compile(
    r"(?P<marker>[IVX]+\s?[-–.](?=\s|[A-ZĐ])|\d{1,2}(?:\.\d{1,2})*\.(?=\s|[^\W\d])|\d{1,2}(?:\.\d{1,2})+(?=\s)"
    r"|[a-zđ]\)|[-–•](?=\s|[^\W\d])|\+)\s*(?P<text>[^\s-].*)"
)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_ENDS_A_SENTENCE = (".", ";", ":", ",", "!", "?", "…", "/")
_LONGEST_HEADING = 250
_BULLETS = {"-": 1, "–": 1, "•": 1, "+": 2}


def split(line: str) -> tuple[str, str]:
    """Marker and text of a line; the marker is "" when there is none. A line wholly in bold is looked into."""
    bold = _BOLD.fullmatch(line)
    found = _MARKED.fullmatch(bold[1] if bold else line)
    if found is None:
        return "", line
    text = found["text"].strip()
    return found["marker"].replace(" ", ""), f"**{text}**" if bold else text


def finished(text: str) -> bool:
    """Whether a text ends as a sentence or a list item does."""
    return plain(text).rstrip(" ”\"')").endswith(_ENDS_A_SENTENCE)


def heading_level(marker: str) -> int:
    """I → 1, "1." → 2, "1.1." → 3, "a)" → 4; 0 for what never heads anything."""
    if not marker or marker in _BULLETS:
        return 0
    if marker[0].isdigit():
        return 2 + marker.strip(".").count(".")
    return 4 if marker.endswith(")") else 1


def is_heading(marker: str, text: str) -> bool:
    """A numbered line without a sentence in it is a heading; chapters in capitals are headings however they end."""
    level, words = heading_level(marker), plain(text)
    if not level:
        return False
    if level == 1 and words.isupper():
        return True
    return len(words) <= _LONGEST_HEADING and not finished(words) and ". " not in words


def block(identity: str, line: str) -> Block:
    """One block of one gathered line. Headings lose the bold around them: it is theirs anyway."""
    marker, text = split(line)
    if is_heading(marker, text):
        bold = _BOLD.fullmatch(text)
        text = bold[1].strip() if bold else text
        return Block(identity, BlockType.HEADING, heading_level(marker), marker, text, calls(text))
    if marker in _BULLETS:
        return Block(identity, BlockType.ITEM, _BULLETS[marker], marker, text, calls(text))
    return Block(identity, BlockType.PARAGRAPH, 0, marker, text, calls(text))
