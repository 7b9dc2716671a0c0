"""Tasks of plans that nobody has seen: lists, labels, tables, every way to say by when and whose."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.domain.blocks import plain
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.paper import Paper, ProposedTask
from workflow.domain.tasks import words_of
from workflow.paper.parse import parse_text
from workflow.paper.parse.task_bodies import of_sentence
from workflow.paper.parse.task_deadlines import deadline_in, deadline_of

TOP = "KẾ HOẠCH\nthực hiện Nghị quyết số 57-NQ/TW\n-----\nĐảng uỷ xây dựng kế hoạch như sau:\n\n"
HALF_YEAR = Deadline(DeadlineKind.DATE, date=dt.date(2025, 6, 30))
YEAR_END = Deadline(DeadlineKind.YEARLY, day=31, month=12)

LABELLED = """II. NHIỆM VỤ

1. Tổ chức hội nghị quán triệt Nghị quyết.
- Cơ quan chủ trì: Ban Tuyên giáo Đảng uỷ.
- Cơ quan phối hợp: Văn phòng Đảng uỷ; các chi bộ trực thuộc.
- Thời gian hoàn thành: trước ngày 30/6/2025.

2. Xây dựng chuyên mục tuyên truyền. Chủ trì: Sở Văn hoá, Thể thao và Du lịch. Thời gian: quý I hằng năm.

3. Rà soát quy chế làm việc (chậm nhất ngày 15 tháng 8 năm 2025).

III. TỔ CHỨC THỰC HIỆN

1. Các chi bộ báo cáo kết quả về Đảng uỷ trước ngày 10/12 hằng năm.

2. Kế hoạch này được phổ biến tới các chi bộ.
"""

TABLED = """II. NỘI DUNG THỰC HIỆN

| TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
| I | Công tác tuyên truyền | | | |
| 1 | Mở chuyên trang trên cổng thông tin | Văn phòng Đảng uỷ | Các chi bộ | 30/6/2025 |
| 2 | Tổ chức lớp tập huấn | Ban Tổ chức | | Quý II/2025 |
| II | Công tác kiểm tra | | | |
| 3 | Kiểm tra việc thực hiện | Uỷ ban kiểm tra | Văn phòng, Ban Tổ chức | Hằng năm |
"""


def _of(body: str) -> Paper:
    return parse_text(TOP + body)


def test_labels_behind_a_task_are_its_own() -> None:
    first, second, third, duty = _of(LABELLED).tasks
    assert (first.text, first.bodies) == ("Tổ chức hội nghị quán triệt Nghị quyết.", ("Ban Tuyên giáo Đảng uỷ",))
    assert first.cooperating == ("Văn phòng Đảng uỷ", "các chi bộ trực thuộc")
    assert (first.deadline, first.deadline_words) == (HALF_YEAR, "trước ngày 30/6/2025")
    assert (second.text, second.bodies) == (
        "Xây dựng chuyên mục tuyên truyền.",
        ("Sở Văn hoá, Thể thao và Du lịch",),
    )
    assert second.deadline == Deadline(DeadlineKind.YEARLY, day=31, month=3)
    assert third.deadline == Deadline(DeadlineKind.DATE, date=dt.date(2025, 8, 15))
    assert (duty.place, duty.bodies) == ("III.1", ("Các chi bộ",))
    assert duty.deadline == Deadline(DeadlineKind.YEARLY, day=10, month=12)


def test_each_row_of_a_table_of_tasks_is_one() -> None:
    paper = _of(TABLED)
    told = [(task.place, task.text, task.bodies, task.cooperating, task.heading) for task in paper.tasks]
    assert told == [
        (
            "II, bảng, dòng 1",
            "Mở chuyên trang trên cổng thông tin",
            ("Văn phòng Đảng uỷ",),
            ("Các chi bộ",),
            "Công tác tuyên truyền",
        ),
        ("II, bảng, dòng 2", "Tổ chức lớp tập huấn", ("Ban Tổ chức",), (), "Công tác tuyên truyền"),
        (
            "II, bảng, dòng 3",
            "Kiểm tra việc thực hiện",
            ("Uỷ ban kiểm tra",),
            ("Văn phòng", "Ban Tổ chức"),
            "Công tác kiểm tra",
        ),
    ]
    assert [task.deadline for task in paper.tasks] == [HALF_YEAR, HALF_YEAR, YEAR_END]
    (table,) = [block for block in paper.blocks if block.rows]
    assert [table.rows[(task.row or 1) - 1][1] for task in paper.tasks] == [task.text for task in paper.tasks]


def test_an_annexed_table_says_who_and_when_of_the_tasks_of_the_text() -> None:
    text = (
        "II. NHIỆM VỤ\n\n1. Mở chuyên trang.\n\n2. Tổ chức lớp tập huấn.\n\nT/M ĐẢNG UỶ\nBÍ THƯ\n\nNguyễn Văn A\n\n"
        "Phụ lục\nPHÂN CÔNG NHIỆM VỤ\n\n| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n"
        "| 1 | Mở chuyên trang | Văn phòng Đảng uỷ | 30/6/2025 |\n| 2 | Làm việc khác | Ban Tổ chức | Thường xuyên |\n"
    )
    first, second, third = _of(text).tasks
    assert (first.text, first.row, first.bodies, first.deadline) == (
        "Mở chuyên trang.",
        None,
        ("Văn phòng Đảng uỷ",),
        HALF_YEAR,
    )
    assert (second.bodies, second.deadline) == ((), None)
    assert (third.text, third.place) == ("Làm việc khác", "Phụ lục, bảng, dòng 2")


def test_a_table_of_figures_sets_no_tasks() -> None:
    assert _of("II. NHIỆM VỤ\n\n1. Mở lớp.\n\n| TT | Nội dung | Số lượng |\n| 1 | Số lớp | 12 |\n").tasks[1:] == ()


def test_a_heading_with_nothing_but_labels_under_it_is_the_task() -> None:
    paper = _of(
        "II. NHIỆM VỤ\n\n1. Công tác tuyên truyền\n\n1.1. Mở chuyên trang\n\n- Chủ trì: Văn phòng.\n\n"
        "- Thời hạn: tháng 6/2025.\n\n1.2. Tổ chức lớp tập huấn\n\n- Chủ trì: Ban Tổ chức.\n"
    )
    told = [(task.text, task.bodies, task.deadline, task.place) for task in paper.tasks]
    assert told == [
        ("Mở chuyên trang", ("Văn phòng",), HALF_YEAR, "II.1, 1.1"),
        ("Tổ chức lớp tập huấn", ("Ban Tổ chức",), None, "II.1, 1.2"),
    ]


def test_general_directions_are_no_tasks_beside_groups_that_set_them() -> None:
    directions = "II. NHIỆM VỤ TRỌNG TÂM\n\n1. Tăng cường lãnh đạo.\n\n2. Đổi mới tuyên truyền.\n\n"
    grouped = "III. NHIỆM VỤ CỤ THỂ\n\n1. Đối với các chi bộ\n\n1.1. Sinh hoạt chuyên đề.\n\n1.2. Đăng ký việc làm.\n"
    assert [task.text for task in _of(directions).tasks] == ["Tăng cường lãnh đạo.", "Đổi mới tuyên truyền."]
    assert [task.place for task in _of(directions + grouped).tasks] == ["III.1, 1.1", "III.1, 1.2"]


def test_a_day_in_the_aims_binds_nobody() -> None:
    aims = "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Phấn đấu hoàn thành trước ngày 30/6/2025.\n\n"
    assert [task.text for task in _of(f"{aims}II. NHIỆM VỤ\n\n1. Mở lớp.\n").tasks] == ["Mở lớp."]


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("trước ngày 30/6/2025", HALF_YEAR),
        ("trong quý II/2025", HALF_YEAR),
        ("trong quý II năm 2025", HALF_YEAR),
        ("trong tháng 6/2025", HALF_YEAR),
        ("trong 6 tháng đầu năm 2025", HALF_YEAR),
        ("từ 01/3/2025 đến 30/6/2025", HALF_YEAR),
        ("chậm nhất 30-6-2025", HALF_YEAR),
        ("hoàn thành trong năm 2025", Deadline(DeadlineKind.DATE, date=dt.date(2025, 12, 31))),
        ("quý I hằng năm", Deadline(DeadlineKind.YEARLY, day=31, month=3)),
        ("hằng năm", YEAR_END),
        ("định kỳ hàng năm", YEAR_END),
        ("định kỳ hằng quý", Deadline(DeadlineKind.CONTINUOUS)),
        (
            "sau khi có hướng dẫn của Trung ương",
            Deadline(DeadlineKind.CONDITION, condition="sau khi có hướng dẫn của Trung ương"),
        ),
        (
            "30 ngày kể từ ngày nhận được văn bản",
            Deadline(DeadlineKind.CONDITION, condition="30 ngày kể từ ngày nhận được văn bản"),
        ),
        ("Nghị quyết số 43-NQ/TW ngày 24/11/2023", None),
        ("giai đoạn 2021 - 2025", None),
        ("tầm nhìn đến năm 2045", None),
        ("trong tháng 13/2025", None),
        ("b/c", None),
    ],
)
def test_knows_the_ways_to_say_by_when(words: str, deadline: Deadline | None) -> None:
    assert deadline_of(words) == deadline


def test_only_what_binds_is_a_deadline_in_a_sentence() -> None:
    assert deadline_in("Hoàn thành việc rà soát trong quý II/2025, báo cáo Đảng uỷ") == ("trong quý II/2025", HALF_YEAR)
    assert deadline_in("Chiến lược đến năm 2030, tầm nhìn đến năm 2045; Nghị quyết ngày 24/11/2023") is None


@pytest.mark.parametrize(
    ("words", "lead", "cooperating"),
    [
        (
            "Giao Ban Dân vận Tỉnh uỷ chủ trì, phối hợp với Mặt trận Tổ quốc theo dõi, đôn đốc.",
            ("Ban Dân vận Tỉnh uỷ",),
            ("Mặt trận Tổ quốc",),
        ),
        ("Giao Văn phòng chủ trì, Ban Tổ chức phối hợp xây dựng quy chế.", ("Văn phòng",), ("Ban Tổ chức",)),
        ("Uỷ ban kiểm tra Đảng uỷ tham mưu kế hoạch.", ("Uỷ ban kiểm tra Đảng uỷ",), ()),
        ("Ban hành quy chế mới; tổ chức thực hiện.", (), ()),
        ("Đoàn kết nội bộ, xây dựng chi bộ.", (), ()),
        ("Nâng cao hiệu quả công tác phối hợp giữa các cơ quan.", (), ()),
    ],
)
def test_tells_who_leads_from_who_takes_part(words: str, lead: tuple[str, ...], cooperating: tuple[str, ...]) -> None:
    found = of_sentence(words)
    assert (found.lead, found.cooperating) == (lead, cooperating)


_WORDS = "Ban Tuyên giáo tổ chức hội nghị (trước ngày 30/6/2025) chủ trì: phối hợp với các chi bộ; hằng năm quý II/2025"
_LINES = st.lists(
    st.tuples(
        st.sampled_from(["I. ", "II. NHIỆM VỤ", "1. ", "1.1. ", "a) ", "- ", "- Chủ trì: ", "- Thời gian: ", "", "| "]),
        st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=12).map(" ".join),
        st.sampled_from([".", "", ":", ";"]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_every_task_says_only_words_of_its_block(lines: list[tuple[str, str, str]]) -> None:
    paper = _of("\n\n".join(f"{mark}{words}{end}{' |' if mark == '| ' else ''}" for mark, words, end in lines))
    assert all(_says_words_of_its_block(task, paper) for task in paper.tasks)
    assert len({(task.block, task.row) for task in paper.tasks}) == len(paper.tasks)


def _says_words_of_its_block(task: ProposedTask, paper: Paper) -> bool:
    (block,) = [block for block in paper.blocks if block.id == task.block]
    text = " ".join(block.rows[task.row - 1]) if task.row else block.text
    left = iter(words_of(plain(text)))
    return bool(task.text) and all(word in left for word in words_of(task.text))
