"""A paper that ended in a table of one row could have that row alone above its signature: one line of text, where two
are asked for. The table brings the line before it along."""

from workflow.domain.blocks import Block, BlockType
from workflow.domain.paper import ProfileName
from workflow.paper.body import Body, kept_together
from workflow.paper.profiles import PROFILES

HEAD = ("Đơn vị", "Số buổi")
WIDTH = 160.0


def paragraph(name: str) -> Block:
    return Block(name, BlockType.PARAGRAPH, 0, "", "Một dòng ngắn.")


def table(*rows: tuple[str, ...]) -> Block:
    return Block("t", BlockType.TABLE, 0, "", "", rows=rows)


def test_a_last_table_of_one_row_brings_the_line_before_along() -> None:
    blocks = (paragraph("a"), paragraph("b"), table(HEAD))
    assert kept_together(blocks) == {"t"}
    assert 'class="figures short keep"' in Body(PROFILES[ProfileName.HD36], ()).html(blocks, WIDTH, ending=True)


def test_rows_without_words_are_no_lines() -> None:
    assert kept_together((paragraph("a"), table(HEAD, ("", " ")))) == {"t"}


def test_a_table_of_two_rows_is_enough() -> None:
    assert kept_together((paragraph("a"), table(HEAD, ("Thư viện", "4")))) == frozenset()
