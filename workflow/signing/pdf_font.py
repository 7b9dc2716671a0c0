"""Writes the letters of a stamp into a PDF file as an embedded, searchable font."""

from collections.abc import Mapping, Sequence

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import BasePdfFileWriter

from workflow.signing.lettering import Lettering

SYMBOLIC = 4
"""Font flag for glyphs outside the standard Latin set (ISO 32000-1 table 123)."""

PdfValue = generic.PdfObject | str | bytes | int | Sequence["PdfValue"] | Mapping[str, "PdfValue"]
"""Plain Python for PDF: str is a name, bytes are a string; whole numbers, lists and dictionaries stay."""


def embed(letters: Lettering, writer: BasePdfFileWriter) -> generic.IndirectObject:
    """Adds the font to the file: its program, its widths, and the way back from glyph to letter for searching."""
    name = f"/TRINHK+{letters.name}"
    descriptor: dict[str, PdfValue] = {
        "/Type": "/FontDescriptor",
        "/FontName": name,
        "/Flags": SYMBOLIC,
        "/FontBBox": letters.box,
        "/ItalicAngle": 0,
        "/Ascent": letters.ascent,
        "/Descent": letters.descent,
        "/CapHeight": letters.ascent,
        "/StemV": 80,
        "/FontFile2": writer.add_object(_stream(letters.program, {"/Length1": len(letters.program)})),
    }
    glyphs: dict[str, PdfValue] = {
        "/Type": "/Font",
        "/Subtype": "/CIDFontType2",
        "/BaseFont": name,
        "/CIDSystemInfo": {"/Registry": b"Adobe", "/Ordering": b"Identity", "/Supplement": 0},
        "/FontDescriptor": writer.add_object(_pdf(descriptor)),
        "/CIDToGIDMap": "/Identity",
        "/W": [item for letter, glyph in letters.glyphs.items() for item in (glyph, [letters.widths[letter]])],
    }
    font: dict[str, PdfValue] = {
        "/Type": "/Font",
        "/Subtype": "/Type0",
        "/BaseFont": name,
        "/Encoding": "/Identity-H",
        "/DescendantFonts": [writer.add_object(_pdf(glyphs))],
        "/ToUnicode": writer.add_object(_stream(_to_unicode(letters), {})),
    }
    return writer.add_object(_pdf(font))


def _pdf(value: PdfValue) -> generic.PdfObject:
    match value:
        case generic.PdfObject():
            return value
        case str():
            return generic.NameObject(value)
        case bytes():
            return generic.ByteStringObject(value)
        case int():
            return generic.NumberObject(value)  # type: ignore[no-untyped-call]
        case Mapping():
            pairs = {generic.NameObject(key): _pdf(item) for key, item in value.items()}
            return generic.DictionaryObject(pairs)  # type: ignore[no-untyped-call]
    return generic.ArrayObject([_pdf(item) for item in value])


def _stream(data: bytes, entries: Mapping[str, PdfValue]) -> generic.StreamObject:
    stream = generic.StreamObject({generic.NameObject(key): _pdf(item) for key, item in entries.items()}, data)
    stream.compress()  # type: ignore[no-untyped-call]
    return stream


def _to_unicode(letters: Lettering) -> bytes:
    pairs = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, glyph in letters.glyphs.items()]
    batches = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    rows = [f"{len(batch)} beginbfchar\n" + "\n".join(batch) + "\nendbfchar" for batch in batches]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *rows,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()
