"""The letters of a visible stamp: the paper's own font, cut down to the letters used, as a font object of a PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from workflow.domain.errors import SetupIncomplete, SigningFailed

FONT_FILES = (
    "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf",
    "/usr/share/fonts/truetype/msttcorefonts/Times_New_Roman.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/Library/Fonts/Times New Roman.ttf",
    "/System/Library/Fonts/Supplemental/Times New Roman.ttf",
    "C:/Windows/Fonts/times.ttf",
)
"""Where the paper's font, and the fonts of the same widths, are installed; the first one there is taken."""

REPERTOIRE = frozenset((*range(0x20, 0x7F), *range(0xA0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA)))
"""Letters a Vietnamese name, a date and a time are written with; cutting the font down to them once is what
makes cutting it down to one stamp's letters cheap."""

CLOCK = " +-:0123456789"
"""Always among the letters, so that one signer's stamps of different times share one cut of the font."""


@dataclass(frozen=True)
class Lettering:
    """A font program that holds just the letters asked for."""

    name: str
    """PostScript name."""
    program: bytes
    """The TrueType file."""
    glyphs: dict[str, int]
    """Letter to glyph number in `program`."""
    widths: dict[str, int]
    """Letter to advance width, in thousandths of the type size."""
    box: tuple[int, int, int, int]
    """Font bounding box, thousandths of the type size."""
    ascent: int
    """Height above the base line, thousandths of the type size."""
    descent: int
    """Depth below the base line, negative."""

    def width(self, text: str, size: float) -> float:
        """Length of the text in points when set in `size` points."""
        return sum(self.widths[letter] for letter in text) * size / 1000

    def code(self, text: str) -> str:
        """The text as the hexadecimal glyph string of a content stream."""
        return "".join(f"{self.glyphs[letter]:04x}" for letter in text)


def find_font() -> Path:
    """The first of `FONT_FILES` that is there; `SetupIncomplete` names the package when none is."""
    for file in map(Path, FONT_FILES):
        if file.is_file():
            return file
    raise SetupIncomplete("Máy chưa có phông chữ Tinos để in dấu ký. Hãy cài gói fonts-croscore.")


def lettering(text: str, font: Path) -> Lettering:
    """The letters of `text`, and those of any time, from that font; refuses a letter the font does not have."""
    return _lettering("".join(sorted({*text, *CLOCK})), font)


@lru_cache(maxsize=256)
def _lettering(letters: str, font: Path) -> Lettering:
    small = _cut(_vietnamese(font), map(ord, letters))
    cmap, scale = small.getBestCmap() or {}, 1000 / small["head"].unitsPerEm
    if missing := [letter for letter in letters if ord(letter) not in cmap]:
        raise SigningFailed(f"Phông chữ của dấu ký không có chữ: {' '.join(missing)}.", permanent=True)
    head, hhea = small["head"], small["hhea"]
    return Lettering(
        name=str(small["name"].getDebugName(6) or "Serif"),
        program=_saved(small),
        glyphs={letter: small.getGlyphID(cmap[ord(letter)]) for letter in letters},
        widths={letter: _to(small["hmtx"][cmap[ord(letter)]][0], scale) for letter in letters},
        box=(_to(head.xMin, scale), _to(head.yMin, scale), _to(head.xMax, scale), _to(head.yMax, scale)),
        ascent=_to(hhea.ascent, scale),
        descent=_to(hhea.descent, scale),
    )


@lru_cache(maxsize=4)
def _vietnamese(font: Path) -> bytes:
    return _saved(_cut(font.read_bytes(), REPERTOIRE))


def _cut(program: bytes, letters: Iterable[int]) -> TTFont:
    font = TTFont(BytesIO(program), recalcTimestamp=False)
    cutter = subset.Subsetter(subset.Options(layout_features=[], hinting=False, name_IDs=[6], notdef_outline=True))
    cutter.populate(unicodes=list(letters))
    cutter.subset(font)
    return font


def _saved(font: TTFont) -> bytes:
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def _to(value: float, scale: float) -> int:
    return round(value * scale)
