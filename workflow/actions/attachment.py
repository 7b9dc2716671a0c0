"""Files that go with a text being written: add one, leave one behind."""

from workflow.actions.draft import for_writing, note_author
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.blocks import clean
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.writing import AddAttachment
from workflow.domain.states import Role
from workflow.models import Attachment, Document, db
from workflow.models.clock import now
from workflow.queries.attachments import MOST, attachments_of, one_of


@action
def add_attachment(document_id: int, given: AddAttachment, *, actor: Actor, token: str | None = None) -> Attachment:
    """A file that was examined and kept goes with the paper. Refuses as `for_writing` does, a file without a title
    (InvalidInput), one too many (TransitionRefused), the same press twice (AlreadyDone)."""
    document = for_writing(document_id, actor)
    title = " ".join(clean(given.title).split())
    if not title:
        raise InvalidInput("Tệp cần có tên gọi.", fields={"title": "Hãy ghi đây là tệp gì."})
    if len(attachments_of(document.id)) >= MOST:
        raise TransitionRefused(f"Một văn bản gửi kèm nhiều nhất {MOST} tệp. Hãy bỏ bớt tệp rồi thêm.")
    once(token)
    attachment = Attachment(document_id=document.id, title=title, name=given.name, digest=given.digest, size=given.size)
    attachment.added_at, attachment.added_by = now(), actor.name
    db.session.add(attachment)
    _record(document, attachment, Fact.ATTACHMENT_ADDED, actor)
    return attachment


@action
def drop_attachment(document_id: int, attachment_id: int, *, actor: Actor) -> None:
    """Leave a file behind; its bytes stay in the store. Refuses as `for_writing` does, and NotFound."""
    document = for_writing(document_id, actor)
    attachment = one_of(document.id, attachment_id)
    attachment.removed = True
    _record(document, attachment, Fact.ATTACHMENT_REMOVED, actor)


def copy_attachments(old: Document, new: Document) -> None:
    """Give a paper that replaces another its files, inside a running act."""
    for one in attachments_of(old.id):
        copy = Attachment(document_id=new.id, title=one.title, name=one.name, digest=one.digest, size=one.size)
        copy.added_at, copy.added_by = one.added_at, one.added_by
        db.session.add(copy)


def _record(document: Document, attachment: Attachment, fact: Fact, actor: Actor) -> None:
    note_author(document, actor)
    role = actor.role_in(document.organisation_id, Role.DRAFTER, Role.OFFICE)
    details = {"title": attachment.title, "name": attachment.name, "digest": attachment.digest}
    record(document, fact, actor, now(), Said(details=details, role=role))
