"""Slow and plain: who reads and who does what, straight from the design's pages, sharing nothing with the application.

A case: `units`, each {superior, ended, heirs}; `held`, rows (person, unit, role, first day, last day); `lent`, rows
(unit, absent, substitute, first day, last day); `closed`, people whose account is closed; `papers`, each {owner, state,
desk, to}. Days are whole numbers. A substitute takes a place where they serve themselves; nobody signs for another, nor
administers or inspects; at most three stand in one behind another. Who served an organisation that ended reads there;
what it had is read by those that took over.
"""

from collections.abc import Mapping
from typing import Any

Case = Mapping[str, Any]
LEFT = ("sent", "received", "consolidated")
PASSED = {"drafter": "drafter", "office": "office", "clerk": "clerk", "member": "member", "signer": "member"}


def own(case: Case, person: int, unit: int, day: int) -> set[str]:
    """What the person is there by themselves."""
    open_ = person not in case["closed"]
    return {r for p, u, r, first, last in case["held"] if open_ and (p, u) == (person, unit) and first <= day <= last}


def stood_for(case: Case, person: int, unit: int, day: int, steps: int = 3) -> set[int]:
    """In whose place the person stands there."""
    serves = {p for p, u, _, first, last in case["held"] if u == unit and first <= day <= last}
    now = [(away, here) for u, away, here, first, last in case["lent"] if u == unit and first <= day <= last]
    near = {away for away, here in now if here == person and person in serves and steps}
    return near.union(*(stood_for(case, one, unit, day, steps - 1) for one in near))


def does(case: Case, person: int, unit: int, day: int) -> set[str]:
    """What the person may do there, as themselves and for others."""
    if case["units"][unit]["ended"] or person in case["closed"]:
        return set()
    away = {r for one in stood_for(case, person, unit, day) for r in own({**case, "closed": ()}, one, unit, day)}
    return own(case, person, unit, day) | {PASSED[role] for role in away if role in PASSED}


def heirs(case: Case, unit: int) -> set[int]:
    """Who took over, however long ago."""
    next_ = set(case["units"][unit]["heirs"]) if case["units"][unit]["ended"] else set()
    return next_.union(*(heirs(case, one) for one in next_))


def above(case: Case, unit: int) -> list[int]:
    """Upward, the direct superior first."""
    one = case["units"][unit]["superior"]
    return [] if one is None else [one, *above(case, one)]


def reads(case: Case, person: int, paper: Case, day: int) -> bool:
    """Whether the person may read the paper."""
    owner, houses = paper["owner"], {paper["owner"], *heirs(case, paper["owner"])}
    if paper["state"] in LEFT:
        went = {*paper["to"], paper["desk"] if paper["desk"] != owner else case["units"][owner]["superior"]} - {None}
        houses |= went.union(*(heirs(case, one) for one in went))
    if paper["state"] == "consolidated":
        houses |= set(above(case, owner))
    return any(own(case, person, one, day) or does(case, person, one, day) for one in houses)
