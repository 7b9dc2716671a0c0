"""From every block of the top down to chi bộ blocks and back: over all blocks at once, and by the page's own way."""

from collections.abc import Iterator, Mapping
from itertools import islice

from workflow.cli.simulate.invariants.reading import (
    Place,
    Seen,
    called,
    contributions,
    documents,
    issued_consolidations,
)
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.actor import Actor, Grant
from workflow.domain.sections import FIGURES, OPENING
from workflow.domain.states import Role
from workflow.models import Document
from workflow.queries.origins import Step, climb, walk
from workflow.queries.papers import HEADING_PREFIX

WALKED = 12
"""Blocks of each top paper whose way is walked as the page walks it."""


def down_and_back(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Where a way down ends before a chi bộ's own block, or does not lead back."""
    behind, known = contributions(), documents()
    said = {number: _said(document) for number, document in known.items()}
    for top in issued_consolidations():
        if top.organisation.superior_id is not None:
            continue
        for block in said[top.id]:
            seen.add()
            ends = _ends((top.id, block), behind)
            for number, name in ends:
                if known[number].consolidates or name not in said[number]:
                    yield f"{called(top)}: block {block} ends at {called(known[number])}, block {name}"
        for block in islice(sorted(said[top.id]), WALKED):
            yield from _walked(top, block, _ends((top.id, block), behind))


def _walked(top: Document, block: str, ends: set[Place]) -> Iterator[str]:
    reader = Actor(None, "", frozenset({Grant(top.organisation_id, Role.INSPECTOR)}))
    if set(_last(walk(top.id, block, reader))) != ends:
        yield f"{called(top)}: the page walks from {block} to other blocks"
    for place in ends:
        if (top.id, block) not in set(_last(climb(*place, reader))):
            yield f"{called(top)}: {place} does not lead back to {block}"


def _ends(place: Place, behind: Mapping[Place, set[Place]]) -> set[Place]:
    below = behind.get(place)
    return set().union(*(_ends(one, behind) for one in below)) if below else {place}


def _last(steps: tuple[Step, ...]) -> Iterator[Place]:
    for step in steps:
        if step.beyond:
            yield from _last(step.beyond)
        else:
            yield step.document.id, step.block


def _said(document: Document) -> set[str]:
    content = document.revision.content if document.revision else {"blocks": []}
    return {
        shape["id"]
        for shape in content["blocks"]
        if shape.get("section") not in {None, OPENING, FIGURES} and not shape["id"].startswith(HEADING_PREFIX)
    }
