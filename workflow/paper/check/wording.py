"""Words: spelling of tone marks, names, abbreviations, repetitions, common slips."""

import re
from collections.abc import Iterator

from workflow.paper.check.finding import Edit, Fix
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import WARNING, Slip, rule
from workflow.paper.check.tones import LETTER, NEW, OLD, fold, to_new, word_at

_SPELLING = "Quy tắc chính tả tiếng Việt"
_SYLLABLE = rf"[{LETTER}]+"
_REPEATED = re.compile(rf"(?<![{LETTER}])({_SYLLABLE} {_SYLLABLE}) \1(?![{LETTER}])", re.IGNORECASE)
_FUNCTION_WORDS = "của|và|các|những|được|trong|cho|với|theo|tại|về|là|đã|đang|sẽ|từ|đến|để|có|do|bởi|trên"
_REPEATED_WORD = re.compile(rf"(?<![{LETTER}])({_FUNCTION_WORDS}) \1(?![{LETTER}])")
_ABBREVIATION = re.compile(rf"(?<![{LETTER}\d/.\-])([A-ZĐƯ]{{2,8}})(?![{LETTER}\d/\-])")
_ROMAN = re.compile(r"[IVXLC]+")
# Short forms every reader of the Party's papers knows by themselves.
_FREE = {
    "TP",
    "VN",
    "AIDS",
    "HIV",
    "COVID",
    "CNTT",
    "ISO",
    "GDP",
    "GRDP",
    "OCOP",
    "UNESCO",
    "ASEAN",
    "PCCC",
    "PDF",
    "QR",
}
_NAMES = ("Mặt trận Tổ quốc", "Đảng Cộng sản Việt Nam", "Bộ Chính trị", "Ban Bí thư", "Tổng Bí thư")
# Of one body with these capitals, of bodies in general without any: "ban thường vụ cấp uỷ".
_NAMES_OF_MANY = ("Uỷ ban nhân dân", "Hội đồng nhân dân", "Ban Thường vụ", "Ban Chấp hành", "Cựu chiến binh")
# wrong → right: slips that offices make and that mean nothing else
_SLIPS = {
    "đông bào dân tộc": "đồng bào dân tộc",
    "đồng bảo dân tộc": "đồng bào dân tộc",
    "bổ xung": "bổ sung",
    "xắp xếp": "sắp xếp",
    "sát nhập": "sáp nhập",
    "chia xẻ": "chia sẻ",
    "trao dồi": "trau dồi",
    "suất sắc": "xuất sắc",
    "xuất xắc": "xuất sắc",
    "kiễm tra": "kiểm tra",
    "tiếp tuc": "tiếp tục",
    "đãng viên": "đảng viên",
    "nghi quyết": "nghị quyết",
    "nghị quyểt": "nghị quyết",
    "kế hoach": "kế hoạch",
    "lảnh đạo": "lãnh đạo",
    "tổ chúc": "tổ chức",
    "nhiêm vụ": "nhiệm vụ",
    "trãi qua": "trải qua",
    "vân động quần chúng": "vận động quần chúng",
}
_SLIP = re.compile(rf"(?<![{LETTER}])(?:{'|'.join(map(re.escape, _SLIPS))})(?![{LETTER}])", re.IGNORECASE)


@rule(WARNING, "05-HD/VPTW viết dấu theo lối mới (hoà, uỷ); cả hai lối đều gặp")
def tones_mixed(reading: Reading) -> Iterator[Slip]:
    """One paper keeps to one style of tone marks; the new one is the guide's."""
    texts = [text for _, text in reading.prose]
    old = next((word_at(text, found) for text in texts if (found := OLD.search(text))), None)
    new = next((word_at(text, found) for text in texts if (found := NEW.search(text))), None)
    if old and new:
        edits = tuple(Edit(spot, text, to_new(text)) for spot, text in reading.prose if OLD.search(text))
        fix = Fix("Đặt mọi dấu theo lối mới (hoà, uỷ).", edits)
        yield Slip("body", f"Văn bản dùng hai lối đặt dấu (“{old}”, “{new}”); hãy dùng một lối: hoà, uỷ.", fix)


@rule(WARNING, _SPELLING)
def words_repeated(reading: Reading) -> Iterator[Slip]:
    """The same two syllables twice, or a small word twice, is a slip of the hand."""
    for spot, text in reading.prose:
        if found := _REPEATED.search(text) or _REPEATED_WORD.search(text):
            fixed = text[: found.start()] + found[1] + text[found.end() :]
            fix = reading.rewrite(spot, fixed, f"Bỏ một “{found[1]}”.")
            yield Slip(spot.place, f"Lặp chữ “{found[0]}”; hãy bỏ một “{found[1]}”.", fix)


@rule(WARNING, _SPELLING)
def misspelt(reading: Reading) -> Iterator[Slip]:
    """Slips known from real papers."""
    for spot, text in reading.prose:
        lowered = text.lower()
        if any(slip in lowered for slip in _SLIPS) and (found := _SLIP.search(text)):
            proper = _cased(found[0], _SLIPS[found[0].lower()])
            fixed = text[: found.start()] + proper + text[found.end() :]
            fix = reading.rewrite(spot, fixed, f"Ghi “{proper}”.")
            yield Slip(spot.place, f"“{found[0]}” có lẽ là “{proper}”; hãy xem lại.", fix)


def _cased(model: str, text: str) -> str:
    if model.isupper():
        return text.upper()
    return text[0].upper() + text[1:] if model[0].isupper() else text


@rule(WARNING, "05-HD/VPTW: viết hoa trong văn bản của Đảng")
def name_capitals(reading: Reading) -> Iterator[Slip]:
    """A name has its own capitals, neither fewer nor more."""
    for spot, text in reading.prose:
        new = to_new(text)
        lowered = new.lower()
        for name in (*_NAMES, *_NAMES_OF_MANY):
            if lowered.count(name.lower()) > new.count(name) and (found := _miswritten(name, new)):
                fixed = text[: found.start()] + name + text[found.end() :]
                fix = reading.rewrite(spot, fixed, f"Ghi “{name}”.")
                yield Slip(spot.place, f"“{found[0]}” viết hoa chưa đúng; hãy ghi “{name}”.", fix)


def _miswritten(name: str, text: str) -> re.Match[str] | None:
    """The first place where a name has other capitals; all of them are a heading's."""
    forms = {name, name.upper()}
    if name in _NAMES_OF_MANY:
        forms |= {name.lower(), name.capitalize()}
    pattern = re.compile(rf"(?<![{LETTER}]){re.escape(name)}(?![{LETTER}])", re.IGNORECASE)
    return next((found for found in pattern.finditer(text) if found[0] not in forms), None)


@rule(WARNING, "05-HD/VPTW 6.1.3")
def abbreviation_unexplained(reading: Reading) -> Iterator[Slip]:
    """The first time a name is in full with its short form in brackets; then the short form may stand alone."""
    seen: set[str] = set(_FREE)
    for spot, text in reading.prose:
        if text.isupper():
            continue  # a heading in capitals
        for found in _ABBREVIATION.finditer(text):
            short = found[1]
            if short in seen or _ROMAN.fullmatch(short):
                continue
            seen.add(short)
            if not _explains(text, found):
                yield Slip(
                    spot.place, f"“{short}” được viết tắt mà chưa giải thích; lần đầu hãy viết đủ rồi ghi “({short})”."
                )


def _explains(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()].rstrip('“"* '), text[found.end() :].lstrip('”"* ')
    return (before.endswith(("(", "viết tắt là", "gọi tắt là", "sau đây là")) or "gọi tắt" in fold(before[-40:])) and (
        after.startswith((")", ";", ",")) or "tắt" in fold(before[-40:])
    )
