"""A Word file as a person reads it: paragraph by paragraph with the numbers that Word prints, notes, styles, tables."""

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ["", *["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]]
_TENS = ["", *["X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"]]
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Line:
    """One paragraph: its style, the number that Word sets before it, its text with footnote calls as raised digits."""

    style: str
    number: str
    text: str
    element: ElementTree.Element

    @property
    def printed(self) -> str:
        """Number and text as they stand on paper."""
        gap = "" if self.text.startswith("\n") else " "
        return f"{self.number}{gap}{self.text}" if self.number else self.text


class WordFile:
    """A .docx opened for reading."""

    def __init__(self, content: bytes) -> None:
        archive = zipfile.ZipFile(BytesIO(content))
        self.names = archive.namelist()
        self.raw = {name: archive.read(name) for name in self.names}
        self.parts = {name: ElementTree.fromstring(data) for name, data in self.raw.items()}
        self.document = self.parts["word/document.xml"]
        self._levels = dict(_levels(self.parts["word/numbering.xml"]))
        self._styled = dict(_style_numbers(self.parts["word/styles.xml"]))
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._notes_so_far = 0
        self.note_marks: dict[str, str] = {}
        self.lines = [self._line(element) for element in self.document.iter(f"{W}p")]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """(number as printed, text) of every note, in the order of the calls."""
        found = []
        for note in self.parts["word/footnotes.xml"]:
            mark = self.note_marks.get(note.get(f"{W}id", ""))
            if mark is not None:
                text = "".join(part.text or "" for part in note.iter(f"{W}t"))
                own = note.find(f".//{W}footnoteRef") is not None
                found.append((mark, text.strip() if own else text.removeprefix(mark).strip()))
        return found

    def styles(self) -> dict[str, ElementTree.Element]:
        """The styles by id."""
        return {style.get(f"{W}styleId", ""): style for style in self.parts["word/styles.xml"].iter(f"{W}style")}

    def _line(self, element: ElementTree.Element) -> Line:
        style = element.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        number = self._number(element, name)
        return Line(name, number, "".join(self._texts(element)), element)

    def _texts(self, element: ElementTree.Element) -> Iterator[str]:
        for run in element.iter(f"{W}r"):
            reference = run.find(f"{W}footnoteReference")
            if reference is not None:
                yield self._mark(run, reference).translate(_RAISED)
                continue
            for part in run:
                if part.tag == f"{W}t":
                    yield part.text or ""
                elif part.tag in {f"{W}br", f"{W}tab"}:
                    yield "\n"

    def _mark(self, run: ElementTree.Element, reference: ElementTree.Element) -> str:
        if reference.get(f"{W}customMarkFollows"):
            mark = run.findtext(f"{W}t") or ""
        else:
            self._notes_so_far += 1
            mark = str(self._notes_so_far)
        self.note_marks[reference.get(f"{W}id", "")] = mark
        return mark

    def _number(self, element: ElementTree.Element, style: str) -> str:
        own = element.find(f"{W}pPr/{W}numPr")
        if own is not None:
            listed, level = _value(own, "numId"), int(_value(own, "ilvl") or 0)
        else:
            listed, level = self._styled.get(style, ("0", 0))
        if listed == "0":
            return ""
        counts = self._counts[listed]
        counts[level] = counts.get(level, 0) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        _, text = self._levels[listed, level]
        for index in range(level + 1):
            form_there = self._levels[listed, index][0]
            text = text.replace(f"%{index + 1}", _formatted(form_there, counts.get(index, 0)))
        return text


def _levels(numbering: ElementTree.Element) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    definitions = {one.get(f"{W}abstractNumId"): one for one in numbering.findall(f"{W}abstractNum")}
    for listed in numbering.findall(f"{W}num"):
        for level in definitions[_value(listed, "abstractNumId")].findall(f"{W}lvl"):
            key = listed.get(f"{W}numId", ""), int(level.get(f"{W}ilvl", ""))
            assert _value(level, "start") == "1"
            yield key, (_value(level, "numFmt"), _value(level, "lvlText"))


def _style_numbers(styles: ElementTree.Element) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in styles.iter(f"{W}style"):
        own = style.find(f"{W}pPr/{W}numPr")
        if own is not None:
            yield style.get(f"{W}styleId", ""), (_value(own, "numId"), int(_value(own, "ilvl") or 0))


def _value(element: ElementTree.Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def _formatted(form: str, value: int) -> str:
    if form == "upperRoman":
        return "C" * (value // 100) + _TENS[value % 100 // 10] + _ROMAN[value % 10]
    if form in {"lowerLetter", "upperLetter"}:
        letter = "abcdefghijklmnopqrstuvwxyz"[value - 1]
        return letter if form == "lowerLetter" else letter.upper()
    return str(value)
