"""Parts of a paper and the extract made of them."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.blocks import Block, BlockType
from workflow.domain.extract import called, extracted, parts_of


def head(name: str, level: int) -> Block:
    return Block(name, BlockType.HEADING, level, f"{name}.", f"Đề mục {name}")


def line(name: str, *notes: str) -> Block:
    return Block(name, BlockType.PARAGRAPH, 0, "", f"Đoạn {name}", notes)


PAPER = (line("a"), head("I", 1), head("I1", 2), line("b"), head("I2", 2), line("c", "1"), head("II", 1), line("d"))


def names(*chosen: str) -> list[str]:
    return [block.id for block in extracted(PAPER, chosen)]


def test_the_parts_are_the_headings_and_the_text_before_the_first() -> None:
    assert [part.key for part in parts_of(PAPER)] == ["a", "I", "I1", "I2", "II"]
    assert parts_of(PAPER)[1].label == "I. Đề mục I"
    assert [part.key for part in parts_of([line("a"), line("b")])] == ["a", "b"]
    assert parts_of([]) == []


def test_a_long_first_line_is_shortened() -> None:
    (part,) = parts_of([Block("a", BlockType.PARAGRAPH, 0, "", "rất dài " * 40)])
    assert len(part.label) <= 91 and part.label.endswith("…")


def test_a_heading_stands_for_all_that_is_under_it() -> None:
    assert names("I") == ["I", "I1", "b", "I2", "c"]
    assert names("II", "a") == ["a", "II", "d"]


def test_the_headings_above_what_is_chosen_stay() -> None:
    assert names("I2") == ["I", "I2", "c"]
    assert names("I1", "I2") == ["I", "I1", "b", "I2", "c"]


def test_nothing_chosen_or_unknown_gives_nothing() -> None:
    assert names() == names("zz") == []


def test_of_a_paper_without_headings_paragraphs_are_chosen() -> None:
    assert [one.id for one in extracted([line("a"), line("b"), line("c")], ["c", "a"])] == ["a", "c"]


def test_the_notes_that_are_called_are_known() -> None:
    assert called(extracted(PAPER, ["I2"])) == {"1"}


SHAPES = st.lists(st.integers(0, 4), max_size=12).map(
    lambda levels: [head(f"h{at}", one) if one else line(f"p{at}") for at, one in enumerate(levels)]
)


@given(SHAPES, st.data())
def test_an_extract_keeps_order_and_all_parts_are_the_whole(blocks: list[Block], data: st.DataObject) -> None:
    keys = [part.key for part in parts_of(blocks)]
    assert list(extracted(blocks, keys)) == blocks
    chosen = data.draw(st.lists(st.sampled_from(keys))) if keys else []
    kept = [blocks.index(one) for one in extracted(blocks, chosen)]
    assert kept == sorted(set(kept))
    assert {one.id for one in extracted(blocks, chosen)} >= set(chosen)
