"""A comment as its reader meets it: whether its block still reads so, with words that this reader may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from workflow.actions.suggestion import block_of
from workflow.domain.actor import Actor
from workflow.domain.comments import Standing, in_reading_order, standing, words_of
from workflow.domain.text_changes import first_words
from workflow.queries.comments import Comment, OpenComments, blocks_in
from workflow.queries.documents import Document
from workflow.web.reading import content_to_read

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment, how its block stands, how the block begins (of one that is gone: began), the words it was about and
    those that stand there now; empty where the reader may not see them."""

    comment: Comment
    standing: Standing
    place: str
    about: str
    now: str

    @property
    def is_outdated(self) -> bool:
        """Whether the block reads otherwise now."""
        return self.standing is Standing.OUTDATED


def told_in_order(document: Document, comments: Iterable[Comment], actor: Actor, *, inside: bool) -> list[Thread]:
    """The comments as their blocks stand in the text that the person reads; `inside`: whether they are of the house."""
    content = content_to_read(document, actor)
    shapes = [*content["blocks"], *_annexed(content)] if content else []
    found = in_reading_order(comments, [shape["id"] for shape in shapes])
    return [told(one, content, actor, inside=inside) for one in found]


def told(comment: Comment, content: Content | None, actor: Actor, *, inside: bool) -> Thread:
    """One of them. Outside the house nobody reads what an unsent text said, which its own comments may be about."""
    block = block_of(content, comment.block) if content else None
    how = standing(comment.about, block)
    own = actor.holds(comment.organisation_id)
    about = comment.about if how is Standing.FRESH or inside or own else ""
    now = words_of(block) if block else ""
    place = first_words(block.said if block else about) or "Một đoạn của văn bản"
    return Thread(comment, how, place, about, now)


def places_of(document: Document, waiting: OpenComments, *, to_write: bool) -> dict[str, tuple[str, str, str]]:
    """{block: (address, words of the link, hidden words)}: where comments wait and, to write, at every other block."""
    if document.revision is None:
        return {}
    index = url_for("comments.index", document_id=document.id)
    found = {
        block: (f"{index}#gop-y-{block}", f"{count} góp ý", "về đoạn này") for block, count in waiting.by_block.items()
    }
    if not to_write:
        return found
    new = {
        block: (url_for("comments.new", document_id=document.id, doan=block), "Góp ý", "về đoạn này")
        for block in blocks_in(document.revision)
    }
    return {**new, **found}


def _annexed(content: Content) -> Iterable[Mapping[str, Any]]:
    return (shape for annex in content.get("annexes", ()) for shape in annex["blocks"])
