"""From what is kept to a `Paper`: the kept content of a revision, the header of the day, number, date, signature."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from workflow.domain import numbers
from workflow.domain.blocks import Block, Footnote
from workflow.domain.issuer import Issuer
from workflow.domain.paper import Annex, CopyBlock, Paper, ProfileName, SignatureBlock, profile_for
from workflow.domain.parts import Parts
from workflow.domain.proofs import proof_address
from workflow.domain.sections import ANNEX
from workflow.domain.states import EDITABLE, DocumentState
from workflow.models import Document, Organisation

HEADING_PREFIX = "muc-"
TASK_PREFIX = f"{HEADING_PREFIX}nv-"  # of the line over the words on a task; after it the task's number, if it is one
_DRAFTED = EDITABLE | {DocumentState.IN_APPRAISAL, DocumentState.IN_APPROVAL}


def paper_of(
    document: Document, content: Mapping[str, Any], *, base_url: str | None = None, anchor: str | None = None
) -> Paper:
    """The paper of a document with the content of one of its revisions (or of the text being written). With our own
    public address it carries the square code that leads there; `anchor` goes with the file. A copy is the paper it was
    made of, with its own block at the end."""
    paper = _copied(document, content) if "original" in content else _own(document, content)
    proof = proof_address(base_url, document.proof_code) if base_url else None
    return replace(_with_parts(paper, content), proof=proof, anchor=anchor)


def _own(document: Document, content: Mapping[str, Any]) -> Paper:
    kind, issuer = document.kind.value, issuer_of(document)
    return Paper(
        kind=kind,
        title=numbers.KINDS[kind],
        abstract=content["abstract"],
        issuer=issuer.heading,
        superior=issuer.superior,
        symbol=document.symbol or f"{kind}/{document.organisation.symbol}",
        number=document.number,
        place=issuer.place,
        date=document.issued_on,
        profile=ProfileName(document.profile) if document.profile else profile_for(document.issued_on),
        blocks=tuple(Block.from_json(block) for block in content["blocks"]),
        recipients=tuple(content["recipients"]),
        signature=_signature(document),
    )


def _copied(document: Document, content: Mapping[str, Any]) -> Paper:
    """The original's head and foot as they were printed, the words that were copied, the copying body's block."""
    frame = content["original"]
    assert document.copy_kind is not None  # noqa: S101 - every copy has one
    own = {
        "date": dt.date.fromisoformat(frame["date"]) if frame["date"] else None,
        "profile": ProfileName(frame["profile"]),
        "recipients": tuple(frame["recipients"]),
        "signature": SignatureBlock(**frame["signature"]),
    }
    issuer = issuer_of(document)
    block = CopyBlock(
        kind=document.copy_kind,
        issuer=issuer.heading,
        superior=issuer.superior,
        symbol=document.symbol if document.number else None,
        place=issuer.place,
        date=document.issued_on,
        signature=_signature(document),
        recipients=tuple(content["recipients"]),
    )
    blocks = tuple(Block.from_json(shape) for shape in content["blocks"])
    return Paper(**dict(frame) | own, abstract=content["abstract"], blocks=blocks, copy=block)


def _signature(document: Document) -> SignatureBlock:
    """Who signs is known when the number is taken; on whose behalf, from the first."""
    chosen = document.signature or {"authority": document.organisation.authority}
    return SignatureBlock(**chosen)


def as_draft(document: Document, content: Mapping[str, Any], ordinal: int | None = None) -> Paper:
    """The same before the text is approved: it says which draft it is ("Dự thảo lần 2"). A text handed in counts as its
    revision (`ordinal`, the newest by default), one being written as the next one; an approved text is no draft."""
    paper = paper_of(document, content)
    if document.number is not None or document.state not in _DRAFTED:
        return paper
    newest = document.revision
    last = newest.ordinal if newest else 0
    is_handed_in = newest is not None and content is newest.content
    return replace(paper, draft=ordinal or (last if is_handed_in else last + 1))


def issuer_of(document: Document) -> Issuer:
    """The issuer as the paper names it: of a numbered one as it was named on its day, else as it is named now."""
    if document.named:
        return Issuer.from_json(document.named)
    organisation = document.organisation
    names = (organisation.name, organisation.short_name, organisation.heading, organisation.place)
    return Issuer(*names, superior_heading(organisation))


def superior_heading(organisation: Organisation) -> str | None:
    """The upper line at the left of the head: the Party organisation above, None at the top of the tree."""
    above = organisation.superior
    return (above.party_heading or above.heading) if above else None


def blocks_by_section(content: Mapping[str, Any], *, with_lines: bool = False) -> dict[str, list[Block]]:
    """The blocks that carry words, under the key of their section; headings made from the outline are left out, and the
    lines over tasks unless they are wanted. A table that was laid across into an annex stands under its section."""
    found: dict[str, list[Block]] = {}
    for shape in content["blocks"]:
        key = shape.get("section")
        is_line = with_lines and shape["id"].startswith(TASK_PREFIX)
        if key and (is_line or not shape["id"].startswith(HEADING_PREFIX)):
            found.setdefault(key, []).append(Block.from_json(shape))
    for annex in content.get("annexes", ()):
        if (key := annex.get("key")) and not key.startswith(ANNEX):
            found.setdefault(key, []).extend(Annex.from_json(annex).blocks)
    return found


def shapes_of(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every block of the text, then of its annexes; one of a table laid across says the section that it belongs to."""
    yield from content["blocks"]
    for annex in content.get("annexes", ()):
        key = annex.get("key") or ""
        section = {} if not key or key.startswith(ANNEX) else {"section": key}
        yield from (shape | section for shape in annex["blocks"])


def tasks_told(content: Mapping[str, Any]) -> dict[str, int]:
    """{block id: task that its words are on}."""
    return {shape["id"]: shape["task"] for shape in content["blocks"] if "task" in shape}


def _with_parts(paper: Paper, content: Mapping[str, Any]) -> Paper:
    """With footnotes, and what most papers do without."""
    parts = Parts.from_json(content.get("parts", {}))
    return replace(
        paper,
        footnotes=tuple(Footnote(**note) for note in content.get("footnotes", ())),
        urgency=parts.urgency,
        circulation=parts.circulation,
        drafter_mark=parts.drafter_mark,
        contact=parts.contact,
        addressees=tuple(content.get("addressees", ())),
        annexes=tuple(Annex.from_json(annex) for annex in content.get("annexes", ())),
    )
