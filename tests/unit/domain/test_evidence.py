"""Whatever is done to a record is found, by both verifiers; an honest one is never accused.

`TRINHKY_TAMPERINGS=long` (make tamperings) tries 2,000 tamperings and 10,000 honest records."""

import os
import random
from collections.abc import Callable

import pytest

from tests.factories.chronicle import Chronicle, Row, act, handed_up, recorded
from tests.factories.tampering import KINDS, honest, tampered
from tests.second_verifier import complaints
from workflow.domain.chain import COVERED
from workflow.domain.evidence import Broken

LONG = os.environ.get("TRINHKY_TAMPERINGS") == "long"
EACH, HONEST = (200, 10_000) if LONG else (12, 120)


def true_record(seed: int) -> Chronicle:
    told = recorded(*honest(random.Random(seed)))
    told.rows["held"] += handed_up(told)
    return told


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_tampering_is_found_by_both(kind: str) -> None:
    records = [tampered(kind, seed) for seed in range(EACH)]
    missed = [seed for seed, record in enumerate(records) if not record.faults()]
    missed_by_second = [seed for seed, record in enumerate(records) if not complaints(record.lines())]
    assert (len(records), missed, missed_by_second) == (EACH, [], [])


@pytest.mark.timeout(3600)
def test_an_honest_record_is_never_accused() -> None:
    accused = [seed for seed in range(HONEST) if true_record(seed).faults() or complaints(true_record(seed).lines())]
    assert accused == []


def test_without_an_anchor_outside_a_rewritten_database_and_an_old_one_pass() -> None:
    for kind in ("rewrite from", "old database"):
        records = [tampered(kind, seed) for seed in range(40)]
        for record in records:
            record.rows["held"] = [row for row in record.rows["held"] if row["where"] == "neo"]
        assert any(not record.faults() for record in records), kind


def _first(shape: str, **changed: object) -> Callable[[Chronicle], None]:
    def change(told: Chronicle) -> None:
        told.rows[shape][0].update(changed)

    return change


def _last(shape: str, **changed: object) -> Callable[[Chronicle], None]:
    def change(told: Chronicle) -> None:
        told.rows[shape][-1].update(changed)

    return change


def _gone(shape: str, place: int) -> Callable[[Chronicle], None]:
    def change(told: Chronicle) -> None:
        del told.rows[shape][place]

    return change


def _more(shape: str, name: str, by: int = 1) -> Callable[[Chronicle], None]:
    def change(told: Chronicle) -> None:
        told.rows[shape][0][name] += by

    return change


def _flipped(shape: str, name: str, place: int = 0) -> Callable[[Chronicle], None]:
    def change(told: Chronicle) -> None:
        row: Row = told.rows[shape][place]
        row[name] = ("1" if row[name][:1] == "0" else "0") + row[name][1:]

    return change


def _emptied(shape: str) -> Callable[[Chronicle], None]:
    def change(told: Chronicle) -> None:
        told.rows[shape].clear()

    return change


def _roots_exchanged(told: Chronicle) -> None:
    one, other = told.rows["anchor"][0], told.rows["anchor"][-1]
    one["root"], other["root"] = other["root"], one["root"]


def _added_head(told: Chronicle) -> None:
    told.rows["head"].append(told.rows["head"][0] | {"subject_id": 99})


FALSE: dict[str, Callable[[Chronicle], None]] = {
    **{
        f"entry's {name}": _first("entry", **{name: "khác"})
        for name in COVERED
        if name not in {"ordinal", "subject_id"}
    },
    "entry's ordinal": _more("entry", "ordinal", 1_000),
    "entry's subject": _more("entry", "subject_id", 1_000),
    "entry's digest": _flipped("entry", "digest"),
    "last entry's digest": _flipped("entry", "digest", -1),
    "first entry gone": _gone("entry", 0),
    "last entry gone": _gone("entry", -1),
    "no entries": _emptied("entry"),
    "subject longer": _more("subject", "length"),
    "subject shorter": _more("subject", "length", -1),
    "subject's head": _flipped("subject", "head"),
    "subject gone": _gone("subject", 0),
    "no subjects": _emptied("subject"),
    "pin's digest": _flipped("pin", "digest"),
    "pin beyond the end": _more("pin", "ordinal", 1_000),
    "pin of another": _more("pin", "subject_id", 1_000),
    "no pins": _emptied("pin"),
    "head's digest": _flipped("head", "digest"),
    "head longer": _more("head", "length"),
    "head of another": _more("head", "subject_id", 1_000),
    "head of another kind": _first("head", kind="difficulty"),
    "head of another anchor": _more("head", "anchor", 1_000),
    "head gone": _gone("head", 0),
    "head added": _added_head,
    "no heads": _emptied("head"),
    "anchor's time": _first("anchor", at="2026-11-20T00:00:00+00:00"),
    "anchor's root": _flipped("anchor", "root"),
    "anchor's digest": _flipped("anchor", "digest"),
    "last anchor's digest": _flipped("anchor", "digest", -1),
    "anchor's previous": _first("anchor", previous="0" * 64),
    "anchor's ordinal": _more("anchor", "ordinal", 1_000),
    "anchor of another": _more("anchor", "organisation_id", 1_000),
    "roots exchanged": _roots_exchanged,
    "first anchor gone": _gone("anchor", 0),
    "last anchor gone": _gone("anchor", -1),
    "no anchors": _emptied("anchor"),
    "held digest": _flipped("held", "digest", -1),
    "held beyond the end": _last("held", ordinal=1_000),
    "held of another": _last("held", organisation_id=1_000),
}


@pytest.mark.parametrize("name", list(FALSE))
def test_every_false_variant_is_refused_by_both(name: str) -> None:
    assert len(FALSE) >= 30
    for seed in range(10 if LONG else 3):
        told = true_record(seed)
        FALSE[name](told)
        assert told.faults(), f"{name}, {seed}"
        assert complaints(told.lines()), f"{name}, {seed}"


def test_nothing_is_whole_unless_somebody_holds_an_anchor_of_it() -> None:
    nothing = Chronicle()
    assert (nothing.faults(), complaints(nothing.lines())) == ([], [])
    nothing.rows["held"] = handed_up(true_record(1))
    assert {fault.broken for fault in nothing.faults()} == {Broken.HELD}
    assert complaints(nothing.lines())


def test_a_fault_names_the_entry_at_which_it_begins() -> None:
    told = true_record(1)
    place = next(n for n, row in enumerate(told.rows["entry"]) if row["ordinal"] == 2)
    row = told.rows["entry"][place]
    row["actor_name"] = "Người khác"
    (fault,) = told.faults()
    assert fault[:4] == (row["subject_kind"], row["subject_id"], 2, Broken.ENTRY)


def _told_only(*moments: int) -> Chronicle:
    """Five acts on one paper, anchored after those."""
    return recorded([act(n, "document", 1) for n in range(5)], moments)


ENDS: dict[str, tuple[Callable[[Chronicle], None], int, Broken]] = {
    "longer than it is": (_more("subject", "length"), 6, Broken.END),
    "shorter than it is": (_more("subject", "length", -2), 4, Broken.END),
    "nobody's": (_emptied("subject"), 1, Broken.SUBJECT),
    "cut off before the pin": (_gone("entry", -1), 5, Broken.PINNED),
    "promised no more": (_gone("pin", -1), 4, Broken.UNANCHORED),
    "never promised": (_emptied("pin"), 1, Broken.UNANCHORED),
}


@pytest.mark.parametrize("name", list(ENDS))
def test_a_history_that_ends_wrongly_is_told_from_where_on(name: str) -> None:
    change, ordinal, broken = ENDS[name]
    told = _told_only(2, 3)
    told.rows["pin"] = [row for row in told.rows["pin"] if row["ordinal"] != 4]  # what waited for one of them
    change(told)
    assert [fault[:4] for fault in told.faults() if fault.kind == "document"] == [("document", 1, ordinal, broken)]


def test_of_a_chain_of_anchors_only_the_first_break_is_told() -> None:
    told = _told_only(1, 2, 3, 4)
    for row in told.rows["anchor"][1:3]:
        row["digest"] = "0" * 64
    broken = [fault for fault in told.faults() if fault.broken is Broken.ANCHOR]
    assert [(one.subject_id, one.ordinal) for one in broken] == [(7, 2)]
