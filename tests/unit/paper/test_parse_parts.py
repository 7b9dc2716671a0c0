"""The parts of a text, each with the ways offices write it."""

import datetime as dt

import pytest

from workflow.domain.blocks import BlockType
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.paper import Citation, Paper, ProfileName, SignatureBlock
from workflow.paper.parse import parse_text
from workflow.paper.parse.citations import citations
from workflow.paper.parse.task_deadlines import deadline_of

TOP = """ĐẢNG BỘ XÃ SÔNG LAM\tĐẢNG CỘNG SẢN VIỆT NAM
CHI BỘ THÔN MỘT
*
Số 05-BC/CB\tSông Lam, ngày 03 tháng 6 năm 2026

BÁO CÁO
kết quả học tập nghị quyết
-----
"""


def codes(paper: Paper) -> list[str]:
    return [warning.code for warning in paper.warnings]


def test_reads_a_header_whose_two_columns_share_lines() -> None:
    paper = parse_text(TOP + "Chi bộ đã họp.")
    assert (paper.superior, paper.issuer) == ("ĐẢNG BỘ XÃ SÔNG LAM", "CHI BỘ THÔN MỘT")
    assert (paper.kind, paper.symbol, paper.number) == ("BC", "05-BC/CB", 5)
    assert (paper.place, paper.date, paper.profile) == ("Sông Lam", dt.date(2026, 6, 3), ProfileName.HD05)
    assert (paper.title, paper.abstract) == ("BÁO CÁO", "kết quả học tập nghị quyết")
    assert [block.text for block in paper.blocks] == ["Chi bộ đã họp."]
    assert codes(paper) == ["missing_recipients", "missing_signature"]


def test_joins_a_name_that_wraps() -> None:
    paper = parse_text("ĐẢNG UỶ SỞ VĂN HOÁ,\nTHỂ THAO VÀ DU LỊCH\nKẾ HOẠCH\nvề việc\n\nMột.")
    assert (paper.superior, paper.issuer) == (None, "ĐẢNG UỶ SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH")


def test_a_blank_number_and_a_blank_day_stay_unknown() -> None:
    paper = parse_text("Số      -BC/ĐU\nSông Lam, ngày     tháng 9 năm 2025\nBÁO CÁO\nvề việc\n\nMột.")
    assert (paper.symbol, paper.number, paper.date, paper.place) == ("BC/ĐU", None, None, "Sông Lam")
    assert {"missing_number", "incomplete_date", "missing_date"} <= set(codes(paper))


@pytest.mark.parametrize(
    "lines",
    [
        "Sông Lam, ngày 03 tháng 6\nnăm 2026",
        "Sông Lam, ngày 03 tháng 6 năm\n2026",
        "Sông Lam ngày 03/6/2026".replace(" ngày", ", ngày"),
        "CHI BỘ THÔN MỘT Sông Lam, ngày 03 tháng 6 năm 2026",
        "Số 05-BC/CB Sông Lam, ngày 03 tháng 6 năm 2026",
        "SỐ 05-BC/CB  Sông Lam, ngày 03 tháng 6 năm 2026",
    ],
)
def test_reads_a_day_however_its_line_was_cut(lines: str) -> None:
    paper = parse_text(f"{lines}\nBÁO CÁO\nvề việc\n\nMột.")
    assert (paper.place, paper.date) == ("Sông Lam", dt.date(2026, 6, 3))
    assert "incomplete_date" not in codes(paper)


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Số 05-BC/CB", "05-BC/CB"),
        ("Số:05-BC/CB", "05-BC/CB"),
        ("Số: 5/BC-CB", "05-BC/CB"),
        ("Số … -BC/CB", "BC/CB"),
        ("Số ____/BC-CB", "BC/CB"),
        ("Số 05 BC/CB", "05-BC/CB"),
        ("Số\n05-BC/CB", "05-BC/CB"),
        ("Số 445-KL/TƯ", "445-KL/TW"),
        ("Số 05-QC/BTCTU-BDVTU", "05-QC/BTCTU-BDVTU"),
        ("Số          -BC/", None),
    ],
)
def test_reads_a_number_however_it_was_typed(line: str, symbol: str | None) -> None:
    paper = parse_text(f"{line}\nBÁO CÁO\nvề việc\n\nMột.")
    assert paper.symbol == symbol
    assert [block.text for block in paper.blocks] == ["Một."]


def test_a_sign_of_a_symbol_font_is_a_bullet() -> None:
    (block,) = parse_text(f"{TOP}\uf0b7 Đã họp.").blocks
    assert (block.type, block.marker, block.text) == (BlockType.ITEM, "-", "Đã họp.")


def test_a_classified_paper_is_told() -> None:
    assert "classified" in codes(parse_text(f"TỐI MẬT\n{TOP}Một."))


def test_a_day_that_does_not_exist_is_reported_and_not_taken() -> None:
    paper = parse_text("Sông Lam, ngày 31 tháng 02 năm 2026\nBÁO CÁO\nvề việc\n\nMột.")
    assert paper.date is None
    (warning,) = [warning for warning in paper.warnings if warning.code == "bad_date"]
    assert "31 tháng 02" in warning.message


def test_what_fits_no_place_of_the_header_is_kept_as_a_paragraph_with_a_warning() -> None:
    paper = parse_text("Bản gửi các đồng chí\nBÁO CÁO\nvề việc\n\nMột.")
    assert paper.blocks[0].text == "Bản gửi các đồng chí"
    assert ("unplaced", "b1") in [(warning.code, warning.place) for warning in paper.warnings]


def test_a_text_without_title_keeps_all_its_words_as_blocks() -> None:
    paper = parse_text("Một đoạn văn.\n\nHai đoạn văn.")
    assert (paper.kind, paper.title) == ("", "")
    assert [block.text for block in paper.blocks] == ["Một đoạn văn.", "Hai đoạn văn."]
    assert "missing_title" in codes(paper)


def test_the_profile_asked_for_wins_over_the_day() -> None:
    assert parse_text(TOP + "Một.", profile=ProfileName.HD36).profile is ProfileName.HD36


def test_joins_the_lines_of_a_text_wrapped_at_a_fixed_length() -> None:
    body = (
        "1. Chi bộ đã tổ chức cho toàn thể đảng viên học tập, quán triệt Nghị\n"
        "quyết số 43-NQ/TW ngay trong tháng đầu tiên sau khi có hướng dẫn của\n"
        "Đảng uỷ Sở. Đảng viên vắng mặt có lý do đều được học bổ sung, viết\n"
        "thu hoạch và đăng ký việc làm cụ thể.\n"
    )
    (block,) = parse_text(TOP + body).blocks
    assert block.marker == "1."
    assert block.text.startswith("Chi bộ đã tổ chức cho toàn thể đảng viên học tập, quán triệt Nghị quyết số 43-NQ/TW")
    assert block.text.endswith("hướng dẫn của Đảng uỷ Sở. Đảng viên vắng mặt có lý do đều được học bổ sung, viết thu "
                               "hoạch và đăng ký việc làm cụ thể.")  # fmt: skip


def test_a_sentence_may_be_cut_before_a_symbol() -> None:
    first = "Chi bộ tiếp tục thực hiện nghiêm túc, có hiệu quả Nghị quyết số"
    (block,) = parse_text(f"{TOP}{first}\n\n43-NQ/TW và Kế hoạch của Đảng uỷ.").blocks
    assert block.text == f"{first} 43-NQ/TW và Kế hoạch của Đảng uỷ."


def test_a_heading_is_not_joined_with_the_paragraph_under_it() -> None:
    blocks = parse_text(f"{TOP}I- KẾT QUẢ\nChi bộ đã họp.\n1. Quán triệt\nĐảng viên dự đủ.").blocks
    assert [block.type for block in blocks] == [BlockType.HEADING, BlockType.PARAGRAPH] * 2


def test_a_note_without_call_stays_in_the_text() -> None:
    paper = parse_text(f"{TOP}Một đoạn.\n\n¹ Chú thích lạc.")
    assert paper.footnotes == ()
    assert [block.text for block in paper.blocks] == ["Một đoạn.", "¹ Chú thích lạc."]


def test_a_call_without_note_is_reported() -> None:
    assert "missing_footnote" in codes(parse_text(f"{TOP}Một đoạn¹."))


def test_a_note_that_stands_inside_a_cut_sentence_does_not_part_it() -> None:
    paper = parse_text(f"{TOP}Chi bộ phát huy sức¹\n\n¹ Chú thích.\n\nmạnh đoàn kết.")
    assert [block.text for block in paper.blocks] == ["Chi bộ phát huy sức¹ mạnh đoàn kết."]
    assert [note.text for note in paper.footnotes] == ["Chú thích."]


def test_a_sentence_cut_by_a_note_without_blank_lines_is_joined_and_reported() -> None:
    paper = parse_text(f"{TOP}Chi bộ phát huy sức¹\n¹ Chú thích.\nmạnh đoàn kết.")
    assert [block.text for block in paper.blocks] == ["Chi bộ phát huy sức¹ mạnh đoàn kết."]
    assert "rejoined" in codes(paper)


def test_numbered_sentences_without_a_full_stop_at_the_end_are_no_heading() -> None:
    (block,) = parse_text(f"{TOP}1. Đã tổ chức ba hội nghị. Có 45 đảng viên tham gia").blocks
    assert (block.type, block.marker) == (BlockType.PARAGRAPH, "1.")


@pytest.mark.parametrize(
    "foot",
    [
        "Nơi nhận:\n- Đảng uỷ xã (b/c);\n- Lưu Chi bộ.\n\nT/M CHI BỘ\nBÍ THƯ\n\nNguyễn Văn A",
        "**T/M CHI BỘ**\nBÍ THƯ\n\nNguyễn Văn A\n\nNơi nhận:\n- Đảng uỷ xã (b/c);\n- Lưu Chi bộ.",
        "Nơi nhận:\tT/M CHI BỘ\n- Đảng uỷ xã (b/c);\tBÍ THƯ\n- Lưu Chi bộ.\n\tNguyễn Văn A",
    ],
)
def test_reads_the_foot_however_its_columns_come(foot: str) -> None:
    paper = parse_text(f"{TOP}Một đoạn.\n\n{foot}")
    assert paper.recipients == ("Đảng uỷ xã (b/c)", "Lưu Chi bộ")
    assert paper.signature == SignatureBlock("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn A")
    assert [block.text for block in paper.blocks] == ["Một đoạn."]


def test_a_head_of_an_office_signs_without_authority() -> None:
    paper = parse_text(f"{TOP}Một đoạn.\n\nNơi nhận:\n- Như trên.\n\nCHÁNH VĂN PHÒNG\n\nTrần Thị B")
    assert paper.signature == SignatureBlock(None, "CHÁNH VĂN PHÒNG", "Trần Thị B")


def test_text_after_the_signature_is_kept_and_reported() -> None:
    paper = parse_text(f"{TOP}Một đoạn.\n\nT/M CHI BỘ\nBÍ THƯ\nNguyễn Văn A\nPhụ lục kèm theo báo cáo này.")
    assert paper.blocks[-1].text == "Phụ lục kèm theo báo cáo này."
    assert ("unplaced", paper.blocks[-1].id) in [(warning.code, warning.place) for warning in paper.warnings]


def test_two_ways_of_placing_tones_are_reported_once() -> None:
    assert codes(parse_text(f"{TOP}Tỉnh ủy và Đảng uỷ hòa hợp, hoà giải.")).count("two_spellings") == 1
    assert "two_spellings" not in codes(parse_text(f"{TOP}Quý báu, quỹ, thuỷ chung, hoà hợp, khoẻ mạnh, uỷ ban."))


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("hoàn thành trước 10/01/2024", Deadline(DeadlineKind.DATE, date=dt.date(2024, 1, 10))),
        ("xong trước ngày 05/9/2026", Deadline(DeadlineKind.DATE, date=dt.date(2026, 9, 5))),
        ("trước ngày 25/12", Deadline(DeadlineKind.YEARLY, day=25, month=12)),
        ("hằng năm, trước ngày 29/02", Deadline(DeadlineKind.YEARLY, day=29, month=2)),
        ("thực hiện thường xuyên", Deadline(DeadlineKind.CONTINUOUS)),
        (
            "triển khai, thực hiện khi có chỉ đạo của Trung ương",
            Deadline(DeadlineKind.CONDITION, condition="khi có chỉ đạo của Trung ương"),
        ),
        ("hoàn thành trước 31/02/2024", None),
        ("qua Ban Dân vận Tỉnh uỷ", None),
        ("b/c", None),
    ],
)
def test_knows_the_four_kinds_of_deadline(words: str, deadline: Deadline | None) -> None:
    assert deadline_of(words) == deadline


def test_a_task_is_charged_to_the_bodies_of_its_heading_or_of_its_sentence() -> None:
    body = (
        "II- NHIỆM VỤ\n\n1. Các chi bộ, Công đoàn Sở\n\n1.1. Làm việc một.\n\n- Chi tiết.\n\n"
        "III- TỔ CHỨC THỰC HIỆN\n\n1. Giao Văn phòng Đảng uỷ theo dõi (trước ngày 25/12).\n\n2. Việc khác."
    )
    paper = parse_text(TOP + body)
    assert [(task.text, task.bodies) for task in paper.tasks] == [
        ("Làm việc một.", ("Các chi bộ", "Công đoàn Sở")),
        ("Giao Văn phòng Đảng uỷ theo dõi.", ("Văn phòng Đảng uỷ",)),
    ]


def test_reads_citations_with_date_and_title_as_far_as_given() -> None:
    text = (
        "Thực hiện Kế hoạch số 187-KH/TU, ngày 25/12/2023 của Ban Thường vụ Tỉnh uỷ; Kế hoạch số 113 - KH/ĐUK ngày "
        "29/01/2024 của Đảng uỷ Khối về thực hiện Nghị quyết số 43-NQ/TW, ngày 24/11/2023 (gọi tắt); Chỉ thị số "
        "5-CT/TW ngày 15/5/2016 “*Về đẩy mạnh học tập*”; Nghị quyết số 43-NQ/TW; Kết luận số 99-KL/TW ngày 31/02/2020."
    )
    assert citations([text]) == (
        Citation("187-KH/TU", dt.date(2023, 12, 25)),
        Citation("113-KH/ĐUK", dt.date(2024, 1, 29), "về thực hiện Nghị quyết số 43-NQ/TW, ngày 24/11/2023"),
        Citation("43-NQ/TW", dt.date(2023, 11, 24)),
        Citation("05-CT/TW", dt.date(2016, 5, 15), "Về đẩy mạnh học tập"),
        Citation("99-KL/TW"),
    )


def test_a_citation_does_not_take_the_title_of_the_next() -> None:
    text = (
        "Kết luận số 21-KL/TW của Trung ương gắn với Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị về học tập."
    )
    assert [cited.title for cited in citations([text])] == [None, "về học tập"]


def test_one_symbol_with_two_titles_is_two_citations() -> None:
    texts = ["Nghị quyết số 02-NQ/TW về công đoàn; Nghị quyết số 02-NQ/TW về nông dân; Nghị quyết số 02-NQ/TW."]
    assert [cited.title for cited in citations(texts)] == ["về công đoàn", "về nông dân"]


@pytest.mark.parametrize("sign", [*r".*+?()[]{}|^$\/&#~-", "(?:", "[^", "{1,", r"\d+", "(?P<a>", ".*(a|a)*$"])
def test_signs_that_steer_a_pattern_are_letters_like_any_other(sign: str) -> None:
    number, place = f"Số {sign} 05-BC/CB{sign}", f"Sông {sign} Lam, ngày 03 tháng 6 năm 2026"
    paper = parse_text(
        f"CHI BỘ {sign} MỘT\n{number}\n{place}\nBÁO CÁO\nvề {sign} việc\n\nGiao Sở {sign} A mở {sign} lớp."
    )
    kept = f"{paper} {[warning.message for warning in paper.warnings]}".replace("\\\\", "\\")
    assert kept.count(sign) >= 2
    assert f"mở {sign} lớp" in paper.blocks[-1].text
