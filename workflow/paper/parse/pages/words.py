"""The words and ruled lines of a PDF's pages with their places. Points, counted from the bottom left corner."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workflow.domain.errors import InvalidInput

_MOST_PAGES = 1000
_HYPHEN_AT_END = 0x02  # pdfium's sign for a hyphen at a line's end
_BELOW, _ABOVE = 0.22, 0.78  # of a font's size: how far its letters reach from their line
_APART = 0.18  # of the letters' height: a gap that parts words
_THIN = 2.5  # points: a ruled line is at most so thick
_SIDES = 6  # segments of a drawn frame; a picture of many is none
_SHORTEST_UPRIGHT, _SHORTEST_ACROSS = 8.0, 20.0  # the squares of a square code are smaller
_UNREADABLE = "Không đọc được tệp PDF (hỏng hoặc đặt mật khẩu); hãy mở bằng trình đọc PDF, lưu lại rồi thử lại."


@dataclass(slots=True)
class Word:
    """Letters that stand together: where they begin and end, the line they stand on, the size of their font."""

    text: str
    left: float
    right: float
    base: float
    height: float
    bold: bool = False
    italic: bool = False
    apart: bool = False  # a blank stands before it

    @property
    def bottom(self) -> float:
        """Where its lowest letters end."""
        return self.base - self.height * _BELOW

    @property
    def top(self) -> float:
        """Where its highest letters end."""
        return self.base + self.height * _ABOVE

    @property
    def middle(self) -> float:
        """Half-way up."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, upright when left and right are one place."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def upright(self) -> bool:
        """Whether it parts columns."""
        return self.top - self.bottom > self.right - self.left


@dataclass(slots=True)
class Page:
    """What one page shows."""

    width: float
    height: float
    words: list[Word]
    rules: list[Rule]


def read_pages(data: bytes) -> list[Page]:
    """Every page of the file. Refuses (InvalidInput) what pdfium cannot open and more than a thousand pages."""
    # pdfium takes a tenth of a second to load and only PDF files need it
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as broken:
        raise InvalidInput(_UNREADABLE) from broken
    try:
        if len(document) > _MOST_PAGES:
            raise InvalidInput(f"Tệp PDF có hơn {_MOST_PAGES} trang; hãy chia nhỏ.")
        return [_page(page) for page in document]
    except pypdfium2.PdfiumError as broken:
        raise InvalidInput(_UNREADABLE) from broken
    finally:
        document.close()


def _page(page: Any) -> Page:
    text = page.get_textpage()
    try:
        return Page(page.get_width(), page.get_height(), list(_words(text)), list(_rules(page)))
    finally:
        text.close()


def _words(text: Any) -> Iterator[Word]:
    word: Word | None = None
    apart = True
    for letter in _letters(text):
        if letter is None:
            if word:
                yield word
            word, apart = None, True
        elif word and _joins(word, letter):
            word.text += letter.text
            word.right = max(word.right, letter.right)
        else:
            if word:
                yield word
            word, letter.apart, apart = letter, apart, False
    if word:
        yield word


def _joins(word: Word, letter: Word) -> bool:
    gap, same_size = letter.left - word.right, abs(letter.height - word.height) < word.height * 0.15
    near = -word.height < gap < word.height * _APART
    level = abs(letter.base - word.base) < word.height * 0.1
    return near and level and same_size and (letter.bold, letter.italic) == (word.bold, word.italic)


def _letters(text: Any) -> Iterator[Word | None]:
    """Each letter as a word of its own; None for a space or a new line."""
    from pypdfium2 import raw

    styles = _Styles()
    box, across, up = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code == 0 or chr(code).isspace():
            yield None
            continue
        raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(across), ctypes.byref(up))
        size, bold, italic = styles.of(raw.FPDFText_GetTextObject(text, index))
        sign = "-" if code == _HYPHEN_AT_END else chr(code)
        yield Word(sign, box.left, box.right, up.value, size or box.top - box.bottom, bold, italic)


class _Styles:
    """Size, and bold and italic by the font's name, asked once for each text object in a row."""

    def __init__(self) -> None:
        self._last: Any = None
        self._style = (0.0, False, False)
        self._fonts: dict[Any, tuple[bool, bool]] = {}

    def of(self, item: Any) -> tuple[float, bool, bool]:
        """The size of a text object's letters in points (0 when unknown), whether they are bold, italic."""
        from pypdfium2 import raw

        address = ctypes.cast(item, ctypes.c_void_p).value
        if address is None or address == self._last:
            return self._style
        font = raw.FPDFTextObj_GetFont(item)
        key = ctypes.cast(font, ctypes.c_void_p).value
        if key not in self._fonts:
            name = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, name, 256)
            told = name.value.decode("ascii", "ignore").lower()
            self._fonts[key] = ("bold" in told or "black" in told, "italic" in told or "oblique" in told)
        self._last, self._style = address, (_size(item), *self._fonts[key])
        return self._style


def _size(item: Any) -> float:
    """The font's size as it is drawn."""
    from pypdfium2 import raw

    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(item, ctypes.byref(size))
    raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return float(abs(size.value) * (abs(matrix.d) or abs(matrix.b) or 1.0))


def _rules(page: Any) -> Iterator[Rule]:
    """Ruled lines, also the four sides of a drawn frame."""
    from pypdfium2 import raw

    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=5):
        left, bottom, right, top = item.get_bounds()
        wide, high = right - left, top - bottom
        across, upright = wide >= _SHORTEST_ACROSS, high >= _SHORTEST_UPRIGHT
        if (high <= _THIN and across) or (wide <= _THIN and upright):
            yield Rule(left, bottom, right, top)
        elif across and upright and raw.FPDFPath_CountSegments(item) <= _SIDES:
            yield from (Rule(left, at, right, at) for at in (bottom, top))
            yield from (Rule(at, bottom, at, top) for at in (left, right))
