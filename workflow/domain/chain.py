"""The hash chain of a subject's history: each entry's digest covers its words and the digest before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

COVERED = (
    "subject_kind",
    "subject_id",
    "ordinal",
    "at",
    "actor_id",
    "actor_name",
    "role",
    "organisation_id",
    "fact",
    "from_state",
    "to_state",
    "details",
    "previous",
)


_SHOWN = 12
_SPELLING = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical(value: Any) -> str:
    """One spelling of a JSON value: sorted keys, no spaces, letters as they are."""
    return _SPELLING.encode(value)


def entry_digest(entry: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the covered fields of an entry; `at` is given in ISO 8601, UTC."""
    return hashlib.sha256(canonical({name: entry[name] for name in COVERED}).encode()).hexdigest()


def first_broken(entries: Iterable[Mapping[str, Any]], head: str, length: int) -> int | None:
    """The ordinal of the first entry that does not fit (length + 1 when the end was cut off), None when whole.
    `entries` come in order; each also carries its stored `digest`."""
    previous, expected = "", 1
    for entry in entries:
        fits = entry["ordinal"] == expected and entry["previous"] == previous
        if not fits or entry_digest(entry) != entry["digest"]:
            return expected
        previous, expected = entry["digest"], expected + 1
    return None if previous == head and expected == length + 1 else expected


def short_digest(digest: str) -> str:
    """The first letters of a digest in groups of four, enough to compare by eye: "9f2c 41d0 7be1"."""
    start = digest[:_SHOWN]
    return " ".join(start[place : place + 4] for place in range(0, len(start), 4))
