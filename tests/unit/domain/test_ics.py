"""Due days as a calendar: every line as RFC 5545 wants it, whatever was typed in a title."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.unit import calendar_reader
from workflow.domain.ics import Event, calendar

STAMP = dt.datetime(2026, 11, 22, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
LONG = "Hạn: Báo cáo kết quả thực hiện Nghị quyết số 43-NQ/TW; về “đại đoàn kết”, năm 2026 \\ quý III " * 3


def events(text: str) -> list[calendar_reader.Part]:
    parts = calendar_reader.read(text.encode())
    assert parts[0][0] == "VCALENDAR"
    assert parts[0][1]["VERSION"] == ["2.0"]
    return [part for kind, part in parts if kind == "VEVENT"]


def test_a_due_day_is_a_whole_day_with_two_reminders() -> None:
    text = calendar("Trình Ký", [Event("target-7@vidu.vn", dt.date(2026, 12, 31), LONG, "https://vidu.vn/x")], STAMP)
    (event,) = events(text)
    assert event["DTSTART;VALUE=DATE"] == ["20261231"]
    assert event["DTEND;VALUE=DATE"] == ["20270101"]
    assert event["DTSTAMP"] == ["20261122T003000Z"]
    assert event["UID"] == ["target-7@vidu.vn"]
    assert calendar_reader.text(event["SUMMARY"][0]) == " ".join(LONG.split())
    assert text.count("BEGIN:VALARM") == 2


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_any_title_comes_back_from_a_strict_reader(title: str) -> None:
    text = calendar("Lịch", [Event("a@b", dt.date(2026, 1, 2), title, "https://vidu.vn/")], STAMP)
    (event,) = events(text)
    assert calendar_reader.text(event["SUMMARY"][0]) == " ".join(title.split())


@given(st.text(max_size=60))
def test_no_title_opens_a_line_of_its_own(title: str) -> None:
    text = calendar("Lịch", [Event("a@b", dt.date(2026, 1, 2), f"{title}\r\nEND:VCALENDAR\n", "https://x/")], STAMP)
    assert text.count("\r\nEND:VCALENDAR\r\n") == 1
