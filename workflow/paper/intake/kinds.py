"""The kinds of file that may come in, how large they may be, and what is known of one that was taken."""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024


class FileKind(StrEnum):
    """What a file really is, whatever its name says; the value is the ending of its name."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    PNG = "png"
    TEXT = "txt"


@dataclass(frozen=True, slots=True)
class IntakeLimits:
    """How much is too much (ASVS 5.1.1, 5.2): bytes of the file; of an archive its entries, the bytes they unpack to
    and how many bytes one packed byte may become; cells of a workbook; characters of text; depth of XML; pages of a
    PDF; pixels of a picture; characters of a name."""

    size: int = 20 * MEGABYTE
    entries: int = 2_000
    unpacked: int = 200 * MEGABYTE
    ratio: int = 100
    cells: int = 100_000
    characters: int = 5_000_000
    depth: int = 200
    pages: int = 500
    pixels: int = 40_000_000
    name: int = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that may come in: its real kind, its name, the pages of a PDF, and what a reader should know of it."""

    kind: FileKind
    name: str
    pages: int | None = None
    notes: tuple[str, ...] = ()
