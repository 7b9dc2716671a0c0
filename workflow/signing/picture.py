"""Pictures of hand signatures and of seals, made fit for a signed paper: small, on nothing, nothing but pixels."""

import io
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from workflow.domain.errors import FileRefused
from workflow.domain.states import SignatureKind
from workflow.signing.api import SignaturePlace

if TYPE_CHECKING:
    from PIL import Image

LARGEST = (1200, 1200)
"""Pixels; 36 mm at 600 dots an inch are 850."""

SMALLEST = 60
"""Pixels of the longer side; less cannot be printed."""

SEAL_MILLIMETRES = 36.0
"""Width of the seal on paper when the file does not say: the real size of a seal (HD05; the measure itself is not
confirmed by a rule we have read)."""

PLAUSIBLE = (20.0, 50.0)
"""Millimetres between which a file's own statement of its size is believed."""

_WHITE = 225
_FAINT = 24


def normalised(data: bytes, kind: SignatureKind) -> bytes:
    """The picture as it is kept: RGBA without margins, at most `LARGEST`, stating its real size. A scan on white paper
    loses the white. Refuses (FileRefused) a picture of nothing, one on a ground that is neither transparent nor white,
    and one too small to print."""
    from PIL import Image  # only where pictures come in

    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        stated = opened.info.get("dpi", (0, 0))[0]
        picture = opened.convert("RGBA")
    picture = _trimmed(_freed(picture))
    if max(picture.size) < SMALLEST:
        raise FileRefused("Ảnh quá nhỏ để in. Hãy quét hoặc chụp lại rõ hơn.")
    dots = _dots(stated, picture.width, kind)
    before = picture.width
    picture.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    dots *= picture.width / before
    out = io.BytesIO()
    fresh = Image.frombytes("RGBA", picture.size, picture.tobytes())
    fresh.save(out, "PNG", optimize=True, dpi=(dots, dots))
    return out.getvalue()


def millimetres(png: bytes) -> tuple[float, float]:
    """Width and height on paper of a picture that was normalised."""
    from PIL import Image

    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        dots = float(picture.info["dpi"][0])
        return picture.width / dots * 25.4, picture.height / dots * 25.4


def seal_place(box: SignaturePlace, png: bytes) -> SignaturePlace:
    """Where the seal stands in its real size: its right edge and its middle are those of the box kept for it, whose
    right edge is a third into the signature (HD05; domain.md §5.5)."""
    width, height = (side / 25.4 * 72 for side in millimetres(png))
    middle = (box.y1 + box.y2) / 2
    return replace(box, x1=box.x2 - width, y1=middle - height / 2, y2=middle + height / 2)


def _freed(picture: "Image.Image") -> "Image.Image":
    """The picture on nothing: as it came, or with the white of its paper taken away."""
    from PIL import ImageChops

    red, green, blue, alpha = picture.split()
    if alpha.histogram()[255] < picture.width * picture.height:
        return picture
    corners = [cast("tuple[int, ...]", picture.getpixel(place)) for place in _corners(picture)]
    if min(shade for corner in corners for shade in corner) < _WHITE:
        raise FileRefused("Nền ảnh chưa trong suốt và không trắng. Hãy quét trên giấy trắng, hoặc xoá nền rồi gửi lại.")
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    ink = ImageChops.invert(darkest).point(lambda value: 0 if value < _FAINT else min(255, value * 2))
    picture.putalpha(ink)
    return picture


def _corners(picture: "Image.Image") -> tuple[tuple[int, int], ...]:
    right, bottom = picture.width - 1, picture.height - 1
    return (0, 0), (right, 0), (0, bottom), (right, bottom)


def _trimmed(picture: "Image.Image") -> "Image.Image":
    inked = picture.getchannel("A").getbbox()
    if inked is None:
        raise FileRefused("Ảnh không có nét nào. Hãy chọn ảnh khác.")
    return picture.crop(inked)


def _dots(stated: float, inked: int, kind: SignatureKind) -> float:
    """Dots an inch: as the file says where that makes a seal of plausible size, else so that it has the usual one."""
    if kind is SignatureKind.PERSON:
        return inked / 50 * 25.4  # fitted into its place on the paper whatever its size
    believed = stated > 0 and PLAUSIBLE[0] <= inked / stated * 25.4 <= PLAUSIBLE[1]
    return stated if believed else inked / SEAL_MILLIMETRES * 25.4
