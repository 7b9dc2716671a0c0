"""The visible part of a signature: a picture with its time, or a few lines, blue of a person, red of a seal."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

from workflow.domain.states import SignatureKind
from workflow.signing.lettering import Lettering, lettering
from workflow.signing.pdf_font import embed

INK = {SignatureKind.PERSON: "0.05 0.20 0.65", SignatureKind.ORGANISATION: "0.80 0.05 0.08"}
"""Blue and red: NĐ 30/2020 Phụ lục I, HD05; the exact shades are ours."""

SIZES = (11, 10, 9, 8, 7, 6, 5)
"""Type sizes in points, tried from the largest until the lines fit."""

LEADING = 1.2
PICTURE_TYPE = 6
"""Points; the words beside a picture say who and when, the picture is what people look at."""
PADDING = 4.0


@dataclass(frozen=True)
class LineStampStyle(BaseStampStyle):
    """A stamp of plain lines, as issued Party PDFs show it: no e-mail, no word "Ký bởi"."""

    lines: tuple[str, ...] = ()
    kind: SignatureKind = SignatureKind.PERSON
    font: Path = Path()
    picture: bytes | None = None

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, object]
    ) -> "LineStamp":
        return LineStamp(writer, self, box)


class LineStamp(BaseStamp):
    """The stamp of one signature in one file."""

    def __init__(self, writer: BasePdfFileWriter, style: LineStampStyle, box: BoxConstraints) -> None:
        super().__init__(writer, style, box)
        self.lines, self.kind = style.lines, style.kind
        self.picture = _Picture(style.picture, writer) if style.picture else None
        self.letters = lettering("".join(style.lines), style.font)
        self.set_resource(ResourceType.FONT, pdf_name("/F"), embed(self.letters, writer))
        if self.picture:
            self.set_resource(ResourceType.XOBJECT, pdf_name("/P"), self.picture.reference)
            self.set_resource(ResourceType.EXT_G_STATE, pdf_name("/V"), veil(writer))

    def render(self) -> bytes:
        """The drawing operators."""
        return self._with_picture(self.picture) if self.picture else self._in_words()

    def _with_picture(self, picture: "_Picture") -> bytes:
        """The picture as large as the box allows; over the foot of the seal the body's name and the time, each line on
        a thin white veil of its own length (the signer's name stands beside the last), under the hand signature the
        time alone: the name stands printed below (domain.md §5.5)."""
        width, height, ink = float(self.box.width), float(self.box.height), INK[self.kind]
        is_seal, size = self.kind is SignatureKind.ORGANISATION, PICTURE_TYPE
        lines = self._wrapped(width - 2) if is_seal else list(self.lines[-1:])
        foot = len(lines) * size * LEADING
        free = height if is_seal else height - foot
        scale = min(width / picture.width, free / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        drawing = [
            f"q {wide:.2f} 0 0 {high:.2f} {(width - wide) / 2:.2f} {height - free / 2 - high / 2:.2f} cm /P Do Q"
        ]
        if is_seal:
            drawing.append(f"q /V gs 1 g {' '.join(self._veils(lines, width))} f Q")
        drawing.append(f"q {ink} rg")
        left = 0 if is_seal else width / 3  # the seal will cover the left third
        for row, line in enumerate(reversed(lines)):
            start = left + (width - left - self.letters.width(line, size)) / 2
            drawing.append(
                f"BT /F {size} Tf {start:.2f} {row * size * LEADING + 1.5:.2f} Td <{self.letters.code(line)}> Tj ET"
            )
        return "\n".join([*drawing, "Q"]).encode()

    def _veils(self, lines: Sequence[str], width: float) -> Iterator[str]:
        high = PICTURE_TYPE * LEADING
        for row, line in enumerate(reversed(lines)):
            veiled = self.letters.width(line, PICTURE_TYPE) + 2
            yield f"{(width - veiled) / 2:.2f} {row * high:.2f} {veiled:.2f} {high:.2f} re"

    def _wrapped(self, width: float) -> list[str]:
        return [part for line in self.lines for part in wrap(line, self.letters, PICTURE_TYPE, width)]

    def _in_words(self) -> bytes:
        """The frame of an organisation's stamp, then the lines, centred.

        A person's lines keep to the right two thirds: the organisation's stamp covers the left one (NĐ 30/2020, HD05).
        """
        width, height, ink = float(self.box.width), float(self.box.height), INK[self.kind]
        covered = width / 3 if self.kind is SignatureKind.PERSON else 0
        free = width - covered - 2 * PADDING
        size, lines = fit(self.lines, self.letters, free, height - 2 * PADDING)
        baseline = (height + len(lines) * size * LEADING) / 2 - size
        drawing = [f"q {ink} rg {ink} RG"]
        if self.kind is SignatureKind.ORGANISATION:
            drawing.append(f"1 w 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re S")
        for row, line in enumerate(lines):
            left = covered + PADDING + (free - self.letters.width(line, size)) / 2
            down = baseline - row * size * LEADING
            drawing.append(f"BT /F {size} Tf {left:.2f} {down:.2f} Td <{self.letters.code(line)}> Tj ET")
        return "\n".join([*drawing, "Q"]).encode()


class _Picture:
    """A PNG picture in a PDF file."""

    def __init__(self, png: bytes, writer: BasePdfFileWriter) -> None:
        from PIL import Image  # only for signers who have a picture
        from pyhanko.pdf_utils.images import pil_image

        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            self.width, self.height = picture.size
            self.reference = pil_image(picture.convert("RGBA"), writer)


def veil(writer: BasePdfFileWriter) -> generic.IndirectObject:
    """A graphics state that lets what lies below shine through; the paper's output intent names the blending space
    that PDF/A asks for."""
    opacity = {"/Type": generic.pdf_name("/ExtGState"), "/ca": generic.FloatObject("0.72")}  # type: ignore[no-untyped-call]
    pairs = {generic.pdf_name(key): value for key, value in opacity.items()}
    return writer.add_object(generic.DictionaryObject(pairs))  # type: ignore[no-untyped-call]


def fit(lines: Sequence[str], letters: Lettering, width: float, height: float) -> tuple[int, list[str]]:
    """The largest size whose wrapped lines fit into the box, and those lines; the smallest size when none does."""
    for size in SIZES:
        wrapped = [part for line in lines for part in wrap(line, letters, size, width)]
        too_wide = any(letters.width(part, size) > width for part in wrapped)
        if not too_wide and len(wrapped) * size * LEADING <= height:
            break
    return size, wrapped


def wrap(line: str, letters: Lettering, size: float, width: float) -> list[str]:
    """Breaks a line at its spaces so that each part is no longer than `width` points where a word allows it."""
    parts: list[str] = []
    for word in line.split():
        if parts and letters.width(f"{parts[-1]} {word}", size) <= width:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts
