"""The public code of a paper and the address it makes: what the square code on the paper leads to."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

PATH = "xac-thuc"
_CODE = re.compile(r"[0-9A-F]{16}")
_LOOK_ALIKE = str.maketrans("OIL", "011")


def proof_address(base_url: str, code: str) -> str:
    """ "https://…/xac-thuc/7A3F-09D2-11CE-8B40": in groups of four, so that it can be typed from the paper."""
    return f"{base_url.rstrip('/')}/{PATH}/{grouped(code)}"


def grouped(code: str) -> str:
    """The sixteen characters in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(text: str) -> str | None:
    """The code that somebody typed: small letters, blanks and hyphens do not matter, O is read as 0 and I and L as 1;
    None when it can be no code."""
    code = re.sub(r"[\s-]", "", text[:64]).upper().translate(_LOOK_ALIKE)
    return code if _CODE.fullmatch(code) else None


_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without anything between them; composed, so that all ways to type agree."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def holds_sentence(passages: Iterable[str], sentence: Sequence[str]) -> bool:
    """Whether one of the passages has those words one after the other, nothing between them and none other."""
    sought = f" {' '.join(sentence)} "
    return any(sought in f" {' '.join(words_of(passage))} " for passage in passages)
