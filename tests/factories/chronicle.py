"""Histories and anchors without a database: acts at random, recorded and anchored as the application would, in the
shape of the exported lines that both verifiers read."""

import copy
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.domain.anchors import ANCHOR, ELSEWHERE, AnchorName, Head, anchor_digest, root_of
from workflow.domain.chain import COVERED, entry_digest
from workflow.domain.evidence import AnchorRow, Fault, HeadRow, Held, Pin, Subject, anchor_faults, history_faults

Row = dict[str, Any]
HOUSES: Mapping[tuple[str, int], int] = {
    ("document", 1): 7, ("document", 2): 7, ("document", 3): 8, ("task", 1): 7, ("account", 1): ELSEWHERE,
}  # fmt: skip
SHAPES = ("subject", "entry", "pin", "head", "anchor", "held")


@dataclass
class Chronicle:
    """The rows of a database by what they are, as the lines of `trinhky audit export` name them."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {shape: [] for shape in SHAPES})

    def copied(self) -> "Chronicle":
        """The same rows, to be changed."""
        return Chronicle(copy.deepcopy(self.rows))

    def lines(self) -> list[Mapping[str, Row]]:
        """What an export of it says."""
        return [{shape: row} for shape in SHAPES for row in self.rows[shape]]

    def faults(self) -> list[Fault]:
        """What the product's verifier finds."""
        found = [fault for kind in self._kinds() for fault in self._faults_of(kind)]
        return [*found, *anchor_faults(self._anchors(), self._heads(), self._held())]

    def _kinds(self) -> list[str]:
        named = {row["kind"] for shape in ("subject", "pin") for row in self.rows[shape]}
        return sorted({*named, *(row["subject_kind"] for row in self.rows["entry"])} - {ANCHOR})

    def _faults_of(self, kind: str) -> Iterable[Fault]:
        subjects = [Subject(r["id"], r["length"], r["head"]) for r in self.rows["subject"] if r["kind"] == kind]
        entries = [row for row in self.rows["entry"] if row["subject_kind"] == kind]
        pins = [Pin(r["subject_id"], r["ordinal"], r["digest"]) for r in self.rows["pin"] if r["kind"] == kind]
        in_order = sorted(entries, key=lambda row: (row["subject_id"], row["ordinal"]))
        return history_faults(kind, sorted(subjects), in_order, sorted(pins))

    def _anchors(self) -> list[AnchorRow]:
        return sorted(AnchorRow(**row) for row in self.rows["anchor"])

    def _heads(self) -> list[HeadRow]:
        return sorted(
            HeadRow(
                row["organisation"], row["anchor"], Head(row["kind"], row["subject_id"], row["length"], row["digest"])
            )
            for row in self.rows["head"]
        )

    def _held(self) -> list[Held]:
        return sorted(
            Held(AnchorName(row["organisation_id"], row["ordinal"], row["digest"]), row["where"])
            for row in self.rows["held"]
        )


def acts_at_random(chance: random.Random, most: int = 24) -> list[Row]:
    """What people did, one act after the other, each with a number of its own."""
    places = list(HOUSES)
    return [act(n, *chance.choice(places)) for n in range(chance.randint(most // 2, most))]


def act(n: int, kind: str, subject_id: int) -> Row:
    """The n-th act, on this subject."""
    return {
        "n": n,
        "subject_kind": kind,
        "subject_id": subject_id,
        "at": f"2026-11-22T0{n % 10}:{n % 60:02}:00.{n:06}+00:00",
        "actor_id": n % 5 or None,
        "actor_name": f"Nguyễn Văn {chr(65 + n % 26)}",
        "role": "drafter",
        "organisation_id": HOUSES[kind, subject_id] or None,
        "fact": "document:section_saved",
        "from_state": None,
        "to_state": "draft",
        "details": {"section": f"mục {n}", "số": n},
    }


def recorded(acts: Sequence[Row], moments: Sequence[int]) -> Chronicle:
    """The acts in their chains, anchored after so many of them at each moment; the rest waits to be anchored."""
    told = Chronicle()
    heads: dict[tuple[str, int], Head] = {}
    waiting: list[Head] = []
    for place, one in enumerate(acts, start=1):
        entry = _entry(one, heads.get((one["subject_kind"], one["subject_id"])))
        told.rows["entry"].append(entry)
        head = Head(entry["subject_kind"], entry["subject_id"], entry["ordinal"], entry["digest"])
        heads[head[:2]] = head
        waiting.append(head)
        if place in moments:
            waiting = _anchored(told, waiting)
    told.rows["subject"] = [
        {"kind": h.kind, "id": h.subject_id, "length": h.length, "head": h.digest} for h in heads.values()
    ]
    pinned = [
        Head(r["kind"], r["subject_id"], r["length"], r["digest"]) for r in told.rows["head"] if r["kind"] != ANCHOR
    ]
    told.rows["pin"] = [
        {"kind": h.kind, "subject_id": h.subject_id, "ordinal": h.length, "digest": h.digest}
        for h in (*pinned, *waiting)
    ]
    told.rows["held"] = [_held(row) for row in told.rows["head"] if row["kind"] == ANCHOR]
    return told


def handed_up(told: Chronicle) -> list[Row]:
    """The newest anchor of each organisation, as the superiors hold it."""
    newest = {row["organisation_id"]: row for row in told.rows["anchor"]}
    return [
        {"organisation_id": house, "ordinal": row["ordinal"], "digest": row["digest"], "where": "cấp trên"}
        for house, row in newest.items()
    ]


def _entry(one: Row, before: Head | None) -> Row:
    entry = one | {"ordinal": before.length + 1 if before else 1, "previous": before.digest if before else ""}
    entry.pop("n")
    assert set(entry) == set(COVERED)
    return entry | {"digest": entry_digest(entry)}


def _anchored(told: Chronicle, waiting: Sequence[Head]) -> list[Head]:
    newest = {row["organisation_id"]: row for row in told.rows["anchor"]}
    by_house: dict[int, dict[tuple[str, int], Head]] = {}
    for head in waiting:
        by_house.setdefault(HOUSES[head[:2]], {})[head[:2]] = head
    for house in sorted(by_house):
        heads = list(by_house[house].values())
        if house != ELSEWHERE and (last := newest.get(ELSEWHERE)):
            heads.append(Head(ANCHOR, ELSEWHERE, last["ordinal"], last["digest"]))
        newest[house] = _anchor(house, newest.get(house), sorted(heads))
        told.rows["anchor"].append(newest[house])
        told.rows["head"] += [
            {"organisation": house, "anchor": newest[house]["ordinal"], **h._asdict()} for h in sorted(heads)
        ]
    return []


def _anchor(house: int, before: Row | None, heads: Sequence[Head]) -> Row:
    ordinal, previous = (before["ordinal"] + 1, before["digest"]) if before else (1, "")
    at, root = f"2026-11-22T10:00:00.{ordinal:06}+00:00", root_of(heads)
    digest = anchor_digest(house, ordinal, at, root, previous)
    return {
        "organisation_id": house,
        "ordinal": ordinal,
        "at": at,
        "root": root,
        "previous": previous,
        "digest": digest,
    }


def _held(row: Row) -> Row:
    return {"organisation_id": row["subject_id"], "ordinal": row["length"], "digest": row["digest"], "where": "neo"}
