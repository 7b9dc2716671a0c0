"""The annexes of a text being written: add, write, change their order, take away and back."""

from workflow.actions.draft import for_writing, note_author, section_state
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.blocks import clean
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.writing import SaveAnnex
from workflow.domain.sections import ANNEX
from workflow.domain.states import Role, SectionState
from workflow.models import Document, DraftSection, db
from workflow.models.clock import now
from workflow.queries.annexes import MOST, annex_for_change, annexes_of, standing

FULL = f"Một văn bản có nhiều nhất {MOST} phụ lục, kể cả phụ lục đã bỏ."


@action
def add_annex(document_id: int, *, actor: Actor, token: str | None = None) -> DraftSection:
    """A new empty annex after the others. Refuses as `for_writing` does, one too many, and a second press
    (AlreadyDone)."""
    document = for_writing(document_id, actor)
    once(token)
    return append_annex(document, actor)


@action
def save_annex(document_id: int, given: SaveAnnex, *, actor: Actor) -> DraftSection:
    """Keep title, text and page of one annex; the same again changes nothing. Refuses as `for_writing` does, an empty
    title (InvalidInput), an annex that was taken away or saved meanwhile."""
    document = for_writing(document_id, actor)
    annex = annex_for_change(document, given.key, given.version)
    title, text = clean(given.title).strip(), clean(given.text).strip()
    if not title:
        raise InvalidInput("Tên phụ lục không được để trống.", fields={"title": "Hãy ghi tên phụ lục."})
    was_sent_back = annex.state is SectionState.TO_FIX
    state = section_state(annex.state, bool(text), done=was_sent_back and given.mended)
    if (annex.title, annex.text, annex.wide, annex.state) == (title, text, given.wide, state):
        return annex
    annex.title, annex.text, annex.wide, annex.state = title, text, given.wide, state
    annex.version += 1
    annex.saved_at, annex.saved_by = now(), actor.name
    _record(document, annex, Fact.ANNEX_SAVED, actor)
    return annex


@action
def lift_annex(document_id: int, key: str, *, actor: Actor, token: str | None = None) -> None:
    """Put an annex before the one above it; the first stays. Refuses as `save_annex` does, and a second press
    (AlreadyDone)."""
    document = for_writing(document_id, actor)
    once(token)
    annex = annex_for_change(document, key)
    above = [one for one in standing(annexes_of(document.id)) if one.position < annex.position]
    if above:
        annex.position, above[-1].position = above[-1].position, annex.position
        _record(document, annex, Fact.ANNEX_MOVED, actor)


@action
def drop_annex(document_id: int, key: str, *, actor: Actor) -> None:
    """Take an annex away; its words are kept for `restore_annex`. Refuses as `for_writing` does."""
    _turn(document_id, key, actor, removed=True)


@action
def restore_annex(document_id: int, key: str, *, actor: Actor) -> None:
    """Take back an annex that was taken away. Refuses as `for_writing` does."""
    _turn(document_id, key, actor, removed=False)


def append_annex(document: Document, actor: Actor) -> DraftSection:
    """The same inside a running act."""
    annexes = annexes_of(document.id)
    if len(annexes) >= MOST:
        raise TransitionRefused(FULL)
    ordinal = len(annexes) + 1
    annex = DraftSection(
        document_id=document.id, key=f"{ANNEX}{ordinal}", position=ordinal, title="", annex=True, text="", version=1
    )
    db.session.add(annex)
    _record(document, annex, Fact.ANNEX_ADDED, actor)
    return annex


def copy_annexes(old: Document, new: Document) -> None:
    """Give a paper that replaces another its annexes, inside a running act."""
    for order, annex in enumerate(standing(annexes_of(old.id)), start=1):
        copy = DraftSection(document_id=new.id, key=f"{ANNEX}{order}", position=order, title=annex.title, annex=True)
        copy.text, copy.wide, copy.state = annex.text, annex.wide, annex.state
        db.session.add(copy)


def _turn(document_id: int, key: str, actor: Actor, *, removed: bool) -> None:
    document = for_writing(document_id, actor)
    annex = annex_for_change(document, key, even_removed=True)
    if annex.removed is not removed:
        annex.removed = removed
        _record(document, annex, Fact.ANNEX_REMOVED if removed else Fact.ANNEX_RESTORED, actor)


def _record(document: Document, annex: DraftSection, fact: Fact, actor: Actor) -> None:
    note_author(document, actor)
    role = actor.role_in(document.organisation_id, Role.DRAFTER, Role.OFFICE)
    record(document, fact, actor, now(), Said(details={"annex": annex.key, "title": annex.title}, role=role))
