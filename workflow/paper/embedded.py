"""The structured document read back out of a PDF that may have come from anybody."""

import json
import zlib
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from typing import Any

from workflow.domain.paper import Paper
from workflow.paper.archive import FILE_NAME, NAMESPACE
from workflow.paper.structure import LARGEST, canonical_json, paper_from

_STATED = f"{{{NAMESPACE}}}structure"
_LARGEST_METADATA = 1024 * 1024


class Absence(StrEnum):
    """Why a file has no structured document to compare."""

    UNREADABLE = "unreadable"  # no PDF, or a broken or locked one
    NOT_THERE = "not_there"
    BROKEN = "broken"  # there, but no canonical document, or not what the metadata say


@dataclass(frozen=True, slots=True)
class Embedded:
    """The structured document of a PDF: canonical bytes whose digest the file's metadata state, and their paper."""

    content: bytes
    digest: str
    paper: Paper


def embedded(pdf: bytes) -> Embedded | Absence:
    """The structured document that a PDF carries, as its last revision has it. Every way in which bytes can be wrong
    ends in an `Absence`; a file made to eat memory must be read in the sandbox."""
    # pyHanko takes a tenth of a second to import and only checking needs it
    from pyhanko.pdf_utils.misc import PdfError

    try:
        return _read(pdf)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, PdfError, RuntimeError, TypeError):
        return Absence.UNREADABLE
    except (MemoryError, SyntaxError, ValueError, zlib.error):
        return Absence.UNREADABLE


def _read(pdf: bytes) -> Embedded | Absence:
    from pyhanko.pdf_utils.reader import PdfFileReader  # as above

    reader = PdfFileReader(BytesIO(pdf), strict=False)
    if reader.encrypted:
        return Absence.UNREADABLE
    root = reader.root
    files = [file for file in map(_resolved, root.get("/AF", ())) if file["/UF"] == FILE_NAME]
    if not files:
        return Absence.NOT_THERE
    if len(files) > 1:
        return Absence.BROKEN
    content = _plain(files[0]["/EF"]["/F"])
    return _checked(content, _stated(_plain(root["/Metadata"])) if "/Metadata" in root else [])


def _stated(packet: bytes | None) -> list[str]:
    """The digests that the metadata state, as elements or, as signing programs write them anew, as attributes."""
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    if not packet or len(packet) > _LARGEST_METADATA:
        return []
    parts = list(fromstring(packet).iter())
    return [part.text or "" for part in parts if part.tag == _STATED] + [
        part.attrib[_STATED] for part in parts if _STATED in part.attrib
    ]


def _resolved(value: Any) -> Any:
    # pyHanko follows references in a dictionary but not in an array
    return value.get_object() if hasattr(value, "get_object") else value


def _checked(content: bytes | None, stated: list[str]) -> Embedded | Absence:
    paper = paper_from(content) if content is not None else None
    if content is None or paper is None or canonical_json(json.loads(content)) != content:
        return Absence.BROKEN
    digest = sha256(content).hexdigest()
    return Embedded(content, digest, paper) if stated == [digest] else Absence.BROKEN


def _plain(stream: Any) -> bytes | None:
    """The content of a stream as we write it, deflated or plain, of at most `LARGEST` bytes; None for any other."""
    packed: bytes = stream.encoded_data
    if "/Filter" not in stream:
        return packed if len(packed) <= LARGEST else None
    if stream["/Filter"] != "/FlateDecode" or "/DecodeParms" in stream:
        return None
    unpacker = zlib.decompressobj()
    content = unpacker.decompress(packed, LARGEST + 1)
    return content if len(content) <= LARGEST and unpacker.eof else None
