"""In the measurement of presses a line to which no answer came ended unseen: the figures were those of fewer lines."""

import socket
from itertools import repeat

import pytest

from tests.bench.web_load import press_at_once


def test_a_line_without_an_answer_ends_the_measurement() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        with pytest.raises(ConnectionRefusedError):
            press_at_once(nobody.getsockname()[1], repeat(b"POST / HTTP/1.1\r\n\r\n"), 303, lines=2, seconds=0.2)
