"""Campaigns: open one, close one."""

from collections.abc import Mapping
from typing import Any

from workflow.actions.clearing_house import clearing_house
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.permissions import Permission, require
from workflow.domain.states import CampaignState, DocumentKind, Role
from workflow.models import Campaign, Organisation, Target, db
from workflow.models.clock import now, today
from workflow.queries import campaigns
from workflow.queries.documents import for_show
from workflow.queries.organisations import OrganisationCase, by_id, subordinates


@action
def open_campaign(organisation_id: int, given: OpenCampaign, *, actor: Actor, token: str | None = None) -> Campaign:
    """Ask subordinates for a report. Refuses a due day in the past, no unit, a unit that is not directly below, an
    outline without sections, a clearing house that is none (InvalidInput), and the same press twice (AlreadyDone)."""
    organisation = by_id(organisation_id)
    require(actor, Permission.CAMPAIGN_OPEN, OrganisationCase(organisation))
    _refuse_bad(organisation_id, given)
    refuse_other_than_a_plan(given.plan_id, actor)
    once(token)
    return opened(organisation, given, actor)


def opened(
    organisation: Organisation,
    given: OpenCampaign,
    actor: Actor,
    *,
    schedule_id: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> Campaign:
    """The round as it is asked for, inside a running act that has looked it over; what more the act has to say of it
    stands in `details`."""
    at = now()
    campaign = Campaign(
        organisation=organisation,
        through_id=given.through_id,
        plan_id=given.plan_id,
        schedule_id=schedule_id,
        title=given.title,
        due_on=given.due_on,
        period=given.period,
        locks=given.locks,
        grace_days=given.grace_days,
        outline_version_id=given.outline_version_id,
        outline_json=given.outline.to_json(),
        opened_at=at,
        opened_by_id=actor.user_id,
        targets=[
            Target(organisation_id=unit, position=position, due_on=given.due_on)
            for position, unit in enumerate(given.organisation_ids)
        ],
    )
    db.session.add(campaign)
    said = {"title": given.title, "due_on": given.due_on.isoformat(), "units": list(given.organisation_ids)}
    period = {"period": given.period.to_json()} if given.period else {}
    through = {"through": given.through_id} if given.through_id else {}
    role = None if actor.is_system else Role.OFFICE
    told = said | period | through | dict(details or {})
    record(campaign, Fact.CAMPAIGN_OPENED, actor, at, Said(details=told, role=role))
    return campaign


@action
def close_campaign(campaign_id: int, version: int, *, actor: Actor) -> Campaign:
    """Collect no further reports. Refuses a closed one."""
    campaign = campaigns.for_change(campaign_id, version)
    require(actor, Permission.CAMPAIGN_MANAGE, campaign)
    if campaign.state is CampaignState.CLOSED:
        raise TransitionRefused("Đợt báo cáo này đã đóng.")
    campaign.state = CampaignState.CLOSED
    campaign.version += 1
    record(campaign, Fact.CAMPAIGN_CLOSED, actor, now(), Said(role=Role.OFFICE))
    return campaign


def refuse_other_than_a_plan(plan_id: int | None, actor: Actor) -> None:
    """Refuse (InvalidInput) a paper that is no plan, or that the person may not read."""
    if plan_id is not None and for_show(plan_id, actor).kind is not DocumentKind.PLAN:
        message = "Đợt báo cáo phải dựa trên một kế hoạch."
        raise InvalidInput(message, fields={"plan_id": message})


def _refuse_bad(organisation_id: int, given: OpenCampaign) -> None:
    if not given.title.strip():
        raise InvalidInput("Đợt báo cáo cần có tên.", fields={"title": "Hãy ghi nội dung cần báo cáo."})
    if given.due_on < today():
        raise InvalidInput("Hạn gửi đã qua.", fields={"due_on": "Hạn gửi phải từ hôm nay trở đi."})
    clearing_house(organisation_id, given.through_id)
    below = {unit.id for unit in subordinates(organisation_id)}
    if not given.organisation_ids or not set(given.organisation_ids) <= below:
        message = "Hãy chọn ít nhất một đơn vị trực thuộc."
        raise InvalidInput(message, fields={"organisation_ids": message})
    if not given.outline.sections:
        raise InvalidInput("Đề cương cần ít nhất một mục.", fields={"outline": "Hãy ghi ít nhất một mục."})
