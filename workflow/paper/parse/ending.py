"""The foot of a paper: Nơi nhận and the signature (boxes 7 and 9b), wherever the two columns left them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.domain.blocks import plain
from workflow.domain.paper import SignatureBlock

_RECIPIENTS = re.compile(r"Nơi nhận\s*:?")
_AUTHORITY = re.compile(r"(?:T/M|TM\.?|T/L|TL\.?|K/T|KT\.?|TUQ\.?|Q\.)\s+\S")
_POSITION = re.compile(r"(?:PHÓ |QUYỀN )?(?:BÍ THƯ|CHỦ NHIỆM|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|CHỦ TỊCH|GIÁM ĐỐC)\b")
_ADDRESSEE = re.compile(r"[-–+]\s*(?P<name>\S.*)")
_NAME_WORDS = 6
_LONGEST_ADDRESSEE = 200


@dataclass(slots=True)
class Ending:
    """Addressees without their punctuation, the mark that parts them, the signature, and what fits neither."""

    recipients: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()  # the same with their punctuation
    separator: str | None = None
    signature: SignatureBlock = field(default_factory=SignatureBlock)
    unplaced: list[str] = field(default_factory=list)


def take_ending(lines: Sequence[str]) -> tuple[list[str], Ending]:
    """The lines of the text, and the ending that stood under them."""
    starts = [i for i, line in enumerate(lines) if _begins_ending(line)]
    if not starts:
        return list(lines), Ending()
    start = _first_of_last_run(lines, starts)
    foot = [_cell for line in lines[start:] for _cell in (cell.strip() for cell in line.split("\t")) if _cell]
    reader = _Reader()
    for cell in foot:
        reader.take(cell)
    return list(lines[:start]), reader.ending()


def _begins_ending(line: str) -> bool:
    words = plain(line).strip()
    return bool(_RECIPIENTS.match(words)) or (bool(_AUTHORITY.match(words)) and words.isupper())


def _first_of_last_run(lines: Sequence[str], starts: list[int]) -> int:
    """Nơi nhận and the signature stand together: the earlier of the last two, unless text lies between them."""
    if len(starts) == 1 or any(_is_text(line) for line in lines[starts[-2] : starts[-1]]):
        return starts[-1]
    return starts[-2]


def _is_text(line: str) -> bool:
    words = plain(line).strip()
    in_place = _begins_ending(words) or _ADDRESSEE.fullmatch(words) or words.isupper() or _is_name(words)
    return bool(words) and not in_place


def _is_name(words: str) -> bool:
    parts = words.split()
    return 1 < len(parts) <= _NAME_WORDS and all(part[0].isupper() and part.isalpha() for part in parts)


class _Reader:
    """Sorts the cells of the foot, one after another."""

    def __init__(self) -> None:
        self.addressees: list[str] = []
        self.signature: dict[str, str] = {}
        self.unplaced: list[str] = []
        self.listing = False

    def take(self, cell: str) -> None:
        words = plain(cell).strip()
        addressee = _ADDRESSEE.fullmatch(words)
        if heading := _RECIPIENTS.match(words):
            self.listing = True
            if rest := words[heading.end() :].strip():
                self.addressees.append(rest)
        elif self.listing and addressee and len(words) <= _LONGEST_ADDRESSEE:
            self.addressees.append(addressee["name"])
        elif not self._take_signature(words):
            self._take_rest(cell)

    def _take_signature(self, words: str) -> bool:
        if words.isupper() and "authority" not in self.signature and _AUTHORITY.match(words):
            self.signature["authority"] = words
        elif words.isupper() and "position" not in self.signature and self._may_be_position(words):
            self.signature["position"] = words
        elif self.signature and "name" not in self.signature and _is_name(words) and not words.isupper():
            self.signature["name"] = words
        else:
            return False
        return True

    def _may_be_position(self, words: str) -> bool:
        return "authority" in self.signature or bool(_POSITION.match(words))

    def _take_rest(self, cell: str) -> None:
        open_line = self.addressees and not self.signature and not self.addressees[-1].endswith(".")
        if open_line and len(cell) <= _LONGEST_ADDRESSEE:
            self.addressees[-1] += f" {plain(cell)}"
        else:
            self.unplaced.append(cell)

    def ending(self) -> Ending:
        ends = [addressee[-1] for addressee in self.addressees[:-1] if addressee[-1] in ",;"]
        return Ending(
            recipients=tuple(addressee.rstrip(" ,;.") for addressee in self.addressees),
            typed=tuple(self.addressees),
            separator=max(ends, key=ends.count) if ends else None,
            signature=SignatureBlock(**self.signature),
            unplaced=self.unplaced,
        )
