"""A new period's report opened from the last one."""

from workflow.actions.draft import for_writing, keep_text
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.outline import SectionKind
from workflow.domain.sections import FIGURES, OPENING
from workflow.domain.states import Role
from workflow.models import Document, DraftSection
from workflow.models.clock import now
from workflow.paper.parse.notes import noted_text
from workflow.queries.papers import blocks_by_section
from workflow.queries.previous import previous_report

NOTHING = "Không có mục trống nào lấy được từ kỳ trước. Mục đã có chữ thì giữ nguyên."


@action
def take_from_previous(document_id: int, key: str | None = None, *, actor: Actor) -> list[str]:
    """Fill the empty sections (or one of them) with what the last report said under the same keys; what was typed
    stays as it is, and the approver sees what was left unchanged. The titles of the sections filled. Refuses a report
    made from sources, one without a report before it, and when there is nothing to take."""
    document = for_writing(document_id, actor)
    if document.consolidates:
        raise TransitionRefused("Báo cáo tổng hợp được viết từ báo cáo của cấp dưới.")
    last = previous_report(document)
    texts = _texts(last) if last else {}
    empty = [one for one in document.sections if _may_take(one) and one.key in texts and key in {None, one.key}]
    if last is None or not empty:
        raise TransitionRefused(NOTHING)
    for section in empty:
        keep_text(document, section, texts[section.key], actor)
    details = {"symbol": last.symbol, "from": last.id, "sections": [section.key for section in empty]}
    role = actor.role_in(document.organisation_id, Role.DRAFTER, Role.OFFICE)
    record(document, Fact.DOCUMENT_ROLLED_FORWARD, actor, now(), Said(details=details, role=role))
    return [section.title for section in empty]


def _may_take(section: DraftSection) -> bool:
    """What is kept otherwise than in words, and difficulties, which have their own way on, do not roll."""
    return section.kind is SectionKind.TEXT and section.key not in {OPENING, FIGURES} and not section.text.strip()


def _texts(last: Document) -> dict[str, str]:
    content = last.revision.content if last.revision else {"blocks": ()}
    notes = {note["marker"]: note["text"] for note in content.get("footnotes", ())}
    return {key: noted_text(blocks, notes) for key, blocks in blocks_by_section(content).items() if blocks}
