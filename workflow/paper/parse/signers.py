"""Who signs a paper: authority, post and name, of one person or of two beside each other (box 7; minutes and papers
that two bodies issue together), however their columns were laid out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.domain.paper import SignatureBlock

_AUTHORITY = re.compile(r"(?:T/M|TM\.?|T/L|TL\.?|K/T|KT\.?|TUQ\.?|Q\.)\s*\S")
_SMALL_AUTHORITY = re.compile(r"(?:T/M|T/L|K/T) [^\W\d_a-zđ][^\d,;:.]{2,40}")
_SMALL_POSITION = re.compile(r"(?:Phó |Q\. ?)?(?:Bí thư|Chủ nhiệm|Chánh Văn phòng|Trưởng ban)(?: [^\d,;:.]{2,30})?")
_COLLECTIVE = re.compile(r"T/?M\b")
_POSITION = re.compile(
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:BÍ THƯ|CHỦ NHIỆM|CHÁNH VĂN PHÒNG|TRƯỞNG (?:BAN|ĐOÀN|PHÒNG)|CHỦ TỊCH|GIÁM ĐỐC|"
    r"HIỆU TRƯỞNG|CHI [UỦ][ỶY] VIÊN|[UỦ][ỶY] VIÊN)\b"
)
# The two columns of a minutes: who wrote it at left, who led the meeting at right (domain practice §1.8).
_WRITER = re.compile(
    r"(?:NGƯỜI GHI(?: BIÊN BẢN)?|THƯ KÝ(?: [^,;:.]{1,30})?|ĐOÀN THƯ KÝ|NGƯỜI LẬP(?: [^,;:.]{1,30})?)", re.I
)
_CHAIR = re.compile(r"(?:CHỦ (?:TRÌ|TOẠ|TỌA)(?: [^,;:.]{1,40})?|ĐOÀN CHỦ TỊCH|NGƯỜI CHỦ TRÌ(?: [^,;:.]{1,30})?)", re.I)
_TITLES_OF_PERSONS = re.compile(
    r"(?:Đ/c|[Đđ]ồng chí|(?:PGS|GS|TS|ThS|BS|KS|CN)\.?|(?:Đại|Thượng|Trung|Thiếu) (?:tá|úy|uý|tướng))\s+"
)
_NAME_WORDS = 6
_LONGEST_POST = 60


def is_authority(words: str) -> bool:
    """ "T/M BAN THƯỜNG VỤ", also typed "T/M Ban Thường vụ"."""
    return bool(_AUTHORITY.match(words) if words.isupper() else _SMALL_AUTHORITY.fullmatch(words))


def is_post(words: str) -> bool:
    """ "PHÓ BÍ THƯ", "THƯ KÝ", "CHỦ TRÌ HỘI NGHỊ"."""
    return len(words) < _LONGEST_POST and bool(_POSITION.match(words) or has_part(words))


def is_name(words: str) -> bool:
    """Whether the words can be a person's name, with or without a title before it."""
    bare = _TITLES_OF_PERSONS.sub("", words).split()
    return 1 < len(bare) <= _NAME_WORDS and all(part[0].isupper() and part.isalpha() for part in bare)


def has_part(words: str) -> bool:
    """Whether the words say what one did at a meeting: write the minutes, lead it; also typed "Thư ký"."""
    return words[:1].isupper() and bool(_WRITER.fullmatch(words) or _CHAIR.fullmatch(words))


@dataclass(slots=True)
class _Signer:
    """One of them, as far as known; `column` where the rows tell."""

    column: int | None
    authority: str | None = None
    position: str | None = None
    name: str | None = None

    @property
    def leads(self) -> bool:
        """Whether the paper is this one's: the chair of a meeting, who signs for a committee."""
        return bool(_CHAIR.fullmatch(self.position or "") or _COLLECTIVE.match(self.authority or ""))

    def block(self) -> SignatureBlock:
        return SignatureBlock(self.authority, self.position, self.name)

    def lines(self) -> Iterator[str]:
        yield from (line for line in (self.authority, self.position, self.name) if line)


class Signers:
    """Takes the lines of a foot that belong to signatures, in the order of its columns or of its rows."""

    def __init__(self) -> None:
        self._all: list[_Signer] = []

    def __bool__(self) -> bool:
        return bool(self._all)

    def take(self, words: str, column: int | None) -> bool:
        """Whether the words are of a signature; they are put where they belong."""
        if is_authority(words) and self._take_authority(words, column):
            return True
        if has_part(words):
            self._all.append(_Signer(column, position=words))
            return True
        is_post_line = words.isupper() or bool(self._all and _SMALL_POSITION.fullmatch(words))
        return (is_post_line and self._take_position(words, column)) or self._take_name(words, column)

    def _take_authority(self, words: str, column: int | None) -> bool:
        """One more line of authority stands under the first: "T/L BAN THƯỜNG VỤ", "K/T CHÁNH VĂN PHÒNG"."""
        last = next(reversed(self._in(column)), None)
        if last and not (last.position or last.name):
            last.authority = f"{last.authority}\n{words}"
        elif last is None or last.name or has_part(last.position or ""):
            self._all.append(_Signer(column, authority=words))
        else:
            return False
        return True

    def _take_position(self, words: str, column: int | None) -> bool:
        near = self._in(column)
        waiting = next((one for one in reversed(near) if not (one.position or one.name)), None)
        chair = next((one for one in near if not one.name and _CHAIR.fullmatch(one.position or "")), None)
        known = bool(_POSITION.match(words))
        if waiting:
            waiting.position = words
        elif chair and known:
            chair.position = f"{chair.position}\n{words}"
        elif known and all(_WRITER.fullmatch(one.position or "") for one in near):
            self._all.append(_Signer(column, position=words))
        else:
            return False
        return True

    def _take_name(self, words: str, column: int | None) -> bool:
        nameless = next((one for one in self._in(column) if not one.name), None)
        if nameless is None or not is_name(words):
            return False
        if words.isupper() and not (nameless.position or nameless.authority):
            return False
        nameless.name = words
        return True

    def _in(self, column: int | None) -> list[_Signer]:
        """Those that a cell of this column can be of; all of them when a column is not known."""
        return [one for one in self._all if None in (column, one.column) or one.column == column]

    def settled(self) -> tuple[SignatureBlock, SignatureBlock | None, list[str]]:
        """The signature, a second one beside it, and the lines of further ones."""
        main = next((one for one in self._all if one.leads), self._all[-1] if self._all else None)
        others = [one for one in self._all if one is not main]
        second = others[0].block() if others else None
        further = [line for one in others[1:] for line in one.lines()]
        return main.block() if main else SignatureBlock(), second, further
