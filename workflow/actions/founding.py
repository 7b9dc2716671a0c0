"""What every founding and every new name writes, inside a running act: the row, its names from a day on, its words for
the search; and the lock under which the tree changes."""

import datetime as dt

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from workflow.actions.record import Said, record
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.folding import tagged_words
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.states import Numbering, Role
from workflow.domain.tree import why_not_below
from workflow.models import Organisation, OrganisationName, Term, db
from workflow.models.clock import now

TREE_LOCK = 7_406_053  # any number of our own
_NAMES = ("name", "short_name", "heading", "party_heading", "symbol", "place", "authority", "superior_id")


def hold_tree(*, alone: bool) -> None:
    """Until the transaction ends nobody else moves a branch; `alone`: nor founds one. What was read before is
    read again."""
    kind = "" if alone else "_shared"
    db.session.execute(text(f"SELECT pg_advisory_xact_lock{kind}(:key)"), {"key": TREE_LOCK})
    db.session.expire_all()


def found(given: FoundOrganisation, superior: Organisation | None, from_day: dt.date, actor: Actor) -> Organisation:
    """A new organisation below its superior, with its first nhiệm kỳ. Refuses an empty name and a level that cannot
    stand there (InvalidInput)."""
    _refuse_bad(given, superior)
    organisation = Organisation(
        name=given.name,
        short_name=given.short_name,
        heading=given.heading,
        party_heading=given.party_heading,
        symbol=given.symbol,
        place=given.place,
        authority=given.authority,
        level=given.level,
        code=given.code,
        superior=superior,
        ancestor_ids=[superior.id, *superior.ancestor_ids] if superior else [],
        from_day=from_day,
    )
    db.session.add(organisation)
    db.session.flush()
    keep_names(organisation, from_day)
    begin_term(organisation.id, f"Nhiệm kỳ từ {dates.short(given.term_from)}", given.term_from, Numbering.TERM)
    said = Said(details={"name": given.name, "superior": superior.id if superior else None}, role=Role.ADMIN)
    record(organisation, Fact.ORGANISATION_FOUNDED, actor, now(), said)
    return organisation


def keep_names(organisation: Organisation, from_day: dt.date) -> None:
    """What the organisation says of itself now is what its papers say from that day on."""
    organisation.search_words = tagged_words(name=f"{organisation.name} {organisation.short_name}")
    db.session.flush()
    row = {"organisation_id": organisation.id, "from_day": from_day}
    row |= {name: getattr(organisation, name) for name in _NAMES}
    statement = insert(OrganisationName).values(row)
    again = {name: statement.excluded[name] for name in _NAMES}
    db.session.execute(statement.on_conflict_do_update(index_elements=["organisation_id", "from_day"], set_=again))


def begin_term(organisation_id: int, name: str, from_day: dt.date, numbering: Numbering) -> Term:
    """A nhiệm kỳ from its first day on."""
    term = Term(organisation_id=organisation_id, name=name, from_day=from_day, numbering=numbering)
    db.session.add(term)
    return term


def _refuse_bad(given: FoundOrganisation, superior: Organisation | None) -> None:
    if not given.name.strip():
        raise InvalidInput("Đơn vị cần có tên.", fields={"name": "Hãy ghi tên đơn vị."})
    reason = why_not_below(given.level, superior.level) if superior else None
    if reason is not None:
        raise InvalidInput(reason, fields={"level": reason})
