"""The short form of `make fuzz`."""

from tests.fuzz import fuzz


def test_mutated_files_are_taken_or_refused_in_time() -> None:
    outcomes = fuzz(150, seed=20261121)
    assert outcomes["late"] == 0
    assert outcomes["taken"] + outcomes["refused"] == 150
    assert outcomes["taken"] >= 5 and outcomes["refused"] >= 50
