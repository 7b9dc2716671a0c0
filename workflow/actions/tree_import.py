"""Organisations, people and roles out of a workbook: looked over first, then all of it or nothing."""

from collections.abc import Mapping
from typing import Any

from workflow.actions.account import open_person, take_post
from workflow.actions.founding import found, hold_tree, keep_names
from workflow.actions.imports import Brought
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.errors import ChangedMeanwhile, NotFound, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, require
from workflow.domain.states import Role, TreeImportState
from workflow.domain.tree_sheet import Proposal, UnitRow
from workflow.models import Organisation, TreeImport, User, db
from workflow.models.clock import now, today
from workflow.queries.accounts import actor_of, by_username
from workflow.queries.organisations import OrganisationCase, by_id
from workflow.queries.tree_imports import for_manager, proposal_of, units_called


@action
def bring_tree(organisation_id: int, given: Brought, *, actor: Actor, token: str | None = None) -> TreeImport:
    """Note a workbook whose bytes were examined and kept, and have it read. Refuses NotPermitted."""
    organisation = by_id(organisation_id)
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(organisation))
    if actor.user_id is None:
        raise NotFound("Không có người đưa tệp vào.")
    once(token)
    brought = TreeImport(
        organisation_id=organisation.id,
        owner_id=actor.user_id,
        name=given.name,
        digest=given.digest,
        state=TreeImportState.READING,
        created_at=now(),
    )
    db.session.add(brought)
    _said(brought, Fact.TREE_BROUGHT, actor, {"name": given.name, "digest": given.digest}, JobName.READ_TREE)
    return brought


@action
def keep_cells(import_id: int, cells: Mapping[str, Any]) -> None:
    """Keep what the worker read; read already, nothing changes."""
    brought = _locked(import_id, TreeImportState.READING)
    if brought is not None:
        brought.content, brought.state = dict(cells), TreeImportState.READY
        _said(brought, Fact.TREE_READ, SYSTEM, {"rows": {name: len(rows) for name, rows in cells.items()}})


@action
def note_tree_failed(import_id: int, reason: str) -> None:
    """Say why it cannot be read, or could not be carried out; then nothing of it was."""
    brought = _locked(import_id, TreeImportState.READING, TreeImportState.WORKING)
    if brought is not None:
        read = brought.state is TreeImportState.WORKING
        brought.state, brought.reason = TreeImportState.READY if read else TreeImportState.FAILED, reason
        brought.version += 1
        _said(brought, Fact.TREE_FAILED, SYSTEM, {"reason": reason})


@action
def confirm_tree(import_id: int, version: int, *, actor: Actor) -> TreeImport:
    """Have everything carried out by the worker. Refuses a workbook with a wrong cell, or with nothing new, one that is
    under way already (TransitionRefused), and a stale page."""
    brought = _ready(import_id, version, actor)
    proposal = proposal_of(brought)
    if proposal.slips:
        raise TransitionRefused(f"Tệp còn {len(proposal.slips)} chỗ cần sửa. Hãy sửa trong tệp rồi đưa vào lại.")
    if proposal.is_empty:
        raise TransitionRefused("Mọi dòng của tệp đã có trong hệ thống. Không có gì để làm.")
    brought.state, brought.reason, brought.progress = TreeImportState.WORKING, None, 0
    brought.total, brought.owner_id = len(proposal.opened), actor.user_id or brought.owner_id
    brought.version += 1
    _said(brought, Fact.TREE_CONFIRMED, actor, _counts(proposal), JobName.FOUND_TREE)
    return brought


@action
def note_progress(import_id: int, done: int) -> None:
    """How many accounts are prepared."""
    brought = _locked(import_id, TreeImportState.WORKING)
    if brought is not None:
        brought.progress = done


def vault_name(import_id: int) -> str:
    """Under which name the sheet of passwords is locked."""
    return f"tree_import:{import_id}"


@action
def found_tree(import_id: int, hashes: Mapping[str, str], sealed: bytes) -> None:
    """Carry it all out in one transaction, for the person who asked; done already, nothing happens. Refuses
    (TransitionRefused) what is no longer as it was looked over: then nothing was done."""
    hold_tree(alone=True)
    brought = _locked(import_id, TreeImportState.WORKING)
    if brought is None:
        return
    actor = actor_of(db.session.get_one(User, brought.owner_id))
    require(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(brought.organisation))
    proposal = proposal_of(brought)
    if proposal.slips or {one.username for one in proposal.opened} != set(hashes):
        raise TransitionRefused("Trong khi chờ, cây tổ chức đã thay đổi. Chưa có gì được ghi; hãy xem lại rồi làm lại.")
    units = _found_units(brought.organisation, proposal, actor)
    _change_units(proposal, units, actor)
    _open_people(proposal, units, hashes, actor)
    brought.state, brought.sealed = TreeImportState.DONE, sealed if hashes else None
    brought.outcome, brought.progress = _counts(proposal), len(hashes)
    brought.version += 1
    _said(brought, Fact.TREE_FOUNDED, actor, brought.outcome)


@action
def take_passwords(import_id: int, *, actor: Actor) -> bytes:
    """The sheet of first passwords, locked as it is kept; from now on it is nowhere. Refuses NotFound a second time."""
    brought = for_manager(import_id, actor, lock=True)
    if brought.sealed is None:
        raise NotFound("Bảng mật khẩu chỉ tải được một lần và đã được tải. Hãy đặt lại mật khẩu cho người cần.")
    sealed, brought.sealed = brought.sealed, None
    _said(brought, Fact.TREE_PASSWORDS_TAKEN, actor, {})
    return sealed


@action
def drop_tree(import_id: int, version: int, *, actor: Actor) -> TreeImport:
    """Put the workbook aside; nothing of it was done."""
    brought = _ready(import_id, version, actor)
    brought.state = TreeImportState.DROPPED
    brought.version += 1
    _said(brought, Fact.TREE_DROPPED, actor, {})
    return brought


def _found_units(root: Organisation, proposal: Proposal, actor: Actor) -> dict[str, Organisation]:
    named = {row.above for row in proposal.founded} | {row.code for row, _ in proposal.changed}
    units = units_called(root, named | {row.code for row in proposal.granted})
    for row in proposal.founded:
        superior = units[row.above] if row.above else root
        units[row.code] = found(_founding(row, superior), superior, today(), actor)
    return units


def _founding(row: UnitRow, superior: Organisation) -> FoundOrganisation:
    return FoundOrganisation(
        name=row.name,
        short_name=row.short_name,
        heading=row.name.upper(),
        party_heading=row.party_heading,
        symbol=row.symbol,
        place=row.place,
        authority=row.authority,
        level=row.level,
        superior_id=superior.id,
        term_from=row.term_from,
        code=row.code,
    )


def _change_units(proposal: Proposal, units: Mapping[str, Organisation], actor: Actor) -> None:
    for row, changed in proposal.changed:
        unit = units[row.code]
        for name, (_, after) in changed.items():
            setattr(unit, name, after)
        keep_names(unit, today())
        details = {name: after for name, (_, after) in changed.items()}
        record(unit, Fact.ORGANISATION_CHANGED, actor, now(), Said(details=details, role=Role.ADMIN))


def _open_people(
    proposal: Proposal, units: Mapping[str, Organisation], hashes: Mapping[str, str], actor: Actor
) -> None:
    people: dict[str, User] = {}
    for row in proposal.opened:
        people[row.username] = open_person(row.username, row.name, hashes[row.username], actor)
    for row in proposal.granted:
        user = people.get(row.username) or by_username(row.username)
        assert user is not None  # noqa: S101 - opened or known
        take_post(user, units[row.code].id, row.role, row.position, actor)


def _counts(proposal: Proposal) -> dict[str, int]:
    return {
        "founded": len(proposal.founded),
        "changed": len(proposal.changed),
        "opened": len(proposal.opened),
        "granted": len(proposal.granted),
    }


def _locked(import_id: int, *states: TreeImportState) -> TreeImport | None:
    brought = db.session.get_one(TreeImport, import_id, with_for_update={"of": TreeImport}, populate_existing=True)
    return brought if brought.state in states else None


def _ready(import_id: int, version: int, actor: Actor) -> TreeImport:
    brought = for_manager(import_id, actor, lock=True)
    if brought.state is not TreeImportState.READY:
        raise TransitionRefused("Tệp này đang được thực hiện, đã xong hoặc đã bỏ.")
    if brought.version != version:
        raise ChangedMeanwhile("Trang này đã cũ. Hãy xem lại rồi làm tiếp.")
    return brought


def _said(brought: TreeImport, fact: Fact, actor: Actor, details: Mapping[str, Any], *jobs: JobName) -> None:
    role = None if actor.is_system else Role.ADMIN
    said = Said(details=details, jobs=jobs, role=role, acting_for=brought.organisation_id)
    record(brought, fact, actor, now(), said)
