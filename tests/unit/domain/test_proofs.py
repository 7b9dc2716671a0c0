"""The code on a paper, as printed and as typed from it."""

import pytest

from workflow.domain.proofs import proof_address, read_code


def test_the_address_can_be_typed_from_the_paper() -> None:
    address = proof_address("https://trinhky.example/", "7A3F09D211CE8B40")
    assert address == "https://trinhky.example/xac-thuc/7A3F-09D2-11CE-8B40"
    assert read_code(address.rpartition("/")[2]) == "7A3F09D211CE8B40"


@pytest.mark.parametrize("typed", ["7a3f 09d2 11ce 8b40", "7A3FO9D2-IlCE8B40", " 7A3F-09D2-11CE-8B40\n"])
def test_reads_what_hands_and_eyes_make_of_it(typed: str) -> None:
    assert read_code(typed) == "7A3F09D211CE8B40"


@pytest.mark.parametrize("typed", ["", "7A3F", "7A3F-09D2-11CE-8B4G", "7A3F-09D2-11CE-8B40-1", "٠" * 16, "x" * 10**6])
def test_other_text_is_no_code(typed: str) -> None:
    assert read_code(typed) is None
