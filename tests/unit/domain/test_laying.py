"""A paper from outside laid into sections: where each stretch goes, and that no word of it is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.blocks import Block, Footnote
from workflow.domain.laying import LEFT_OUT, Place, Stretch, laid, stretches
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.paper import Paper
from workflow.domain.sections import OPENING
from workflow.paper.parse import parse_section, parse_text
from workflow.paper.parse.notes import noted_text, parse_noted

PLACES = [Place(OPENING, "Mở đầu"), *(Place(one.key, one.title) for one in RESOLUTION_REPORT.sections)]
WORD_REPORT = """CHI BỘ THƯ VIỆN TỈNH
*
Số   -BC/CB
ĐẢNG CỘNG SẢN VIỆT NAM
Sông Lam, ngày    tháng 6 năm 2026

BÁO CÁO
kết quả thực hiện Nghị quyết số 43-NQ/TW

Thực hiện Kế hoạch số 32-KH/ĐU, Chi bộ báo cáo như sau:

I. ĐẶC ĐIỂM TÌNH HÌNH
Chi bộ có 12 đảng viên.
II. CÔNG TÁC QUÁN TRIỆT, TUYÊN TRUYỀN¹
1. Đã học tập
- Mở 2 lớp.
III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ
| Việc | Số |
| Đọc sách | 12 |
IV. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN
Không.
¹ Từ tháng 3.

Nơi nhận:
- Đảng uỷ Sở (b/c);
- Lưu Chi bộ.
T/M CHI BỘ
BÍ THƯ
Nguyễn Văn A
"""


def paper(text: str = WORD_REPORT) -> Paper:
    return parse_text(text)


def proposals(found: list[Stretch]) -> list[tuple[str, str]]:
    return [(one.heading.text if one.heading else "", one.proposed) for one in found]


def test_stretches_are_proposed_by_the_names_of_their_headings() -> None:
    assert proposals(stretches(paper(), PLACES)) == [
        ("", OPENING),
        ("ĐẶC ĐIỂM TÌNH HÌNH", ""),
        ("CÔNG TÁC QUÁN TRIỆT, TUYÊN TRUYỀN¹", "quan-triet"),
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ", "ket-qua"),
        ("TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", "han-che"),
    ]


def test_a_section_named_at_the_second_level_is_found_inside_a_division() -> None:
    text = WORD_REPORT.replace("II. CÔNG TÁC QUÁN TRIỆT, TUYÊN TRUYỀN¹", "2. Công tác quán triệt, tuyên truyền")
    assert ("Công tác quán triệt, tuyên truyền", "quan-triet") in proposals(stretches(paper(text), PLACES))


def test_a_division_without_words_of_its_own_goes_with_what_follows() -> None:
    text = WORD_REPORT.replace("II. CÔNG", "Phần thứ nhất\nKẾT QUẢ NĂM\nII. CÔNG")
    assert ("KẾT QUẢ NĂM", "quan-triet") in proposals(stretches(paper(text), PLACES))


def test_headings_that_name_something_else_stay_in_bold_and_the_section_prints_the_others() -> None:
    found = stretches(paper(WORD_REPORT.replace("TRUYỀN¹", "TRUYỀN")), PLACES)
    chosen = {at: one.proposed or "ket-qua" for at, one in enumerate(found)}
    sections = laid(found, chosen, PLACES)
    assert [block.text for block in sections["quan-triet"]] == ["Đã học tập", "Mở 2 lớp."]
    assert [block.text for block in sections["ket-qua"]] == [
        "**ĐẶC ĐIỂM TÌNH HÌNH**",
        "Chi bộ có 12 đảng viên.",
        "",
    ]
    assert sections["ket-qua"][-1].rows == (("Việc", "Số"), ("Đọc sách", "12"))
    assert parse_section("**ĐẶC ĐIỂM TÌNH HÌNH**")[0].text == "**ĐẶC ĐIỂM TÌNH HÌNH**"


def test_a_heading_that_calls_a_note_stays_for_its_note() -> None:
    found = stretches(paper(), PLACES)
    sections = laid(found, {at: one.proposed or LEFT_OUT for at, one in enumerate(found)}, PLACES)
    assert sections["quan-triet"][0].footnotes == ("1",)


def test_one_section_alone_takes_everything_with_its_headings() -> None:
    alone = [Place(OPENING, "Mở đầu"), Place("noi-dung", "Nội dung")]
    found = stretches(paper(), alone)
    assert {one.proposed for one in found[1:]} == {"noi-dung"}
    texts = [block.printed for block in laid(found, dict.fromkeys(range(len(found)), "noi-dung"), alone)["noi-dung"]]
    assert "I. ĐẶC ĐIỂM TÌNH HÌNH" in texts


def test_notes_that_nothing_calls_are_a_stretch_of_their_own() -> None:
    loose = replace(paper(), footnotes=(Footnote("1", "Từ tháng 3."), Footnote("7", "Không ai gọi.")))
    last = stretches(loose, PLACES)[-1]
    assert (last.heading, last.proposed, last.blocks[0].text) == (None, "", "⁷ Không ai gọi.")


@given(st.lists(st.sampled_from(["I. MỘT", "II. KẾT QUẢ", "1. Hai", "- ba.", "Bốn năm.", "a) Sáu."]), max_size=12))
def test_every_block_is_in_one_stretch_in_order(lines: list[str]) -> None:
    blocks = parse_section("\n\n".join(lines))
    found = stretches(_only(blocks), PLACES)
    told = [block for one in found for block in ((one.heading,) if one.heading else ()) + one.blocks]
    assert told == list(blocks)


def test_notes_typed_again_are_the_same_notes() -> None:
    blocks, notes = parse_noted("Đã làm¹ 5 m².\n\n- Hai².\n\n¹ Một.\n\n² Hai.", begun=6)
    text = noted_text(blocks, {note.marker: note.text for note in notes}, begun=2)
    assert text.endswith("³ Một.\n\n⁴ Hai.") and "m²" in text
    again, same = parse_noted(text, begun=6)
    assert (again, same) == (blocks, notes)


def test_raised_digits_without_a_note_keep_their_number_for_themselves() -> None:
    blocks = parse_section("Gọi¹ suông, gọi⁵ thật.")
    assert noted_text(blocks, {"5": "Thật."}) == "Gọi¹ suông, gọi² thật.\n\n² Thật."


def _only(blocks: tuple[Block, ...]) -> Paper:
    return replace(paper(), blocks=blocks, footnotes=())
