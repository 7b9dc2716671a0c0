"""A block keeps its name through every revision that keeps it."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.block_ids import keep_ids
from workflow.domain.blocks import Block, BlockType

WORDS = st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "hai **ba**"]), max_size=8)


def blocks(*texts: str, prefix: str = "b") -> tuple[Block, ...]:
    return tuple(Block(f"{prefix}{i}", BlockType.PARAGRAPH, 0, "", text) for i, text in enumerate(texts, 1))


def named(before: tuple[Block, ...], after: tuple[Block, ...]) -> list[str]:
    fresh = (f"mới{number}" for number in count(1))
    return [block.id for block in keep_ids(before, after, lambda: next(fresh))]


def test_an_untouched_text_keeps_every_name() -> None:
    assert named(blocks("một", "hai"), blocks("một", "hai", prefix="x")) == ["b1", "b2"]


def test_an_edited_block_keeps_its_name() -> None:
    assert named(blocks("một", "hai", "ba"), blocks("một", "hai rưỡi", "ba", prefix="x")) == ["b1", "b2", "b3"]


def test_an_inserted_block_gets_a_fresh_name_and_moves_none() -> None:
    assert named(blocks("một", "hai"), blocks("một", "xen", "hai", prefix="x")) == ["b1", "mới1", "b2"]


def test_the_name_of_a_removed_block_is_not_given_to_another() -> None:
    assert named(blocks("một", "hai", "ba"), blocks("một", "ba", prefix="x")) == ["b1", "b3"]


def test_a_block_that_moved_keeps_its_name() -> None:
    long, other = "Tổ chức 34 hoạt động văn hoá", "Mở ba lớp bồi dưỡng nghiệp vụ"
    assert named(blocks(long, other, "ba"), blocks(other, "ba", long, prefix="x")) == ["b2", "b3", "b1"]


def test_a_block_put_in_before_a_mended_one_takes_no_name_from_it() -> None:
    long, mended = "Tổ chức 34 hoạt động văn hoá", "Tổ chức 35 hoạt động văn hoá"
    assert named(blocks(long), blocks("Câu hoàn toàn khác hẳn", mended, prefix="x")) == ["mới1", "b1"]


def test_bold_alone_makes_no_other_block() -> None:
    assert named(blocks("hai ba"), blocks("hai **ba**", prefix="x")) == ["b1"]


def test_tables_are_known_by_their_cells() -> None:
    first = Block("t1", BlockType.TABLE, 0, "", "", rows=(("Lễ hội", "9"),))
    second = Block("t2", BlockType.TABLE, 0, "", "", rows=(("Lớp học", "2"),))
    assert named((first, second), (second,)) == ["t2"]


@given(WORDS, WORDS)
def test_names_are_never_given_twice_and_words_never_change(before: list[str], after: list[str]) -> None:
    fresh = (f"mới{number}" for number in count(1))
    kept = keep_ids(blocks(*before), blocks(*after, prefix="x"), lambda: next(fresh))
    assert [block.text for block in kept] == after
    assert len({block.id for block in kept}) == len(after)
