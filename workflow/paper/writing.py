"""The objects of a printed sheet as the bytes of a PDF 1.7 file.

pydyf's own writer puts every object into words twice and compresses most of the file twice, once for its identifier;
and it lays all objects into one stream, in which a reader that signs or judges counts its way to each one it wants.
Here each is written once, and what such readers want stands apart from the thousands of tags.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_OPENING, _CLOSING = b"\nstream\n", b"\nendstream"
_LEVEL = 6  # nine takes twice the time for one per cent
_TOGETHER = 128  # objects of one stream
_ENTRY = struct.Struct(">BIH")  # of the table: kind, place, index
_FREE, _PLAIN, _IN_STREAM = 0, 1, 2


def file_bytes(pdf: Any, identifier: str) -> bytes:
    """The file of pydyf's objects: streams plain, all other objects in object streams, the tags last. `identifier`, 16
    bytes in hexadecimal, names the document in every version of it; the digest of the bytes names this file."""
    # pydyf comes with WeasyPrint, which only the worker that prints has
    import pydyf

    pdf.add_object(pdf.info)
    streams = [one for one in pdf.objects if isinstance(one, pydyf.Stream)]
    others = [one for one in pdf.objects[1:] if not isinstance(one, pydyf.Stream)]
    file = _File(len(pdf.objects))
    for one in streams:
        file.add(one.number, _packed(one) if one.compress else one.data)
    for together in _lots(others):
        file.add_together(together)
    return file.ended(b"/Root %b/Info %b" % (pdf.catalog.reference, pdf.info.reference), identifier)


class _File:
    """The bytes so far, and the place of each object."""

    def __init__(self, objects: int) -> None:
        self._bytes = bytearray(_HEADER)
        self._table = [_ENTRY.pack(_FREE, 0, 65535)] + [b""] * (objects - 1)

    def add(self, number: int, content: bytes) -> None:
        """One object by itself."""
        self._table[number] = _ENTRY.pack(_PLAIN, len(self._bytes), 0)
        self._bytes += b"%d 0 obj\n%b\nendobj\n" % (number, content)

    def add_together(self, objects: list[Any]) -> None:
        """Objects in one stream."""
        number = self._next()
        contents = [one.data for one in objects]
        places, at = [], 0
        for index, (one, content) in enumerate(zip(objects, contents, strict=True)):
            self._table[one.number] = _ENTRY.pack(_IN_STREAM, number, index)
            places.append(b"%d %d" % (one.number, at))
            at += len(content) + 1
        head = b" ".join(places) + b"\n"
        extra = b"/Type /ObjStm/N %d/First %d" % (len(objects), len(head))
        self.add(number, _stream(extra, head + b"\n".join(contents)))

    def ended(self, trailer: bytes, identifier: str) -> bytes:
        """The whole file, its table of objects last."""
        number, start = self._next(), len(self._bytes)
        self._table[number] = _ENTRY.pack(_PLAIN, start, 0)
        names = identifier.encode(), sha256(self._bytes).hexdigest()[:32].encode()
        extra = b"/Type /XRef/W [1 4 2]/Size %d%b/ID [<%b> <%b>]" % (len(self._table), trailer, *names)
        self._bytes += b"%d 0 obj\n%b\nendobj\n" % (number, _stream(extra, b"".join(self._table)))
        return bytes(self._bytes + b"startxref\n%d\n%%%%EOF\n" % start)

    def _next(self) -> int:
        self._table.append(b"")
        return len(self._table) - 1


def _lots(objects: Iterable[Any]) -> Iterator[list[Any]]:
    """The objects by so many, the tags after all others."""
    apart: tuple[list[Any], list[Any]] = ([], [])
    for one in objects:
        apart[isinstance(one, dict) and one.get("Type") == "/StructElem"].append(one)
    for kind in apart:
        yield from (kind[start : start + _TOGETHER] for start in range(0, len(kind), _TOGETHER))


def _packed(stream: Any) -> bytes:
    stream.compress = False
    content: bytes = stream.data.partition(_OPENING)[2].removesuffix(_CLOSING)
    stream.stream, stream.extra["Filter"] = [zlib.compress(content, _LEVEL)], "/FlateDecode"
    data: bytes = stream.data
    return data


def _stream(extra: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, _LEVEL)
    return b"<<%b/Filter /FlateDecode/Length %d>>\nstream\n%b\nendstream" % (extra, len(packed), packed)
