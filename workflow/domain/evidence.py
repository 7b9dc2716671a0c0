"""Are histories and anchors what they were? Rules over rows that come in order, so that any number of them fits."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from workflow.domain.anchors import ANCHOR, AnchorName, Head, anchor_digest, head_line
from workflow.domain.chain import entry_digest


class Broken(StrEnum):
    """What is wrong at a place."""

    ENTRY = "entry"  # it does not say what was recorded, or does not follow the one before
    END = "end"  # the history ends elsewhere than its subject says
    SUBJECT = "subject"  # the history is there, its subject is not
    PINNED = "pinned"  # an anchor knows another entry here, or one that is not there
    STATE = "state"  # the paper stands elsewhere than its last act left it
    FILE = "file"  # the paper was issued as another file than its record says
    UNANCHORED = "unanchored"  # no anchor holds it, and none is promised
    ANCHOR = "anchor"  # the anchor is not what it was, or is not there
    HELD = "held"  # somebody holds an anchor that the chain does not have


class Fault(NamedTuple):
    """One place where something was changed: an entry of a history, or (kind "anchor") an anchor of an organisation;
    `where` says who holds the anchor that is missing."""

    kind: str
    subject_id: int
    ordinal: int
    broken: Broken
    where: str = ""


class Subject(NamedTuple):
    """What a row says of its own history."""

    id: int
    length: int
    head: str


class Pin(NamedTuple):
    """What an anchor, or the promise of one, says of an entry."""

    subject_id: int
    ordinal: int
    digest: str


class AnchorRow(NamedTuple):
    """An anchor as it is kept; `at` in ISO 8601, UTC."""

    organisation_id: int
    ordinal: int
    at: str
    root: str
    previous: str
    digest: str


class HeadRow(NamedTuple):
    """A head as it is kept with its anchor."""

    organisation_id: int
    ordinal: int
    head: Head


class Held(NamedTuple):
    """An anchor that somebody holds; `where` in words."""

    name: AnchorName
    where: str


Entry = Mapping[str, Any]
_Found = tuple[int, Broken] | None
_FIRST, _SECOND, _THIRD = range(3)
_place = itemgetter(0, 1, 2)


def history_faults(
    kind: str, subjects: Iterable[Subject], entries: Iterable[Entry], pins: Iterable[Pin]
) -> Iterator[Fault]:
    """The first fault of each history of a kind. `subjects` come by id, `entries` and `pins` by subject and ordinal."""
    rows = merge(
        ((one.id, 0, _FIRST, one) for one in subjects),
        ((one.subject_id, one.ordinal, _SECOND, one) for one in pins),
        ((one["subject_id"], one["ordinal"], _THIRD, one) for one in entries),
        key=_place,
    )
    for subject_id, group in groupby(rows, key=itemgetter(0)):
        if found := _History().first_fault(group):
            yield Fault(kind, subject_id, *found)


@dataclass(slots=True)
class _History:
    """How far a history was read."""

    subject: Subject | None = None
    length: int = 0
    head: str = ""
    pinned: int = 0
    pins: list[Pin] = field(default_factory=list)  # of the entry that comes next

    def first_fault(self, rows: Iterable[tuple[int, int, int, Any]]) -> _Found:
        """Where the history stops being whole; None when it is."""
        for _, _, sort, row in rows:
            if sort == _FIRST:
                self.subject = row
            elif sort == _SECOND:
                self.pins.append(row)
            elif found := self._step(row):
                return found
        return self._end()

    def _step(self, entry: Entry) -> _Found:
        expected = self.length + 1
        if entry["ordinal"] != expected or entry["previous"] != self.head or entry_digest(entry) != entry["digest"]:
            return expected, Broken.ENTRY
        if any((pin.ordinal, pin.digest) != (expected, entry["digest"]) for pin in self.pins):
            return self.pins[0].ordinal, Broken.PINNED
        self.pinned = expected if self.pins else self.pinned
        self.length, self.head, self.pins = expected, entry["digest"], []
        return None

    def _end(self) -> _Found:
        if self.pins:
            return self.pins[0].ordinal, Broken.PINNED
        if self.subject is None:
            return 1, Broken.SUBJECT
        if (self.subject.length, self.subject.head) != (self.length, self.head):
            return min(self.subject.length, self.length) + 1, Broken.END
        return (self.pinned + 1, Broken.UNANCHORED) if self.pinned < self.length else None


def anchor_faults(anchors: Iterable[AnchorRow], heads: Iterable[HeadRow], held: Iterable[Held]) -> Iterator[Fault]:
    """What is wrong with the chains of anchors, the first of each chain, and every anchor that is held and not there.
    All come by organisation and ordinal, the heads of an anchor also sorted by kind and subject."""
    rows = merge(
        ((one.name.organisation_id, one.name.ordinal, _FIRST, one) for one in held),
        ((one.organisation_id, one.ordinal, _SECOND, one.head) for one in heads),
        ((one.organisation_id, one.ordinal, _THIRD, one) for one in anchors),
        key=_place,
    )
    for organisation_id, group in groupby(rows, key=itemgetter(0)):
        yield from _chain_faults(organisation_id, group)


def _chain_faults(organisation_id: int, rows: Iterable[tuple[int, int, int, Any]]) -> Iterator[Fault]:
    previous, expected, is_whole = "", 1, True
    for ordinal, group in groupby(rows, key=itemgetter(1)):
        held, root, anchor = _read(group)
        digest = anchor.digest if anchor else None
        yield from (
            Fault(ANCHOR, organisation_id, ordinal, Broken.HELD, one.where) for one in held if one.name.digest != digest
        )
        if anchor is None and root is None:
            continue
        fits = (
            anchor is not None and ordinal == expected and _fits(anchor, root or hashlib.sha256().hexdigest(), previous)
        )
        if is_whole and not fits:
            yield Fault(ANCHOR, organisation_id, expected, Broken.ANCHOR)
        is_whole = is_whole and fits
        previous, expected = digest or "", ordinal + 1


def _read(rows: Iterable[tuple[int, int, int, Any]]) -> tuple[list[Held], str | None, AnchorRow | None]:
    """What there is of one anchor: who holds it, the root of its heads, itself."""
    held: list[Held] = []
    root, anchor = None, None
    for _, _, sort, row in rows:
        if sort == _FIRST:
            held.append(row)
        elif sort == _SECOND:
            root = root or hashlib.sha256()
            root.update(head_line(row))
        else:
            anchor = row
    return held, root.hexdigest() if root else None, anchor


def _fits(anchor: AnchorRow, root: str, previous: str) -> bool:
    shown = anchor_digest(anchor.organisation_id, anchor.ordinal, anchor.at, root, previous)
    return (anchor.root, anchor.previous, anchor.digest) == (root, previous, shown)
