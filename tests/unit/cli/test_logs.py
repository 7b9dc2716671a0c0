"""What the servers write down: a line for each event, whatever somebody typed."""

import logging
import re

import pytest

from workflow.cli.logs import FORMAT, Lines


def line(message: str, *values: object) -> str:
    """What one event becomes."""
    return Lines(FORMAT).format(logging.LogRecord("workflow.auth", logging.WARNING, "", 0, message, values, None))


def test_says_when_how_grave_and_where() -> None:
    told = r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z WARNING \d+ - workflow\.auth: Đăng nhập sai"
    assert re.fullmatch(told, line("Đăng nhập sai"))


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b", "\x00", "\x85", "\u2028"])
def test_nothing_typed_makes_a_second_line_or_steers_a_terminal(sign: str) -> None:
    written = line("Tên %s", f"a{sign}2026 INFO giả")
    assert sign not in written
    assert len(written.splitlines()) == 1
    assert "2026 INFO giả" in written
