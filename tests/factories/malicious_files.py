"""Files that must not come in: a name for people → the name it is sent under, its bytes, a word of the reason given."""

import base64
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.factories.office_files import docx, packed, parts_of, with_part, with_text, xlsx
from tests.factories.pdf_files import pdf, pdf_with

Upload = tuple[str, bytes, str]
WORD = "ke-hoach.docx"
BOOK = "bieu.xlsx"
DOCUMENT, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
RELATIONSHIP = (
    b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="%s" TargetMode="External"/></Relationships>'
)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def malicious() -> dict[str, Upload]:
    """Every one of them."""
    return dict(
        (*_archives(), *_macros_and_links(), *_markup(), *_books(), *_pdfs(), *_pictures(), *_strangers(), *_names())
    )


def _archives() -> Iterator[tuple[str, Upload]]:
    good = docx()
    yield "flat bomb", (WORD, with_part(good, "word/media/a.png", bytes(150 * 2**20)), "nén bất thường")
    yield "huge when unpacked", (WORD, _lying(good, 300 * 2**20), "bung ra quá lớn")
    yield "nested bomb", (WORD, with_part(good, "word/media/b.zip", packed({"a": bytes(2**20)})), "nhúng bên trong")
    yield "overlapping entries", (WORD, _overlapping(good), "chồng lên nhau")
    yield "three thousand parts", (WORD, packed({f"word/p{n}.xml": b"<a/>" for n in range(3_000)}), "2000 phần")
    for name in ("../../evil.xml", "/etc/cron.d/evil", "word/../../x.xml", "C:/x.xml"):
        yield f"slip {name}", (WORD, with_part(good, name, b"<a/>"), "dẫn ra ngoài")
    yield "link", (WORD, _link(good), "liên kết tới nơi khác")
    yield "part twice", (WORD, _twice(good), "hai lần")
    yield "part twice but for case", (WORD, with_part(good, "word/DOCUMENT.xml", b"<a/>"), "hai lần")
    yield "encrypted part", (WORD, _flagged(good), "mật khẩu")
    yield "bytes before it", (WORD, b"PK" + good, "không khớp")
    yield "bytes behind it", (WORD, good + b"<html>", "thừa ở cuối")
    yield "cut", (WORD, good[: len(good) // 2], "hỏng")
    yield "two directories", (WORD, good + xlsx(), "không khớp")
    yield "other name inside", (WORD, good.replace(b"word/document.xml", b"word/dOcument.xml", 1), "không khớp")
    yield "plain archive", (WORD, packed({"a.txt": b"x"}), "tệp nén")
    yield "a program inside", (WORD, with_part(good, "word/setup.exe", b"MZ"), "nhúng bên trong")
    yield "a page inside", (WORD, with_part(good, "evil/x.html", b"<script>"), "không thuộc")


def _macros_and_links() -> Iterator[tuple[str, Upload]]:
    good, types = docx(), "[Content_Types].xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    yield "macro", (WORD, with_part(good, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "macro")
    yield "renamed docm", (WORD, with_text(good, types, main, macro), "macro")
    yield "activeX", (WORD, with_part(good, "word/activeX/activeX1.xml", b"<a/>"), "macro")
    yield "template elsewhere", (WORD, _related(good, b"attachedTemplate", b"http://127.0.0.1/x.dotm"), "mẫu ngoài")
    yield "picture elsewhere", (WORD, _related(good, b"image", b"http://127.0.0.1/x.png"), "hình ngoài")
    yield "frame elsewhere", (WORD, _related(good, b"frame", b"\\\\127.0.0.1\\x"), "nơi khác")
    yield "embedded workbook", (WORD, with_part(good, "word/embeddings/Book1.xlsx", xlsx()), "nhúng bên trong")
    for number, field in enumerate((b"DDEAUTO c:\\\\x", b'INCLUDEPICTURE "http://x"')):
        run = b"<w:p><w:r><w:instrText>%s</w:instrText></w:r></w:p></w:body>" % field
        yield f"field {number}", (WORD, with_text(good, DOCUMENT, b"</w:body>", run), "nơi khác")
    halves = b"<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>E c x</w:instrText></w:r>"
    yield (
        "field in halves",
        (
            WORD,
            with_text(good, DOCUMENT, b"</w:body>", b"<w:p>" + halves + b"</w:p></w:body>"),
            "nơi khác",
        ),
    )
    yield "chunk of another", (WORD, with_text(good, DOCUMENT, b"</w:body>", b'<w:altChunk r:id="x"/></w:body>'), "nơi")


def _markup() -> Iterator[tuple[str, Upload]]:
    good = docx()
    for name, doctype in (("laughs", LAUGHS), ("outside", OUTSIDE)):
        bare = parts_of(good)[DOCUMENT].split(b"?>", 1)[1]
        yield f"entities {name}", (WORD, with_part(good, DOCUMENT, doctype + bare), "thực thể")
        utf16 = (doctype + b"<w/>").decode().encode("utf-16")
        yield f"entities {name} in UTF-16", (WORD, with_part(good, DOCUMENT, utf16), "thực thể")
    yield "broken XML", (WORD, with_part(good, DOCUMENT, b"<a><b></a>"), "hỏng")
    yield "bottomless XML", (WORD, with_part(good, DOCUMENT, b"<a>" * 5_000 + b"</a>" * 5_000), "quá sâu")
    yield "endless text", (WORD, with_part(good, DOCUMENT, b"<a>" + _noise(6_000_000) + b"</a>"), "quá dài")


def _books() -> Iterator[tuple[str, Upload]]:
    good, cell = xlsx(), b'<row r="9999"><c r="A9999"><f>%s</f></c></row></sheetData>'
    yield "whole sheet", (BOOK, with_text(good, SHEET, b'ref="A1:D5"', b'ref="A1:XFD1048576"'), "quá lớn")
    cells = b"<c/>" * 120_000 + b"</row></sheetData>"
    yield "cells without end", (BOOK, with_text(good, SHEET, b"</row></sheetData>", cells), "quá lớn")
    yield "laughs in strings", (BOOK, with_part(good, "xl/sharedStrings.xml", LAUGHS + b"<sst>&b;</sst>"), "thực thể")
    long = b"<sst>" + b"".join(b"<si><t>%s</t></si>" % _noise(32_767) for _ in range(200)) + b"</sst>"
    yield "full cells", (BOOK, with_part(good, "xl/sharedStrings.xml", long), "quá dài")
    for name, formula in (("DDE", b"cmd|'/c calc'!A0"), ("address", b"WEBSERVICE(&quot;http://x&quot;)")):
        yield f"formula {name}", (BOOK, with_text(good, SHEET, b"</sheetData>", cell % formula), "công thức")
    yield "external link", (BOOK, with_part(good, "xl/externalLinks/externalLink1.xml", b"<a/>"), "nhúng")
    yield "macro sheet", (BOOK, with_part(good, "xl/macrosheets/sheet1.xml", b"<a/>"), "macro")


def _pdfs() -> Iterator[tuple[str, Upload]]:
    name, good = "ke-hoach.pdf", pdf()
    yield "JavaScript", (name, pdf_with("script"), "mã lệnh")
    yield "hidden JavaScript", (name, pdf_with("script", packed=True), "mã lệnh")
    yield "escaped JavaScript", (name, pdf_with("script").replace(b"/JavaScript", b"/J#61vaScript"), "mã lệnh")
    yield "launch", (name, pdf_with("launch"), "mã lệnh")
    yield "attached program", (name, pdf_with("program"), "chương trình")
    yield "locked", (name, pdf_with("password"), "mật khẩu")
    yield "PDF and archive", (name, good + docx(), "dữ liệu lạ")
    yield "archive and PDF", (WORD, docx() + good, "thừa ở cuối")
    yield "page and PDF", (name, b"<script>x</script>" + good, "dữ liệu lạ")
    yield "cut PDF", (name, good[: len(good) // 2], "hỏng")
    yield "only a head", (name, b"%PDF-1.7\n%%EOF", "hỏng")
    yield "pages without end", (name, pdf_with("pages"), "501 trang")


def png(width: int = 4, height: int = 4, *, declared: tuple[int, int] | None = None, more: bytes = b"") -> bytes:
    """A grey PNG picture; `declared` lies about its size, `more` stands before its end."""
    wide, high = declared or (width, height)
    rows = zlib.compress(b"".join(b"\x00" + b"\x80" * width for _ in range(height)))
    head = struct.pack(">2L5B", wide, high, 8, 0, 0, 0, 0)
    start, end = b"\x89PNG\r\n\x1a\n", chunk(b"IEND", b"")
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + more + end


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def _pictures() -> Iterator[tuple[str, Upload]]:
    name = "chu-ky.png"
    yield "pixel bomb", (name, png(declared=(60_000, 60_000)), "quá lớn")
    yield "more pixels than said", (name, png(4_000, 4_000, declared=(4, 4)), "dữ liệu lạ")
    yield "archive behind a picture", (name, png() + docx(), "dữ liệu lạ")
    yield "cut picture", (name, png()[:40], "hỏng")
    yield "wrong sum", (name, png().replace(b"IDAT", b"IDAT\x00", 1), "hỏng")
    yield "moving picture", (name, png(more=chunk(b"acTL", bytes(8))), "động")
    yield "no pixels", (name, png(declared=(0, 4)), "hỏng")


def _strangers() -> Iterator[tuple[str, Upload]]:
    yield "script in a drawing", ("hinh.png", b'<svg xmlns="x"><script>x</script></svg>', "SVG")
    yield "PostScript", ("hinh.png", b"%!PS-Adobe-3.0 EPSF-3.0\n", "PostScript")
    yield "FITS", ("hinh.png", b"SIMPLE  =                    T", "FITS")
    yield "GD", ("hinh.png", b"\xff\xfe\x00\x01\x00\x01\x01\xff\xff", "Không nhận ra")
    yield "program", (WORD, b"MZ\x90\x00", "chương trình")
    yield "old Word", (WORD, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kiểu cũ")
    yield "RTF", (WORD, b"{\\rtf1 x}", "RTF")
    yield "page", ("ke-hoach.txt", b"<!DOCTYPE html><script>x</script>", "trang web")
    yield "noise", ("ke-hoach.txt", _noise(2_000, 256), "Không nhận ra")
    yield "wrong ending", ("ke-hoach.pdf", docx(), "Đuôi")
    yield "two endings", ("ke-hoach.docx.exe", docx(), "Đuôi")
    yield "nothing", (WORD, b"", "rỗng")
    yield "too large", (WORD, docx() + bytes(21 * 2**20), "lớn quá 20 MB")


def _names() -> Iterator[tuple[str, Upload]]:
    good = docx()
    yield "name up", ("../../etc/x.docx", good, "đường dẫn")
    yield "name with NUL", ("x.exe\x00.docx", good, "ký tự ẩn")
    yield "name turned round", ("ke-hoach\u202excod.docx", good, "ký tự ẩn")
    yield "long name", ("a" * 300 + ".docx", good, "dài quá")
    yield "no name", ("", good, "không có tên")
    yield "only an ending", (".docx", good, "không có tên")
    yield "a device", ("con.docx", good, "đường dẫn")
    yield "a stream", ("x.docx:evil.exe", good, "đường dẫn")


def _noise(size: int, letters: int = 64) -> bytes:
    """Bytes that hardly pack: base64 letters, or any byte."""
    source = random.Random(7).randbytes(size)
    return source if letters > 64 else base64.b64encode(source)[:size]


def _related(data: bytes, kind: bytes, target: bytes) -> bytes:
    return with_text(data, "word/_rels/document.xml.rels", b"</Relationships>", RELATIONSHIP % (kind, target))


def _lying(data: bytes, size: int) -> bytes:
    """A directory that promises far more bytes than limits allow, over many parts that pack honestly."""
    grown = bytearray(with_part(data, "word/big.xml", _noise(2**20)))
    place = grown.rfind(b"word/big.xml") - 46
    grown[place + 20 : place + 28] = struct.pack("<2L", 4 * 2**20, size)
    return bytes(grown)


def _overlapping(data: bytes) -> bytes:
    """The first entry claims bytes up to the middle of the second."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, second = archive.infolist()[:2]
    grown = bytearray(data)
    place = grown.rfind(first.filename.encode(), 0, grown.rfind(b"PK\x05\x06")) - 46
    grown[place + 20 : place + 24] = struct.pack("<L", second.header_offset + 60)
    return bytes(grown)


def _link(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("word/link.xml")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _twice(data: bytes) -> bytes:
    parts = parts_of(data)
    return packed(parts | {"word/docunent.xml": parts[DOCUMENT]}).replace(b"word/docunent.xml", b"word/document.xml")


def _flagged(data: bytes) -> bytes:
    grown = bytearray(data)
    place = grown.rfind(b"word/document.xml", 0, grown.rfind(b"PK\x05\x06")) - 46
    grown[place + 8] |= 1
    return bytes(grown)
