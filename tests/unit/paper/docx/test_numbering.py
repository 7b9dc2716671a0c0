"""Markers as Word's own numbers: each printed exactly as it stands in its block, counted by Word where it follows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.paper.docx.reader import WordFile
from tests.unit.paper.papers import report
from workflow.domain.blocks import Block, BlockType
from workflow.paper.docx import render_docx

H, P, ITEM = BlockType.HEADING, BlockType.PARAGRAPH, BlockType.ITEM
KEPT = {"BodyText", "ListBullet", "ListBullet2", "Division", "Article", *(f"Heading{level}" for level in range(1, 6))}


def shown(blocks: list[tuple[BlockType, int, str]]) -> list[tuple[str, bool]]:
    """Each marker as it is printed, and whether Word counts it."""
    made = [Block(f"b{i}", kind, level, marker, "chữ") for i, (kind, level, marker) in enumerate(blocks)]
    file = WordFile(render_docx(report(blocks=tuple(made))))
    lines = [line for line in file.lines if line.style in KEPT]
    return [(" ".join(line.printed.split()).removesuffix("chữ").strip(), bool(line.number)) for line in lines]


def paragraphs(text: str) -> list[tuple[BlockType, int, str]]:
    return [(P, 0, marker) for marker in text.split()]


@pytest.mark.parametrize(
    ("markers", "counted"),
    [
        ("1. 2. 3. 1. 2.", "yyyyy"),
        ("1. 2. 4. 5. 3.", "yynny"),
        ("2. 3.", "nn"),
        ("1. 1.1. 1.2. 2. 2.1. 2.1.1. 2.1.2. 2.2. 3.", "yyyyyyyyy"),
        ("1. 1.1 1.2 2. 2.1", "yyyyy"),
        ("1.1. 1.2.", "nn"),
        ("1. 2.1. 1.2. 1.1.", "ynny"),
        ("a) b) c) d) đ) e) g) h)", "yyyynynn"),
        ("a) b) a) b)", "yyyy"),
        ("I. II. III. IV. V. VI. VII. VIII. IX. X.", "y" * 10),
        ("I- II- III-", "yyy"),
        ("A. B. C. D.", "yyyy"),
        ("(1) (2) (3)", "yyy"),
        ("1) 2)", "yy"),
        ("- + - +", "yyyy"),
        ("– • * 01. 1.01. IIII. i. ii. % %1. 1 2", "nnnnnnnnnnyy"),
    ],
)
def test_a_marker_is_counted_only_where_it_follows(markers: str, counted: str) -> None:
    got = shown(paragraphs(markers))
    assert [marker for marker, _ in got] == markers.split()
    assert "".join("y" if by_word else "n" for _, by_word in got) == counted


def test_headings_and_paragraphs_of_one_shape_count_apart() -> None:
    blocks = [(H, 1, "I."), (H, 2, "1."), (P, 0, "1."), (P, 0, "2."), (H, 2, "2."), (P, 0, "1."), (H, 1, "II.")]
    assert shown(blocks) == [(marker, True) for *_, marker in blocks]


def test_deeper_numbers_stand_under_their_own_heading() -> None:
    blocks = [
        (H, 2, "1."),
        (H, 3, "1.1."),
        (P, 0, "1."),
        (H, 3, "1.2."),
        (P, 0, "1.2.1."),
        (H, 2, "2."),
        (H, 3, "2.1."),
    ]
    assert shown(blocks) == [(marker, True) for *_, marker in blocks]


def test_chapters_and_articles() -> None:
    blocks = [(H, 1, "Chương I"), (H, 3, "Điều 1."), (H, 3, "Điều 2."), (H, 1, "Chương II"), (H, 2, "Mục 1"),
              (H, 3, "Điều 3."), (H, 3, "Điều 5."), (H, 1, "Phần thứ nhất"), (H, 1, "Phần I")]  # fmt: skip
    got = shown(blocks)
    assert [marker for marker, _ in got] == [marker for *_, marker in blocks]
    assert [counted for _, counted in got] == [True] * 6 + [False, False, True]


def test_a_number_alone_on_its_line_is_typed() -> None:
    file = WordFile(render_docx(report(blocks=(Block("b1", P, 0, "1.", ""),))))
    assert [(line.number, line.text) for line in file.lines if line.style == "BodyText"] == [("", "1. ")]


MARKER = st.one_of(
    st.sampled_from(["", "-", "+", "–", "Phần thứ nhất", "Chương I", "Chương II", "Điều 1.", "Điều 2.", "Mục 1"]),
    st.builds(
        lambda count, ends: ends[0] + count + ends[1],
        st.one_of(
            st.sampled_from(["I", "II", "III", "IV", "V", "a", "b", "c", "d", "đ", "e", "A", "B", "C"]),
            st.lists(st.integers(1, 4).map(str), min_size=1, max_size=4).map(".".join),
        ),
        st.sampled_from([("", "."), ("", ")"), ("", "-"), ("(", ")"), ("", "")]),
    ),
)
BLOCK = st.one_of(
    st.tuples(st.just(H), st.integers(1, 6), MARKER),
    st.tuples(st.just(P), st.just(0), MARKER),
    st.tuples(st.just(ITEM), st.integers(1, 3), MARKER),
)


@settings(max_examples=60)
@given(st.lists(BLOCK, max_size=25))
def test_whatever_the_order_every_marker_is_printed_as_it_is(blocks: list[tuple[BlockType, int, str]]) -> None:
    assert [marker for marker, _ in shown(blocks)] == [marker for *_, marker in blocks]
