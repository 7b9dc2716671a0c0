"""Ten kinds of tampering with a record, each by somebody who owns the database and mends as much of it as they care to:
nothing, the history they changed, or everything that the database holds."""

import random
from collections.abc import Callable, Mapping, Sequence

from tests.factories.chronicle import Chronicle, Row, act, acts_at_random, handed_up, recorded

Acts = list[Row]
NOTHING, HISTORY, EVERYTHING = range(3)
"""How much is mended afterwards."""


def honest(chance: random.Random) -> tuple[Acts, list[int]]:
    """Acts, and the moments after how many of them anchors were made."""
    acts = acts_at_random(chance)
    last = len(acts) - chance.randint(0, 2)
    return acts, sorted({*(chance.randint(1, last) for _ in range(3)), last})


def tampered(kind: str, seed: int) -> Chronicle:
    """A record that was tampered with, beside the anchors that the superiors hold of the true one."""
    chance = random.Random(f"{kind} {seed}")
    acts, moments = honest(chance)
    true = recorded(acts, moments)
    true.rows["held"] += handed_up(true)
    if kind == "old database":
        return _put_back(true, acts, moments, chance)
    changed = KINDS[kind](acts, moments[-1], chance)
    return _mended(true, acts, changed, moments, chance.choice([NOTHING, HISTORY, EVERYTHING]))


def _put_back(true: Chronicle, acts: Acts, moments: Sequence[int], chance: random.Random) -> Chronicle:
    """A whole and honest copy from before the newest anchor."""
    end = chance.randint(0, moments[-1] - 1)
    old = recorded(acts[:end], [one for one in moments if one < end])
    old.rows["held"] += handed_up(true)
    return old


def _mended(true: Chronicle, acts: Acts, changed: Acts, moments: Sequence[int], how_much: int) -> Chronicle:
    false = recorded(changed, moments)
    if how_much == NOTHING:
        kept = {one["n"]: row for one, row in zip(acts, true.rows["entry"], strict=True) if one in changed}
        entries = [kept.get(one["n"], row) for one, row in zip(changed, false.rows["entry"], strict=True)]
        false.rows = true.rows | {"entry": entries}
    elif how_much == HISTORY:
        false.rows = true.rows | {shape: false.rows[shape] for shape in ("entry", "subject")}
    else:
        false.rows["held"] = [row for row in false.rows["held"] if row["where"] == "neo"] + handed_up(true)
    return false


def _change(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    return _with(acts, chance.randrange(anchored), actor_name="Người khác")


def _delete(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    place = chance.randrange(anchored)
    return acts[:place] + acts[place + 1 :]


def _swap(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    first, second = sorted(chance.sample(range(anchored), 2))
    return _with(_with(acts, first, details=acts[second]["details"]), second, details=acts[first]["details"])


def _insert(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    place = chance.randrange(anchored)
    forged = act(len(acts), acts[place]["subject_kind"], acts[place]["subject_id"])
    return [*acts[:place], forged, *acts[place:]]


def _copy(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    """Before the newest anchor: what comes after it could be an act like any other."""
    place = chance.randrange(anchored - 1)
    return [*acts[: place + 1], acts[place] | {"n": len(acts)}, *acts[place + 1 :]]


def _move(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    place = chance.randrange(anchored)
    kind, subject = chance.choice([
        one for one in (("document", 1), ("document", 2), ("document", 3)) if one != _subject(acts[place])
    ])  # fmt: skip
    return _with(acts, place, subject_kind=kind, subject_id=subject)


def _cut(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    """Everything of one history from some anchored entry on."""
    place = chance.randrange(anchored)
    return acts[:place] + [one for one in acts[place:] if _subject(one) != _subject(acts[place])]


def _rewrite(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    place = chance.randrange(anchored)
    return acts[:place] + [
        one | {"details": {"section": "viết lại"}} if _subject(one) == _subject(acts[place]) else one
        for one in acts[place:]
    ]


def _time(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    return _with(acts, chance.randrange(anchored), at="2026-11-21T23:59:59+00:00")


def _with(acts: Acts, place: int, **words: object) -> Acts:
    return [*acts[:place], acts[place] | words, *acts[place + 1 :]]


def _subject(one: Row) -> tuple[str, int]:
    return one["subject_kind"], one["subject_id"]


def _never(acts: Acts, anchored: int, chance: random.Random) -> Acts:
    raise AssertionError("put back whole, see `tampered`")


KINDS: Mapping[str, Callable[[Acts, int, random.Random], Acts]] = {
    "change": _change,
    "delete": _delete,
    "swap": _swap,
    "insert": _insert,
    "copy": _copy,
    "move": _move,
    "cut the end": _cut,
    "rewrite from": _rewrite,
    "time": _time,
    "old database": _never,
}
