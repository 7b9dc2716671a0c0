"""A report that was asked of one organisation is asked of another, or no longer asked: the tree has changed."""

import datetime as dt

from sqlalchemy import select

from workflow.actions.extension import follow_round
from workflow.actions.record import Said, record
from workflow.domain.actor import SYSTEM_NAME, Actor
from workflow.domain.dates import local_day
from workflow.domain.facts import Fact
from workflow.domain.states import CampaignState
from workflow.models import Campaign, Document, Organisation, Target, db
from workflow.queries.campaigns import waiting_extension
from workflow.queries.holdings import answers

ENDED_DUTY = "Sau khi sắp xếp tổ chức, đơn vị không còn phải gửi báo cáo này."
JOINED_DUTY = "Sau khi sắp xếp tổ chức, báo cáo này nằm trong báo cáo của đơn vị tiếp nhận, theo hạn của đơn vị ấy."


def place_duty(target: Target, heir: Organisation, actor: Actor, at: dt.datetime, *, opens: bool = False) -> None:
    """The heir owes the report, to its own superior: in the round that asked for it, else in the one that this superior
    opened on the same matter, else (`opens`) in a copy of the round. Owing one there already, it owes one. Where nobody
    asks it for such a report the duty ends."""
    campaign, before = target.campaign, target.organisation
    new = campaign if campaign.organisation_id == heir.superior_id else _same_matter(campaign, heir)
    if new is None and opens and heir.superior_id is not None:
        new = _copy(campaign, heir.superior_id)
    standing = _standing(new, heir) if new is not None else None
    if new is None or (standing is not None and standing.id != target.id):
        target.ended_on, target.joined_id = local_day(at), standing.id if standing else None
    else:
        target.campaign_id, target.organisation_id = new.id, heir.id
        db.session.flush()
        follow_round(new)
    if target.ended_on is not None:
        _asked_in_vain(target, standing, at)
    details = {"target": target.id, "from": before.name, "to": heir.name, "campaign": new.id if new else None}
    record(campaign, Fact.TARGET_HANDED_OVER, actor, at, Said(details=details))
    db.session.flush()
    for document in answers([target.id]):
        answer_anew(document, heir)
    db.session.flush()
    db.session.expire(target)
    db.session.expire(campaign, ["targets"])


def _asked_in_vain(target: Target, standing: Target | None, at: dt.datetime) -> None:
    """More time that was asked for and not answered is asked for the request that the duty became part of, unless that
    one asks already; with a duty that ended nobody has to answer any more."""
    waiting = waiting_extension(target.id)
    if waiting is None:
        return
    if standing is not None and waiting_extension(standing.id) is None and waiting.to_day > standing.due_on:
        waiting.target_id, waiting.from_day = standing.id, standing.due_on
        waiting.desk_id = standing.campaign.organisation_id
    else:
        waiting.decided_at, waiting.decided_by, waiting.granted = at, SYSTEM_NAME, False
        waiting.answer = JOINED_DUTY if standing else ENDED_DUTY
    db.session.flush()


def answer_anew(document: Document, heir: Organisation) -> None:
    """The request may have ended, or have become part of one that the heir has and something answers already: then the
    paper answers none and is kept beside it."""
    target = db.session.get(Target, document.target_id) if document.target_id else None
    while target is not None and target.joined_id is not None:
        target = db.session.get_one(Target, target.joined_id)
    taken = target is not None and any(other.id != document.id for other in answers([target.id]))
    if target is None or target.ended_on is not None or target.organisation_id != heir.id or taken:
        document.target_id, document.due_on = None, None
    else:
        document.target_id, document.due_on = target.id, target.due_on


def _standing(campaign: Campaign, heir: Organisation) -> Target | None:
    query = select(Target).where(Target.campaign_id == campaign.id, Target.organisation_id == heir.id)
    return db.session.scalars(query.where(Target.ended_on.is_(None))).unique().one_or_none()


def _same_matter(campaign: Campaign, heir: Organisation) -> Campaign | None:
    """What the heir's superior asks on the same matter: same kind, same title, still open."""
    query = select(Campaign).where(
        Campaign.organisation_id == heir.superior_id,
        Campaign.state == CampaignState.OPEN,
        Campaign.kind == campaign.kind,
        Campaign.title == campaign.title,
    )
    return db.session.scalars(query.order_by(Campaign.id.desc()).limit(1)).unique().one_or_none()


_NOT_COPIED = ("id", "organisation_id", "schedule_id", "chain_length", "chain_head", "version")


def _copy(campaign: Campaign, organisation_id: int) -> Campaign:
    """The same round, opened by another organisation."""
    names = [column.key for column in Campaign.__mapper__.column_attrs if column.key not in _NOT_COPIED]
    copy = Campaign(organisation_id=organisation_id, **{name: getattr(campaign, name) for name in names})
    db.session.add(copy)
    db.session.flush()
    return copy
