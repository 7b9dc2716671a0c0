"""PDF files: whole, not locked, nothing in them that runs."""

import re
import zlib
from typing import Any

from workflow.domain.errors import FileRefused
from workflow.paper.intake.kinds import MEGABYTE, IntakeLimits

_TAIL = 1_024
_LARGEST_OBJECTS = 32 * MEGABYTE
_OBJECT_STREAM = re.compile(rb"/ObjStm\b(?:(?!endobj).){0,600}?stream\r?\n", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_RUNS = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|XFA|ImportData|SubmitForm|Movie|Rendition)(?![A-Za-z0-9])")
_PROGRAMS = frozenset(
    {
        "exe",
        "com",
        "bat",
        "cmd",
        "scr",
        "ps1",
        "vbs",
        "js",
        "jar",
        "msi",
        "dll",
        "lnk",
        "hta",
        "docm",
        "xlsm",
        "zip",
        "7z",
    }
)
_PROGRAM_BYTES = (b"MZ", b"PK\x03\x04", b"\x7fELF", b"#!", b"\xd0\xcf\x11\xe0")

DAMAGED = "Tệp PDF bị hỏng hoặc bị cắt cụt. Hãy xuất lại PDF rồi gửi lại."
_LOCKED = "Tệp PDF được khoá bằng mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."
_RUN = "Tệp PDF chứa mã lệnh tự chạy ({}). Hãy xuất lại PDF không có phần ấy rồi gửi lại."
_POLYGLOT = "Tệp PDF có kèm dữ liệu lạ ở {}. Hãy xuất lại PDF rồi gửi lại."
_PROGRAM = "Tệp PDF đính kèm chương trình hoặc tệp nén ({}). Hãy bỏ phần đính kèm rồi gửi lại."
_CARRIES = "Tệp PDF có kèm tệp: {}."


def examine_pdf(data: bytes, limits: IntakeLimits) -> tuple[int, tuple[str, ...]]:
    """Number of pages, and notes. Refuses (FileRefused) a PDF that is damaged, locked, carries a program or would run
    something, has bytes outside its own, or too many pages."""
    _ends(data)
    # what is packed or drawn is left out: chance writes any short name into a megabyte of compressed bytes
    for part in (_STREAM.sub(b"", data), *_object_streams(data)):
        if found := _RUNS.search(_ESCAPE.sub(lambda hexed: bytes([int(hexed[1], 16)]), part)):
            raise FileRefused(_RUN.format(found[1].decode()))
    return _with_pdfium(data, limits)


def _ends(data: bytes) -> None:
    if not data.startswith(b"%PDF-"):
        raise FileRefused(_POLYGLOT.format("đầu"))
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise FileRefused(DAMAGED)
    rest = data[end + 5 :]
    if rest.strip(b"\r\n\t \x00") or len(rest) > _TAIL:
        raise FileRefused(_POLYGLOT.format("cuối"))


def _object_streams(data: bytes) -> list[bytes]:
    """What compressed object streams hold; a name may hide there."""
    found, room = [], _LARGEST_OBJECTS
    for start in (match.end() for match in _OBJECT_STREAM.finditer(data)):
        inflate = zlib.decompressobj()
        try:
            found.append(inflate.decompress(data[start:], room))
        except zlib.error:  # another filter, or damaged: pdfium judges it
            continue
        room -= len(found[-1])
        if room <= 0:
            raise FileRefused("Tệp PDF bung ra quá lớn. Hãy xuất lại PDF rồi gửi lại.")
    return found


def _with_pdfium(data: bytes, limits: IntakeLimits) -> tuple[int, tuple[str, ...]]:
    # pdfium is a native library that only what reads PDFs must load
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as refused:
        raise FileRefused(_LOCKED if "assword" in str(refused) or b"/Encrypt" in data else DAMAGED) from refused
    try:
        if b"/Encrypt" in data and pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) >= 0:
            raise FileRefused(_LOCKED)
        pages = len(document)
        if not 0 < pages <= limits.pages:
            raise FileRefused(f"Tệp PDF có {pages} trang; chỉ nhận từ 1 đến {limits.pages} trang.")
        return pages, _attachments(document)
    except pypdfium2.PdfiumError as broken:
        raise FileRefused(DAMAGED) from broken
    finally:
        document.close()


def _attachments(document: Any) -> tuple[str, ...]:
    names = []
    for number in range(document.count_attachments()):
        attached = document.get_attachment(number)
        name = str(attached.get_name())
        if name.lower().rpartition(".")[2] in _PROGRAMS or bytes(attached.get_data())[:4].startswith(_PROGRAM_BYTES):
            raise FileRefused(_PROGRAM.format(name[:60]))
        names.append(name)
    return (_CARRIES.format(", ".join(names)[:200]),) if names else ()
