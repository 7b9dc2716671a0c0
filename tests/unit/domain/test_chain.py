"""The hash chain: a whole history verifies; a change, a cut or a swap is found where it happened."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.chain import COVERED, entry_digest, first_broken, short_digest

Entry = dict[str, Any]


def history(length: int) -> list[Entry]:
    entries: list[Entry] = []
    for ordinal in range(1, length + 1):
        entry: Entry = dict.fromkeys(COVERED) | {
            "ordinal": ordinal,
            "fact": "document:section_saved",
            "details": {"section": f"muc-{ordinal}"},
            "previous": entries[-1]["digest"] if entries else "",
        }
        entries.append(entry | {"digest": entry_digest(entry)})
    return entries


def head(entries: list[Entry]) -> str:
    return str(entries[-1]["digest"]) if entries else ""


@given(st.integers(0, 30))
def test_a_whole_history_verifies(length: int) -> None:
    entries = history(length)
    assert first_broken(entries, head(entries), length) is None


@given(st.integers(2, 30), st.data())
def test_a_changed_field_is_found_at_its_entry(length: int, data: st.DataObject) -> None:
    entries = history(length)
    place = data.draw(st.integers(1, length))
    name = data.draw(st.sampled_from([name for name in COVERED if name not in {"ordinal", "previous"}]))
    entries[place - 1][name] = "đã sửa"
    assert first_broken(entries, head(entries), length) == place


@given(st.integers(2, 30), st.data())
def test_a_rewritten_entry_breaks_the_next(length: int, data: st.DataObject) -> None:
    entries = history(length)
    kept_head = head(entries)
    place = data.draw(st.integers(1, length))
    forged = copy.deepcopy(entries[place - 1]) | {"actor_name": "Người khác"}
    entries[place - 1] = forged | {"digest": entry_digest(forged)}
    assert first_broken(entries, kept_head, length) == place + 1


@given(st.integers(1, 30), st.data())
def test_a_cut_end_is_found(length: int, data: st.DataObject) -> None:
    entries = history(length)
    kept = data.draw(st.integers(0, length - 1))
    assert first_broken(entries[:kept], head(entries), length) == kept + 1


@given(st.integers(3, 30), st.data())
def test_two_swapped_entries_are_found(length: int, data: st.DataObject) -> None:
    entries = history(length)
    place = data.draw(st.integers(1, length - 1))
    entries[place - 1], entries[place] = entries[place], entries[place - 1]
    assert first_broken(entries, head(entries), length) == place


def test_a_digest_is_compared_by_eye_in_three_groups_of_four() -> None:
    assert short_digest("9f2c41d07be15a") == "9f2c 41d0 7be1"
