"""Outlines: those an organisation keeps, and all that a new round of its may be opened with."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from workflow.domain.outline import Outline
from workflow.domain.outline_templates import TEMPLATES, from_above
from workflow.domain.permissions import Permission, permits
from workflow.domain.rows import row_or_none
from workflow.domain.states import CampaignState
from workflow.models import Campaign, OutlineRecord, OutlineVersion, Target, db

# Pages name the type; the tables themselves stay below them.
__all__ = [
    "Choice",
    "OutlineRecord",
    "asked_above",
    "choices",
    "chosen",
    "for_change",
    "for_show",
    "kept_by",
    "request_of",
]

MOST = 100
TEMPLATE, VERSION, ABOVE = "mau", "ban", "tren"
_MISSING = "Không có đề cương này, hoặc đồng chí không thuộc diện được xem."


@dataclass(frozen=True, slots=True)
class Choice:
    """An outline that may be chosen: its value in a form, and how it is called."""

    value: str
    words: str


def for_change(outline_id: int, version: int | None = None) -> OutlineRecord:
    """The outline, locked. Refuses NotFound, and ChangedMeanwhile for a stale version."""
    query = select(OutlineRecord).where(OutlineRecord.id == outline_id).with_for_update(of=OutlineRecord)
    kept = db.session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()
    if kept is None:
        raise NotFound(_MISSING)
    if version is not None and kept.version != version:
        raise ChangedMeanwhile(f"Đề cương vừa được {kept.changed_by} sửa. Hãy xem lại rồi làm tiếp.")
    return kept


def for_show(outline_id: int, actor: Actor, permission: Permission = Permission.OUTLINE_READ) -> OutlineRecord:
    """The outline with its versions; "not there" and "not yours" are the same NotFound."""
    query = select(OutlineRecord).where(OutlineRecord.id == outline_id)
    query = query.options(selectinload(OutlineRecord.versions))
    kept = db.session.scalars(query).unique().one_or_none()
    if kept is None or not permits(actor, permission, kept):
        raise NotFound(_MISSING)
    return kept


def kept_by(organisation_ids: Sequence[int]) -> Sequence[OutlineRecord]:
    """The outlines of the organisations with their versions, newest first; a bounded number."""
    query = select(OutlineRecord).where(OutlineRecord.organisation_id.in_(organisation_ids))
    query = query.options(selectinload(OutlineRecord.versions)).order_by(OutlineRecord.id.desc()).limit(MOST)
    return db.session.scalars(query).unique().all()


def asked_above(organisation_id: int) -> Sequence[Target]:
    """The open requests of superiors to the organisation, newest first; a bounded number."""
    query = select(Target).join(Campaign, Campaign.id == Target.campaign_id)
    query = query.where(Target.organisation_id == organisation_id, Campaign.state == CampaignState.OPEN)
    query = query.options(joinedload(Target.campaign)).order_by(Target.id.desc()).limit(MOST)
    return db.session.scalars(query).unique().all()


def choices(organisation_id: int) -> list[Choice]:
    """Every outline that a round of the organisation may be opened with: those of the superiors' requests, the newest
    version of each of its own, the templates."""
    above = [Choice(f"{ABOVE}:{one.id}", f"Của cấp trên: {one.campaign.title}") for one in asked_above(organisation_id)]
    own = [
        Choice(f"{VERSION}:{one.latest.id}", f"Của đơn vị: {one.title} (bản {one.latest.ordinal})")
        for one in kept_by([organisation_id])
        if one.latest
    ]
    shipped = [Choice(f"{TEMPLATE}:{one.key}", f"Mẫu có sẵn: {one.title}") for one in TEMPLATES.values()]
    return [*above, *own, *shipped]


def chosen(value: str, organisation_id: int) -> tuple[Outline, int | None]:
    """The outline that a choice means, and the id of its version when it is one of the organisation's own. Refuses
    (InvalidInput) what is none of its choices."""
    kind, _, key = value.partition(":")
    if kind == TEMPLATE and key in TEMPLATES:
        return TEMPLATES[key].outline, None
    if kind == VERSION and (version := _version(row_or_none(key) or 0, organisation_id)):
        return version.outline, version.id
    if target := request_of(value, organisation_id):
        return from_above(target.campaign.outline), None
    message = "Hãy chọn một đề cương trong danh sách."
    raise InvalidInput(message, fields={"outline": message})


def request_of(value: str, organisation_id: int) -> Target | None:
    """The superior's request that a choice means; None of any other choice."""
    kind, _, key = value.partition(":")
    number = row_or_none(key)
    return _request(number, organisation_id) if kind == ABOVE and number is not None else None


def _version(version_id: int, organisation_id: int) -> OutlineVersion | None:
    query = select(OutlineVersion).join(OutlineRecord, OutlineRecord.id == OutlineVersion.outline_id)
    query = query.where(OutlineVersion.id == version_id, OutlineRecord.organisation_id == organisation_id)
    return db.session.scalars(query).one_or_none()


def _request(target_id: int, organisation_id: int) -> Target | None:
    query = select(Target).where(Target.id == target_id, Target.organisation_id == organisation_id)
    return db.session.scalars(query.options(joinedload(Target.campaign))).unique().one_or_none()
