"""Bringing a paper in from outside: the file kept, what was read from it looked over and mended, then entered."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from workflow.actions.draft import for_writing
from workflow.actions.plan import enter_paper
from workflow.actions.record import Said, record
from workflow.actions.review import paper_of_import, remarks_on
from workflow.actions.transaction import action, once
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.errors import ChangedMeanwhile, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.mending import Frame, framed
from workflow.domain.paper import Paper
from workflow.domain.permissions import Permission, require
from workflow.domain.states import ImportState
from workflow.models import Document, PaperImport, db
from workflow.models.clock import now
from workflow.paper.parse.citations import citations
from workflow.paper.parse.tasks import tasks
from workflow.queries.imports import mine
from workflow.queries.organisations import OrganisationCase, by_id


@dataclass(frozen=True, slots=True)
class Brought:
    """What a person brought: the name of the file and the digest under which its bytes are kept."""

    name: str
    digest: str


@action
def begin_import(organisation_id: int, given: Brought, *, actor: Actor, token: str | None = None) -> PaperImport:
    """Note a file whose bytes were examined and kept, and have it read. Refuses NotPermitted."""
    organisation = by_id(organisation_id)
    require(actor, Permission.DOCUMENT_REGISTER, OrganisationCase(organisation))
    return _begun(organisation.id, given, actor, token)


@action
def begin_draft_import(document_id: int, given: Brought, *, actor: Actor, token: str | None = None) -> PaperImport:
    """The same for a text being written, by its writer. Refuses as `for_writing` does."""
    document = for_writing(document_id, actor)
    return _begun(document.organisation_id, given, actor, token, document.id)


@action
def keep_reading(import_id: int, content: Mapping[str, Any]) -> None:
    """Keep what the worker read; read already, nothing changes."""
    brought = _being_read(import_id)
    if brought is not None:
        brought.content, brought.state, brought.reason = dict(content), ImportState.READY, None
        _said(brought, Fact.IMPORT_READ, SYSTEM)


@action
def note_unreadable(import_id: int, reason: str) -> None:
    """Say why it cannot be read."""
    brought = _being_read(import_id)
    if brought is not None:
        brought.state, brought.reason = ImportState.FAILED, reason
        _said(brought, Fact.IMPORT_FAILED, SYSTEM, {"reason": reason})


@action
def mend_frame(import_id: int, version: int, frame: Frame, *, actor: Actor) -> PaperImport:
    """Give the paper another head and end. Refuses as every change does: NotFound, ChangedMeanwhile, and a paper that
    is in already (TransitionRefused)."""
    brought = _for_change(import_id, version, actor)
    return _changed(brought, framed(paper_of_import(brought), frame), {"part": "frame"}, actor)


@action
def mend_blocks(import_id: int, version: int, paper: Paper, block: str, *, actor: Actor) -> PaperImport:
    """Keep the paper with one block retyped. Refuses as `mend_frame` does."""
    return _changed(_for_change(import_id, version, actor), paper, {"part": block}, actor)


@action
def settle_remark(import_id: int, version: int, key: str, *, fix: bool, actor: Actor) -> PaperImport:
    """Make the safe repair of something noticed, or let it stand. Refuses as `mend_frame` does; a remark that is no
    longer there is refused with ChangedMeanwhile."""
    brought = _for_change(import_id, version, actor)
    paper = paper_of_import(brought)
    remark = next((one for one in remarks_on(paper) if one.key == key), None)
    if remark is None or (fix and remark.fix is None):
        raise ChangedMeanwhile("Điều này không còn nữa vì văn bản đã được sửa. Hãy xem lại danh sách.")
    if fix and remark.fix is not None:
        return _changed(brought, remark.fix.apply(paper), {"fixed": remark.message}, actor)
    brought.settled = [*brought.settled, key]
    brought.version += 1
    _said(brought, Fact.IMPORT_SETTLED, actor, {"let_stand": remark.message})
    return brought


@action
def enter_import(import_id: int, version: int, *, out_of_order: bool, actor: Actor) -> Document:
    """Enter the paper in the register as one issued before. Refuses as `register_paper` and `mend_frame` do."""
    brought = _for_change(import_id, version, actor)
    paper = paper_of_import(brought)
    texts = [paper.abstract, *(block.text for block in paper.blocks), *(note.text for note in paper.footnotes)]
    paper = replace(paper, tasks=tasks(paper.blocks, paper.annexes), citations=citations(texts))
    document = enter_paper(brought.organisation, paper, actor, out_of_order=out_of_order)
    brought.state, brought.document_id = ImportState.ENTERED, document.id
    _said(brought, Fact.IMPORT_ENTERED, actor, {"document": document.id})
    return document


@action
def drop_import(import_id: int, *, actor: Actor) -> None:
    """Put the paper aside; it can no longer be entered. Refuses NotFound, and one that is in already."""
    brought = mine(import_id, actor, lock=True)
    if brought.state is ImportState.ENTERED:
        raise TransitionRefused("Văn bản này đã được nhận vào sổ.")
    if brought.state is not ImportState.DROPPED:
        brought.state = ImportState.DROPPED
        _said(brought, Fact.IMPORT_DROPPED, actor)


def _begun(
    organisation_id: int, given: Brought, actor: Actor, token: str | None, draft_id: int | None = None
) -> PaperImport:
    if actor.user_id is None:
        raise NotFound("Không có người đưa văn bản vào.")
    once(token)
    brought = PaperImport(
        organisation_id=organisation_id,
        owner_id=actor.user_id,
        name=given.name,
        digest=given.digest,
        state=ImportState.READING,
        created_at=now(),
        draft_id=draft_id,
    )
    db.session.add(brought)
    _said(brought, Fact.IMPORT_STARTED, actor, {"name": given.name, "digest": given.digest}, JobName.READ_IMPORT)
    return brought


def _being_read(import_id: int) -> PaperImport | None:
    brought = db.session.get_one(PaperImport, import_id, with_for_update={"of": PaperImport})
    return brought if brought.state is ImportState.READING else None


def _for_change(import_id: int, version: int, actor: Actor) -> PaperImport:
    brought = mine(import_id, actor, lock=True)
    require(actor, Permission.DOCUMENT_REGISTER, OrganisationCase(brought.organisation))
    if brought.state is not ImportState.READY:
        raise TransitionRefused("Văn bản này đã được nhận vào sổ, đã bỏ, hoặc chưa đọc xong nên không sửa được.")
    if brought.version != version:
        raise ChangedMeanwhile("Văn bản này vừa được sửa ở một trang khác. Hãy xem bản mới rồi làm lại.")
    return brought


def _changed(brought: PaperImport, paper: Paper, details: Mapping[str, Any], actor: Actor) -> PaperImport:
    typed = asdict(paper.typed) if paper.typed else None
    brought.content = {"paper": paper.to_json(), "typed": typed}
    brought.version += 1
    _said(brought, Fact.IMPORT_CHANGED, actor, details)
    return brought


def _said(
    brought: PaperImport, fact: Fact, actor: Actor, details: Mapping[str, Any] | None = None, *jobs: JobName
) -> None:
    record(brought, fact, actor, now(), Said(details=details, jobs=jobs))
