"""The one font family of the paper: Times New Roman or what has its widths, with every Vietnamese letter."""

import string
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workflow.domain.blocks import SUPERSCRIPTS
from workflow.domain.errors import SetupIncomplete

# (name, files of regular, bold, italic, bold italic) in order of preference
_FAMILIES = (
    ("Tinos", ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic")),
    ("Times New Roman", ("times", "timesbd", "timesi", "timesbi")),
    (
        "Times New Roman",
        ("Times_New_Roman", "Times_New_Roman_Bold", "Times_New_Roman_Italic", "Times_New_Roman_Bold_Italic"),
    ),
    (
        "Times New Roman",
        ("Times New Roman", "Times New Roman Bold", "Times New Roman Italic", "Times New Roman Bold Italic"),
    ),
    (
        "Liberation Serif",
        ("LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic"),
    ),
)
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
    "C:/Windows/Fonts",
)
_MARKS = "\u0300\u0301\u0303\u0309\u0323"  # the five tones
_VOWELS = "aăâeêioôơuưy"
MISSING = (
    "Máy chủ chưa có phông chữ đủ chữ tiếng Việt để tạo văn bản. Hãy cài: "
    "sudo apt-get install -y --no-install-recommends fonts-croscore"
)


@dataclass(frozen=True, slots=True)
class FontFamily:
    """Four files of one family."""

    name: str
    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path

    @property
    def files(self) -> tuple[Path, Path, Path, Path]:
        """Regular, bold, italic, bold italic."""
        return self.regular, self.bold, self.italic, self.bold_italic


def letters() -> frozenset[str]:
    """Every character a paper may need: ASCII, the Vietnamese letters with their tones, superscripts, typography."""
    toned = {unicodedata.normalize("NFC", vowel + mark) for vowel in _VOWELS for mark in _MARKS}
    small = toned | set(_VOWELS) | {"đ"}
    return frozenset(
        small | {letter.upper() for letter in small} | set(string.printable[:95]) | set(SUPERSCRIPTS + "“”‘’…–")
    )


@cache
def find_font() -> FontFamily:
    """The first family of the list that this machine has whole. Refuses (SetupIncomplete) when there is none."""
    return find_font_in(tuple(Path(folder).expanduser() for folder in _FOLDERS))


def find_font_in(folders: tuple[Path, ...]) -> FontFamily:
    """The same, looking only into these folders and what is below them."""
    files = {
        file.stem.lower(): file for folder in folders if folder.is_dir() for file in folder.rglob("*.[tT][tT][fF]")
    }
    for name, stems in _FAMILIES:
        found = [files[stem.lower()] for stem in stems if stem.lower() in files]
        if len(found) == len(stems) and all(map(_is_whole, found)):
            return FontFamily(name, *found)
    raise SetupIncomplete(MISSING)


def _is_whole(file: Path) -> bool:
    # fontTools takes a tenth of a second to import and only the worker that prints needs it
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        return not {ord(letter) for letter in letters()} - font.getBestCmap().keys()
