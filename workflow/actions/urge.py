"""Urging those who are late: the công văn as one act, what its sending and its end mean, the unit's answer."""

import datetime as dt
from collections.abc import Mapping, Sequence

from workflow.actions.annex import append_annex
from workflow.actions.begin import blank
from workflow.actions.draft import note_author
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain import urging as words
from workflow.domain.actor import Actor
from workflow.domain.blocks import plain
from workflow.domain.dates import local_day, short
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.urging import UrgeUnits
from workflow.domain.inputs.writing import BeginPaper
from workflow.domain.permissions import Permission, require
from workflow.domain.sections import BODY
from workflow.domain.states import DEAD, CampaignState, DocumentKind, Role, SectionState
from workflow.domain.table_text import as_row
from workflow.domain.urging import Late, Matter, Urging
from workflow.models import Document, Organisation, Urge, db
from workflow.models.clock import now, today
from workflow.queries import campaigns, openings, organisations, tasks, urges
from workflow.queries.organisations import OrganisationCase
from workflow.queries.urges import Urgable

_ANSWERING = "trả lời Công văn số {symbol}, ngày {day} về việc {abstract}"


@action
def urge_units(campaign_id: int, given: UrgeUnits, *, actor: Actor, token: str | None = None) -> Document:
    """Write the công văn that urges units late with a report, ready to be handed in. Refuses NotPermitted, a closed
    round (TransitionRefused), a day of reply that has passed, no unit, one that is not late or was urged today
    (InvalidInput), and the same press twice (AlreadyDone)."""
    campaign = campaigns.for_change(campaign_id)
    require(actor, Permission.CAMPAIGN_MANAGE, campaign)
    if campaign.state is not CampaignState.OPEN:
        raise TransitionRefused("Đợt báo cáo đã đóng nên không đôn đốc nữa.")
    _refuse_past(given)
    once(token)
    rows = campaigns.matrix(campaign, today())
    places = {row.target.organisation_id: row.target.position for row in rows}
    chosen = _chosen(given, urges.late_ones(campaign, rows, today()))
    chosen.sort(key=lambda one: places[one.unit_id])
    basis = openings.basis(campaign.organisation, campaign)
    house = campaign.organisation
    letter = Urging(house.name, basis, campaign.title, today(), given.reply_by, _late(chosen))
    document = _letter(house, letter, {"campaign": campaign.id}, actor)
    db.session.add_all(_row(document, one, given.reply_by) for one in chosen)
    record(campaign, Fact.CAMPAIGN_URGED, actor, document.created_at, _told(document, given, chosen))
    return document


@action
def urge_with_task(task_id: int, given: UrgeUnits, *, actor: Actor, token: str | None = None) -> Document:
    """The same for units late with a task of a plan. Refuses as `urge_units`; of a task without a date, set aside, or
    of a plan that was replaced nobody is late."""
    task = tasks.for_change(task_id)
    house = organisations.by_id(task.organisation_id)
    require(actor, Permission.CAMPAIGN_OPEN, OrganisationCase(house))
    _refuse_past(given)
    once(token)
    chosen = _chosen(given, urges.late_with(task, today()))
    basis, about = f"Tại {openings.in_full(task.document)}, ", words.shortened(plain(task.text))
    letter = Urging(house.name, basis, about, today(), given.reply_by, _late(chosen), Matter.TASK)
    document = _letter(house, letter, {"task": task.id}, actor)
    db.session.add_all(_row(document, one, given.reply_by, task.id) for one in chosen)
    record(task, Fact.TASK_URGED, actor, document.created_at, _told(document, given, chosen))
    return document


@action
def reply_to_urge(urge_id: int, *, actor: Actor) -> Document:
    """Begin the công văn that answers an urging, in the name of the unit or of the one that took over from it; begun,
    it is the same one. Refuses NotFound, NotPermitted."""
    urge = urges.for_reply(urge_id, actor)
    houses = urges.answering(urge.unit)
    unit = organisations.by_id(next((one for one in houses if actor.holds(one)), urge.unit_id))
    require(actor, Permission.DOCUMENT_START, OrganisationCase(unit))
    if urge.reply is not None and urge.reply.state not in DEAD:
        return urge.reply
    asked = urge.document
    day = short(asked.issued_on) if asked.issued_on else ""
    about = _ANSWERING.format(symbol=asked.symbol, day=day, abstract=asked.abstract)
    document = blank(unit, BeginPaper(DocumentKind.LETTER, about[:600], (asked.organisation.name,)))
    urge.reply_id = document.id
    details = {"kind": DocumentKind.LETTER, "answers": asked.id}
    role = actor.role_in(unit.id, Role.DRAFTER, Role.OFFICE)
    record(document, Fact.DOCUMENT_STARTED, actor, document.created_at, Said(details=details, role=role))
    return document


def note_sent(document: Document, at: dt.datetime) -> None:
    """The công văn is on its way, inside the running act of sending. Refuses (TransitionRefused) when one of its units
    was urged today by the same organisation already."""
    rows = urges.of_document(document.id) if document.kind is DocumentKind.LETTER else ()
    day = local_day(at)
    twice = urges.same_day(rows, day)
    if twice is not None:
        raise TransitionRefused(
            f"Hôm nay {twice.unit.name} đã được đôn đốc bằng một công văn khác; mỗi đơn vị nhiều nhất một lần trong "
            "ngày. Hãy gửi công văn này vào ngày làm việc sau."
        )
    for row in rows:
        row.day, row.sent_at = day, at


def note_recalled(document: Document) -> None:
    """The công văn was taken back: nobody was urged by it."""
    for row in urges.of_document(document.id):
        row.sent_at = None


def drop(document: Document) -> None:
    """The công văn was cancelled: those that it would have urged may be urged anew."""
    for row in urges.of_document(document.id):
        db.session.delete(row)


def _refuse_past(given: UrgeUnits) -> None:
    if given.reply_by < today():
        message = "Ngày trả lời phải từ hôm nay trở đi."
        raise InvalidInput(message, fields={"reply_by": message})


def _chosen(given: UrgeUnits, known: Sequence[Urgable]) -> list[Urgable]:
    if given.organisation_ids is None:
        return _all_open(known)
    late = {one.unit_id: one for one in known}
    chosen = [late[unit] for unit in given.organisation_ids if unit in late]
    if not chosen or len(chosen) < len(given.organisation_ids):
        message = "Hãy chọn trong các đơn vị đang quá hạn."
        raise InvalidInput(message, fields={"organisation_ids": message})
    closed = [one for one in chosen if one.closed]
    if closed:
        message = f"{closed[0].unit.name}: {closed[0].closed}"
        raise InvalidInput(message, fields={"organisation_ids": message})
    return chosen


def _all_open(known: Sequence[Urgable]) -> list[Urgable]:
    chosen = [one for one in known if one.closed is None]
    if not chosen:
        raise TransitionRefused((known[0].closed or "") if known else "Không còn đơn vị nào quá hạn nên không đôn đốc.")
    return chosen


def _late(chosen: Sequence[Urgable]) -> tuple[Late, ...]:
    return tuple(Late(one.unit.name, one.due_on, one.days, one.ordinal) for one in chosen)


def _letter(house: Organisation, said: Urging, about: Mapping[str, int], actor: Actor) -> Document:
    """The công văn with its text, which a person may still change before handing it in."""
    document = blank(house, BeginPaper(DocumentKind.LETTER, words.abstract(said), words.addressees(said)))
    listed = "\n".join(map(as_row, words.rows(said)))
    asked, missing, expected = words.said(said)
    body = next(section for section in document.sections if section.key == BODY)
    parts = (asked, missing, expected) if said.is_listed else (asked, missing, listed, expected)
    body.text, body.state = "\n\n".join(filter(None, parts)), SectionState.DONE
    details = {"kind": DocumentKind.LETTER, **about}
    record(document, Fact.DOCUMENT_STARTED, actor, document.created_at, Said(details=details, role=Role.OFFICE))
    note_author(document, actor)
    if said.is_listed:
        annex = append_annex(document, actor)
        annex.title, annex.text, annex.state = said.wording.annex, listed, SectionState.WORKING
    return document


def _row(document: Document, one: Urgable, reply_by: dt.date, task_id: int | None = None) -> Urge:
    return Urge(
        organisation_id=document.organisation_id,
        unit_id=one.unit_id,
        target_id=one.target_id,
        task_id=task_id,
        document_id=document.id,
        day=local_day(document.created_at),
        due_on=one.due_on,
        reply_by=reply_by,
        ordinal=one.ordinal,
        at=now(),
    )


def _told(document: Document, given: UrgeUnits, chosen: Sequence[Urgable]) -> Said:
    units = [one.unit_id for one in chosen]
    details = {"units": units, "document": document.id, "reply_by": given.reply_by.isoformat()}
    return Said(details=details, role=Role.OFFICE)
