"""Who is told of an act on a round of reports, and what the message says: more time asked for, given, or refused; a
report that is awaited too long."""

import datetime as dt

from workflow.domain.dates import short
from workflow.domain.facts import Fact
from workflow.domain.labels import FACTS
from workflow.domain.messages import Message
from workflow.domain.states import Role
from workflow.models import AuditEntry, Campaign, Organisation, db
from workflow.notify.recipients import serving
from workflow.queries.accounts import members_of
from workflow.queries.chains import entry_of

_WRITERS = (Role.DRAFTER, Role.OFFICE)


def message(campaign_id: int, ordinal: int) -> Message:
    """The words about one act: which report, which day, why, and who acts next."""
    campaign, unit, entry = _told(campaign_id, ordinal)
    if entry.fact is Fact.CAMPAIGN_UNIT_LATE:
        return _late(campaign, unit, entry)
    title = f"{FACTS[entry.fact]}: {unit.short_name}, báo cáo {campaign.title}"
    said = [entry.details["reason"], entry.details.get("note")]
    quoted = [f"“{one}”" for one in dict.fromkeys(said) if one]
    return Message(fact=entry.fact, title=title, text="\n".join([_first(entry), *quoted, _next(entry, campaign, unit)]))


def recipients(campaign_id: int, ordinal: int) -> list[int]:
    """The office that answers, or those of the unit who write; of a late report the office and the unit's leader. Never
    the one who acted."""
    campaign, unit, entry = _told(campaign_id, ordinal)
    if entry.fact is Fact.CAMPAIGN_UNIT_LATE:
        return sorted({*serving(campaign.organisation_id, (Role.OFFICE,)), *serving(unit.id, (Role.SIGNER,))})
    asked = entry.fact is Fact.EXTENSION_ASKED
    house, roles = (campaign.organisation_id, (Role.OFFICE,)) if asked else (unit.id, _WRITERS)
    found = {one.user_id for one in members_of(house) if one.role in roles}
    return sorted(found - {entry.actor_id})


def _told(campaign_id: int, ordinal: int) -> tuple[Campaign, Organisation, AuditEntry]:
    entry = entry_of(campaign_id, ordinal, Campaign.subject_kind)
    return db.session.get_one(Campaign, campaign_id), db.session.get_one(Organisation, entry.details["unit"]), entry


def _late(campaign: Campaign, unit: Organisation, entry: AuditEntry) -> Message:
    """Several units of one round are told of under one title, so each names itself in the text."""
    due, days = short(dt.date.fromisoformat(entry.details["due"])), entry.details["step_days"]
    said = f"{unit.name} chưa gửi: hạn {due}, đã quá {days} ngày làm việc."
    house = f"Văn phòng {campaign.organisation.short_name} đôn đốc hoặc gia hạn"
    text = f"{said}\nTiếp theo: {unit.short_name} gửi báo cáo hoặc xin gia hạn; {house}."
    return Message(fact=entry.fact, title=f"{FACTS[entry.fact]}: {campaign.title}", text=text)


def _first(entry: AuditEntry) -> str:
    before, after = (short(dt.date.fromisoformat(entry.details[end])) for end in ("from", "to"))
    if entry.fact is Fact.EXTENSION_REFUSED:
        return f"{entry.actor_name}: hạn vẫn là {before}."
    return f"{entry.actor_name}: từ {before} tới {after}."


def _next(entry: AuditEntry, campaign: Campaign, unit: Organisation) -> str:
    if entry.fact is Fact.EXTENSION_ASKED:
        return f"Tiếp theo: Văn phòng {campaign.organisation.short_name} trả lời."
    return f"Tiếp theo: {unit.short_name} gửi báo cáo."
