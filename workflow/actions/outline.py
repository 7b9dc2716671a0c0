"""Outlines of an organisation: begin one, change it, fix it as a version that rounds of reporting may use."""

from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.inputs.outlines import BeginOutline, ChangeOutline
from workflow.domain.outline import SectionKind
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Role
from workflow.models import OutlineRecord, OutlineVersion, db
from workflow.models.clock import now
from workflow.queries import outlines
from workflow.queries.organisations import OrganisationCase, by_id


@action
def begin_outline(
    organisation_id: int, given: BeginOutline, *, actor: Actor, token: str | None = None
) -> OutlineRecord:
    """A new outline of the organisation. Refuses an empty name (InvalidInput), the same press twice (AlreadyDone)."""
    require(actor, Permission.OUTLINE_KEEP, OrganisationCase(by_id(organisation_id)))
    once(token)
    at = now()
    kept = OutlineRecord(
        organisation_id=organisation_id,
        title=_named(given.title),
        content=given.outline.to_json(),
        changed_at=at,
        changed_by=actor.name,
    )
    db.session.add(kept)
    record(kept, Fact.OUTLINE_BEGUN, actor, at, Said(details={"title": kept.title}, role=Role.OFFICE))
    return kept


@action
def change_outline(outline_id: int, given: ChangeOutline, *, actor: Actor) -> OutlineRecord:
    """Keep what an outline is to be; the same again changes nothing. Refuses one changed since (ChangedMeanwhile)."""
    kept = outlines.for_change(outline_id, given.version)
    require(actor, Permission.OUTLINE_KEEP, kept)
    title = kept.title if given.title is None else _named(given.title)
    content = given.outline.to_json()
    if (kept.title, kept.content) == (title, content):
        return kept
    kept.title, kept.content = title, content
    kept.version += 1
    kept.changed_at, kept.changed_by = now(), actor.name
    said = Said(details={"title": title, "content": content}, role=Role.OFFICE)
    record(kept, Fact.OUTLINE_CHANGED, actor, kept.changed_at, said)
    return kept


@action
def fix_outline(outline_id: int, version: int, *, actor: Actor) -> OutlineVersion:
    """Fix the outline as its next version; without a change it is the last one again. Refuses an outline in which
    nothing is to be filled in (InvalidInput), and one changed meanwhile (ChangedMeanwhile)."""
    kept = outlines.for_change(outline_id, version)
    require(actor, Permission.OUTLINE_KEEP, kept)
    if all(one.kind is SectionKind.HEADING for one in kept.outline.sections):
        raise InvalidInput("Đề cương cần ít nhất một mục phải viết. Hãy thêm mục rồi chốt.")
    last = kept.latest
    if last is not None and last.content == kept.content:
        return last
    at, ordinal = now(), last.ordinal + 1 if last else 1
    fixed = OutlineVersion(outline_id=kept.id, ordinal=ordinal, content=kept.content, fixed_at=at, fixed_by=actor.name)
    db.session.add(fixed)
    record(kept, Fact.OUTLINE_FIXED, actor, at, Said(details={"ordinal": ordinal}, role=Role.OFFICE))
    return fixed


def _named(title: str) -> str:
    named = " ".join(title.split())
    if not named:
        raise InvalidInput("Đề cương cần có tên.", fields={"title": "Hãy ghi tên đề cương."})
    return named
