"""Every figure of every issued consolidation is what the chi bộ under it said: added up, the largest, the latest, or
the ratio of the sums."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from workflow.cli.simulate.invariants.reading import Seen, called, documents, issued_consolidations, sources
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.outline import Formula, Indicator, IndicatorKind
from workflow.models import Document, Source

Amounts = tuple[Decimal, Decimal | None]


@dataclass(frozen=True, slots=True)
class _Said:
    """What one chi bộ said of one figure, and when."""

    day: dt.date
    value: Decimal
    base: Decimal | None


def equal_naive_sums(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """What differs from a recomputation that knows nothing but the chi bộ's own papers and who is a source of whom."""
    known, taken = documents(), sources()
    for document in issued_consolidations():
        printed, leaves = _printed(document), list(_leaves(document.id, known, taken))
        for asked in document.outline.indicators if document.outline else ():
            seen.add()
            naive = _naive(asked, leaves)
            if printed.get(asked.key) != naive:
                yield f"{called(document)}: {asked.key} is {printed.get(asked.key)}, the chi bộ say {naive}"


def _printed(document: Document) -> Mapping[str, Amounts]:
    content = document.revision.content if document.revision else {}
    given = [one for one in content.get("figures", ()) if one["value"] is not None]
    return {one["key"]: (Decimal(one["value"]), Decimal(one["base"]) if "base" in one else None) for one in given}


def _leaves(
    document_id: int, known: Mapping[int, Document], taken: Mapping[int, Sequence[Source]]
) -> Iterator[Document]:
    document = known[document_id]
    if not document.consolidates:
        yield document
    for source in taken.get(document_id, ()):
        yield from _leaves(source.source_id, known, taken)


def _naive(asked: Indicator, leaves: Sequence[Document]) -> Amounts | None:
    if asked.formula is Formula.RATIO and asked.of:
        over, under = (sum((one.value for one in _said(key, leaves)), Decimal(0)) for key in asked.of)
        return ((over / under).quantize(Decimal("0.01"), ROUND_HALF_UP), None) if under else None
    said = list(_said(asked.key, leaves))
    if not said:
        return None
    if asked.kind is IndicatorKind.OF_TARGET:
        return sum((one.value for one in said), Decimal(0)), sum((one.base or Decimal(0) for one in said), Decimal(0))
    if asked.formula is Formula.LATEST:
        return max((one.day, one.value) for one in said)[1], None
    values = [one.value for one in said]
    return (max(values) if asked.formula is Formula.MAX else sum(values, Decimal(0))), None


def _said(key: str, leaves: Sequence[Document]) -> Iterator[_Said]:
    for leaf in leaves:
        amount = _printed(leaf).get(key)
        if amount is not None:
            yield _Said(leaf.issued_on or dt.date.min, *amount)
