"""Pictures of signatures and seals: what is taken, what it becomes, where it stands on the paper."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.unit.signing.conftest import NOW, ORGANISATION_PLACE, PERSON_PLACE, Bench, request
from tests.unit.signing.test_sign import drawn_words
from workflow.domain.errors import FileRefused
from workflow.domain.states import SignatureKind
from workflow.signing.addition import Window, read_addition
from workflow.signing.picture import LARGEST, millimetres, normalised, seal_place

PERSON, SEAL = SignatureKind.PERSON, SignatureKind.ORGANISATION


def png(picture: Image.Image, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", **how)  # type: ignore[arg-type]
    return out.getvalue()


def scanned(ground: str = "white", size: tuple[int, int] = (900, 400)) -> Image.Image:
    """A blue stroke on paper."""
    picture = Image.new("RGB", size, ground)
    ImageDraw.Draw(picture).line([(100, 300), (400, 80), (800, 320)], fill=(20, 40, 150), width=12)
    return picture


def seal(side: int = 850) -> Image.Image:
    """A red ring on nothing."""
    picture = Image.new("RGBA", (side + 100, side + 100), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((50, 50, side + 50, side + 50), outline=(200, 20, 25, 255), width=20)
    return picture


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_scan_on_white_paper_loses_the_white_and_the_margins() -> None:
    kept = opened(normalised(png(scanned()), PERSON))
    assert kept.mode == "RGBA"
    assert kept.width < 800
    assert kept.getpixel((kept.width - 2, 2))[3] == 0  # type: ignore[index]
    assert kept.getchannel("A").getextrema()[1] == 255


def test_nothing_but_pixels_stays() -> None:
    from PIL.PngImagePlugin import PngInfo

    secret = PngInfo()
    secret.add_text("Author", "Nguyễn Văn A ở nhà số 5")
    kept = normalised(png(seal(), pnginfo=secret, dpi=(600, 600)), SEAL)
    assert set(opened(kept).info) == {"dpi"}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: scanned("grey"), "không trắng"),
        (lambda: Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "không có nét nào"),
        (lambda: seal(30), "quá nhỏ"),
    ],
)
def test_refuses_what_cannot_stand_on_a_paper(make: Callable[[], Image.Image], words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        normalised(png(make()), SEAL)


def test_a_large_picture_is_made_small_and_keeps_its_size_on_paper() -> None:
    kept = normalised(png(seal(3000), dpi=(2100, 2100)), SEAL)
    assert max(opened(kept).size) <= LARGEST[0]
    assert millimetres(kept)[0] == pytest.approx(3001 / 2100 * 25.4, abs=0.3)


@pytest.mark.parametrize("dots", [10, 72, 3000])
def test_a_seal_of_unlikely_size_gets_the_usual_one(dots: int) -> None:
    assert millimetres(normalised(png(seal(), dpi=(dots, dots)), SEAL))[0] == pytest.approx(36, abs=0.1)


def test_the_seal_stands_in_its_size_with_its_right_edge_a_third_into_the_signature() -> None:
    place = seal_place(ORGANISATION_PLACE, normalised(png(seal()), SEAL))
    assert place.x2 == ORGANISATION_PLACE.x2
    assert (place.x2 - place.x1) / 72 * 25.4 == pytest.approx(36, abs=0.1)
    assert place.y1 + place.y2 == pytest.approx(ORGANISATION_PLACE.y1 + ORGANISATION_PLACE.y2)


def test_both_pictures_are_signed_in_and_the_words_stay_searchable(bench: Bench) -> None:
    hand, stamp = normalised(png(scanned()), PERSON), normalised(png(seal()), SEAL)
    once = bench.person.sign(replace(request(bench.paper, PERSON, "person", PERSON_PLACE), picture=hand))
    place = seal_place(ORGANISATION_PLACE, stamp)
    twice = bench.organisation.sign(replace(request(once, SEAL, "organisation", place), picture=stamp))
    verdict_window = Window(NOW, NOW + dt.timedelta(minutes=1))
    read_addition(once, twice, bench.roots, verdict_window, covers_nothing=False)
    stamps = [one.sig_field["/AP"]["/N"] for one in PdfFileReader(io.BytesIO(twice)).embedded_signatures]
    assert drawn_words(stamps[0]) == "05-03-2026 16:30:15 +07:00"
    assert sorted(drawn_words(stamps[1]).split()) == sorted(
        ["ĐẢNG", "UỶ", "SỞ", "VĂN", "HOÁ,", "THỂ", "THAO", "VÀ", "DU", "LỊCH", "05-03-2026", "16:30:15", "+07:00"]
    )
    for one in stamps:
        assert one["/Resources"]["/XObject"]["/P"]["/SMask"]["/ColorSpace"] == "/DeviceGray"


def test_the_seal_is_drawn_red_and_the_hand_blue(bench: Bench) -> None:
    hand, stamp = normalised(png(scanned()), PERSON), normalised(png(seal()), SEAL)
    once = bench.person.sign(replace(request(bench.paper, PERSON, "person", PERSON_PLACE), picture=hand))
    place = seal_place(ORGANISATION_PLACE, stamp)
    twice = bench.organisation.sign(replace(request(once, SEAL, "organisation", place), picture=stamp))
    file = pypdfium2.PdfDocument(twice)
    file.init_forms()
    page = file[0].render(scale=1).to_pil().convert("RGB")
    colours = {page.getpixel((x, y)) for x in range(page.width) for y in range(page.height)}
    assert any(red > 150 and blue < 90 for red, _, blue in colours)  # type: ignore[misc]
    assert any(blue > 120 and red < 90 for red, _, blue in colours)  # type: ignore[misc]
