"""A small writer of WordprocessingML: elements as values, their order as the schema has it, their text always safe."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# ECMA-376 part 1, 17.3.1.26 and 17.3.2.28: of all possible children those that are written here
_ORDER = {
    "w:pPr": "pStyle keepNext widowControl numPr pBdr spacing ind jc outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs caps vanish sz szCs u vertAlign lang",
}


@dataclass(frozen=True, slots=True)
class Element:
    """One element with its attributes and what is in it."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple["Element | str", ...] = ()

    def __str__(self) -> str:
        """The element as XML."""
        parts: list[str] = []
        _write(self, parts)
        return "".join(parts)


def w(name: str, /, *children: Element | str, **attributes: str | int) -> Element:
    """An element of WordprocessingML; its attributes belong to the same namespace."""
    return Element(f"w:{name}", tuple((f"w:{key}", str(value)) for key, value in attributes.items()), children)


def ordered(name: str, children: Iterable[Element]) -> Element:
    """`pPr` or `rPr` with its children in the order of the schema."""
    order = _ORDER[f"w:{name}"].split()
    return w(name, *sorted(children, key=lambda child: order.index(child.name[2:])))


def part(name: str, *children: Element) -> bytes:
    """A whole part of the package whose root is the named element of WordprocessingML."""
    spaces = tuple((f"xmlns:{prefix}", address) for prefix, address in NAMESPACES.items())
    return document(Element(f"w:{name}", spaces, children))


def document(root: Element) -> bytes:
    """A whole XML file."""
    return f"{_HEAD}{root}".encode()


def _write(element: Element, parts: list[str]) -> None:
    parts.append(f"<{element.name}")
    parts.extend(f' {name}="{_escaped(value)}"' for name, value in element.attributes)
    if not element.children:
        parts.append("/>")
        return
    parts.append(">")
    for child in element.children:
        if isinstance(child, str):
            parts.append(_escaped(child))
        else:
            _write(child, parts)
    parts.append(f"</{element.name}>")


def _escaped(text: str) -> str:
    return _NOT_XML.sub("", text).translate(_ESCAPES)
