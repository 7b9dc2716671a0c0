"""Finding references to objects that were not there yet: only whole numbers count, however they are written."""

import re

from hypothesis import given
from hypothesis import strategies as st

from workflow.signing.revisions import names_one_of

EVERY_REFERENCE = re.compile(rb"(\d{1,10})(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])+\d+(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])+R")
PIECES = st.sampled_from(["1", "12", "2", "0", "00000000000", " ", "\n", "%x\n", "R", "/", "[", " 0 R", "12 0 R"])


@given(st.lists(PIECES, max_size=14), st.sets(st.sampled_from([1, 2, 12, 112, 120]), min_size=1))
def test_finds_what_a_reading_of_every_reference_finds(pieces: list[str], numbers: set[int]) -> None:
    part = "".join(pieces).encode()
    by_all = any(int(found[1]) in numbers for found in EVERY_REFERENCE.finditer(part))
    assert names_one_of(numbers, part) == by_all


def test_the_end_of_a_longer_number_is_another_object() -> None:
    assert names_one_of({12}, b"<</A 12 0 R>>")
    assert names_one_of({12}, b"[112 0 R 0012 %\n 0 R]")
    assert not names_one_of({12}, b"[112 0 R 120 0 R 12 0 obj]")
