"""PNG pictures: by their header before a pixel is decoded, and painted anew so that nothing but pixels stays."""

import io
import struct
import zlib
from collections.abc import Iterator

from workflow.domain.errors import FileRefused
from workflow.paper.intake.kinds import IntakeLimits

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_LONGEST_SIDE = 20_000
DAMAGED = "Tệp hình bị hỏng hoặc bị cắt cụt. Hãy lưu lại hình dạng PNG rồi gửi lại."
_LARGE = "Hình quá lớn ({} × {} điểm). Hãy thu nhỏ hình rồi gửi lại."
_ODD = "Tệp hình có kèm dữ liệu lạ. Hãy lưu lại hình dạng PNG rồi gửi lại."


def examine_png(data: bytes, limits: IntakeLimits) -> None:
    """Refuses (FileRefused) a picture that is too large, damaged, moving, or has bytes that are no picture."""
    chunks = list(_chunks(data))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or kinds.count(b"IHDR") > 1 or b"IDAT" not in kinds:
        raise FileRefused(DAMAGED)
    if b"acTL" in kinds or b"fdAT" in kinds:
        raise FileRefused("Hình động không dùng được. Hãy lưu lại hình tĩnh dạng PNG rồi gửi lại.")
    _pixels(chunks[0][1], b"".join(content for kind, content in chunks if kind == b"IDAT"), limits)


def repainted(data: bytes) -> bytes:
    """The same pixels as a new PNG: no text, no profile, no other chunk. For a picture that `examine_png` took."""
    # Pillow is only needed where pictures come in
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
        plain = picture.convert("RGBA")
    fresh = Image.frombytes("RGBA", plain.size, plain.tobytes())
    out = io.BytesIO()
    fresh.save(out, "PNG")
    return out.getvalue()


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place < len(data):
        if len(data) - place < 12:
            raise FileRefused(DAMAGED)
        length, kind = struct.unpack_from(">L4s", data, place)
        content = data[place + 8 : place + 8 + length]
        check = data[place + 8 + length : place + 12 + length]
        if len(content) != length or not kind.isalpha() or check != struct.pack(">L", zlib.crc32(kind + content)):
            raise FileRefused(DAMAGED)
        yield kind, content
        place += 12 + length
        if kind == b"IEND" and place != len(data):
            raise FileRefused(_ODD)


def _pixels(header: bytes, packed: bytes, limits: IntakeLimits) -> None:
    if len(header) != 13:
        raise FileRefused(DAMAGED)
    width, height, depth, colour, _, _, interlaced = struct.unpack(">2L5B", header)
    if not width or not height or depth not in _DEPTHS.get(colour, ()) or interlaced > 1:
        raise FileRefused(DAMAGED)
    if width * height > limits.pixels or max(width, height) > _LONGEST_SIDE:
        raise FileRefused(_LARGE.format(width, height))
    row = (width * depth * _CHANNELS[colour] + 7) // 8 + 1
    room = row * height * (2 if interlaced else 1) + 4_096
    inflate = zlib.decompressobj()
    try:
        inflated = len(inflate.decompress(packed, room))
    except zlib.error as broken:
        raise FileRefused(DAMAGED) from broken
    if inflate.unconsumed_tail or inflated >= room:
        raise FileRefused(_ODD)
    if not inflate.eof:
        raise FileRefused(DAMAGED)
