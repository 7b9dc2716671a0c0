"""What became of a unit's own words in the superior's paper, told only once that paper is issued."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.domain.actor import Actor
from workflow.domain.blocks import Block
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import CLOSED, SourceState
from workflow.queries.case import DocumentCase
from workflow.queries.consolidation import Fate, consolidation_using, fates
from workflow.queries.documents import Document
from workflow.queries.papers import HEADING_PREFIX, shapes_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where words went: the mark of the section above ("II"), its block there, how much of them was kept."""

    section: str
    block: str
    kept: int


@dataclass(frozen=True, slots=True)
class ToldFate:
    """One own block: its first words, what became of it, where it went, or why it was left out."""

    block: str
    words: str
    state: SourceState
    reason: str | None
    into: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Fates:
    """All own blocks in the paper above; `readable` says whether this person may open that paper."""

    above: Document
    readable: bool
    told: tuple[ToldFate, ...]

    def count(self, state: str) -> int:
        """How many blocks ended so."""
        return sum(1 for fate in self.told if fate.state == state)


def fates_for(document: Document, actor: Actor) -> Fates | None:
    """The fates for somebody of the unit; None for others, and while the superior's paper is not issued."""
    above = consolidation_using(document.id) if permits(actor, Permission.HOUSE_READ, document) else None
    if above is None or above.state not in CLOSED or above.revision is None or document.revision is None:
        return None
    words = _words(document.revision.content)
    sections = _sections(above.revision.content)
    told = tuple(_told(fate, words, sections) for fate in fates(document.id, above))
    return Fates(above, permits(actor, Permission.DOCUMENT_READ, DocumentCase(above)), told)


def _told(fate: Fate, words: Mapping[str, str], sections: Mapping[str, str]) -> ToldFate:
    into = tuple(Place(sections.get(block, ""), block, kept) for block, kept in fate.into)
    return ToldFate(fate.block, words.get(fate.block, ""), fate.state, fate.reason, into)


def _words(content: Mapping[str, Any]) -> dict[str, str]:
    return {shape["id"]: _first_words(Block.from_json(shape)) for shape in shapes_of(content)}


def _first_words(block: Block) -> str:
    return f"Bảng {' | '.join(block.rows[0])}" if block.rows else block.text


def _sections(content: Mapping[str, Any]) -> dict[str, str]:
    """{block id: mark of its section}; the headings made from the outline carry the marks."""
    marks = {shape["id"]: shape["marker"].rstrip(".") for shape in content["blocks"]}
    return {shape["id"]: marks.get(f"{HEADING_PREFIX}{shape.get('section')}", "") for shape in shapes_of(content)}
