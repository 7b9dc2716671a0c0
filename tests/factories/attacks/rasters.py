"""Pages as pictures: what a reader sees of a file outside the places of its signatures."""

from collections.abc import Iterator
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageDraw
from pyhanko.pdf_utils.reader import PdfFileReader

SCALE = 0.5
"""Dots to the point: 36 to the inch, at which a changed word still shows."""


def looks_the_same(pdf: bytes) -> bool:
    """Whether the file shows what it showed when the first signature was made, outside the signatures' boxes."""
    signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
    end = signatures[0].byte_range[2] + signatures[0].byte_range[3]
    boxes = [[float(one) for one in signature.sig_field["/Rect"]] for signature in signatures]
    before, after = list(_pictures(pdf[:end], boxes)), list(_pictures(pdf, boxes))
    if [one.size for one in before] != [one.size for one in after]:
        return False
    return all(ImageChops.difference(*pair).getbbox() is None for pair in zip(before, after, strict=True))


def _pictures(pdf: bytes, boxes: list[list[float]]) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        for page in document:
            picture = page.render(scale=SCALE, grayscale=True).to_pil().copy()
            draw = ImageDraw.Draw(picture)
            for left, bottom, right, top in boxes:
                height = page.get_height()
                corners = (left - 2, height - top - 2, right + 2, height - bottom + 2)
                draw.rectangle([one * SCALE for one in corners], fill=0)
            yield picture
    finally:
        document.close()
