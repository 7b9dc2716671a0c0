"""Notes typed with a section: counted on through the paper, never lost."""

from tests.unit.paper.papers import report
from workflow.domain.blocks import Footnote
from workflow.paper.parse import parse_section
from workflow.paper.parse.notes import parse_noted, spelled_out

TYPED = "Đã làm¹ việc.\n\n- Vận động² Nhân dân.\n\n¹ Theo Nghị quyết số 43-NQ/TW.\n\n² Từ tháng 3."


def test_note_lines_become_notes_and_count_on() -> None:
    blocks, notes = parse_noted(TYPED, begun=3)
    assert [block.text for block in blocks] == ["Đã làm⁴ việc.", "Vận động⁵ Nhân dân."]
    assert [block.footnotes for block in blocks] == [("4",), ("5",)]
    assert notes == (Footnote("4", "Theo Nghị quyết số 43-NQ/TW."), Footnote("5", "Từ tháng 3."))


def test_notes_are_counted_in_the_order_of_their_calls() -> None:
    _, notes = parse_noted("Hai² rồi một¹.\n\n¹ Một.\n² Hai.")
    assert notes == (Footnote("1", "Hai."), Footnote("2", "Một."))


def test_what_is_no_note_stays_where_it_is() -> None:
    text = "Diện tích 5 m², gọi¹ mà không ghi.\n\n³ Không ai gọi."
    blocks, notes = parse_noted(text)
    assert notes == ()
    assert [block.text for block in blocks] == [block.text for block in parse_section(text)]
    assert blocks[0].footnotes == ()


def test_a_note_travels_into_another_paper_in_brackets() -> None:
    blocks, notes = parse_noted(TYPED)
    told = spelled_out(blocks[0], {note.marker: note.text for note in notes})
    assert told.text == "Đã làm (Theo Nghị quyết số 43-NQ/TW) việc."
    assert report(blocks=(told,)).footnotes == ()
