"""Ten kill -9 of web, worker and database while people work lose nothing and double nothing: the short form of
`make chaos`."""

import pytest

from tests.chaos.run import run

KILLS, SEED = 10, 2


@pytest.mark.timeout(900)  # a whole house is built, killed and started again
def test_whatever_was_acknowledged_is_there_once_after_every_kill() -> None:
    found = run(KILLS, SEED, lambda line: None, pause=0.2)
    assert found.broken == []
    assert found.is_whole, found
    assert found.kills.total() == KILLS
