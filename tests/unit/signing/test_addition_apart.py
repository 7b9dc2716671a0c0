"""A signed file that comes back is read in a child process; what its reader cannot bear is a refusal like any other."""

import pytest

from tests.unit.signing.conftest import NOW, PERSON_PLACE, Bench, request
from workflow.domain.errors import InvalidInput
from workflow.domain.states import SignatureKind
from workflow.jobs.keys import UNREADABLE, addition_apart
from workflow.signing.addition import Window, read_addition

WINDOW = Window(NOW, NOW)


def test_a_file_that_breaks_its_reader_is_refused_at_its_field(bench: Bench) -> None:
    """pyHanko's comparison stumbles over a paper that had no form before it was signed."""
    signed = bench.by_person(bench.paper)
    with pytest.raises(InvalidInput) as refusal:
        addition_apart(bench.paper, signed, bench.roots, WINDOW)
    assert (refusal.value.reason, dict(refusal.value.fields)) == (UNREADABLE, {"file": UNREADABLE})


def test_apart_the_answer_is_the_same(bench: Bench) -> None:
    before = bench.by_person(bench.paper)
    after = bench.organisation.sign(request(before, SignatureKind.ORGANISATION, "organisation"))
    assert addition_apart(before, after, bench.roots, WINDOW) == read_addition(before, after, bench.roots, WINDOW)
    over_words = bench.organisation.sign(request(before, SignatureKind.ORGANISATION, "organisation", PERSON_PLACE))
    for wrong in (before, after[:-40], after + b"x", over_words[:-1]):
        refusals = []
        for read in (addition_apart, read_addition):
            with pytest.raises(InvalidInput) as refusal:
                read(before, wrong, bench.roots, WINDOW)
            refusals.append((refusal.value.reason, refusal.value.fields))
        assert refusals[0] == refusals[1]
