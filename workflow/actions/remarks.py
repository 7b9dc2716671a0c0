"""The check of format on a document's text: what was found, what may be repaired here, what was waived and why."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from workflow.actions.compose import Content, content_of
from workflow.domain.blocks import Block
from workflow.domain.citations import CitedDocument
from workflow.domain.numbers import SYMBOL, from_match
from workflow.domain.paper import Paper
from workflow.domain.sections import ORIGINS
from workflow.domain.states import EDITABLE, DecisionWay, DocumentState
from workflow.models import Document, Waiver
from workflow.paper.check import BUILT_IN, Finding, by_symbol, check
from workflow.paper.check.spots import NOTE, prose
from workflow.queries.case import DocumentCase
from workflow.queries.citations import known
from workflow.queries.papers import HEADING_PREFIX, paper_of
from workflow.queries.waivers import waivers_of

# What a document's own text holds; everything else on the paper comes from settings of the organisation.
UNWRITTEN = "heading_empty"
ORIGINS_BLOCK = f"{HEADING_PREFIX}{ORIGINS}"
# Where the office itself mends, and each repair is a text of its own.
WITH_OFFICE = frozenset({DocumentState.IN_APPRAISAL, DocumentState.IN_APPROVAL})
_OWN_PARTS = frozenset({"abstract", "recipients"})
_AGAINST_REGISTER = frozenset({"cited_title_differs", "cited_title_marks", "cited_day_differs"})


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding as a person meets it: with the waiver given for it, if any. Its fix is one that the document's text
    can take."""

    finding: Finding
    waiver: Waiver | None

    @property
    def blocks(self) -> bool:
        """Whether the paper must wait for it: an error that nobody waived."""
        return self.finding.is_error and self.waiver is None


def remarks_of(document: Document, content: Mapping[str, Any] | None = None) -> list[Remark]:
    """Everything found in the text that now counts (or in this content), in the order of the paper."""
    return remarks_on(document, paper_of(document, text_to_check(document) if content is None else content))


def remarks_on(document: Document, paper: Paper) -> list[Remark]:
    """Everything found in a paper made of the document's text, so that places are those of the sheet shown with it."""
    found = check(paper, _register(document, paper), is_draft=document.number is None)
    if document.state in EDITABLE:  # a section not written yet is told as such, not as a heading without a text
        found = [one for one in found if one.rule != UNWRITTEN or not one.place.startswith(HEADING_PREFIX)]
    found = [one for one in found if one.place != ORIGINS_BLOCK]  # others' words, which nobody may mend here
    waivers = {waiver.key: waiver for waiver in waivers_of(document.id)} if found else {}
    return [Remark(_mendable(finding, paper), waivers.get(finding.key)) for finding in found]


def cited_otherwise(document: Document, blocks: Sequence[Block]) -> list[Finding]:
    """Where these blocks of the text cite a document otherwise than the register has it."""
    if not any(SYMBOL.search(text) for block in blocks for text in (block.text, *sum(block.rows, ()))):
        return []
    bare = {"abstract": document.abstract, "recipients": [], "blocks": [block.to_json() for block in blocks]}
    paper = paper_of(document, bare)
    found = check(paper, _register(document, paper), is_draft=True)
    return [one for one in found if one.rule in _AGAINST_REGISTER and one.place != "abstract"]


def blocking_errors(document: Document, content: Mapping[str, Any] | None = None) -> int:
    """How many errors were neither mended nor waived."""
    return sum(remark.blocks for remark in remarks_of(document, content))


def text_to_check(document: Document) -> Content:
    """The text being written while it may be written, else the text handed in."""
    if document.state in EDITABLE or document.revision is None:
        return content_of(document)
    return dict(document.revision.content)


def why_not_mendable(document: Document) -> str | None:
    """None while the text may still be put in form: being written, before the office, or before a body whose members
    are told of every repair."""
    if document.state in EDITABLE or document.state is DocumentState.IN_APPRAISAL:
        return None
    if document.state is DocumentState.IN_APPROVAL and DocumentCase(document).decides_by is not DecisionWay.ONE:
        return None
    return "Văn bản không còn ở bước soạn thảo hay thẩm định nên không sửa thể thức được nữa."


def why_not_waivable(document: Document) -> str | None:
    """None when a waiver may be given: by the office that appraises; in a chi bộ, which has none, before handing in."""
    if document.state is DocumentState.IN_APPRAISAL:
        return None
    if document.state in EDITABLE and document.organisation.is_cell:
        return None
    return "Lý do bỏ qua được ghi khi Văn phòng thẩm định; ở chi bộ, trước khi trình."


def with_paper(content: Mapping[str, Any], paper: Paper) -> Content:
    """The content with the words of a mended paper."""
    blocks = {block.id: block.to_json() for block in paper.blocks}
    mended: Content = {
        "abstract": paper.abstract,
        "recipients": list(paper.recipients),
        "blocks": [shape | blocks[shape["id"]] for shape in content["blocks"]],
    }
    if paper.footnotes:
        mended["footnotes"] = [asdict(note) for note in paper.footnotes]
    if paper.annexes:
        pairs = zip(content["annexes"], paper.annexes, strict=True)
        mended["annexes"] = [shape | annex.to_json() for shape, annex in pairs]
    return dict(content) | mended


def _register(document: Document, paper: Paper) -> Mapping[str, Sequence[CitedDocument]]:
    """What the citation register says of the documents that the paper names, and what everybody knows of the rest; the
    plan on which is reported is known by itself."""
    symbols = {str(from_match(found)) for _, text in prose(paper) if "/" in text for found in SYMBOL.finditer(text)}
    kept = known(symbols)
    days = {(one.symbol, one.date) for documents in kept.values() for one in documents}
    others = [
        one for one in (*_plan_of(document), *BUILT_IN) if one.symbol in symbols and (one.symbol, one.date) not in days
    ]
    return by_symbol([*(one for documents in kept.values() for one in documents), *others])


def _plan_of(document: Document) -> list[CitedDocument]:
    campaign = document.target.campaign if document.target else document.campaign
    plan = campaign.plan if campaign else None
    if plan is None or not plan.number or not plan.symbol or not plan.issued_on:
        return []
    return [CitedDocument(plan.symbol, plan.issued_on, plan.issuer_name, plan.abstract)]


def _mendable(finding: Finding, paper: Paper) -> Finding:
    """Without its fix when that would change what is made from settings: headings, tables of figures, the head."""
    annexed = [block for annex in paper.annexes for block in annex.blocks]
    written = {block.id for block in (*paper.blocks, *annexed) if not block.id.startswith(HEADING_PREFIX)}
    places = written | {f"{NOTE}{note.marker}" for note in paper.footnotes} | _OWN_PARTS
    if finding.fix is None or all(edit.spot.place in places for edit in finding.fix.edits):
        return finding
    return replace(finding, fix=None)
