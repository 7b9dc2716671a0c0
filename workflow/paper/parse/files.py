"""A file's bytes into a paper, by what the bytes are: pure functions that a child process can run."""

import re

from workflow.domain.blocks import clean
from workflow.domain.errors import InvalidInput
from workflow.domain.paper import Paper, ProfileName
from workflow.paper.parse.source import Source
from workflow.paper.parse.text import parse_source

_WORD, _PDF, _OLD_WORD = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0"
_CODES = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\\rtf|<(?:!doctype html|html|\?xml)\b)", re.IGNORECASE)
_PDF_HEAD = 1024  # a PDF's mark may stand anywhere in its first bytes


def parse_docx(data: bytes, *, profile: ProfileName | None = None) -> Paper:
    """The paper in a Word file (.docx): lists with the numbers that Word prints, tables, notes, bold and italic.

    Refuses (InvalidInput) what is no such file, is too large, or declares entities."""
    return parse_source(_word(data), profile=profile)


def parse_pdf(data: bytes, *, profile: ProfileName | None = None) -> Paper:
    """The paper in the text layer of a PDF: columns apart, page numbers left out, notes taken from the pages' feet.

    Refuses (InvalidInput) what cannot be opened, is a scan, or has more than a thousand pages."""
    return parse_source(_pages(data), profile=profile)


def parse_file(name: str, data: bytes, *, profile: ProfileName | None = None) -> Paper:
    """The paper in a file of text (.txt, .md), Word (.docx) or PDF; the content decides, `name` stands in refusals.

    Refuses (InvalidInput) every other kind of file, and a PDF without a text layer."""
    return parse_source(source_of(name, data), profile=profile)


def source_of(name: str, data: bytes) -> Source:
    """The lines of such a file before they are taken for a paper. Refuses as `parse_file` does."""
    if data.startswith(_OLD_WORD):
        raise InvalidInput(
            f"Tệp {name} là tệp Word đời cũ (.doc) hoặc đặt mật khẩu; hãy mở bằng Word, lưu lại dạng .docx."
        )
    if _PDF in data[:_PDF_HEAD]:
        return _pages(data)
    if data.startswith(_WORD):
        return _word(data)
    return Source(clean(decoded(name, data)).split("\n"))


def _word(data: bytes) -> Source:
    # the readers of Word and PDF bring slow libraries that a pasted text never needs
    from workflow.paper.parse.word.reader import read_word

    return read_word(data)


def _pages(data: bytes) -> Source:
    # see _word
    from workflow.paper.parse.pages.reader import read_pdf

    return read_pdf(data)


def decoded(name: str, data: bytes) -> str:
    """The text of a plain text file in UTF-8, or UTF-16 as old Notepads save it; refuses (InvalidInput) other bytes and
    the codes of other programs, which are text too."""
    if _CODES.match(data):
        raise InvalidInput(f"Tệp {name} là tệp RTF hoặc trang web; hãy mở bằng Word, lưu lại dạng .docx rồi chọn lại.")
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as unknown:
        raise InvalidInput(f"Tệp {name} không ở mã UTF-8; hãy lưu lại thành văn bản thuần mã UTF-8.") from unknown
    if "\0" in text:
        raise InvalidInput(f"Tệp {name} không phải văn bản thuần; hãy lưu thành .txt mã UTF-8 rồi chuyển lại.")
    if not any(map(str.isalnum, text)):
        raise InvalidInput(f"Tệp {name} không có chữ nào; hãy chọn tệp có nội dung.")
    return text
