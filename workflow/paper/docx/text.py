"""The inside of a paragraph: runs with their emphasis, footnote calls, forced line ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflow.domain.blocks import clean, unsuperscript
from workflow.paper.docx.notes import Notes
from workflow.paper.docx.xml import Element, ordered, w
from workflow.paper.inline import CALL, EMPHASIS

LINE_END = "\u2028"  # Shift+Enter
BLANK = "\u00a0"  # kept by Word where several stand together
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_LINE_ENDS = re.compile(f"({LINE_END})")


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    capitals: bool = False

    @property
    def properties(self) -> list[Element]:
        wanted = {"b": self.bold, "bCs": self.bold, "i": self.italic, "iCs": self.italic, "caps": self.capitals}
        return [w(name) for name, on in wanted.items() if on]


def one_line(text: str) -> str:
    """The text in NFC with single spaces, as a browser would show it."""
    return _SPACES.sub(" ", clean(text)).strip(" ")


def runs(text: str, notes: Notes | None = None, *, capitals: bool = False) -> tuple[Element, ...]:
    """The runs of a block's text, shown in `capitals` where the rule has them whatever was typed. `notes` holds the
    notes that are still to be set: each is set at its first call; a call without a note stays the digits it is."""
    return tuple(_emphasised(one_line(text), _Look(capitals=capitals), notes or Notes(())))


def line_runs(lines: list[str]) -> tuple[Element, ...]:
    """The runs of a text that is broken into these lines, without emphasis."""
    return typed(LINE_END.join(map(one_line, lines)))


def typed(text: str, *properties: Element) -> tuple[Element, ...]:
    """The runs of a text in which nothing has a meaning of its own."""
    return tuple(_run(part, list(properties)) for part in _LINE_ENDS.split(text) if part)


def _emphasised(text: str, look: _Look, notes: Notes) -> Iterator[Element]:
    end = 0
    for found in EMPHASIS.finditer(text):
        yield from _called(text[end : found.start()], look, notes)
        if found["bold"]:
            yield from _emphasised(found["bold"], replace(look, bold=True), notes)
        else:
            yield from _called(found["italic"], replace(look, italic=True), notes)
        end = found.end()
    yield from _called(text[end:], look, notes)


def _called(text: str, look: _Look, notes: Notes) -> Iterator[Element]:
    end = 0
    for found in CALL.finditer(text):
        if reference := notes.call(unsuperscript(found[0])):
            yield from typed(text[end : found.start()], *look.properties)
            yield reference
            end = found.end()
    yield from typed(text[end:], *look.properties)


def _run(text: str, properties: list[Element]) -> Element:
    content = w("br") if text == LINE_END else Element("w:t", (("xml:space", "preserve"),), (text,))
    return w("r", ordered("rPr", properties), content) if properties else w("r", content)
