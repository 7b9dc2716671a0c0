"""Honest files that must come in, as their own programs write them: a name for people → name and bytes."""

import io
from collections.abc import Iterator

from tests.factories.malicious_files import chunk, png
from tests.factories.office_files import docx, with_part, with_text, xlsx
from tests.factories.pdf_files import pdf, pdf_with
from tests.unit.paper.papers import report
from workflow.paper.pdf import render_pdf

LINK = (
    b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
    b'Target="https://dangcongsan.vn" TargetMode="External"/></Relationships>'
)
PAGE_FIELD = b"<w:p><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r></w:p></w:body>"


def benign() -> dict[str, tuple[str, bytes]]:
    """Every one of them."""
    return dict((*_words(), *_books(), *_pdfs(), *_pictures(), *_texts()))


def _words() -> Iterator[tuple[str, tuple[str, bytes]]]:
    good = docx()
    yield "small", ("ke-hoach.docx", good)
    yield "empty", ("trong.docx", docx(0))
    yield "long", ("ke-hoach-dai.docx", docx(800))
    yield "with a table", ("bieu.docx", docx(2, table=True))
    yield "Vietnamese name", ("32-KH-ĐU triển khai Nghị quyết (bản chính).docx", good)
    yield "decomposed name", ("kê\u0301 hoạch.docx", good)
    yield "capital ending", ("KE HOACH.DOCX", good)
    yield "several dots", ("KH.so.32.2024.docx", good)
    yield "hyperlink", ("a.docx", with_text(good, "word/_rels/document.xml.rels", b"</Relationships>", LINK))
    yield "picture inside", ("a.docx", with_part(good, "word/media/image1.png", png()))
    yield "page field", ("a.docx", with_text(good, "word/document.xml", b"</w:body>", PAGE_FIELD))
    yield "embedded font", ("a.docx", with_part(good, "word/fonts/font1.odttf", bytes(range(256))))
    yield "custom properties", ("a.docx", with_part(good, "docProps/custom.xml", b"<Properties/>"))
    yield (
        "foreign words",
        (
            "a.docx",
            with_text(good, "word/document.xml", b"</w:body>", b"<w:p><w:r><w:t>DDE LINK</w:t></w:r></w:p></w:body>"),
        ),
    )


def _books() -> Iterator[tuple[str, tuple[str, bytes]]]:
    yield "book", ("bieu.xlsx", xlsx())
    yield "many rows", ("bieu.xlsx", xlsx(3_000))
    yield "several sheets", ("bieu.xlsx", xlsx(5, sheets=6))
    yield "printer settings", ("bieu.xlsx", with_part(xlsx(), "xl/printerSettings/printerSettings1.bin", bytes(99)))


def _pdfs() -> Iterator[tuple[str, tuple[str, bytes]]]:
    yield "one page", ("ke-hoach.pdf", pdf())
    yield "two hundred pages", ("sach.pdf", pdf(200))
    yield "compressed objects", ("ke-hoach.pdf", pdf_with("nothing", packed=True))
    yield "attached data", ("ke-hoach.pdf", pdf_with("note"))
    yield "our own paper", ("01-BC-CB.pdf", render_pdf(report()).pdf)
    yield "line end behind it", ("ke-hoach.pdf", pdf() + b"\r\n\r\n")


def _pictures() -> Iterator[tuple[str, tuple[str, bytes]]]:
    from PIL import Image  # only for the tests that need it

    yield "grey", ("chu-ky.png", png())
    yield "large", ("chu-ky.png", png(3_000, 2_000))
    yield "with a comment", ("chu-ky.png", png(more=chunk(b"tEXt", b"Comment\x00x")))
    for mode in ("RGBA", "P", "1", "RGB"):
        out = io.BytesIO()
        Image.new(mode, (300, 120)).save(out, "PNG")
        yield f"mode {mode}", ("con-dau.png", out.getvalue())


def _texts() -> Iterator[tuple[str, tuple[str, bytes]]]:
    words = "KẾ HOẠCH\nthực hiện Nghị quyết\n"
    yield "text", ("ke-hoach.txt", words.encode())
    yield "text with a mark", ("ke-hoach.txt", words.encode("utf-8-sig"))
    yield "text in UTF-16", ("ke-hoach.txt", words.encode("utf-16"))
    yield "Markdown", ("ke-hoach.md", words.encode())
    yield "page break", ("ke-hoach.txt", f"{words}\f{words}".encode())
