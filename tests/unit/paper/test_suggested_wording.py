"""Which words may stand in for a block: one block, under its mark, with its notes."""

import pytest

from workflow.actions.suggested_wording import with_wording, wording_for
from workflow.domain.blocks import Block, BlockType
from workflow.domain.errors import InvalidInput

ITEM = Block("b1", BlockType.ITEM, 1, "-", "Mở ba lớp¹ cho cán bộ.", ("1",))
PLAIN = Block("b2", BlockType.PARAGRAPH, 0, "", "Chi bộ họp định kỳ.")


@pytest.mark.parametrize(
    "typed", ["Mở bốn lớp¹ cho cán bộ.", "- Mở bốn lớp¹ cho cán bộ.", "  Mở bốn lớp¹ cho cán bộ. "]
)
def test_other_words_for_a_block(typed: str) -> None:
    assert wording_for(ITEM, typed) == "Mở bốn lớp¹ cho cán bộ."


@pytest.mark.parametrize("typed", [None, "", "Mở ba lớp¹ cho cán bộ.", "- Mở ba lớp¹ cho cán bộ."])
def test_the_words_that_stand_there_are_no_suggestion(typed: str | None) -> None:
    assert wording_for(ITEM, typed) is None


@pytest.mark.parametrize(
    ("block", "typed"),
    [
        (ITEM, "Mở bốn lớp cho cán bộ."),
        (ITEM, "Mở bốn lớp¹.\n- Mở thêm một lớp."),
        (PLAIN, "1. Chi bộ họp."),
        (PLAIN, "- Chi bộ họp."),
        (PLAIN, "Chi bộ họp.\n\nChi bộ bàn."),
        (Block("muc-ket-qua", BlockType.HEADING, 1, "I.", "KẾT QUẢ"), "HẠN CHẾ"),
        (Block("t", BlockType.TABLE, 0, "", "", rows=(("a", "b"),)), "a và b"),
    ],
)
def test_what_would_be_another_block_or_lose_a_note_is_refused(block: Block, typed: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        wording_for(block, typed)
    assert "proposed" in refusal.value.fields


def test_only_the_one_block_reads_otherwise() -> None:
    annex = {"blocks": [PLAIN.to_json() | {"id": "p1"}], "title": "Phụ lục"}
    content = {"blocks": [ITEM.to_json(), PLAIN.to_json()], "annexes": [annex], "abstract": "về việc"}
    changed = with_wording(content, "p1", "Khác.")
    assert changed["annexes"][0]["blocks"][0]["text"] == "Khác."
    assert (changed["blocks"], changed["abstract"]) == (content["blocks"], "về việc")
