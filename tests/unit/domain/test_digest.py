"""The daily notice: one line for each matter, the gravest first; nothing is reminded of before its time."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.deadlines import soon_until
from workflow.domain.digest import MOST_LINES, Group, Line, grouped, joined, reminded, subject
from workflow.domain.working_days import WorkingDays

DAY = dt.date(2026, 11, 20)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
LINES = st.builds(
    Line,
    st.sampled_from(Group),
    st.just("Báo cáo"),
    st.sampled_from([f"/van-ban/{place}" for place in range(5)]),
    st.sampled_from(["", "“Nêu số lớp.”", "Chờ đồng chí sửa."]),
    st.none() | DAYS,
)


def test_a_returned_paper_that_is_due_is_one_line_with_its_reason_and_who_acts() -> None:
    came = Line(Group.RETURNED, "Trả lại để sửa: Báo cáo", "/van-ban/3", "Dương Văn M.\n“Nêu số lớp.”")
    due = Line(Group.SOON, "Báo cáo quý", "/van-ban/3", "Chờ đồng chí sửa và trình lại, hạn 23/11/2026.", DAY)
    other = Line(Group.LATE, "Kế hoạch", "/van-ban/4", "", DAY)
    lines = joined([due, other, came])
    assert [(line.group, line.path, line.due_on) for line in lines] == [
        (Group.RETURNED, "/van-ban/3", DAY),
        (Group.LATE, "/van-ban/4", DAY),
    ]
    assert lines[0].text == f"{came.text}\n{due.text}"
    assert [heading for heading, _ in grouped(lines)] == ["Bị trả lại, cần sửa", "Quá hạn"]
    assert subject(DAY, lines) == "Trình Ký ngày 20/11: 1 bị trả lại, 1 quá hạn"


@given(st.lists(LINES, max_size=80))
def test_every_matter_stands_once_and_comes_back_from_json(lines: list[Line]) -> None:
    kept = joined(lines)
    assert {line.path for line in kept} == {line.path for line in lines}
    assert len(kept) == len({line.path for line in kept}) <= MOST_LINES
    assert [Line.from_json(line.to_json()) for line in kept] == kept
    assert sum(len(part) for _, part in grouped(kept)) == len(kept)


@given(today=DAYS, due=DAYS, given_days=st.integers(5, 90), off=st.frozensets(DAYS, max_size=20))
def test_more_time_is_never_reminded_of_before_its_own_days(
    today: dt.date, due: dt.date, given_days: int, off: frozenset[dt.date]
) -> None:
    calendar = WorkingDays(off=off)
    soon = soon_until(today, calendar)
    later = due + dt.timedelta(days=given_days)
    if reminded(later, today, soon) is not None:
        assert later < today or calendar.left(today, later) <= 3
    if later > today and calendar.left(today, later) > 3:
        assert reminded(later, today, soon) is None
