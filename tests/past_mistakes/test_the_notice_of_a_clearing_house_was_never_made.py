"""A report that waits for a clearing house had no words in the daily notice: its office got none, and neither did the
people whose notices were to be made after it."""

import datetime as dt

import pytest

from workflow.domain.actor import SYSTEM
from workflow.domain.digest import Group
from workflow.notify import digest
from workflow.queries.due import Duty
from workflow.queries.inbox import Work

DAY = dt.date(2026, 11, 23)
SINCE = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize("work", Work)
def test_whatever_waits_has_words(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = Duty("document-1", "Báo cáo", "/van-ban/1", work, DAY, SINCE)
    monkeypatch.setattr(digest, "duties", lambda actor, span: [waiting])
    (line,) = digest.lines_for(SYSTEM, SINCE, DAY, DAY)
    assert line.group is Group.SOON
    assert line.text.startswith("Chờ đồng chí ")
