"""More time for one unit: asked for by the unit, granted or refused by the office, or given of its own accord."""

import datetime as dt

from sqlalchemy import select, update

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.calendar import AnswerExtension, AskExtension
from workflow.domain.inputs.campaigns import Extend
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, require
from workflow.domain.states import CampaignState, Role
from workflow.models import Campaign, Extension, Target, db
from workflow.models.clock import now, today
from workflow.queries import campaigns


@action
def ask_extension(target_id: int, given: AskExtension, *, actor: Actor) -> Extension:
    """Ask for more time, with the reason; on the record of the round. Refuses a day that is not later or has passed,
    an empty reason, a round that is closed, and a second request while the first waits."""
    target = db.session.get(Target, target_id)
    if target is None:
        raise NotFound("Không có yêu cầu báo cáo này.")
    require(actor, Permission.EXTENSION_ASK, target)
    campaign = campaigns.for_change(target.campaign_id)
    if campaign.state is not CampaignState.OPEN:
        raise TransitionRefused("Đợt báo cáo này đã đóng.")
    if campaigns.waiting_extension(target.id) is not None:
        raise TransitionRefused("Đơn vị đã xin gia hạn, đang chờ Văn phòng cấp trên trả lời.")
    _refuse_bad(target, given.to_day, given.reason)
    row = _row(target, given.to_day, given.reason)
    row.asked_at, row.asked_by = now(), actor.name
    db.session.add(row)
    role = actor.role_in(target.organisation_id, Role.DRAFTER, Role.OFFICE)
    said = Said(None, _details(row, target), (JobName.NOTIFY,), role, target.organisation_id)
    _changed(campaign, Fact.EXTENSION_ASKED, actor, said)
    return row


@action
def answer_extension(extension_id: int, given: AnswerExtension, *, actor: Actor) -> Extension:
    """Grant a request, by the day asked for or another, or refuse it with the reason. Refuses one that was answered
    already, a refusal without words, and a day that is not later."""
    row = db.session.get(Extension, extension_id)
    if row is None:
        raise NotFound("Không có đề nghị gia hạn này.")
    campaign = campaigns.for_change(row.target.campaign_id)
    require(actor, Permission.CAMPAIGN_MANAGE, campaign)
    db.session.refresh(row)
    if row.decided_at is not None:
        raise TransitionRefused("Đề nghị gia hạn này đã được trả lời.")
    if not given.granted and not given.answer.strip():
        raise InvalidInput("Hãy ghi lý do không gia hạn.", fields={"answer": "Hãy ghi lý do để đơn vị biết."})
    row.granted, row.answer = given.granted, given.answer.strip()
    row.decided_at, row.decided_by = now(), actor.name
    if given.granted:
        _refuse_bad(row.target, given.to_day or row.to_day, row.reason)
        row.to_day = given.to_day or row.to_day
        _move_day(row.target, row.to_day)
    fact = Fact.CAMPAIGN_EXTENDED if given.granted else Fact.EXTENSION_REFUSED
    details = _details(row, row.target) | {"note": row.answer}
    _changed(campaign, fact, actor, Said(None, details, (JobName.NOTIFY,), Role.OFFICE))
    return row


@action
def extend_target(campaign_id: int, given: Extend, version: int, *, actor: Actor) -> Campaign:
    """Give one unit more time of one's own accord, with the reason; a request that waits is granted by it. Refuses a
    day that is not later, and an empty reason."""
    campaign = campaigns.for_change(campaign_id, version)
    require(actor, Permission.CAMPAIGN_MANAGE, campaign)
    target = next((one for one in campaign.targets if one.organisation_id == given.organisation_id), None)
    if target is None:
        raise NotFound("Đơn vị này không thuộc đợt báo cáo.")
    _refuse_bad(target, given.due_on, given.reason)
    row = campaigns.waiting_extension(target.id) or _row(target, given.due_on, given.reason)
    row.to_day, row.granted = given.due_on, True
    row.answer = given.reason if row.asked_at else ""
    row.decided_at, row.decided_by = now(), actor.name
    db.session.add(row)
    _move_day(target, given.due_on)
    details = _details(row, target) | {"reason": given.reason}
    _changed(campaign, Fact.CAMPAIGN_EXTENDED, actor, Said(None, details, (JobName.NOTIFY,), Role.OFFICE))
    return campaign


def follow_round(campaign: Campaign) -> None:
    """What waits in a round waits for whoever holds it now, inside a running act."""
    mine = select(Target.id).where(Target.campaign_id == campaign.id)
    waiting = update(Extension).where(Extension.target_id.in_(mine), Extension.decided_at.is_(None))
    db.session.execute(waiting.values(desk_id=campaign.organisation_id))


def _row(target: Target, to_day: dt.date, reason: str) -> Extension:
    desk_id = target.campaign.organisation_id
    row = Extension(target_id=target.id, desk_id=desk_id, from_day=target.due_on, to_day=to_day, answer="")
    row.reason = reason.strip()
    return row


def _move_day(target: Target, to_day: dt.date) -> None:
    """The request and every paper that answers it are due on the new day: nothing calls them late before it."""
    target.due_on = to_day
    for document in target.documents:
        document.due_on = to_day


def _refuse_bad(target: Target, to_day: dt.date, reason: str) -> None:
    if to_day <= target.due_on:
        raise InvalidInput("Hạn mới phải sau hạn cũ.", fields={"due_on": "Hạn mới phải sau hạn cũ."})
    if to_day < today():
        raise InvalidInput("Hạn mới đã qua.", fields={"due_on": "Hạn mới phải từ hôm nay trở đi."})
    if not reason.strip():
        raise InvalidInput("Hãy ghi lý do gia hạn.", fields={"reason": "Hãy ghi lý do."})


def _details(row: Extension, target: Target) -> dict[str, object]:
    days = {"from": row.from_day.isoformat(), "to": row.to_day.isoformat()}
    return {"unit": target.organisation_id, **days, "reason": row.reason}


def _changed(campaign: Campaign, fact: Fact, actor: Actor, said: Said) -> None:
    campaign.version += 1
    record(campaign, fact, actor, now(), said)
