"""Urging those who are late: the công văn as one act, what its sending and its end mean, the unit's answer."""

import datetime as dt

from workflow.actions.annex import append_annex
from workflow.actions.begin import blank
from workflow.actions.draft import note_author
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain import urging as words
from workflow.domain.actor import Actor
from workflow.domain.dates import local_day, short
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.urging import UrgeUnits
from workflow.domain.inputs.writing import BeginPaper
from workflow.domain.permissions import Permission, require
from workflow.domain.sections import BODY
from workflow.domain.states import DEAD, CampaignState, DocumentKind, Role, SectionState
from workflow.domain.urging import Late, Urging
from workflow.models import Campaign, Document, Urge, db
from workflow.models.clock import now, today
from workflow.paper.parse.lines import as_row
from workflow.queries import campaigns, openings, organisations, urges
from workflow.queries.organisations import OrganisationCase
from workflow.queries.urges import Urgable

_ANSWERING = "trả lời Công văn số {symbol}, ngày {day} về việc {abstract}"


@action
def urge_units(campaign_id: int, given: UrgeUnits, *, actor: Actor, token: str | None = None) -> Document:
    """Write the công văn that urges late units, ready to be handed in. Refuses NotPermitted, a closed round
    (TransitionRefused), a day of reply that has passed, no unit, one that is not late or was urged today
    (InvalidInput), and the same press twice (AlreadyDone)."""
    campaign = campaigns.for_change(campaign_id)
    require(actor, Permission.CAMPAIGN_MANAGE, campaign)
    if campaign.state is not CampaignState.OPEN:
        raise TransitionRefused("Đợt báo cáo đã đóng nên không đôn đốc nữa.")
    if given.reply_by < today():
        message = "Ngày trả lời phải từ hôm nay trở đi."
        raise InvalidInput(message, fields={"reply_by": message})
    chosen = _chosen(campaign, given.organisation_ids)
    once(token)
    document = _letter(campaign, _urging(campaign, given.reply_by, chosen), actor)
    db.session.add_all(_row(document, one, given.reply_by) for one in chosen)
    details = {
        "units": [one.unit_id for one in chosen],
        "document": document.id,
        "reply_by": given.reply_by.isoformat(),
    }
    record(campaign, Fact.CAMPAIGN_URGED, actor, document.created_at, Said(details=details, role=Role.OFFICE))
    return document


@action
def reply_to_urge(urge_id: int, *, actor: Actor) -> Document:
    """Begin the unit's công văn that answers an urging; begun, it is the same one. Refuses NotFound, NotPermitted."""
    urge = urges.for_reply(urge_id, actor)
    unit = organisations.by_id(urge.unit_id)
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


def _chosen(campaign: Campaign, unit_ids: tuple[int, ...]) -> list[Urgable]:
    day = today()
    late = {one.unit_id: one for one in urges.late_ones(campaign, campaigns.matrix(campaign, day), day)}
    chosen = [late[unit] for unit in unit_ids if unit in late]
    if not chosen or len(chosen) < len(unit_ids):
        message = "Hãy chọn trong các đơn vị đang quá hạn."
        raise InvalidInput(message, fields={"organisation_ids": message})
    closed = [one for one in chosen if one.closed]
    if closed:
        message = f"{closed[0].row.target.organisation.name}: {closed[0].closed}"
        raise InvalidInput(message, fields={"organisation_ids": message})
    return sorted(chosen, key=lambda one: one.row.target.position)


def _urging(campaign: Campaign, reply_by: dt.date, chosen: list[Urgable]) -> Urging:
    return Urging(
        issuer=campaign.organisation.name,
        basis=openings.basis(campaign.organisation, campaign),
        report=campaign.title,
        day=today(),
        reply_by=reply_by,
        late=tuple(
            Late(one.row.target.organisation.name, one.row.target.due_on, one.days, one.ordinal) for one in chosen
        ),
    )


def _letter(campaign: Campaign, said: Urging, actor: Actor) -> Document:
    """The công văn with its text, which a person may still change before handing it in."""
    given = BeginPaper(DocumentKind.LETTER, words.abstract(said), words.addressees(said))
    document = blank(campaign.organisation, given)
    listed = "\n".join(map(as_row, words.rows(said)))
    asked, missing, expected = words.said(said)
    body = next(section for section in document.sections if section.key == BODY)
    parts = (asked, missing, expected) if said.is_listed else (asked, missing, listed, expected)
    body.text, body.state = "\n\n".join(filter(None, parts)), SectionState.DONE
    details = {"kind": DocumentKind.LETTER, "campaign": campaign.id}
    record(document, Fact.DOCUMENT_STARTED, actor, document.created_at, Said(details=details, role=Role.OFFICE))
    note_author(document, actor)
    if said.is_listed:
        annex = append_annex(document, actor)
        annex.title, annex.text, annex.state = words.ANNEX_TITLE, listed, SectionState.WORKING
    return document


def _row(document: Document, one: Urgable, reply_by: dt.date) -> Urge:
    return Urge(
        organisation_id=document.organisation_id,
        unit_id=one.unit_id,
        target_id=one.row.target.id,
        document_id=document.id,
        day=local_day(document.created_at),
        due_on=one.row.target.due_on,
        reply_by=reply_by,
        ordinal=one.ordinal,
        at=now(),
    )
