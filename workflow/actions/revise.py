"""Keeping a text: the append-only revision that an act hands in."""

import datetime as dt

from workflow.actions.compose import Content
from workflow.domain.actor import Actor
from workflow.domain.blocks import digest
from workflow.domain.chain import canonical
from workflow.models import Document, Revision, db


def keep_revision(document: Document, content: Content, actor: Actor, at: dt.datetime) -> Revision:
    """Append the content as the document's newest revision, unless the newest already says exactly this."""
    content_digest = digest(canonical(content))
    newest = document.revision
    if newest is not None and newest.digest == content_digest:
        return newest
    revision = Revision(
        document_id=document.id,
        ordinal=newest.ordinal + 1 if newest else 1,
        content=content,
        digest=content_digest,
        created_at=at,
        created_by_id=actor.user_id,
    )
    db.session.add(revision)
    db.session.flush()
    document.revision_id = revision.id
    db.session.flush()
    db.session.expire(document, ["revision"])
    return revision
