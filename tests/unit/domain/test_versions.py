"""Two texts side by side: both can be read off the rows, what moved is called moved, what did not change is folded."""

import time
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.domain.blocks import Block, BlockType, plain
from workflow.domain.differences import Change
from workflow.domain.pieces import Piece, printed_by
from workflow.domain.text_changes import Sort
from workflow.domain.versions import Row, changed, compared, stretches

LONG = "Tổ chức 34 hoạt động văn hoá, thu hút 12.940 lượt người tham dự."
OTHER = "Mở ba lớp bồi dưỡng nghiệp vụ cho cán bộ thư viện cơ sở."
THIRD = "Chi bộ họp định kỳ, sinh hoạt chuyên đề về công tác văn hoá."
TEXTS = st.lists(
    st.sampled_from(
        ["I. KẾT QUẢ", "II. HẠN CHẾ", "Không.", "", LONG, OTHER, THIRD, LONG.replace("34", "35"), "- **Đã xong**"]
    )
    | st.text("ab c.", max_size=12),
    max_size=12,
)


def block(text: str, name: str = "b") -> dict[str, Any]:
    heading = text.partition(" ")[0] in {"I.", "II."}
    kind = BlockType.HEADING if heading else BlockType.PARAGRAPH
    return Block(name, kind, 1 if heading else 0, "", text).to_json()


def pieces(*texts: str, named: str = "b") -> list[Piece]:
    return printed_by({"blocks": [block(text, f"{named}{place}") for place, text in enumerate(texts)]})


def told(rows: Sequence[Row]) -> list[tuple[str, str, Sort | None]]:
    return [(row.old.shown if row.old else "", row.new.shown if row.new else "", row.sort) for row in rows]


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["b", "x"]))
def test_both_texts_are_read_off_the_rows(before: list[str], after: list[str], named: str) -> None:
    old, new = pieces(*before), pieces(*after, named=named)
    rows = compared(old, new)
    assert [row.old for row in rows if row.old] == old
    assert [row.new for row in rows if row.new] == new
    assert [row for one in stretches(rows) for row in one.rows] == rows
    assert all(row.sort is None for one in stretches(rows) if one.folded for row in one.rows)


@settings(max_examples=50, deadline=None)
@given(TEXTS, TEXTS)
def test_the_words_of_a_row_are_its_two_texts(before: list[str], after: list[str]) -> None:
    for row in compared(pieces(*before), pieces(*after)):
        was, now = row.old or row.elsewhere, row.new or row.elsewhere
        runs = row.runs
        assert plain("".join(run.text for run in runs if run.change is not Change.NEW)) == plain(
            was.shown if was else ""
        )
        assert plain("".join(run.text for run in runs if run.change is not Change.GONE)) == plain(
            now.shown if now else ""
        )


@settings(max_examples=40, deadline=None)
@given(st.permutations([LONG, OTHER, THIRD, "I. KẾT QUẢ ĐẠT ĐƯỢC TRONG NĂM", "II. HẠN CHẾ VÀ NGUYÊN NHÂN"]))
def test_what_only_stands_elsewhere_is_moved_once_here_and_once_there(after: list[str]) -> None:
    before = sorted(after)
    rows = compared(pieces(*before), pieces(*after, named="x"))
    assert {row.sort for row in rows} <= {None, Sort.MOVED}
    away = sorted(row.old.shown for row in rows if row.sort and row.old)
    here = sorted(row.new.shown for row in rows if row.sort and row.new)
    assert away == here
    assert changed(rows) == len(here)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_same_text_has_nothing_to_show(texts: list[str]) -> None:
    rows = compared(pieces(*texts), pieces(*texts, named="x"))
    assert changed(rows) == 0


def test_a_moved_paragraph_that_was_also_mended_is_moved() -> None:
    mended = LONG.replace("34", "35")
    rows = compared(pieces(LONG, OTHER, THIRD), pieces(OTHER, THIRD, mended, named="x"))
    assert told(rows) == [
        (LONG, "", Sort.MOVED),
        (OTHER, OTHER, None),
        (THIRD, THIRD, None),
        ("", mended, Sort.MOVED),
    ]
    assert [(run.change, run.text) for run in rows[-1].runs if run.change is not Change.SAME] == [
        (Change.GONE, "34"),
        (Change.NEW, "35"),
    ]


def test_a_paragraph_that_took_the_place_and_name_of_one_that_moved_is_new() -> None:
    rows = compared(pieces(LONG, OTHER, THIRD), pieces("Câu hoàn toàn khác.", OTHER, THIRD, LONG))
    assert [sort for _, _, sort in told(rows)] == [Sort.MOVED, Sort.ADDED, None, None, Sort.MOVED]


def test_a_rewritten_paragraph_stands_beside_what_it_was() -> None:
    rows = compared(pieces("I. KẾT QUẢ", LONG, OTHER), pieces("I. KẾT QUẢ", "Không có.", OTHER))
    assert told(rows)[1] == (LONG, "Không có.", Sort.FIGURE)


def test_a_paragraph_put_in_before_a_changed_one_leaves_it_its_neighbour() -> None:
    mended = LONG.replace("tham dự", "đến dự")
    rows = compared(pieces(LONG), pieces(THIRD, mended))
    assert told(rows) == [("", THIRD, Sort.ADDED), (LONG, mended, Sort.WORDS)]


def test_short_answers_are_not_said_to_move() -> None:
    rows = compared(pieces("Không.", LONG), pieces(LONG, "Không.", named="x"))
    assert {row.sort for row in rows} == {Sort.REMOVED, Sort.ADDED, None}


def test_bold_alone_is_form_and_shows_its_marks() -> None:
    (row,) = compared(pieces(LONG), pieces(f"**{LONG}**"))
    assert row.sort is Sort.FORM
    assert "**" in "".join(run.text for run in row.runs if run.change is Change.NEW)


def test_what_did_not_change_is_folded_and_the_heading_over_a_change_stays() -> None:
    before = ["I. KẾT QUẢ", LONG, OTHER, "II. HẠN CHẾ", THIRD, "Không."]
    found = stretches(compared(pieces(*before), pieces(*before[:-1], "Có hai hạn chế.")))
    assert [(one.folded, [row.new.shown for row in one.rows if row.new]) for one in found] == [
        (True, before[:3]),
        (False, ["II. HẠN CHẾ", THIRD, "Có hai hạn chế."]),
    ]


def test_everything_outside_the_blocks_is_compared_too() -> None:
    old = {"abstract": "về văn hoá", "recipients": ["Ban Tuyên giáo", "Lưu VPTU"], "parts": {"urgency": "KHẨN"}}
    new = {"abstract": "về thư viện", "recipients": ["Ban Tuyên giáo", "Lưu VPĐU"]}
    rows = compared(printed_by(old), printed_by(new))
    assert {row.new.part if row.new else row.old.part for row in rows if row.sort and (row.old or row.new)} == {  # type: ignore[union-attr]
        "abstract",
        "copies",
        "parts",
    }


def test_a_long_paper_rewritten_everywhere_is_compared_within_a_second() -> None:
    words = (LONG + " " + OTHER + " " + THIRD).split()
    texts = [" ".join([f"Đoạn{place}", *words[place % 7 :], f"số {place}"]) for place in range(300)]
    mended = [text.replace("hoạt động", "buổi").replace("định kỳ", f"lần {place}") for place, text in enumerate(texts)]
    begun = time.process_time()
    rows = compared(pieces(*texts), pieces(*mended[150:], *mended[:150], named="x"))
    assert all(row.runs for row in rows)
    assert time.process_time() - begun < 5  # aim under 1 s on an idle core; this only bounds its growth
