"""Word and Excel files: only the parts such a file has, no macros, nothing that points out of the file."""

import re
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from workflow.domain.errors import FileRefused
from workflow.paper.intake.archives import DAMAGED, opened
from workflow.paper.intake.kinds import FileKind, IntakeLimits
from workflow.paper.intake.markup import Reading

_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_MAIN_TYPES = {
    _MAIN.format("wordprocessingml.document"): FileKind.DOCX,
    _MAIN.format("spreadsheetml.sheet"): FileKind.XLSX,
}
_FOLDERS = {FileKind.DOCX: "word", FileKind.XLSX: "xl"}
_SHARED_FOLDERS = {"_rels", "docProps", "customXml", "[trash]"}
_XML = {"xml", "rels", "vml", "svg"}
_PICTURES = {"png", "jpg", "jpeg", "jpe", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp", "odttf"}
_SETTINGS = re.compile(r"xl/printerSettings/printerSettings\d+\.bin")
_MACROS = re.compile(r"vba|macro|activex|customui|attachedtoolbars", re.IGNORECASE)
_OTHER_FILES = re.compile(r"embeddings|oleobject|externallinks|\.(?:docx?|xlsx?|zip|bin|exe|pdf)$", re.IGNORECASE)
_FOREIGN_FIELD = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
_FOREIGN_FORMULA = re.compile(r"^\s*[\w.]+\||\bWEBSERVICE\(|\[[^\]]*://", re.IGNORECASE)
_FOREIGN_KINDS = {"attachedTemplate": "mẫu ngoài", "image": "hình ngoài"}
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_WIDEST_RANGE = 10_000_000  # cells a sheet says it has: far more than anybody fills, far fewer than all there are

_MACRO = "Tệp có macro (mã lệnh). Hãy lưu lại thành {} không có macro rồi gửi lại."
_FOREIGN = "Tệp lấy nội dung từ nơi khác ({}). Hãy bỏ liên kết ấy trong Word hoặc Excel rồi gửi lại."
_INSIDE = "Tệp có tệp khác nhúng bên trong ({}). Hãy bỏ phần nhúng, hoặc dán nó thành hình, rồi gửi lại."
_STRANGE = "Tệp có phần không thuộc một tệp Word hoặc Excel ({}). Hãy mở và lưu lại rồi gửi lại."
_BIG_SHEET = "Bảng tính quá lớn (hơn {} ô). Hãy chỉ giữ các ô có số liệu rồi gửi lại."


def kind_of_archive(data: bytes, limits: IntakeLimits) -> FileKind:
    """Word or Excel, checked whole. Refuses (FileRefused) everything else that is packed as a zip file."""
    with opened(data, limits) as archive:
        try:
            kind = _kind(archive, limits)
            for name in archive.namelist():
                _allow(name, kind)
            _read_parts(archive, kind, limits)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError) as broken:
            raise FileRefused(DAMAGED) from broken
    return kind


def _kind(archive: ZipFile, limits: IntakeLimits) -> FileKind:
    types: list[str] = []
    if "[Content_Types].xml" not in archive.namelist():
        raise FileRefused("Đây là tệp nén, không phải tệp Word hoặc Excel. Hãy gửi riêng từng văn bản .docx.")
    with archive.open("[Content_Types].xml") as part:
        Reading(limits, lambda _, attributes: types.append(attributes.get("ContentType", ""))).read(part)
    if any(_MACROS.search(one) for one in types):
        raise FileRefused(_MACRO.format(".docx hoặc .xlsx"))
    kinds = {_MAIN_TYPES[one] for one in types if one in _MAIN_TYPES}
    if len(kinds) != 1:
        raise FileRefused("Đây không phải tệp Word (.docx) hoặc Excel (.xlsx).")
    return kinds.pop()


def _allow(name: str, kind: FileKind) -> None:
    path = PurePosixPath(name)
    ending = _ending(name)
    if _MACROS.search(name):
        raise FileRefused(_MACRO.format(f".{kind.value}"))
    if name.endswith("/") or _SETTINGS.fullmatch(name):
        return
    if _OTHER_FILES.search(name):
        raise FileRefused(_INSIDE.format(path.name))
    at_home = path.parts[0] in _SHARED_FOLDERS | {_FOLDERS[kind]} or name == "[Content_Types].xml"
    is_thumbnail = path.parts[0] == "docProps" and ending in _PICTURES
    if not at_home or not (ending in _XML or ending in _PICTURES or is_thumbnail):
        raise FileRefused(_STRANGE.format(path.name[:60]))


def _read_parts(archive: ZipFile, kind: FileKind, limits: IntakeLimits) -> None:
    characters, guard = 0, _Guard(kind, limits)
    for name in archive.namelist():
        if _ending(name) in _XML:
            with archive.open(name) as part:
                characters += Reading(limits, guard.element, guard.text).read(part)
            guard.end_of_part()
        else:
            _unpack(archive, name)
    if characters > limits.characters:
        raise FileRefused("Nội dung tệp quá dài. Hãy chia nhỏ văn bản rồi gửi lại.")


def _unpack(archive: ZipFile, name: str) -> None:
    """Its bytes are what the directory says; they are looked at by nobody."""
    with archive.open(name) as part:
        while part.read(1 << 16):
            pass


class _Guard:
    """What the elements of all parts may not say."""

    def __init__(self, kind: FileKind, limits: IntakeLimits) -> None:
        self._kind, self._limits = kind, limits
        self._fields: list[str] = []
        self._formula: list[str] = []
        self._cells = 0

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        """Look at one element as it opens."""
        if name == "Relationship":
            _relationship(attributes)
        elif name in {"script", "foreignObject", "altChunk", "ddeLink", "oleLink"}:
            raise FileRefused(_FOREIGN.format(name))
        elif name == "fldSimple":
            self._fields += [" ", attributes.get("instr", "")]
        elif name == "fldChar":
            self._fields.append(" ")
        elif self._kind is FileKind.XLSX:
            self._sheet(name, attributes)

    def text(self, element: str, words: str) -> None:
        """Look at a piece of text."""
        if element == "instrText":
            self._fields.append(words)
        elif element == "f":
            self._formula.append(words)

    def end_of_part(self) -> None:
        """Fields may be cut into many runs: they are read when the part is over."""
        if found := _FOREIGN_FIELD.search("".join(self._fields)):
            raise FileRefused(_FOREIGN.format(f"trường {found[0].upper()}"))
        self._end_formula()
        self._fields.clear()

    def _sheet(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "dimension" and (found := _RANGE.fullmatch(attributes.get("ref", ""))):
            width, height = _column(found[3]) - _column(found[1]) + 1, int(found[4]) - int(found[2]) + 1
            if width * height > _WIDEST_RANGE:
                raise FileRefused(_BIG_SHEET.format(self._limits.cells))
        if name == "c":
            self._end_formula()
            self._cells += 1
            if self._cells > self._limits.cells:
                raise FileRefused(_BIG_SHEET.format(self._limits.cells))

    def _end_formula(self) -> None:
        if _FOREIGN_FORMULA.search("".join(self._formula)):
            raise FileRefused(_FOREIGN.format("công thức gọi chương trình hoặc địa chỉ ngoài"))
        self._formula.clear()


def _relationship(attributes: Mapping[str, str]) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2]
    if _MACROS.search(kind):
        raise FileRefused(_MACRO.format("tệp"))
    if attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
        raise FileRefused(_FOREIGN.format(_FOREIGN_KINDS.get(kind, kind[:40])))


def _ending(name: str) -> str:
    """ "rels" of "_rels/.rels"."""
    return name.rpartition(".")[2].lower()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
