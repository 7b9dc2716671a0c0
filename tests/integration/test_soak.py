"""Twenty people at work for a quarter of a minute, with the product as it is started: the short form of `make soak`,
which says nothing of what piles up over an hour."""

import pytest

from tests.soak import figures


@pytest.mark.timeout(300)  # a whole house is built
def test_everybody_is_answered_and_no_words_are_lost() -> None:
    found = {one.name: one for one in figures(15)}
    assert found["G54 answers that were none, words lost"].value == 0
    assert (found["G54 answers a second"].value or 0) > 1
