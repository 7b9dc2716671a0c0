"""The visible part of a signature: a few lines in blue (person) or red within a red frame (organisation)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

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
PADDING = 4.0


@dataclass(frozen=True)
class LineStampStyle(BaseStampStyle):
    """A stamp of plain lines, as issued Party PDFs show it: no e-mail, no word "Ký bởi"."""

    lines: tuple[str, ...] = ()
    kind: SignatureKind = SignatureKind.PERSON
    font: Path = Path()

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, object]
    ) -> "LineStamp":
        return LineStamp(writer, self, box)


class LineStamp(BaseStamp):
    """The stamp of one signature in one file."""

    def __init__(self, writer: BasePdfFileWriter, style: LineStampStyle, box: BoxConstraints) -> None:
        super().__init__(writer, style, box)
        self.lines, self.kind = style.lines, style.kind
        self.letters = lettering("".join(style.lines), style.font)
        self.set_resource(ResourceType.FONT, pdf_name("/F"), embed(self.letters, writer))

    def render(self) -> bytes:
        """The drawing operators: the frame of an organisation's stamp, then the lines, centred.

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
