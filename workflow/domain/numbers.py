"""Document symbols: read as offices type them ("Số   32  - KH/ĐU"), written as the rule has them ("32-KH/ĐU")."""

import re
from typing import NamedTuple

from workflow.domain.errors import InvalidInput

# 399-QĐ/TW, Điều 5; the symbols of 36-HD/VPTW and 05-HD/VPTW (only those that are confirmed)
KINDS = {
    "KH": "KẾ HOẠCH",
    "BC": "BÁO CÁO",
    "NQ": "NGHỊ QUYẾT",
    "QĐ": "QUYẾT ĐỊNH",
    "CT": "CHỈ THỊ",
    "KL": "KẾT LUẬN",
    "QC": "QUY CHẾ",
    "TT": "THÔNG TRI",
    "HD": "HƯỚNG DẪN",
    "TB": "THÔNG BÁO",
    "CTr": "CHƯƠNG TRÌNH",
    "ĐA": "ĐỀ ÁN",
    "PA": "PHƯƠNG ÁN",
    "TTr": "TỜ TRÌNH",
    "CV": "CÔNG VĂN",
    "BB": "BIÊN BẢN",
    "BS": "BẢN SAO",
}

_KIND = r"[A-ZĐ]{1,3}[ri]?"
_BODY = r"[A-ZĐƯ][A-Za-zĐƯ]*\d*(?:-[A-ZĐƯ]+)*"
SYMBOL = re.compile(rf"(?<![\w/-])(?P<number>\d{{1,4}})\s*[-–]\s*(?P<kind>{_KIND})\s*/\s*(?P<body>{_BODY})(?![\w/])")
_WRITTEN = re.compile(rf"(?:Số\s*:?)?\s*(?P<number>\d{{1,4}})?\s*[-–]?\s*(?P<kind>{_KIND})\s*/\s*(?P<body>{_BODY})")


class DocumentSymbol(NamedTuple):
    """A document's number, kind and issuing body; the number is None until the register has given it."""

    number: int | None
    kind: str
    body: str

    def __str__(self) -> str:
        """ "01-BC/CB" (HD36 1.3.1: a number below ten has a leading zero), or "BC/CB" while there is no number."""
        stem = f"{self.kind}/{self.body}"
        return stem if self.number is None else f"{self.number:02d}-{stem}"


def parse_symbol(text: str) -> DocumentSymbol:
    """Read one symbol, with or without "Số", with the blanks and colons that offices leave in it.

    Refuses (InvalidInput) what is not number-kind/body."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise InvalidInput(f"“{text.strip()}” không phải số, ký hiệu văn bản; hãy ghi như 01-BC/CB.")
    return from_match(found)


def from_match(found: re.Match[str]) -> DocumentSymbol:
    """The symbol of a match of `SYMBOL`. "TƯ", as older papers and scanners write it, is "TW"."""
    number = found["number"]
    return DocumentSymbol(int(number) if number else None, found["kind"], found["body"].replace("TƯ", "TW"))


def kind_of(title: str) -> str | None:
    """ "KẾ HOẠCH" → "KH"; None when it is no name of a kind."""
    return next((symbol for symbol, name in KINDS.items() if name == title), None)


def file_name(organisation_code: str, symbol: DocumentSymbol, year: int) -> str:
    """ "A32.65-ĐU-BC-0019-2025.pdf", as Party offices name the files of their outgoing register; an organisation that
    has no code yet leaves it out.

    Refuses (InvalidInput) a symbol that has no number yet."""
    if symbol.number is None:
        raise InvalidInput("Văn bản chưa có số; hãy cấp số trước khi lưu vào sổ.")
    code = f"{organisation_code}-" if organisation_code else ""
    return f"{code}{symbol.body}-{symbol.kind}-{symbol.number:04d}-{year}.pdf"
