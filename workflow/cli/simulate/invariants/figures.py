"""Every figure of every issued consolidation is what the chi bộ under it said, added up or the largest of them."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from workflow.cli.simulate.invariants.reading import called, documents, issued_consolidations, sources
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.words import OUTLINE
from workflow.domain.outline import Formula
from workflow.models import Document, Source

Figures = Mapping[str, Decimal]
_JOINED: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    one.key: max if one.formula is Formula.MAX else operator.add for one in OUTLINE.indicators
}


def equal_naive_sums(ledger: Ledger) -> Iterator[str]:
    """What differs from a recomputation that knows nothing but the chi bộ's own papers and who is a source of whom."""
    known, taken = documents(), sources()
    for document in issued_consolidations():
        printed, naive = _printed(document), _naive(document.id, known, taken)
        for key in printed.keys() | naive.keys():
            if printed.get(key) != naive.get(key):
                yield f"{called(document)}: {key} is {printed.get(key)}, the chi bộ say {naive.get(key)}"


def _printed(document: Document) -> Figures:
    content = document.revision.content if document.revision else {}
    given = {one["key"]: one["value"] for one in content.get("figures", ())}
    return {key: Decimal(str(value)) for key, value in given.items() if value is not None}


def _naive(document_id: int, known: Mapping[int, Document], taken: Mapping[int, Sequence[Source]]) -> Figures:
    document = known[document_id]
    if not document.consolidates:
        return _printed(document)
    total: dict[str, Decimal] = {}
    for source in taken.get(document_id, ()):
        for key, value in _naive(source.source_id, known, taken).items():
            total[key] = _JOINED[key](total[key], value) if key in total else value
    return total
