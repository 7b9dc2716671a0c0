"""The name of a paper's kind ("KẾ HOẠCH") as it stands over the abstract, also spaced out or misread by a scanner."""

import re
import unicodedata
from typing import NamedTuple

from workflow.domain import numbers
from workflow.domain.blocks import plain
from workflow.domain.states import DocumentKind

# Types of 399-QĐ/TW, Điều 5 and 7, whose symbol is another's or not confirmed: "" then, the number's line may tell it.
_FURTHER = {
    "QUY ĐỊNH": "QĐ",
    "THÔNG CÁO": "",
    "TUYÊN BỐ": "",
    "LỜI KÊU GỌI": "",
    "QUY HOẠCH": "",
    "DỰ ÁN": "",
    "CHIẾN LƯỢC": "",
    "GIẤY MỜI": "",
    "GIẤY GIỚI THIỆU": "",
    "PHIẾU CHUYỂN": "",
    "PHIẾU GỬI": "",
    "THƯ CÔNG": "",
    "ĐỀ CƯƠNG": "",
}
# a copy is told by what stands at its end, under the original's own title
_KINDS = {name: symbol for symbol, name in numbers.KINDS.items() if symbol != DocumentKind.COPY} | _FURTHER
_NEVER_PRINTED = {"CÔNG VĂN"}  # HD36 1.5: a công văn has no title


class Title(NamedTuple):
    """The kind's symbol, its name, and what follows it on the same line; `misread` when the line was not just so."""

    kind: str
    name: str
    rest: str = ""
    misread: bool = False


def title_of(line: str) -> Title | None:
    """The title that a line is or begins with; None when it is no title."""
    words = " ".join(plain(line).split()).rstrip(":")
    if words in _KINDS:
        return Title(_KINDS[words], words)
    if not words[:3].isupper() and not words[:1].isupper():
        return None
    name = _FOLDED.get(_folded(words)) if words.isupper() else None
    if name:
        return Title(_KINDS[name], name, misread=True)
    begun = _BEGUN.match(words)
    if begun and begun["name"] not in _NEVER_PRINTED:
        return Title(_KINDS[begun["name"]], begun["name"], begun["rest"].strip(" :"))
    return None


def small_title_of(line: str) -> Title | None:
    """ "Báo cáo" alone on a line: a title for lack of one in capitals."""
    words = " ".join(plain(line).split())
    name = words.upper()
    return Title(_KINDS[name], name) if name in _KINDS and words[:1].isupper() else None


def _folded(words: str) -> str:
    """Capitals without signs and spaces: "K ÉT LUẬN" → "KETLUAN"."""
    bare = unicodedata.normalize("NFD", words.replace("Đ", "D"))
    return "".join(sign for sign in bare if sign.isalpha() and not unicodedata.combining(sign))


_FOLDED = {_folded(name): name for name in _KINDS if name not in _NEVER_PRINTED}
_BEGUN = re.compile(rf"(?P<name>{'|'.join(sorted(_KINDS, key=len, reverse=True))})(?P<rest>\s*:?\s+\S.*)")
