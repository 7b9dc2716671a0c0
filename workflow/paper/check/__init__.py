"""The check of format (thể thức): every rule on any paper, ours or imported. Pure and light: it may run while a page is
made. `check` lists what is wrong; `Finding.fix` repairs where that is safe."""

from collections.abc import Mapping, Sequence

from workflow.domain.citations import CitedDocument
from workflow.domain.paper import Paper
from workflow.paper.check import (
    citations,
    footnotes,
    header,
    headings,
    issuer,
    quotation,
    recipients,
    signature,
    title,
    typography,
    wording,
)
from workflow.paper.check.finding import Edit, Finding, Fix, Severity, errors_of
from workflow.paper.check.known import BUILT_IN, by_symbol
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import RULES, Rule
from workflow.paper.check.spots import Spot, text_at

__all__ = ["BUILT_IN", "RULES", "Edit", "Finding", "Fix", "Severity", "Spot", "by_symbol", "check", "errors_of"]
_MODULES = (  # imported for the rules they enter
    header,
    issuer,
    title,
    headings,
    signature,
    recipients,
    citations,
    quotation,
    footnotes,
    typography,
    wording,
)


def check(
    paper: Paper, register: Mapping[str, Sequence[CitedDocument]] | None = None, *, is_draft: bool = False
) -> list[Finding]:
    """What is wrong with a paper, in the order of its parts. `register` are the cited documents to compare with, by
    symbol (the built-in ones by default). A draft is not asked for its number, day and signature."""
    reading = Reading(paper, by_symbol(BUILT_IN) if register is None else register)
    rules = [rule for rule in RULES.values() if not (is_draft and rule.of_issued)]
    found = [finding for rule in rules for finding in _findings(rule, reading)]
    order = {place: at for at, place in enumerate(_places(paper))}
    return sorted(found, key=lambda finding: order.get(finding.place, len(order)))


def _findings(rule: Rule, reading: Reading) -> list[Finding]:
    return [
        Finding(
            rule.name,
            rule.severity,
            rule.clause,
            slip.place,
            slip.message,
            slip.fix,
            text_at(reading.paper, slip.place),
        )
        for slip in rule.look(reading)
    ]


def _places(paper: Paper) -> list[str]:
    """Parts in printed order; what belongs to the whole text stands before its blocks."""
    top = ["profile", "motto", "superior", "issuer", "number", "place", "date", "addressees", "title", "abstract"]
    blocks = [block.id for block in paper.blocks]
    notes = [f"note-{note.marker}" for note in paper.footnotes]
    return [*top, "body", *blocks, *notes, "recipients", "signature"]
