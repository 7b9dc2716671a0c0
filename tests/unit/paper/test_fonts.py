"""The font family of the paper is whole, or the machine is told what to install."""

from pathlib import Path

import pytest

from workflow.domain.errors import SetupIncomplete
from workflow.paper.fonts import find_font, find_font_in, letters


def test_finds_a_family_with_every_vietnamese_letter() -> None:
    assert find_font().name in ("Tinos", "Times New Roman", "Liberation Serif")
    assert all(file.is_file() for file in find_font().files)


def test_asks_for_all_134_letters_of_the_alphabet() -> None:
    vietnamese = {letter for letter in letters() if letter.isalpha() and not letter.isascii()}
    assert len(vietnamese) == 134
    assert {"ơ", "Ự", "đ", "Ỹ", "ặ"} <= vietnamese


def test_refuses_a_machine_without_font_and_names_the_package(tmp_path: Path) -> None:
    with pytest.raises(SetupIncomplete, match="fonts-croscore"):
        find_font_in((tmp_path, tmp_path / "nowhere"))


def test_passes_over_a_family_that_lacks_vietnamese_letters(tmp_path: Path) -> None:
    from fontTools.subset import Subsetter
    from fontTools.ttLib import TTFont

    for style, file in zip(("Regular", "Bold", "Italic", "BoldItalic"), find_font().files, strict=True):
        font, subsetter = TTFont(file), Subsetter()
        subsetter.populate(text="abcdefghij ABC")
        subsetter.subset(font)
        font.save(tmp_path / f"Tinos-{style}.ttf")
    with pytest.raises(SetupIncomplete):
        find_font_in((tmp_path,))
    for file in find_font().files:
        (tmp_path / file.name.replace("Tinos", "LiberationSerif")).write_bytes(file.read_bytes())
    assert find_font_in((tmp_path,)).name == "Liberation Serif"
