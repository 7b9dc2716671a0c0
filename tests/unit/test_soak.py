"""What the soak says of its readings: what piles up is found, what only comes and goes is not."""

from tests.soak import Reading, piled_up

MB = 2**20


def _kept(readings: list[Reading]) -> list[bool]:
    return [one.holds for one in piled_up(readings)]


def test_what_comes_and_goes_is_not_piling_up() -> None:
    assert _kept([Reading((400 + turn % 7) * MB, 90 + turn % 5, 64 * MB) for turn in range(40)]) == [True] * 3


def test_a_moment_with_fewer_files_is_not_what_a_quarter_held() -> None:
    fewer = {13: 81, 16: 85}
    assert _kept([Reading(400 * MB, fewer.get(turn, 86), 64 * MB) for turn in range(40)]) == [True] * 3


def test_memory_files_and_a_log_that_grow_are_each_found() -> None:
    assert _kept([Reading((400 + 4 * turn) * MB, 90, 64 * MB) for turn in range(40)]) == [False, True, True]
    assert _kept([Reading(400 * MB, 90 + turn % 5 + turn // 10, 64 * MB) for turn in range(40)]) == [True, False, True]
    assert _kept([Reading(400 * MB, 90, 64 * MB * turn) for turn in range(40)]) == [True, True, False]
