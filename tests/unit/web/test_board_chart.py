"""The bars of the rates are as long as their shares, and the sentence says what they show."""

import pytest

from workflow.queries.campaigns import Rates
from workflow.web.board_chart import WIDTH, chart_of


def test_each_bar_is_its_share_of_what_was_to_be_sent() -> None:
    chart = chart_of(Rates(expected=8, arrived=6, on_time=4, late=1, returned=2))
    assert [(bar.count, bar.share, bar.length) for bar in chart.bars] == [
        (6, 75, WIDTH * 3 // 4),
        (4, 50, WIDTH // 2),
        (3, 38, WIDTH * 3 // 8),
        (2, 25, WIDTH // 4),
    ]
    assert chart.sentence.endswith("đã gửi 6, 75%; đúng hạn 4, 50%; trễ 3, 38%; bị trả lại 2, 25%.")
    assert chart.height > max(bar.y for bar in chart.bars)


@pytest.mark.parametrize("expected", [0, 5])
def test_nothing_sent_is_no_bar(expected: int) -> None:
    assert {bar.length for bar in chart_of(Rates(expected, 0, 0, 0, 0)).bars} == {0}
