"""One field of a form into blocks and back."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.paper import words
from tests.unit.paper.plans import Plan
from workflow.domain.blocks import Block, BlockType, clean, plain
from workflow.paper.parse import blocks_to_text, parse_section

PIECES = st.sampled_from(
    ["I. ", "Chương II", "Mục 1", "Điều 5. ", "(1) ", "A. ", "* ", "1.** ", "II- ",
     "1. ", "1.1. ", "a) ", "- ", "+ ", "-", "**", "*", "¹", "|", "\\", "\n", "\n\n", " ", ".", ";", ":",
     "Chi bộ", "đã họp", "MỤC ĐÍCH", "12/6/2024", "43-NQ/TW", "-----", "\t", "| a | b |"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80)


def without_ids(blocks: tuple[Block, ...]) -> list[Block]:
    return [replace(block, id="") for block in blocks]


@given(TEXTS)
@example("- \nđã họp")
@example("Chương II- Chương II")
@example("I. * - I. * ")
@example("1. Kết quả\n\nđã họp")
@example("**I. Kết quả**\n**- Việc**")
@example("| a \\| b |\n| c |\n\n| d |")
def test_makes_the_same_blocks_of_its_own_text(text: str) -> None:
    blocks = parse_section(text)
    assert without_ids(parse_section(blocks_to_text(blocks))) == without_ids(blocks)


@given(TEXTS)
def test_keeps_every_letter_that_is_typed(text: str) -> None:
    kept = words.letters("".join(words.of_blocks(parse_section(text))))
    assert kept == words.letters(plain(clean(text)))


def test_makes_the_same_blocks_of_a_whole_plan(plan: Plan) -> None:
    blocks = plan.paper.blocks
    assert without_ids(parse_section(blocks_to_text(blocks))) == without_ids(blocks)


def test_reads_the_conventions_of_the_field() -> None:
    blocks = parse_section("I. KẾT QUẢ\n1. Quán triệt\n1.1. Đã họp.\na) Việc một;\n- Việc hai\n+ Việc ba\n\nĐoạn rời.")
    assert [(block.type.value, block.level, block.marker, block.text) for block in blocks] == [
        ("heading", 1, "I.", "KẾT QUẢ"),
        ("heading", 2, "1.", "Quán triệt"),
        ("paragraph", 0, "1.1.", "Đã họp."),
        ("paragraph", 0, "a)", "Việc một;"),
        ("item", 1, "-", "Việc hai"),
        ("item", 2, "+", "Việc ba"),
        ("paragraph", 0, "", "Đoạn rời."),
    ]
    assert [block.id for block in blocks] == ["b1", "b2", "b3", "b4", "b5", "b6", "b7"]


def test_parts_paragraphs_at_blank_lines_and_joins_a_wrapped_line() -> None:
    blocks = parse_section("Chi bộ đã tổ chức\nhọc tập nghị quyết.\n\nĐảng viên dự đủ.")
    assert [block.text for block in blocks] == ["Chi bộ đã tổ chức học tập nghị quyết.", "Đảng viên dự đủ."]


def test_keeps_paragraphs_apart_that_word_pastes_without_a_blank_line() -> None:
    assert [block.text for block in parse_section("Đã họp.\nĐảng viên dự đủ.")] == ["Đã họp.", "Đảng viên dự đủ."]


def test_reads_a_table_and_its_escaped_bar() -> None:
    (table,) = parse_section("| Nội dung | Số |\n| Dự \\| họp | 12 |")
    assert (table.type, table.rows) == (BlockType.TABLE, (("Nội dung", "Số"), ("Dự | họp", "12")))


@pytest.mark.parametrize("text", ["", " \n\n ", "-----"])
def test_an_empty_field_has_no_block(text: str) -> None:
    assert parse_section(text) == ()


def test_makes_nfc_of_what_was_typed() -> None:
    (block,) = parse_section("Đảng uy\u0309")
    assert block.text == "Đảng uỷ"
