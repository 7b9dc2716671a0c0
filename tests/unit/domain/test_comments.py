"""Whether a comment's block still says what the comment is about, and in which order comments stand."""

from dataclasses import dataclass

import pytest

from workflow.domain.blocks import Block, BlockType
from workflow.domain.comments import Standing, in_reading_order, standing

WORDS = "Tổ chức 34 hoạt động văn hoá."


@dataclass(frozen=True)
class Said:
    """A comment as far as its place goes."""

    block: str
    text: str


def block(text: str, marker: str = "-") -> Block:
    return Block("b1", BlockType.ITEM, 1, marker, text)


@pytest.mark.parametrize(
    ("now", "how"),
    [
        (block(WORDS), Standing.FRESH),
        (block("Tổ chức 34 hoạt động văn hóa;", "1."), Standing.FRESH),
        (block(WORDS.replace("34", "35")), Standing.OUTDATED),
        (None, Standing.GONE),
    ],
)
def test_only_other_words_make_a_comment_outdated(now: Block | None, how: Standing) -> None:
    assert standing(WORDS, now) is how


def test_a_table_is_known_by_its_rows() -> None:
    table = Block("t", BlockType.TABLE, 0, "", "", rows=(("Lễ hội", "9"),))
    assert standing(table.said, table) is Standing.FRESH


def test_comments_stand_as_their_blocks_do_and_those_without_one_at_the_end() -> None:
    given = [Said("gone", "1"), Said("b", "2"), Said("a", "3"), Said("b", "4")]
    assert [one.text for one in in_reading_order(given, ["a", "b"])] == ["3", "2", "4", "1"]
