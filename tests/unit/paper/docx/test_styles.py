"""The numbers of the guide in the styles, and what happens when a clerk goes on typing."""

from itertools import pairwise

import pytest
from PIL import ImageFont

from tests.unit.paper.docx.reader import W, WordFile
from tests.unit.paper.papers import everything
from workflow.domain.paper import ProfileName
from workflow.paper.docx import render_docx
from workflow.paper.docx.catalogue import _MOTTO_WIDTH, MOTTO
from workflow.paper.fonts import find_font

# style → size in points, bold, italic, side (domain: Phụ lục 3 of 36-HD/VPTW)
RULE = {
    "Motto": (15, True, False, "center"),
    "Superior": (14, False, False, "center"),
    "Issuer": (14, True, False, "center"),
    "Symbol": (14, False, False, "center"),
    "Day": (14, False, True, "center"),
    "Title": (16, True, False, "center"),
    "Subtitle": (14, True, False, "center"),
    "LetterAbstract": (12, False, True, "center"),
    "BodyText": (14, False, False, "both"),
    "Heading1": (14, True, False, "both"),
    "Division": (14, True, False, "center"),
    "Article": (14, True, False, "both"),
    "ListBullet": (14, False, False, "both"),
    "RecipientsTitle": (14, False, False, None),
    "Recipient": (12, False, False, None),
    "Authority": (14, True, False, "center"),
    "Position": (14, False, False, "center"),
    "SignerName": (14, True, False, "center"),
    "AddresseesWord": (14, False, True, "right"),
    "Addressee": (14, False, False, None),
    "Urgency": (14, True, False, "center"),
    "Circulation": (12, True, False, "center"),
    "Draft": (14, False, True, "center"),
    "DrafterMark": (8, False, False, None),
    "Footer": (10, False, False, "center"),
    "Header": (14, False, False, "center"),
}


@pytest.fixture(params=ProfileName, scope="module")
def file(request: pytest.FixtureRequest) -> WordFile:
    """A paper with everything, under each guide."""
    return WordFile(render_docx(everything(profile=request.param)))


def looked_up(file: WordFile, style: str, *path: str) -> dict[str, str] | None:
    """The attributes of an element of a style or of the nearest style it is based on that has it."""
    styles = file.styles()
    while style:
        found = styles[style].find("/".join(f"{W}{name}" for name in path))
        if found is not None:
            return {name.removeprefix(W): value for name, value in found.attrib.items()}
        base = styles[style].find(f"{W}basedOn")
        style = base.get(f"{W}val", "") if base is not None else ""
    return None


@pytest.mark.parametrize("style", RULE)
def test_size_weight_slope_and_side(file: WordFile, style: str) -> None:
    size = looked_up(file, style, "rPr", "sz")
    looks = [looked_up(file, style, "rPr", name) for name in ("b", "i")]
    side = looked_up(file, style, "pPr", "jc")
    assert size is not None
    got = (int(size["val"]) / 2, *(look is not None and look["val"] == "1" for look in looks), (side or {}).get("val"))
    assert got == RULE[style]


def test_the_body_has_the_line_the_indent_and_the_space_of_the_guide(file: WordFile) -> None:
    spacing = looked_up(file, "BodyText", "pPr", "spacing")
    assert spacing == {"after": "120"}  # 6 pt
    assert looked_up(file, "Normal", "pPr", "spacing") == {"line": "360", "lineRule": "exact"}  # 18 pt
    indent = looked_up(file, "BodyText", "pPr", "ind")
    assert indent is not None
    assert round(int(indent["firstLine"]) * 25.4 / 1440, 1) == 10


def test_one_font_and_one_language(file: WordFile) -> None:
    defaults = file.parts["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults is not None
    assert set(defaults.find(f"{W}rFonts").attrib.values()) == {"Times New Roman"}  # type: ignore[union-attr]
    assert defaults.find(f"{W}lang").get(f"{W}val") == "vi-VN"  # type: ignore[union-attr]
    assert not list(file.document.iter(f"{W}rFonts"))
    assert file.parts["word/styles.xml"].find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}widowControl") is not None


def test_the_rule_under_the_motto_is_as_long_as_its_words(file: WordFile) -> None:
    width = ImageFont.truetype(find_font().bold, 2000).getlength(MOTTO, features=["-kern"]) / 2000
    assert abs(width - _MOTTO_WIDTH) < 0.02
    indent = looked_up(file, "Motto", "pPr", "ind")
    assert indent is not None
    column = (165 - 77) * 1440 / 25.4
    rule = (column - int(indent["left"]) - int(indent["right"])) / 20
    assert abs(rule - width * 15) < 1  # points


def test_enter_goes_on_as_the_guide_wants(file: WordFile) -> None:
    following = {
        name: after.get(f"{W}val")
        for name, style in file.styles().items()
        if (after := style.find(f"{W}next")) is not None
    }
    chain = ["Title", "Subtitle", "Rule", "BodyText"]
    assert all(following[one] == other for one, other in pairwise(chain))
    assert {following[f"Heading{level}"] for level in range(1, 6)} == {"BodyText"}
    assert (following["Authority"], following["Position"]) == ("Position", "SignerName")
    assert "BodyText" not in following
    assert "ListBullet" not in following


def test_headings_stay_with_their_text_and_appear_in_the_navigation(file: WordFile) -> None:
    for level in range(1, 6):
        assert looked_up(file, f"Heading{level}", "pPr", "keepNext") is not None
        assert looked_up(file, f"Heading{level}", "pPr", "outlineLvl") == {"val": str(level - 1)}
        name = file.styles()[f"Heading{level}"].find(f"{W}name")
        assert name is not None
        assert name.get(f"{W}val") == f"heading {level}"
