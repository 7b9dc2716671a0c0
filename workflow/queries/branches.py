"""Finding one's way in a big tree: by words, by steps, by the path above."""

from collections.abc import Collection, Sequence

from sqlalchemy import BigInteger, ColumnElement, cast, func, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import aliased

from workflow.domain.folding import searched_words
from workflow.models import Organisation, db

__all__ = ["Organisation", "beside", "branch_size", "children", "first_children", "path", "search"]

PAGE = 50
Place = tuple[str, int]


def search(words: str, houses: Collection[int], limit: int = PAGE) -> Sequence[Organisation]:
    """Those that stand today whose name has all the words, with or without tone marks, among the houses and everything
    below them; some of them when there are more than the limit, by name. Nothing is found by no words."""
    wanted = searched_words(name=words)
    if not wanted or not houses:
        return []
    found = select(Organisation.id).where(
        Organisation.search_words.contains(wanted), Organisation.to_day.is_(None), _within(houses)
    )
    # taken before they are put in order: a common word would order a hundred thousand
    some = select(Organisation).where(Organisation.id.in_(found.limit(limit)))
    return db.session.scalars(some.order_by(Organisation.name, Organisation.id)).all()


def children(organisation_id: int, after: Place | None = None, limit: int = PAGE) -> Sequence[Organisation]:
    """Those directly below that stand today, by name; keyset on (name, id)."""
    query = select(Organisation).where(Organisation.superior_id == organisation_id, Organisation.to_day.is_(None))
    if after is not None:
        query = query.where(tuple_(Organisation.name, Organisation.id) > after)
    return db.session.scalars(query.order_by(Organisation.name, Organisation.id).limit(limit)).all()


def first_children(houses: Collection[int], limit: int) -> dict[int, list[Organisation]]:
    """The first by name that stand directly below each of the houses; one statement, however many there are."""
    house = select(func.unnest(cast(array(sorted(houses)), ARRAY(BigInteger))).label("id")).subquery()
    below = select(Organisation).where(Organisation.superior_id == house.c.id, Organisation.to_day.is_(None))
    taken = aliased(Organisation, below.order_by(Organisation.name, Organisation.id).limit(limit).lateral())
    found: dict[int, list[Organisation]] = {one: [] for one in houses}
    for one, organisation in db.session.execute(select(house.c.id, taken).join(taken, true())) if houses else ():
        found[one].append(organisation)
    return found


def path(organisation: Organisation) -> list[Organisation]:
    """From the top of the tree down to its direct superior; one statement."""
    query = select(Organisation).where(Organisation.id.in_(organisation.ancestor_ids))
    found = {one.id: one for one in db.session.scalars(query)}
    return [found[one] for one in reversed(organisation.ancestor_ids)]


def beside(organisation: Organisation, *, above: bool, limit: int = PAGE) -> Sequence[Organisation]:
    """Those that stand below the same superior, that superior first when `above`."""
    if organisation.superior_id is None:
        return []
    siblings = list(children(organisation.superior_id, limit=limit))
    return [db.session.get_one(Organisation, organisation.superior_id), *siblings] if above else siblings


def branch_size(organisation_id: int) -> int:
    """How many stand below it today, however far."""
    below = Organisation.ancestor_ids.contains([organisation_id]) & Organisation.to_day.is_(None)
    return db.session.scalar(select(func.count()).select_from(Organisation).where(below)) or 0


def _within(houses: Collection[int]) -> ColumnElement[bool]:
    own = cast(array(sorted(houses)), ARRAY(BigInteger))
    return or_(Organisation.id.in_(houses), Organisation.ancestor_ids.overlap(own))
