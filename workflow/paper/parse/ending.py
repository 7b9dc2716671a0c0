"""The foot of a paper: Nơi nhận and the signature (boxes 7, 9b, 12, 13), wherever the two columns left them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.domain.blocks import plain
from workflow.domain.paper import SignatureBlock
from workflow.paper.parse.lines import ROW, RULE
from workflow.paper.parse.signers import Signers, has_part, is_authority, is_name, is_post

_RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\s*:?")
_ADDRESSEE = re.compile(r"[-–+•*]\s*(?P<name>[^\s-].*)")
_ASIDE = re.compile(
    r"\(?\s*(?:(?:đã )?ký|ký(?:,| và)? ?(?:ghi rõ họ tên|đóng dấu|tên)[^)]*|ký tên[^)]*)\s*\)?", re.IGNORECASE
)
_MARK = re.compile(r"[^\W\d_][^\W_]*(?:\.[^\W_]+)*-\d{1,4}")
_CONTACT = re.compile(r"(?:Địa chỉ|Trụ sở|Điện thoại|ĐT|Email|E-mail|Thư điện tử|Website)\s*:.*", re.IGNORECASE)
_LONGEST_ADDRESSEE = 200
_MOST_COLUMNS = 2  # of an ending that is laid out as a table


@dataclass(slots=True)
class Ending:
    """Addressees without and with their punctuation, the mark that parts them, the signature, the second signature of a
    minutes, and what fits nowhere; `asides` are notes such as "(đã ký)" that are no words of the paper."""

    recipients: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    separator: str | None = None
    signature: SignatureBlock = field(default_factory=SignatureBlock)
    second: SignatureBlock | None = None
    drafter_mark: str | None = None
    contact: str | None = None
    asides: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)

    def take_margins(self, texts: Sequence[str]) -> None:
        """What stood at the foot of the pages: the contact line (box 13), or nobody knows."""
        for text in texts:
            if _CONTACT.fullmatch(text) and self.contact is None:
                self.contact = text
            else:
                self.unplaced.append(text)


def take_ending(lines: Sequence[str]) -> tuple[list[str], Ending]:
    """The lines of the text, and the ending that stood under them."""
    start = ending_start(lines)
    if start is None:
        return list(lines), Ending()
    reader = _Reader()
    for line in lines[start:]:
        reader.take_line(line)
    return list(lines[:start]), reader.ending()


def ending_start(lines: Sequence[str]) -> int | None:
    """The line with which the ending begins; None when there is none."""
    starts = [i for i, line in enumerate(lines) if begins_ending(line)]
    starts = [i for i in starts if not is_signer_only(lines[i]) or _signs(lines, i)]
    return _first_of_last_run(lines, starts) if starts else None


def cells(line: str) -> list[str]:
    """The cells of a line's columns."""
    return [part for part in _columns(line) if _is_cell(part)]


def _columns(line: str) -> list[str]:
    if ROW.fullmatch(line):
        line = line.strip("|").replace("|", "\t")
    return [part.strip() for part in line.split("\t")]


def _is_cell(part: str) -> bool:
    return bool(part) and not RULE.fullmatch(part) and set(part) != {"*"}


def begins_ending(line: str) -> bool:
    """Whether a line is "Nơi nhận", an authority to sign or a signer's post."""
    return any(_begins(plain(cell).strip()) for cell in cells(line))


def _begins(words: str) -> bool:
    if re.fullmatch(r"(?:Nơi nhận|NƠI NHẬN)\s*(?::.*)?", words):
        return True
    return has_part(words) or is_authority(words) or (words.isupper() and is_post(words))


def is_signer_only(line: str) -> bool:
    """Whether nothing but a post speaks for a line's being an ending."""
    parts = [plain(cell).strip() for cell in cells(line)]
    return not any(_RECIPIENTS.match(part) or is_authority(part) for part in parts)


def _signs(lines: Sequence[str], at: int) -> bool:
    """Whether a name stands under a post, and nothing that reads as text between them."""
    for line in lines[at : at + 12]:
        parts = [plain(cell).strip() for cell in cells(line)]
        if any(is_name(part) for part in parts):
            return True
        if any(map(_says_something, parts)):
            return False
    return False


def _says_something(words: str) -> bool:
    return not (words.isupper() or has_part(words) or _ASIDE.fullmatch(words) or _ADDRESSEE.match(words))


def _first_of_last_run(lines: Sequence[str], starts: list[int]) -> int:
    """Nơi nhận and the signature stand together: the earliest of the last ones, unless text lies between them."""
    first = starts[-1]
    for earlier in reversed(starts[:-1]):
        if any(_is_text(line) for line in lines[earlier:first]):
            break
        first = earlier
    return first


def _is_text(line: str) -> bool:
    return any(_is_text_cell(plain(cell).strip()) for cell in cells(line))


def _is_text_cell(words: str) -> bool:
    return not (
        _begins(words)
        or (_ADDRESSEE.fullmatch(words) and len(words) <= _LONGEST_ADDRESSEE)
        or words.isupper()
        or is_name(words)
        or _ASIDE.fullmatch(words)
        or _MARK.fullmatch(words)
        or (len(words) <= 60 and words[-1] in ",;.")
    )


class _Reader:
    """Sorts the cells of the foot, one after another."""

    def __init__(self) -> None:
        self.addressees: list[str] = []
        self.dashed = False
        self.signers = Signers()
        self.found = Ending()
        self.listing = False

    def take_line(self, line: str) -> None:
        """The cells of one line; a row of a table that the paper has behind its ending stays one."""
        beside = _columns(line)
        if ROW.fullmatch(line) and sum(map(_is_cell, beside)) > _MOST_COLUMNS:
            self.found.unplaced.append(line)
            return
        for column, cell in enumerate(beside):
            if _is_cell(cell):
                self.take(cell, column if len(beside) > 1 else None)

    def take(self, cell: str, column: int | None) -> None:
        """One cell; `column` where its row has several."""
        words = plain(cell).strip()
        if heading := _RECIPIENTS.match(words):
            self.listing = True
            if rest := words[heading.end() :].strip(" :"):
                self._add(rest)
        elif not (self._take_addressee(words) or self.signers.take(words, column) or self._take_mark(words)):
            self._take_rest(cell)

    def _add(self, typed: str) -> None:
        found = _ADDRESSEE.fullmatch(typed)
        self.dashed = self.dashed or bool(found)
        self.addressees.append(found["name"] if found else typed)

    def _take_addressee(self, words: str) -> bool:
        if not self.listing or len(words) > _LONGEST_ADDRESSEE or not _ADDRESSEE.fullmatch(words):
            return False
        self._add(words)
        return True

    def _take_mark(self, words: str) -> bool:
        if _ASIDE.fullmatch(words) and (self.signers or self.listing):
            self.found.asides.append(words)
        elif _MARK.fullmatch(words) and self.found.drafter_mark is None:
            self.found.drafter_mark = words
        elif _CONTACT.fullmatch(words) and self.found.contact is None:
            self.found.contact = words
        else:
            return False
        return True

    def _take_rest(self, cell: str) -> None:
        words = plain(cell).strip()
        short = self.listing and bool(self.addressees or not self.signers) and len(words) <= _LONGEST_ADDRESSEE
        last = self.addressees[-1] if self.addressees else ""
        if short and not self.dashed and (not last or last[-1] in ",;") and not self.signers:
            self.addressees.append(words)
        elif short and last and self._wraps(last, words):
            self.addressees[-1] += f" {words}"
        else:
            self.found.unplaced.append(cell)

    def _wraps(self, last: str, words: str) -> bool:
        """Whether the words can be the rest of the last addressee; beside a signature only if that one is open."""
        if not self.signers:
            return last[-1] != "."
        return last[-1] not in ".,;" and not words.isupper()

    def ending(self) -> Ending:
        ends = [addressee[-1] for addressee in self.addressees[:-1] if addressee[-1] in ",;"]
        found = self.found
        found.recipients = tuple(addressee.rstrip(" ,;.") for addressee in self.addressees)
        found.typed = tuple(self.addressees)
        found.separator = max(ends, key=ends.count) if ends else None
        found.signature, found.second, further = self.signers.settled()
        found.unplaced += further
        return found
