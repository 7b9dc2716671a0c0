"""Writing an own text: begin it, save its sections, its heading, its figures."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from workflow.actions.begin import addressees_of
from workflow.actions.difficulty_ready import lay_ready
from workflow.actions.figures import keep_ratios, refuse_implausible, told, typed_figures
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.advance import begin
from workflow.domain.blocks import clean
from workflow.domain.errors import InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.writing import SaveFigures, SaveHeading, SaveSection
from workflow.domain.labels import STATES
from workflow.domain.outline import Outline, SectionKind
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.sections import FIGURES, FIGURES_TITLE, OPENING, OPENING_TITLE
from workflow.domain.states import DEAD, EDITABLE, CampaignState, DocumentState, Role, SectionState, Trigger
from workflow.models import Document, DraftSection, Figure, Organisation, Target, db
from workflow.models.clock import now
from workflow.queries import openings
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change, section_for_change


@action
def start_report(target_id: int, *, actor: Actor) -> Document:
    """Begin the report that answers a request; begun twice it is the same report. Refuses NotFound, whoever does not
    write for the unit too, and a closed campaign with TransitionRefused."""
    target = (
        db.session.scalars(select(Target).where(Target.id == target_id).with_for_update(of=Target))
        .unique()
        .one_or_none()
    )
    if target is None or not permits(actor, Permission.DOCUMENT_START, target.organisation):
        raise NotFound("Không có yêu cầu báo cáo này.")
    begun = live_answer(target)
    if begun is not None:
        return begun
    if target.campaign.state is not CampaignState.OPEN:
        raise TransitionRefused("Đợt báo cáo này đã đóng. Hãy hỏi Văn phòng cấp trên nếu vẫn cần gửi.")
    at = now()
    document = _blank(target.organisation, begin(Trigger.START), at, target)
    role = actor.role_in(document.organisation_id, Role.DRAFTER, Role.OFFICE)
    record(document, Fact.DOCUMENT_STARTED, actor, at, Said(details={"target": target.id}, role=role))
    return document


@action
def save_section(document_id: int, given: SaveSection, *, actor: Actor) -> DraftSection:
    """Keep the text of one section, and with the record of the act the text that was set aside for it. The same text
    again changes nothing. Refuses NotPermitted, a document that is not being written (TransitionRefused), and a section
    saved meanwhile (ChangedMeanwhile)."""
    document = for_writing(document_id, actor)
    section = section_for_change(document, given.key, given.version)
    text = clean(given.text).strip()
    state = section_state(section.state, bool(text), given.done)
    if (section.text, section.state) == (text, state) and not given.set_aside:
        return section
    section.text, section.state = text, state
    details: dict[str, object] = {"set_aside": given.set_aside} if given.set_aside else {}
    keep_state(document, section, Fact.DOCUMENT_SECTION_SAVED, actor, details)
    return section


@action
def save_heading(document_id: int, given: SaveHeading, *, actor: Actor) -> DraftSection:
    """Keep abstract, opening, Nơi nhận, addressees and the optional components; the same again changes nothing. Refuses
    as `save_section` does, an empty abstract, and no addressee of a kind that has them (InvalidInput)."""
    document = for_writing(document_id, actor)
    section = section_for_change(document, OPENING, given.version)
    abstract, opening = clean(given.abstract).strip(), clean(given.opening).strip()
    if not abstract:
        raise InvalidInput("Trích yếu không được để trống.", fields={"abstract": "Hãy ghi trích yếu."})
    recipients = [line for raw in given.recipients if (line := clean(raw).strip(" -\n"))]
    parts, addressees = given.parts.to_json(), addressees_of(document, given.addressees)
    before = (document.abstract, section.text, document.recipients, document.parts, document.addressees, section.state)
    if before == (abstract, opening, recipients, parts, addressees, SectionState.DONE):
        return section
    document.abstract, section.text, document.recipients, document.parts = abstract, opening, recipients, parts
    document.addressees, section.state = addressees, SectionState.DONE
    keep_state(document, section, Fact.DOCUMENT_HEADING_SAVED, actor, {"parts": parts} if parts else None)
    return section


@action
def save_figures(document_id: int, given: SaveFigures, *, actor: Actor) -> DraftSection:
    """Keep the figures; the same again changes nothing. Refuses as `save_section` does, and to call figures finished
    that break a rule which the outline calls binding (InvalidInput)."""
    document = for_writing(document_id, actor)
    section = section_for_change(document, FIGURES, given.version)
    typed = {figure.key: given.values.get(figure.key) for figure in typed_figures(document)}
    known = [amount is not None for amount in typed.values()]
    if given.done:
        refuse_implausible(document, typed)
    state = section_state(section.state, any(known), given.done and all(known))
    if state is section.state and typed == {figure.key: figure.amount for figure in typed_figures(document)}:
        return section
    for figure in typed_figures(document):
        figure.keep(typed[figure.key])
    keep_ratios(document)
    section.state = state
    keep_state(document, section, Fact.DOCUMENT_FIGURES_SAVED, actor, {"values": told(document)})
    return section


def live_answer(target: Target) -> Document | None:
    """The document of the organisation that answers the request now, if any."""
    query = select(Document).where(Document.target_id == target.id, Document._state.not_in(DEAD))
    return db.session.scalars(query.order_by(Document.id.desc()).limit(1)).unique().one_or_none()


def sections_of(outline: Outline, opening: str) -> Iterable[DraftSection]:
    """The rows of a new form: the opening, each section of the outline, and the figures when any are asked."""
    rows = [DraftSection(key=OPENING, title=OPENING_TITLE, text=opening, state=SectionState.DONE)]
    filled_in = [one for one in outline.sections if one.kind is not SectionKind.HEADING]
    rows += [DraftSection(key=one.key, title=one.title, kind=one.kind, text="") for one in filled_in]
    rows += [DraftSection(key=FIGURES, title=FIGURES_TITLE, text="")] if outline.indicators else []
    for position, row in enumerate(rows):
        row.position = position
        yield row


def figures_of(outline: Outline) -> Iterable[Figure]:
    """The rows of the figures asked for."""
    for position, indicator in enumerate(outline.indicators):
        figure = Figure(key=indicator.key, title=indicator.title, unit=indicator.unit, position=position)
        figure.kind, figure.formula = indicator.kind, indicator.formula
        yield figure


def for_writing(document_id: int, actor: Actor) -> Document:
    """The document locked for its writer. Refuses NotPermitted, and TransitionRefused once it was handed in."""
    document = for_change(document_id)
    require(actor, Permission.DOCUMENT_WRITE, DocumentCase(document))
    if document.state not in EDITABLE:
        raise TransitionRefused(
            f"Văn bản đang ở trạng thái “{STATES[document.state]}” nên chưa sửa được. "
            "Chữ đồng chí gõ vẫn còn trên trang này; hãy chép lại nếu cần."
        )
    return document


def keep_text(document: Document, section: DraftSection, text: str, actor: Actor) -> None:
    """Give a section of a text being written other words, inside a running act; those that give way stay with the
    record of it."""
    before, section.text = section.text, text
    if section.key != OPENING:
        section.state = section_state(section.state, bool(text), done=False)
    details: dict[str, object] = {"set_aside": before} if before else {}
    keep_state(document, section, Fact.DOCUMENT_SECTION_SAVED, actor, details)


def keep_frame(document: Document, frame: Mapping[str, Any], actor: Actor) -> None:
    """Give a text being written another abstract, Nơi nhận or optional components ({column: value}), inside a running
    act; those that give way stay with the record of it."""
    opening = next(section for section in document.sections if section.key == OPENING)
    before = {name: getattr(document, name) for name in frame}
    for name, value in frame.items():
        setattr(document, name, value)
    keep_state(document, opening, Fact.DOCUMENT_HEADING_SAVED, actor, {"before": before})


def _blank(organisation: Organisation, state: DocumentState, at: dt.datetime, target: Target) -> Document:
    outline, opening = target.campaign.outline, openings.opening(organisation, target.campaign)
    recipients = openings.recipients(organisation)
    document = Document(
        state=state,
        organisation_id=organisation.id,
        kind=target.campaign.kind,
        target_id=target.id,
        desk_id=organisation.id,
        state_since=at,
        created_at=at,
        due_on=target.due_on,
        abstract=target.campaign.title,
        recipients=recipients,
    )
    document.sections.extend(sections_of(outline, opening))
    document.figures.extend(figures_of(outline))
    db.session.add(document)
    db.session.flush()
    lay_ready(document, at)
    return document


def keep_state(
    document: Document, section: DraftSection, fact: Fact, actor: Actor, details: dict[str, object] | None = None
) -> None:
    """Note a change of a section, inside a running act: its version, when and by whom, and the record of the act."""
    at = now()
    section.version += 1
    section.saved_at, section.saved_by = at, actor.name
    note_author(document, actor)
    role = actor.role_in(document.organisation_id, Role.DRAFTER, Role.OFFICE)
    record(document, fact, actor, at, Said(details={"section": section.key} | (details or {}), role=role))


def note_author(document: Document, actor: Actor) -> None:
    """Remember who wrote: nobody approves own text."""
    if actor.user_id is not None and actor.user_id not in document.author_ids:
        document.author_ids = [*document.author_ids, actor.user_id]


def section_state(before: SectionState, filled: bool, done: bool) -> SectionState:
    """The state of a section or an annex after a save: what was sent back stays so until a person calls it mended."""
    if not filled:
        return SectionState.EMPTY
    if done:
        return SectionState.DONE
    return before if before is SectionState.TO_FIX else SectionState.WORKING
