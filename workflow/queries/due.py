"""What of a person's work has a due day, as reminders and the calendar see it: nothing that was sent, was closed, or is
somebody else's."""

import datetime as dt
from dataclasses import dataclass

from workflow.domain.actor import Actor
from workflow.domain.difficulty_words import first_words
from workflow.domain.labels import KINDS
from workflow.domain.states import CampaignState
from workflow.models import Difficulty
from workflow.queries import difficulties, inbox
from workflow.queries.inbox import Item, Target, Work

MOST = 100


@dataclass(frozen=True, slots=True)
class Duty:
    """One piece of work: a name that lasts (`target-12`), what it is, where it is done, the act (none of a difficulty),
    its due day, and since when it waits."""

    key: str
    title: str
    path: str
    act: Work | None
    due_on: dt.date | None
    since: dt.datetime


def duties(actor: Actor) -> list[Duty]:
    """What waits for the person now, soonest first, at most a hundred of each sort; three statements."""
    asked = [_request(target) for target in inbox.requests(actor, MOST)]
    asked += [_difficulty(one) for one in difficulties.returned_to(actor, MOST)]
    return [*asked, *(_paper(item) for item in inbox.inbox(actor, None, MOST) if not _is_over(item))]


def _request(target: Target) -> Duty:
    campaign = target.campaign
    title = f"{KINDS[campaign.kind]} {campaign.title}"
    path = f"/dot-bao-cao/{campaign.id}"
    return Duty(f"target-{target.id}", title, path, Work.REPORT, target.due_on, campaign.opened_at)


def _difficulty(one: Difficulty) -> Duty:
    title = f"Khó khăn, kiến nghị: {first_words(one.text)}"
    return Duty(f"difficulty-{one.id}", title, f"/kho-khan/{one.id}", None, one.due_on, one.raised_at)


def _paper(item: Item) -> Duty:
    document = item.document
    kind = KINDS[document.kind]
    title = f"{kind} số {document.symbol}" if document.number else f"{kind} {document.abstract}"
    # a report keeps the name of the request that it answers: in a calendar the day does not jump when it is begun
    key = f"target-{document.target_id}" if document.target_id else f"document-{document.id}"
    return Duty(key, title, f"/van-ban/{document.id}", item.work, document.due_on, document.state_since)


def _is_over(item: Item) -> bool:
    target = item.document.target
    return target is not None and target.campaign.state is CampaignState.CLOSED
