"""Faults that an extraction leaves in a whole document's lines (spaces gained or lost, stamps, page numbers), mended
where that is safe. Letters and digits are only ever moved into a notice that quotes them, never dropped."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from workflow.domain.blocks import superscript
from workflow.domain.paper import ParseWarning
from workflow.paper.parse.syllables import after_toned_vowels, is_syllable, parted

_SPACED = re.compile(r"(?<!\S)[^\s|](?:[ \t]{1,3}[^\s|]){6,}(?!\S)")
_SPACE = re.compile(r"\s")
_GAP = re.compile(r"[ \t]{2,}")
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_MARKDOWN_HEAD = re.compile(r"\A\s*#{1,6}\s+")
_DRAWN_BULLET = re.compile(r"\A\s*[\uf000-\uf0ff]\s*")  # a sign of Word's symbol fonts
_WORD = re.compile(r"[^\W\d_]+")
_MARK_ALONE = re.compile(r"(?:[-–+•]|\(?(?:\d{1,2}|[a-zđ]|[IVXL]+)(?:\.\d{1,2})*[.)\-]+)")
_STAMP_TIME = re.compile(r"\d{2}[-/]\d{2}[-/]\d{4}\s+\d{2}:\d{2}:\d{2}(?:\s*\+07:?00)?")
_PROOF_CODE = re.compile(r".*\bMã:\s*[A-Z0-9-]{6,}\Z")
_STAMP_ZONE = re.compile(r"\+07:?00")
_STAMP_FIELD = re.compile(r"(?:Người ký|Ký bởi|Thời gian ký|Ngày ký)\s*:.*", re.IGNORECASE)
_STAMP_DATED = re.compile(r"(?:Thời gian|Ngày) ký\s*:", re.IGNORECASE)
_STAMP_HEAD = re.compile(r"(?:ĐẢNG|TỈNH|THÀNH|HUYỆN|CHI|BAN|VĂN PHÒNG|[UỦ][ỶY] BAN)\b")
_CALL = re.compile(r"(?P<word>[^\W\d_]+|[”\")%])(?P<bare>\d{1,2})(?![\w/-]|[.,]\d)|\[\^?(?P<square>\d{1,2})\]")
_NOTE = re.compile(r"(?:(?P<bare>\d{1,2})\s+(?=[^\W\d_]|[“\"(])|\[\^?(?P<square>\d{1,2})\]:?\s+(?=\S))")
_PROOF, _PROOF_LINES = "Xác thực văn bản tại", 5
_SHORTEST_RUN = 5  # lines of one word each that are taken for one sentence
_LONGEST_SYLLABLE = 8
_PAGE_LETTERS = 600  # at least so many letters stand between two page numbers


@dataclass(slots=True)
class Repaired:
    """The mended lines, and what a person should look at."""

    lines: list[str]
    warnings: list[ParseWarning] = field(default_factory=list)

    def warn(self, code: str, message: str) -> None:
        """Note one repair of the text."""
        self.warnings.append(ParseWarning(code, "body", message))


def repaired(lines: Sequence[str]) -> Repaired:
    """Clean lines (spaces as extracted, no line end) without the faults of domain practice §5.6."""
    work = Repaired([_DRAWN_BULLET.sub("- ", _MARKDOWN_HEAD.sub("", line)) for line in lines])
    _close_up(work)
    _join_single_words(work)
    _take_stamps(work)
    _take_proof(work)
    _take_page_numbers(work)
    _part_words(work)
    _raise_calls(work)
    return work


def quoted(pieces: Iterable[str], most: int = 5) -> str:
    """ "“vềviệc”, “bộmáy”…": a few examples for a message."""
    examples = list(dict.fromkeys(pieces))
    return ", ".join(f"“{piece}”" for piece in examples[:most]) + ("…" if len(examples) > most else "")


def _close_up(work: Repaired) -> None:
    """Letters set apart by spaces come together and are parted again into syllables."""
    if not any(_SPACED.search(line) for line in work.lines):
        return
    known = {word.lower() for line in work.lines for word in _WORD.findall(line) if len(word) > 1}
    closed = list[str]()

    def close(found: re.Match[str]) -> str:
        joined = _closed(found[0], known)
        if joined != found[0]:
            closed.append(joined)
        return joined

    work.lines = [_SPACED.sub(close, line) for line in work.lines]
    if closed:
        work.warn("letter_spaced", f"Chữ bị tách rời từng con chữ đã được ghép lại: {quoted(closed)}; hãy đọc lại.")


def _closed(spaced: str, known: set[str]) -> str:
    letters = sum(map(str.isalpha, spaced))
    if letters * 2 < len(spaced.split()):
        return spaced  # figures or marks in a row, no words
    chunks = _GAP.split(spaced)
    if len(chunks) > 1 and max(len(chunk.split()) for chunk in chunks) <= _LONGEST_SYLLABLE:
        return " ".join("".join(chunk.split()) for chunk in chunks)
    pieces = _PIECE.findall("".join(spaced.split()))
    return "".join(_spaced_again(pieces, known)).strip()


def _spaced_again(pieces: Sequence[str], known: set[str]) -> Iterator[str]:
    before = ""
    for piece in pieces:
        words = parted(piece, known) or [piece]
        tight = not before or before in "/-([“" or piece in ".,;:)]”/-%!?…" or (before == "." and piece.isdigit())
        yield ("" if tight else " ") + " ".join(words)
        before = piece


def _join_single_words(work: Repaired) -> None:
    """One syllable a line becomes one line; a mark of a list begins another."""
    joined, run = list[str](), list[str]()
    found = list[str]()

    def end_run() -> None:
        if sum(_is_short_word(word) for word in run) >= _SHORTEST_RUN:
            texts = list(_run_texts(run))
            found.extend(texts)
            joined.extend(texts)
        else:
            joined.extend(run)
        run.clear()

    for line in work.lines:
        word = line.strip()
        if word and not _SPACE.search(word) and (_is_short_word(word) or (len(word) < 4 and (run or _is_mark(word)))):
            run.append(word)
        else:
            end_run()
            joined.append(line)
    end_run()
    work.lines = joined
    if found:
        work.warn("word_a_line", f"Câu bị xuống dòng sau từng chữ đã được nối lại: {quoted(found, 2)}; hãy đọc lại.")


def _is_mark(word: str) -> bool:
    return bool(_MARK_ALONE.fullmatch(word))


def _is_short_word(word: str) -> bool:
    bare = word.strip(".,;:()“”\"'")
    return bare.isalpha() and len(bare) <= _LONGEST_SYLLABLE and is_syllable(bare)


def _run_texts(run: Sequence[str]) -> Iterator[str]:
    text = list[str]()
    for word in run:
        if text and _is_mark(word):
            yield " ".join(text)
            text = []
        text.append(word)
    yield " ".join(text)


def _take_stamps(work: Repaired) -> None:
    """The visible lines of an electronic signature are no words of the paper: they are quoted and taken out."""
    kept, stamps = list[str](), list[str]()
    signed = any(_STAMP_DATED.match(line.strip()) for line in work.lines)  # its fields come with the time of signing
    for line in work.lines:
        words = line.strip()
        if time := _STAMP_TIME.fullmatch(words):
            stamps += [*_stamp_names(kept), time[0]]
        elif (stamps and _STAMP_ZONE.fullmatch(words)) or (signed and _STAMP_FIELD.fullmatch(words)):
            stamps.append(words)
        else:
            kept.append(line)
    work.lines = kept
    if stamps:
        work.warn("signature_stamp", f"Dấu của chữ ký số không thuộc nội dung, đã để ra ngoài: “{' '.join(stamps)}”.")


def _take_proof(work: Repaired) -> None:
    """The lines beside the square code of an issued paper: "Xác thực văn bản tại …", "Mã: …"."""
    begin = next((i for i, line in enumerate(work.lines) if line.strip().startswith(_PROOF)), len(work.lines))
    near = range(begin, min(begin + _PROOF_LINES, len(work.lines)))
    end = next((i for i in near if _PROOF_CODE.fullmatch(work.lines[i].strip())), None)
    if end is not None:
        told = " ".join(" ".join(work.lines[begin : end + 1]).split())
        del work.lines[begin : end + 1]
        work.warn("proof_left_out", f"Dòng xác thực không thuộc nội dung, đã để ra ngoài: “{told}”.")


def _stamp_names(kept: list[str]) -> list[str]:
    """The body's name in capitals above a stamp's time, taken off the lines before it; it may wrap."""
    at = len(kept)
    for _ in range(3):
        above = kept[at - 1].strip() if at else ""
        if not above.isupper():
            return []
        at -= 1
        if _STAMP_HEAD.match(above):
            names = [line.strip() for line in kept[at:]]
            del kept[at:]
            return names
    return []


def _take_page_numbers(work: Repaired) -> None:
    """Lone numbers 2, 3, 4 … with a page of text before each are page numbers; a single one is left to a person."""
    places, wanted, letters = list[int](), 2, 0
    for index, line in enumerate(work.lines):
        if line.strip() == str(wanted) and letters >= _PAGE_LETTERS:
            places.append(index)
            wanted, letters = wanted + 1, 0
        letters += len(line)
    if len(places) > 1:
        work.lines = [line for index, line in enumerate(work.lines) if index not in set(places)]
        work.warn("page_numbers", f"Đã bỏ số trang lẫn trong văn bản (2 đến {wanted - 1}).")


def _part_words(work: Repaired) -> None:
    """ "vềviệc" → "về việc"."""
    parted_words = list[str]()

    def part(found: re.Match[str]) -> str:
        apart = after_toned_vowels(found[0])
        if apart:
            parted_words.append(found[0])
        return apart or found[0]

    work.lines = [_WORD.sub(part, line) for line in work.lines]
    if parted_words:
        work.warn("lost_space", f"Chữ bị dính đã được tách: {quoted(parted_words)}; hãy đọc lại.")


def _raise_calls(work: Repaired) -> None:
    """ "vững mạnh1." with a line "1 Nghị quyết …" below is a call and its note: both take their raised number."""
    notes = dict[tuple[str, bool], int]()
    for index, line in enumerate(work.lines):
        if note := _NOTE.match(line.strip()):
            notes.setdefault((note["bare"] or note["square"], bool(note["square"])), index)
    if not notes:
        return
    places = defaultdict[tuple[str, bool], list[int]](list)
    for index, line in enumerate(work.lines):
        for found in _CALL.finditer(line):
            if _calls(found) and notes.get(_key(found)) != index:
                places[_key(found)].append(index)
    chosen = {key: at[0] for key, at in places.items() if key in notes and len(at) == 1}
    for key, at in chosen.items():
        work.lines[at] = _CALL.sub(partial(_raised, key), work.lines[at])
        line = work.lines[notes[key]].strip()
        work.lines[notes[key]] = f"{superscript(key[0])} {_NOTE.sub('', line, count=1)}"
    if chosen:
        numbers = quoted(number for number, _ in chosen)
        work.warn("footnote_guessed", f"Số {numbers} được hiểu là số chú thích cuối trang; hãy xem lại.")


def _key(found: re.Match[str]) -> tuple[str, bool]:
    return found["bare"] or found["square"], bool(found["square"])


def _calls(found: re.Match[str]) -> bool:
    """A raised number follows a small word, a quotation or a bracket; "CB1" and "km2" are no calls."""
    word = found["word"]
    return word is None or not word.isalpha() or (word.islower() and len(word) > 1 and is_syllable(word))


def _raised(key: tuple[str, bool], found: re.Match[str]) -> str:
    if _key(found) != key or not _calls(found):
        return found[0]
    return (found["word"] or "") + superscript(key[0])
