"""The examination of one file from outside."""

from collections.abc import Collection

from workflow.domain.errors import FileRefused
from workflow.paper.intake.kinds import MEGABYTE, FileKind, IntakeLimits, Taken
from workflow.paper.intake.names import ENDINGS, checked_name, ending
from workflow.paper.intake.office import kind_of_archive
from workflow.paper.intake.pdfs import examine_pdf
from workflow.paper.intake.pictures import SIGNATURE, examine_png

EVERY_KIND = tuple(FileKind)
# by their first bytes: what people send by mistake or by design, and what to do instead
_STRANGERS = (
    (
        b"\xd0\xcf\x11\xe0",
        "Tệp Office kiểu cũ (.doc, .xls) hoặc có mật khẩu. Hãy bỏ mật khẩu và lưu lại dạng .docx.",
    ),
    (b"{\\rtf", "Tệp RTF không dùng được. Hãy mở bằng Word và lưu lại dạng .docx."),
    (b"GIF8", "Hình GIF không dùng được. Hãy lưu lại hình dạng PNG."),
    (b"\xff\xd8\xff", "Hình JPEG không dùng được ở đây. Hãy lưu lại hình dạng PNG."),
    (b"%!PS", "Tệp PostScript (EPS) không dùng được. Hãy lưu lại dạng PDF hoặc PNG."),
    (b"\xc5\xd0\xd3\xc6", "Tệp PostScript (EPS) không dùng được. Hãy lưu lại dạng PDF hoặc PNG."),
    (b"SIMPLE  =", "Hình FITS không dùng được. Hãy lưu lại hình dạng PNG."),
    (b"MZ", "Đây là tệp chương trình, không phải văn bản."),
    (b"\x7fELF", "Đây là tệp chương trình, không phải văn bản."),
)


def examine(
    name: str,
    data: bytes,
    kinds: Collection[FileKind] = EVERY_KIND,
    limits: IntakeLimits = IntakeLimits(),  # noqa: B008
) -> Taken:
    """The file, if it is wholly what it claims to be and one of `kinds`. Refuses (FileRefused) with the reason. Call it
    in a child process (`workflow.sandbox`): it reads what strangers wrote."""
    checked = checked_name(name, limits)
    if not data:
        raise FileRefused("Tệp rỗng, không có nội dung.")
    if len(data) > limits.size:
        raise FileRefused(f"Tệp lớn quá {limits.size // MEGABYTE} MB. Hãy chia nhỏ văn bản rồi gửi lại.")
    kind, pages, notes = _looked_into(data, limits)
    if ENDINGS.get(ending(checked)) is not kind:
        raise FileRefused(f"Đuôi tên tệp không đúng: nội dung là {kind.value.upper()}. Hãy kiểm tra lại tệp.")
    if kind not in kinds:
        allowed = ", ".join(f".{one.value}" for one in kinds)
        raise FileRefused(f"Ở đây chỉ nhận tệp {allowed}.")
    return Taken(kind, checked, pages, notes)


def _looked_into(data: bytes, limits: IntakeLimits) -> tuple[FileKind, int | None, tuple[str, ...]]:
    if data.startswith(b"PK"):
        return kind_of_archive(data, limits), None, ()
    if data.startswith(SIGNATURE):
        examine_png(data, limits)
        return FileKind.PNG, None, ()
    if b"%PDF-" in data[:1_024]:
        return FileKind.PDF, *examine_pdf(data, limits)
    for beginning, reason in _STRANGERS:
        if data.startswith(beginning):
            raise FileRefused(reason)
    _text(data, limits)
    return FileKind.TEXT, None, ()


def _text(data: bytes, limits: IntakeLimits) -> None:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as unknown:
        raise FileRefused("Không nhận ra loại tệp này. Hãy gửi tệp .docx, .pdf hoặc .txt (mã UTF-8).") from unknown
    if any(letter < " " and letter not in "\t\n\r\f" for letter in text):
        raise FileRefused("Không nhận ra loại tệp này. Hãy gửi tệp .docx, .pdf hoặc .txt (mã UTF-8).")
    if text.lstrip().lower().startswith(("<!doctype", "<html", "<svg", "<?xml", "<script")):
        raise FileRefused("Đây là tệp trang web hoặc hình SVG, không phải văn bản. Hãy gửi tệp .docx, .pdf hoặc .txt.")
    if len(text) > limits.characters:
        raise FileRefused("Nội dung tệp quá dài. Hãy chia nhỏ văn bản rồi gửi lại.")
