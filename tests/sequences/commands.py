"""The same commands done by the application: each name of the model's, on one paper, by one person, at the version that
the person saw."""

import datetime as dt
from collections.abc import Callable, Mapping

from sqlalchemy import select

from tests.sequences.model import PEOPLE
from workflow.actions.appraise import appraise_document, return_document
from workflow.actions.approve import approve_document
from workflow.actions.campaign import open_campaign
from workflow.actions.comment import make_comment
from workflow.actions.consolidate import drop_source, take_in
from workflow.actions.draft import save_section
from workflow.actions.hand_on import hand_on
from workflow.actions.issue import note_failure, sign_document, take_number
from workflow.actions.send import receive_document, send_back, send_document
from workflow.actions.submit import recall_document, submit_document
from workflow.actions.suggestion import accept_suggestion, reject_suggestion
from workflow.actions.undo import undo_step
from workflow.actions.weave import use_blocks
from workflow.actions.withdraw import begin_replacement, cancel_document
from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound, TransitionRefused
from workflow.domain.guards import Meeting
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.inputs.commenting import MakeComment, RejectSuggestion
from workflow.domain.inputs.deciding import Act, Approve, ReturnDocument
from workflow.domain.inputs.handing import HandOn
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.inputs.writing import SaveSection
from workflow.domain.outline import Outline, Section
from workflow.domain.sections import OPENING
from workflow.domain.states import LIVING_SOURCE, JobStep
from workflow.jobs import deliver, issue
from workflow.models import Comment, Document, db
from workflow.models.clock import today
from workflow.queries.comments import blocks_in
from workflow.queries.consolidation import source_blocks, sources_of, tallies
from workflow.queries.holders import holders_of

Command = Callable[[int, int, Actor], object]
OUTLINE = Outline((Section("ket-qua", "Kết quả thực hiện"),))
_STEPS = {JobStep.RENDERING: issue.prepare, JobStep.SIGNING: issue.sign, JobStep.SENDING: deliver.send}


def _write(document_id: int, version: int, actor: Actor) -> None:
    """Own text: new words in every section. A consolidation: whatever can be taken in, taken over."""
    document = db.session.get_one(Document, document_id)
    if not document.consolidates:
        for section in [one for one in document.sections if one.key != OPENING]:
            words = f"- Mở {document.version} lớp học.\n- Tổ chức 9 lễ hội."
            save_section(document_id, SaveSection(section.key, words, section.version, done=True), actor=actor)
        return
    for one in [one.source_id for one in sources_of(document_id) if one.source.state not in LIVING_SOURCE]:
        drop_source(document_id, one, actor=actor)
    take_in(document_id, actor=actor)
    for key in tallies(document_id):
        use_blocks(document_id, [block.id for block in source_blocks(document_id, key)], actor=actor)


def _sign(document_id: int, version: int, actor: Actor) -> None:
    digest = db.session.get_one(Document, document_id).prepared_digest
    sign_document(document_id, Sign(version, digest or ""), actor=actor)


def _work(document_id: int, version: int, actor: Actor) -> None:
    """The worker's next step, as its jobs do it."""
    step = db.session.get_one(Document, document_id).step
    if step is JobStep.NONE:  # somebody else's hand was quicker
        return
    try:
        _STEPS[step](document_id)
    except TransitionRefused as refusal:
        note_failure(document_id, step, refusal.reason)
    if step is JobStep.SIGNING:
        deliver.consolidate(document_id)


def _approved(document_id: int, version: int, actor: Actor, *, meets: bool = False, at_once: bool = False) -> None:
    meeting = Meeting(today(), 9, 8) if meets else None
    approve_document(document_id, Approve(version, meeting=meeting, issue_now=at_once), actor=actor)


def _hand_on(document_id: int, version: int, actor: Actor) -> None:
    """To the last of those who hold the role, and from there to the first, in the order of the people's names."""
    document = db.session.get_one(Document, document_id)
    among = sorted(holders_of(document), key=lambda one: PEOPLE.index(one.username))
    who = among[0] if among and among[-1].id == document.assignee_id else among[-1] if among else None
    hand_on(document_id, HandOn(version, who.id if who else 0), actor=actor)


def _suggest(document_id: int, version: int, actor: Actor) -> None:
    """Other words for the first item of a text that was handed in."""
    document = db.session.get_one(Document, document_id)
    if document.consolidates or document.revision is None:
        raise NotFound("Không góp ý ở đây.")
    block = next(one for one, _ in blocks_in(document.revision).values() if one.marker == "-")
    given = MakeComment(block.id, "", proposed=f"Mở thêm {document.chain_length} lớp học.")
    make_comment(document_id, given, actor=actor)


def _undecided(document_id: int) -> int:
    """The newest suggestion that nobody answered yet."""
    query = select(Comment.id).where(Comment.document_id == document_id, Comment.proposed.is_not(None))
    found = db.session.scalar(query.where(Comment.outcome.is_(None)).order_by(Comment.id.desc()).limit(1))
    if found is None:
        raise NotFound("Không có đề nghị nào.")
    return found


COMMANDS: Mapping[str, Command] = {
    "write": _write,
    "submit": lambda one, version, actor: submit_document(one, Act(version), actor=actor),
    "appraise": lambda one, version, actor: appraise_document(one, Act(version), actor=actor),
    "return": lambda one, version, actor: return_document(one, ReturnDocument(version, {}, "Sửa lại."), actor=actor),
    "recall": lambda one, version, actor: recall_document(one, Act(version, "Xem lại."), actor=actor),
    "undo": lambda one, version, actor: undo_step(one, Act(version, "Bấm nhầm."), actor=actor),
    "hand_on": _hand_on,
    "suggest": _suggest,
    "accept": lambda one, version, actor: accept_suggestion(one, _undecided(one), actor=actor),
    "reject": lambda one, version, actor: reject_suggestion(
        one, _undecided(one), RejectSuggestion("Giữ nguyên."), actor=actor
    ),
    "approve": _approved,
    "approve_with_meeting": lambda one, version, actor: _approved(one, version, actor, meets=True),
    "approve_at_once": lambda one, version, actor: _approved(one, version, actor, at_once=True),
    "number": lambda one, version, actor: take_number(one, TakeNumber(version), actor=actor),
    "sign": _sign,
    "work": _work,
    "send": lambda one, version, actor: send_document(one, Act(version), actor=actor),
    "receive": lambda one, version, actor: receive_document(one, Act(version), actor=actor),
    "send_back": lambda one, version, actor: send_back(one, ReturnDocument(version, {}, "Thiếu."), actor=actor),
    "cancel": lambda one, version, actor: cancel_document(one, Act(version, "Lập nhầm."), actor=actor),
    "replace": lambda one, version, actor: begin_replacement(one, Act(version, "Số sai."), actor=actor),
}


def opened(organisation_id: int, below: tuple[int, ...], actor: Actor) -> tuple[int, tuple[int, ...]]:
    """A round of the department for its chi bộ: (campaign, the request to each)."""
    due = today() + dt.timedelta(days=30)
    given = OpenCampaign(None, "kết quả công tác năm 2026", due, below, OUTLINE)
    campaign = open_campaign(organisation_id, given, actor=actor)
    by_unit = {target.organisation_id: target.id for target in campaign.targets}
    return campaign.id, tuple(by_unit[one] for one in below)
