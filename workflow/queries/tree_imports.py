"""Workbooks of organisations and people: one for its page, those of an organisation, and what they would do now."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import Role
from workflow.domain.tree_sheet import CHANGEABLE, PEOPLE, UNITS, Known, KnownUnit, Proposal, Rows, propose
from workflow.models import Membership, Organisation, TreeImport, User, db
from workflow.queries.organisations import OrganisationCase, in_branch

__all__ = ["TreeImport", "for_manager", "newest_of", "proposal_of", "units_called"]

_MISSING = "Không có tệp này, hoặc đồng chí không thuộc diện được xem."
_CODES, _USERNAME = (0, 1), 2


def for_manager(import_id: int, actor: Actor, *, lock: bool = False) -> TreeImport:
    """The workbook, for whoever administers its organisation; "not there" and "not yours" are the same NotFound."""
    query = select(TreeImport).where(TreeImport.id == import_id)
    if lock:
        query = query.with_for_update(of=TreeImport)
    brought = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if brought is None or not permits(actor, Permission.ORGANISATION_MANAGE, OrganisationCase(brought.organisation)):
        raise NotFound(_MISSING)
    return brought


def newest_of(organisation_id: int, limit: int = 10) -> Sequence[TreeImport]:
    """The workbooks of an organisation, newest first."""
    query = select(TreeImport).where(TreeImport.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(TreeImport.id.desc()).limit(limit)).all()


def proposal_of(brought: TreeImport) -> Proposal:
    """What the workbook would do to what is there now; a handful of statements whatever its size."""
    units, people = brought.content.get(UNITS, []), brought.content.get(PEOPLE, [])
    return propose(units, people, known(brought.organisation, units, people))


def known(root: Organisation, units: Rows, people: Rows) -> Known:
    """What is there of what the rows name, in the branch of the root."""
    codes = {cells[place].strip() for _, cells in units for place in _CODES if len(cells) > place}
    codes |= {cells[0].strip() for _, cells in people if cells}
    usernames = {cells[_USERNAME].strip().lower() for _, cells in people if len(cells) > _USERNAME}
    there = _units(root, codes)
    persons = db.session.scalars(select(User).where(User.username.in_(usernames))).all() if usernames else ()
    held = _held(there, [person.id for person in persons])
    return Known(root.level, there, {person.username: person.name for person in persons}, held)


def units_called(root: Organisation, codes: Collection[str]) -> dict[str, Organisation]:
    """Those in the branch of the root that stand today, by code; of two with the same code the older one."""
    wanted = {code for code in codes if code}
    query = select(Organisation).where(Organisation.code.in_(wanted), in_branch(root.id), Organisation.to_day.is_(None))
    found = db.session.scalars(query.order_by(Organisation.id.desc())) if wanted else ()
    return {one.code: one for one in found if one.code}


def _units(root: Organisation, codes: set[str]) -> dict[str, KnownUnit]:
    found = units_called(root, codes)
    superiors = {one.superior_id for one in found.values()} - {None, root.id}
    code_of = dict(
        db.session.execute(select(Organisation.id, Organisation.code).where(Organisation.id.in_(superiors))).all()
    )
    return {code: _known(one, root, code_of) for code, one in found.items()}


def _known(one: Organisation, root: Organisation, code_of: dict[int, str | None]) -> KnownUnit:
    above = "" if one.superior_id == root.id else code_of.get(one.superior_id or 0)
    values = {name: getattr(one, name) for name in CHANGEABLE}
    return KnownUnit(one.id, above, one.name, one.symbol, one.level, values)


def _held(units: dict[str, KnownUnit], people: Sequence[int]) -> frozenset[tuple[str, str, Role]]:
    code_of = {unit.id: code for code, unit in units.items()}
    query = (
        select(User.username, Membership.organisation_id, Membership.role)
        .join(User, User.id == Membership.user_id)
        .where(Membership.user_id.in_(people), Membership.organisation_id.in_(code_of), Membership.to_day.is_(None))
    )
    rows = db.session.execute(query).all() if people and code_of else ()
    return frozenset((row.username, code_of[row.organisation_id], row.role) for row in rows)
