"""XML parts read once, as a stream and without a tree: no entities, no document type, no depth, no flood."""

from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat  # guarded below as defusedxml does, but without building a tree of a stranger's size

from workflow.domain.errors import FileRefused
from workflow.paper.intake.archives import DAMAGED
from workflow.paper.intake.kinds import IntakeLimits

_CHUNK = 1 << 16
_ENTITIES = "Tệp có khai báo thực thể XML, thứ không có trong tệp do Word hoặc Excel lưu. Hãy lưu lại tệp rồi gửi lại."
_DEEP = "Nội dung tệp lồng vào nhau quá sâu. Hãy đơn giản hoá các bảng lồng nhau rồi gửi lại."
_LONG = "Nội dung tệp quá dài (hơn {:,} ký tự). Hãy chia nhỏ văn bản rồi gửi lại."

Element = Callable[[str, Mapping[str, str]], None]
Text = Callable[[str, str], None]
"""Called with the name of the innermost element, without its namespace, and a piece of its text."""


class Reading:
    """One pass over one part. Names come without their namespaces, attributes too."""

    def __init__(self, limits: IntakeLimits, element: Element, text: Text | None = None) -> None:
        self._limits, self._element, self._text = limits, element, text
        self._open: list[str] = []
        self.characters = 0
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_entities
        self._parser.EntityDeclHandler = _refuse_entities
        self._parser.ExternalEntityRefHandler = _refuse_entities
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = lambda name: self._open.pop()
        self._parser.CharacterDataHandler = self._said

    def read(self, part: IO[bytes]) -> int:
        """Read it to its end; how many characters of text it holds. Refuses (FileRefused) what the module says."""
        try:
            while chunk := part.read(_CHUNK):
                self._parser.Parse(chunk, False)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as broken:  # the last two: an encoding nobody knows
            raise FileRefused(DAMAGED) from broken
        return self.characters

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open.append(_local(name))
        if len(self._open) > self._limits.depth:
            raise FileRefused(_DEEP)
        self._element(self._open[-1], {_local(key): value for key, value in attributes.items()})

    def _said(self, words: str) -> None:
        self.characters += len(words)
        if self.characters > self._limits.characters:
            raise FileRefused(_LONG.format(self._limits.characters).replace(",", "."))
        if self._text:
            self._text(self._open[-1], words)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _refuse_entities(*_: object) -> int:
    raise FileRefused(_ENTITIES)
