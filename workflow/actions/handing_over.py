"""What an organisation had in hand passes to those that take over, inside a running act, each thing with its entry."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.actions import certificates
from workflow.actions.account import take_role
from workflow.actions.draft import keep_frame, keep_text
from workflow.actions.duties import answer_anew, place_duty
from workflow.actions.extension import follow_round
from workflow.actions.handing_over_matters import (
    hand_over_clearing,
    hand_over_difficulties,
    hand_over_schedules,
    hand_over_tasks,
)
from workflow.actions.move import move
from workflow.actions.opinion_text import stop_round
from workflow.actions.record import Said, record
from workflow.actions.register import leave
from workflow.actions.seats import reseat
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.facts import Fact
from workflow.domain.sections import OPENING
from workflow.domain.states import Role, RoundEnd, Trigger
from workflow.models import Campaign, Delivery, Document, Organisation, db
from workflow.queries.case import DocumentCase
from workflow.queries.holdings import Holdings, has_arrived, holdings
from workflow.queries.organisations import closed_below

KEPT_TO_THEMSELVES = (Role.SIGNER, Role.ADMIN)


@dataclass(slots=True)
class HandingOver:
    """One organisation's handing over: who takes what, by whom, at which moment, from which day, how much so far.
    `receivers` are by key, the first one takes whatever `shares` does not name."""

    unit: Organisation
    receivers: Mapping[str, Organisation]
    shares: Mapping[str, str]
    actor: Actor
    at: dt.datetime
    day: dt.date
    goes_on: bool = False
    divides: bool = False
    done: Counter[str] = field(default_factory=Counter)

    @property
    def default(self) -> Organisation:
        """Who takes what nobody shared out."""
        return self.unit if self.goes_on else next(iter(self.receivers.values()))

    def heir(self, key: str) -> Organisation:
        """Who takes this."""
        return self.receivers.get(self.shares.get(key, ""), self.default)

    def passes(self, key: str) -> bool:
        """Whether it leaves the unit at all."""
        return self.heir(key).id != self.unit.id

    def told(self, heir: Organisation) -> dict[str, object]:
        """What the entry of each thing says."""
        return {"from": self.unit.name, "to": heir.name, "units": [self.unit.id, heir.id]}


def hand_over(task: HandingOver) -> Counter[str]:
    """Everything the unit has in hand goes to those that take over; how many of each kind. Refuses what the machine
    refuses (TransitionRefused)."""
    held = holdings(task.unit)
    _those_below(task, held)
    _campaigns(task, held)
    _duties(task, held)
    _papers(task, held)
    _on_the_desk(task, held)
    _people(task, held)
    if not task.goes_on:
        _what_ends(task, held)
    return task.done


def _those_below(task: HandingOver, held: Holdings) -> None:
    """With everything below them, in one statement for each that takes over; those that ended long ago too."""
    by_heir: dict[int, list[int]] = {}
    for unit in held.below:
        by_heir.setdefault(task.heir(f"unit:{unit.id}").id, []).append(unit.id)
    if not task.goes_on:
        by_heir.setdefault(task.default.id, []).extend(closed_below(task.unit.id))
    for heir_id, units in by_heir.items():
        if heir_id != task.unit.id:
            task.done["units"] += len(units)
            reseat(units, db.session.get_one(Organisation, heir_id), task.day)


def _campaigns(task: HandingOver, held: Holdings) -> None:
    for campaign in held.campaigns:
        heir = task.heir(f"campaign:{campaign.id}")
        if heir.id != task.unit.id:
            campaign.organisation_id = heir.id
            campaign.version += 1
            record(campaign, Fact.CAMPAIGN_HANDED_OVER, task.actor, task.at, Said(details=task.told(heir)))
            task.done["campaigns"] += 1
        db.session.flush()
        db.session.refresh(campaign)
        follow_round(campaign)
        if task.divides:
            _those_elsewhere(task, campaign)


def _those_elsewhere(task: HandingOver, campaign: Campaign) -> None:
    """Whoever came below another half reports to that one."""
    for target in list(campaign.targets):
        db.session.refresh(target.organisation)
        if target.organisation.superior_id != campaign.organisation_id and not has_arrived(target.id):
            place_duty(target, target.organisation, task.actor, task.at, opens=True)


def _duties(task: HandingOver, held: Holdings) -> None:
    for target in held.duties:
        heir = task.heir(f"target:{target.id}")
        if heir.id != task.unit.id:
            place_duty(target, heir, task.actor, task.at)
            task.done["duties"] += 1


def _papers(task: HandingOver, held: Holdings) -> None:
    for document in held.papers:
        heir = _heir_of(task, document)
        if heir.id != task.unit.id:
            pass_paper(document, heir, task.actor, task.at)
            task.done["papers"] += 1


def _heir_of(task: HandingOver, document: Document) -> Organisation:
    """A consolidation goes where its round went, an answer where the request went."""
    if document.campaign_id is not None:
        campaign = db.session.get_one(Campaign, document.campaign_id)
        if campaign.organisation_id != task.unit.id or task.goes_on:
            return db.session.get_one(Organisation, campaign.organisation_id)
    key = f"target:{document.target_id}" if document.target_id else f"document:{document.id}"
    return task.heir(key)


def pass_paper(document: Document, heir: Organisation, actor: Actor, at: dt.datetime) -> None:
    """The unfinished paper is the heir's to finish: with its writers again, in the heir's name, and answering what is
    asked of the heir."""
    unit, details = document.organisation, {"from": document.organisation.name, "to": heir.name}
    left = move(document, Trigger.HAND_OVER, SYSTEM, at)
    stop_round(document, RoundEnd.STOPPED, at)
    document.organisation_id = document.desk_id = heir.id
    document.submitter_id = None
    answer_anew(document, heir)
    db.session.flush()
    db.session.refresh(document, ["organisation"])
    rename_in_draft(document, {unit.name: heir.name} | _superiors(unit, heir))
    record(document, Fact.DOCUMENT_HANDED_OVER, actor, at, Said(left, details))


def rename_in_draft(document: Document, names: Mapping[str, str]) -> None:
    """Where the opening sentence or Nơi nhận of an unfinished paper say one of the names, they say the new one."""
    opening = next((section for section in document.sections if section.key == OPENING), None)
    text = _replaced(opening.text, names) if opening else ""
    if opening is not None and text != opening.text:
        keep_text(document, opening, text, SYSTEM)
    lines = [_replaced(line, names) for line in document.recipients]
    if opening is not None and lines != document.recipients:
        keep_frame(document, {"recipients": lines}, SYSTEM)


def _replaced(text: str, names: Mapping[str, str]) -> str:
    for before, after in names.items():
        text = text.replace(before, after)
    return text


def _superiors(unit: Organisation, heir: Organisation) -> dict[str, str]:
    before, after = unit.superior, heir.superior
    return {before.name: after.name} if before and after and before.id not in {after.id, heir.id} else {}


def _on_the_desk(task: HandingOver, held: Holdings) -> None:
    """What was sent to the unit lies with the one that took the round it answers."""
    for document in held.waiting:
        heir = _takes_from_the_desk(task, document)
        if heir.id != task.unit.id:
            if document.is_at_clearing_house:
                document.through_id = heir.id if heir.is_body else None
            document.desk_id = heir.id
            record(document, Fact.DOCUMENT_HANDED_OVER, task.actor, task.at, Said(details=task.told(heir)))
            task.done["waiting"] += 1
    if not task.goes_on:
        for delivery in held.arriving:
            _arrives(delivery, task.default)
            task.done["arriving"] += 1
        for brought in held.brought:
            brought.organisation_id = task.default.id
            details = task.told(task.default)
            record(brought, Fact.IMPORT_CHANGED, task.actor, task.at, Said(details=details))


def _takes_from_the_desk(task: HandingOver, document: Document) -> Organisation:
    """What lies with a clearing house goes to the body that takes over, else on to the committee that asked for it."""
    if document.is_at_clearing_house and task.default.is_body:
        return task.default
    campaign = document.target.campaign if document.target else None
    heir = db.session.get_one(Organisation, campaign.organisation_id) if campaign else task.default
    return task.default if heir.id == task.unit.id and not task.goes_on else heir


def _arrives(delivery: Delivery, heir: Organisation) -> None:
    """The receipt is expected of the heir; of a clearing house that nobody takes over none is."""
    document = db.session.get_one(Document, delivery.document_id)
    db.session.flush()
    db.session.refresh(document, ["desk"])
    if delivery.is_superior:
        delivery.organisation_id = DocumentCase(document).superior_id
    elif delivery.is_passage and document.through_id is None:
        db.session.delete(delivery)
    else:
        delivery.organisation_id = heir.id


def _people(task: HandingOver, held: Holdings) -> None:
    """Whoever serves in the unit serves in the heir, in the same role. Who signs and who administers there is not
    decided by a merger: they pass only where they were named."""
    for member in held.members:
        key = f"membership:{member.id}"
        if key in task.shares and not task.shares[key]:
            continue
        if key not in task.shares and member.role in KEPT_TO_THEMSELVES:
            continue
        if task.passes(key):
            task.done["people"] += take_role(member, task.heir(key), task.actor)


def _what_ends(task: HandingOver, held: Holdings) -> None:
    task.done["tasks"] += hand_over_tasks(task.unit, task.default, task.actor, task.at)
    task.done["difficulties"] += hand_over_difficulties(task.unit, task.default, task.actor, task.at)
    task.done["schedules"] += hand_over_schedules(task.unit, task.default, task.actor, task.at)
    task.done["clearing"] += hand_over_clearing(task.unit, task.default, task.actor, task.at)
    for entry in held.reserved:
        leave(entry, f"{task.unit.name} kết thúc hoạt động.", task.actor, task.at)
        task.done["numbers"] += 1
    for certificate in held.certificates:
        certificates.end(certificate, task.actor)
        task.done["certificates"] += 1
    task.unit.seals_by_itself = False
