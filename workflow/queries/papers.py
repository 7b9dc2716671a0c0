"""From what is kept to a `Paper`: the kept content of a revision, the header of the day, number, date, signature."""

from collections.abc import Mapping
from typing import Any

from workflow.domain import numbers
from workflow.domain.blocks import Block, Footnote
from workflow.domain.paper import Paper, ProfileName, SignatureBlock, profile_for
from workflow.domain.proofs import proof_address
from workflow.models import Document, Organisation

HEADING_PREFIX = "muc-"


def paper_of(document: Document, content: Mapping[str, Any], *, base_url: str | None = None) -> Paper:
    """The paper of a document with the content of one of its revisions (or of the text being written). With our own
    public address it carries the square code that leads there."""
    kind = document.kind.value
    return Paper(
        kind=kind,
        title=numbers.KINDS[kind],
        abstract=content["abstract"],
        issuer=document.organisation.heading,
        superior=superior_heading(document.organisation),
        symbol=document.symbol or f"{kind}/{document.organisation.symbol}",
        number=document.number,
        place=document.organisation.place,
        date=document.issued_on,
        profile=ProfileName(document.profile) if document.profile else profile_for(document.issued_on),
        blocks=tuple(Block.from_json(block) for block in content["blocks"]),
        footnotes=tuple(Footnote(**note) for note in content.get("footnotes", ())),
        recipients=tuple(content["recipients"]),
        signature=SignatureBlock(**document.signature) if document.signature else SignatureBlock(),
        proof=proof_address(base_url, document.proof_code) if base_url else None,
    )


def superior_heading(organisation: Organisation) -> str | None:
    """The upper line at the left of the head: the Party organisation above, None at the top of the tree."""
    above = organisation.superior
    return (above.party_heading or above.heading) if above else None


def blocks_by_section(content: Mapping[str, Any]) -> dict[str, list[Block]]:
    """The blocks that carry words, under the key of their section; headings made from the outline are left out."""
    found: dict[str, list[Block]] = {}
    for shape in content["blocks"]:
        key = shape.get("section")
        if key and not shape["id"].startswith(HEADING_PREFIX):
            found.setdefault(key, []).append(Block.from_json(shape))
    return found
