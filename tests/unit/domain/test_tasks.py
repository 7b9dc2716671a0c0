"""The rules of tasks: words are kept, bodies in words are understood, yearly days come round."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.states import Level
from workflow.domain.tasks import (
    LONGEST_NAME,
    Meant,
    Progress,
    Reach,
    brief,
    cleared_day,
    joined,
    keeps_every_word,
    meant_by,
    next_due,
    rolled_up,
    said,
    split_text,
    words_of,
)

SENTENCES = st.lists(
    st.text(alphabet="aăâđeêôơưỷbcmnht ,;:*()-/0123456789", min_size=1, max_size=60).filter(words_of),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("các chi bộ trực thuộc", Meant(Reach.DIRECTLY_BELOW, Level.CELL)),
        ("Các chi bộ", Meant(Reach.DIRECTLY_BELOW, Level.CELL)),
        ("Cấp uỷ các chi bộ", Meant(Reach.DIRECTLY_BELOW, Level.CELL)),
        ("cấp uỷ", Meant(Reach.ALL_BELOW)),
        ("tổ chức đảng", Meant(Reach.ALL_BELOW)),
        ("Các cấp uỷ, tổ chức đảng", Meant(Reach.ALL_BELOW)),
        ("các đảng uỷ trực thuộc Tỉnh uỷ", Meant(Reach.DIRECTLY_BELOW)),
        ("Các huyện uỷ, thành uỷ, đảng uỷ trực thuộc", Meant(Reach.DIRECTLY_BELOW)),
        ("các tổ chức đảng trực thuộc", Meant(Reach.ALL_BELOW)),
        ("chi bộ", Meant(Reach.DIRECTLY_BELOW, Level.CELL)),
        ("mỗi chi bộ", Meant(Reach.DIRECTLY_BELOW, Level.CELL)),
        ("Đối với các chi bộ", Meant(Reach.DIRECTLY_BELOW, Level.CELL)),
        ("toàn thể cấp ủy, tổ chức đảng", Meant(Reach.ALL_BELOW)),
        ("Chi bộ cơ sở Thư viện", None),
        ("Ban Dân vận Tỉnh uỷ", None),
        ("Chi bộ Thư viện tỉnh", None),
        ("Đảng đoàn Hội đồng nhân dân tỉnh", None),
        ("các cơ quan trực thuộc", None),
    ],
)
def test_knows_whom_a_body_in_words_means(body: str, meant: Meant | None) -> None:
    assert meant_by(body) == meant


@given(SENTENCES)
def test_joining_and_splitting_lose_no_word(texts: list[str]) -> None:
    assert keeps_every_word([joined(texts)], " ".join(texts))
    assert keeps_every_word(split_text("\n\n".join(texts)), joined(texts))


def test_a_word_more_or_less_is_noticed() -> None:
    assert not keeps_every_word(["Rà soát quy chế"], "Rà soát quy chế làm việc")
    assert not keeps_every_word(["Rà soát", "mọi quy chế"], "Rà soát quy chế")
    assert keeps_every_word(["Rà soát *quy chế*", "Tổ chức hội nghị."], "Rà soát quy chế; tổ chức hội nghị.")


def test_a_yearly_day_comes_round() -> None:
    yearly = Deadline(DeadlineKind.YEARLY, day=25, month=12)
    assert next_due(yearly, dt.date(2024, 12, 25)) == dt.date(2024, 12, 25)
    assert next_due(yearly, dt.date(2024, 12, 26)) == dt.date(2025, 12, 25)
    assert next_due(Deadline(DeadlineKind.YEARLY, day=29, month=2), dt.date(2025, 1, 1)) == dt.date(2025, 2, 28)


def test_says_each_kind_of_deadline() -> None:
    assert said(Deadline(DeadlineKind.DATE, date=dt.date(2024, 1, 10))) == "trước ngày 10/01/2024"
    assert said(Deadline(DeadlineKind.YEARLY, day=25, month=12)) == "hằng năm, trước ngày 25/12"
    assert said(Deadline(DeadlineKind.CONTINUOUS)) == "thường xuyên"
    assert said(Deadline(DeadlineKind.CONDITION, condition="khi có chỉ đạo")) == "khi có chỉ đạo"
    assert said(None) == ""


@pytest.mark.parametrize(
    ("counts", "silent", "together"),
    [
        ({}, 0, None),
        ({}, 3, None),
        ({Progress.DONE: 4}, 0, Progress.DONE),
        ({Progress.DONE: 4}, 1, Progress.IN_PROGRESS),
        ({Progress.DONE: 1, Progress.NOT_BEGUN: 3}, 0, Progress.IN_PROGRESS),
        ({Progress.DONE: 2, Progress.NO_RESULT: 0}, 0, Progress.DONE),
        ({Progress.IN_PROGRESS: 1, Progress.NO_RESULT: 3}, 0, Progress.IN_PROGRESS),
        ({Progress.NO_RESULT: 1, Progress.NOT_BEGUN: 3}, 2, Progress.NO_RESULT),
        ({Progress.NOT_BEGUN: 4}, 0, Progress.NOT_BEGUN),
    ],
)
def test_several_units_are_together_as_far_as_the_rule_says(
    counts: dict[Progress, int], silent: int, together: Progress | None
) -> None:
    assert rolled_up(counts, silent) is together


def test_a_report_names_a_task_by_its_first_clause() -> None:
    assert brief("Mở **lớp học**\nnghị quyết; viết bài thu hoạch.") == "Mở lớp học nghị quyết"
    assert brief("Thực hiện Kế hoạch số 1.2 đúng hạn") == "Thực hiện Kế hoạch số 1.2 đúng hạn"
    long = brief("quán triệt nghị quyết " * 20)
    assert long.endswith("quyết…") and len(long) <= LONGEST_NAME + 1


@pytest.mark.parametrize(
    ("today", "meant"),
    [
        (dt.date(2026, 12, 20), dt.date(2026, 12, 25)),
        (dt.date(2027, 1, 10), dt.date(2026, 12, 25)),
        (dt.date(2027, 11, 1), dt.date(2027, 12, 25)),
    ],
)
def test_a_word_on_a_yearly_task_is_about_the_nearest_day(today: dt.date, meant: dt.date) -> None:
    assert cleared_day(Deadline(DeadlineKind.YEARLY, day=25, month=12), today) == meant
