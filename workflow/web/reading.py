"""The paper of a document as one reader may see it on screen, and the links that its blocks carry."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from workflow.actions.compose import content_of
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.paper import Paper
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import CLOSED, DEAD
from workflow.domain.unchanged import Unchanged
from workflow.queries.documents import Document
from workflow.queries.papers import as_draft
from workflow.queries.previous import previous_report, unchanged_since
from workflow.queries.task_table import TaskRow, mismatches
from workflow.web.offers import may_write


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the macro `sheet` needs: the paper, {block id: (address, words of the link)}, the words of the stamp; for
    those who decide also what stands word for word in the report before (`last`), and the tasks that are called
    otherwise than what follows from the units (`off`)."""

    paper: Paper
    links: Mapping[str, tuple[str, str]]
    signed: str | None
    last: Document | None = None
    unchanged: Unchanged | None = None
    off: Sequence[TaskRow] = ()

    @property
    def kept(self) -> Mapping[str, Collection[tuple[int, int]]]:
        """The places of the unchanged sentences, by block."""
        return self.unchanged.spans if self.unchanged else {}


def sheet_of(document: Document, actor: Actor) -> Sheet | None:
    """The sheet of the text being written for its writers, of the text handed in for everybody else; None while
    nothing was handed in."""
    content = content_to_read(document, actor)
    if content is None:
        return None
    paper, links, stamp = as_draft(document, content), _links(document, content), _stamp(document)
    if not _is_decided_here(document, actor):
        return Sheet(paper, links, stamp)
    last = previous_report(document)
    same = unchanged_since(last, content) if last else None
    return Sheet(paper, links, stamp, last, same, mismatches(document))


def _is_decided_here(document: Document, actor: Actor) -> bool:
    """Copying is the house's own matter until the paper is issued."""
    return permits(actor, Permission.HOUSE_READ, document) and document.state not in CLOSED | DEAD


def content_to_read(document: Document, actor: Actor) -> Mapping[str, Any] | None:
    """The content that this reader may see, in the shape of a revision."""
    if may_write(document, actor):
        return content_of(document)
    return document.revision.content if document.revision else None


def _links(document: Document, content: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    counts = Counter(made["block"] for made in content.get("contributions", ()))
    return {
        block: (url_for("documents.origins", document_id=document.id, block=block), f"{count} nguồn")
        for block, count in counts.items()
    }


def _stamp(document: Document) -> str | None:
    if not document.signatures:
        return None
    at = document.signatures[0].signed_at
    return f"Ký số {dates.clock_and_day(at)}"
