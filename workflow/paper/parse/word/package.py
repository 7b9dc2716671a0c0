"""The parts of a .docx that hold words, read without trusting it: sizes bounded, no entities, nothing fetched."""

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from workflow.domain.errors import InvalidInput

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LARGEST_PART = 40 * 1024 * 1024  # bytes of XML; a plan of 200 pages has about 4 MB
_MOST_ENTRIES = 5000
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_NOT_WORD = "Tệp không phải tệp Word (.docx) đọc được; hãy mở bằng Word, lưu lại dạng .docx rồi chọn lại."
_DECLARED = "Tệp Word có phần khai báo không được phép (DTD, thực thể); hãy mở bằng Word và lưu lại thành tệp mới."


@dataclass(slots=True)
class WordParts:
    """Parsed XML roots of the parts, None where the file has no such part."""

    document: Any
    styles: Any = None
    numbering: Any = None
    footnotes: Any = None
    endnotes: Any = None
    comments: Any = None
    margins: list[Any] = field(default_factory=list)  # page headers and footers


def read_parts(data: bytes) -> WordParts:
    """The parts of the file. Refuses (InvalidInput) what is no Word file, is too large, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as broken:
        raise InvalidInput(_NOT_WORD) from broken


def _parts(archive: zipfile.ZipFile) -> WordParts:
    names = set(archive.namelist())
    if len(names) > _MOST_ENTRIES:
        raise InvalidInput(_NOT_WORD)
    main = _main_part(archive, names)
    parts = WordParts(_xml(archive, main))
    for kind, target in _related(archive, names, main):
        if kind in ("header", "footer"):
            parts.margins.append(_xml(archive, target))
        elif kind in ("styles", "numbering", "footnotes", "endnotes", "comments"):
            setattr(parts, kind, _xml(archive, target))
    if parts.document.find(f"{W}body") is None:
        raise InvalidInput(_NOT_WORD)
    return parts


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "_rels/.rels" not in names:
        raise InvalidInput(_NOT_WORD)
    found = [target for kind, target in _relations(archive, "_rels/.rels", "") if kind == "officeDocument"]
    if not found or found[0] not in names:
        raise InvalidInput(_NOT_WORD)
    return found[0]


def _related(archive: zipfile.ZipFile, names: set[str], main: str) -> list[tuple[str, str]]:
    folder, name = posixpath.split(main)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in names:
        return []
    return [(kind, target) for kind, target in _relations(archive, relations, folder) if target in names]


def _relations(archive: zipfile.ZipFile, name: str, folder: str) -> list[tuple[str, str]]:
    """Kind and entry name of each inner relation; outer ones ("External") are never followed."""
    return [
        (relation.get("Type", "").rpartition("/")[2], _entry(folder, relation.get("Target", "")))
        for relation in _xml(archive, name).iter(_RELATION)
        if relation.get("TargetMode") != "External"
    ]


def _entry(folder: str, target: str) -> str:
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))


def _xml(archive: zipfile.ZipFile, name: str) -> Any:
    # lxml takes a tenth of a second to import and only Word files need it
    from lxml import etree

    with archive.open(name) as part:
        content = part.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise InvalidInput("Tệp Word quá lớn; hãy chia nhỏ hoặc bỏ phần thừa.")
    for strict, usual in _STRICT.items():
        content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as broken:
        raise InvalidInput(_NOT_WORD) from broken
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidInput(_DECLARED)
    return root
