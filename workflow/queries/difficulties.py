"""Reading difficulties: one for a change or its page, the lists of a unit and of a desk by keyset, how old what is
unanswered is, what waits for a person, and which ones are alike."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    UnaryExpression,
    and_,
    func,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from workflow.domain.actor import Actor
from workflow.domain.dates import VIETNAM
from workflow.domain.difficulties import DifficultyState
from workflow.domain.difficulty_words import ALIKE, percent_alike
from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.domain.folding import searched_words
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import Role
from workflow.models import Difficulty, Organisation, db
from workflow.queries.difficulty_links import DifficultyCase, chain

__all__ = ["Difficulty"]

PAGE = 30
MOST_COUNTED = 1_000
_MOST_COMPARED = 400
_MOST_ALIKE = 12
_MISSING = "Không có việc này, hoặc đồng chí không thuộc diện được xem."
_RAISING = (Role.DRAFTER, Role.OFFICE)
Place = tuple[int, dt.datetime, int]


class Tab(StrEnum):
    """The four lists; the value stands in the address."""

    BELOW = "tu-cap-duoi"
    OWN = "cua-don-vi"
    UP = "da-chuyen-len"
    ANSWERED = "da-tra-loi"


@dataclass(frozen=True, slots=True)
class Ages:
    """Where the ages of what is unanswered part: fewer days than `young`, up to `old`, more. Counted on a day."""

    young: int
    old: int
    today: dt.date

    def bounds(self, age: int) -> tuple[dt.datetime | None, dt.datetime | None]:
        """(not before, before) of the moments of raising that belong to age 0, 1 or 2."""
        young, old = _midnight(self.today, self.young - 1), _midnight(self.today, self.old)
        return [(young, None), (old, young), (None, old)][age]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records of whose list: of one unit, holding all the words, of one age (0 young, 1, 2 old)."""

    tab: Tab
    organisation_id: int
    unit: int | None = None
    words: str = ""
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page, and the place to go on from when there is more."""

    rows: Sequence[Difficulty]
    more_after: Place | None


@dataclass(frozen=True, slots=True)
class Heap:
    """All that waits at one desk: how much, since when, until when the first was promised."""

    organisation: Organisation
    count: int
    since: dt.datetime
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that may be the same matter, and how much of it is (0-100)."""

    difficulty: Difficulty
    share: int

    @property
    def is_proposed(self) -> bool:
        """Whether the words are enough to propose it."""
        return self.share >= ALIKE


def for_change(difficulty_id: int, version: int | None = None) -> Difficulty:
    """The record, locked. Refuses NotFound and a stale version."""
    query = select(Difficulty).where(Difficulty.id == difficulty_id).with_for_update(of=Difficulty)
    found = db.session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()
    if found is None:
        raise NotFound(_MISSING)
    if version is not None and found.version != version:
        raise ChangedMeanwhile("Việc này vừa có thay đổi. Hãy xem lại rồi làm tiếp; chữ đã gõ vẫn còn.")
    return found


def for_show(difficulty_id: int, actor: Actor) -> Difficulty:
    """The record for its page; "not there" and "not yours" are the same NotFound."""
    found = db.session.get(Difficulty, difficulty_id)
    if found is None or not permits(actor, Permission.DIFFICULTY_READ, DifficultyCase(found)):
        raise NotFound(_MISSING)
    return found


def page(wanted: Wanted, ages: Ages, after: Place | None = None, limit: int = PAGE) -> Shelf:
    """A page of a list in one statement: what waits first, oldest first; what was answered, newest first."""
    parts = [select(Difficulty.id).where(_at(wanted))]
    if wanted.tab is Tab.ANSWERED:  # two ranges of two indexes, each read no further than a page
        is_answered = and_(Difficulty.rank == 2, Difficulty._state == DifficultyState.ANSWERED)
        houses = (Difficulty.organisation_id, Difficulty.desk_id)
        parts = [select(Difficulty.id).where(one == wanted.organisation_id, is_answered) for one in houses]
    asked = [part.where(*_asked(wanted, ages), _beyond(wanted, after)) for part in parts]
    bounded = [part.order_by(*_order(wanted)).limit(limit + 1) for part in asked]
    query = select(Difficulty).where(Difficulty.id.in_(union_all(*bounded)))
    found = db.session.scalars(query.order_by(*_order(wanted)).limit(limit + 1)).unique().all()
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return Shelf(shown, (last.rank, last.raised_at, last.id) if last else None)


def by_age(wanted: Wanted, ages: Ages) -> tuple[int, int, int]:
    """How many of a list are unanswered, by age; one statement, counted no further than `MOST_COUNTED`."""
    some = select(Difficulty.raised_at).where(_at(wanted), Difficulty.rank < 2).limit(MOST_COUNTED).subquery()
    counts = [func.count().filter(raised_between(some.c.raised_at, ages.bounds(age))) for age in range(3)]
    row = db.session.execute(select(*counts)).one()
    return row[0], row[1], row[2]


def raised_between(
    column: SQLColumnExpression[dt.datetime], bounds: tuple[dt.datetime | None, dt.datetime | None]
) -> ColumnElement[bool]:
    """Moments of raising within the bounds of an age."""
    from_, to = bounds
    return and_(true(), *([column >= from_] if from_ else []), *([column < to] if to else []))


def units_of(wanted: Wanted) -> Sequence[Organisation]:
    """The units that have something in the list of a desk, by name."""
    mine = select(Difficulty.organisation_id).where(_at(wanted)).limit(MOST_COUNTED).subquery()
    query = select(Organisation).where(Organisation.id.in_(select(mine.c.organisation_id)))
    return db.session.scalars(query.order_by(Organisation.name)).all()


def waiting(actor: Actor) -> list[Select[dt.date | None]]:
    """What waits for the person as rows of the list of their work, each by its due day: one for each of their desks
    with all that waits there, one for each matter that was sent back to their units."""
    soonest = select(func.min(Difficulty.due_on)).having(func.count() > 0)
    at_desks = [soonest.where(Difficulty.desk_id == one, Difficulty.rank == 0) for one in actor.serves_in(Role.OFFICE)]
    returned = select(Difficulty.due_on).limit(MOST_COUNTED)
    return [*at_desks, *(returned.where(_returned_to(one)) for one in actor.serves_in(*_RAISING))]


def heaps_for(actor: Actor) -> list[Heap]:
    """What waits at each desk of the person's offices, by desk; one statement."""
    desks = actor.serves_in(Role.OFFICE)
    if not desks:
        return []
    counted = (func.count(), func.min(Difficulty.raised_at), func.min(Difficulty.due_on))
    query = select(Organisation, *counted).join(Difficulty, Difficulty.desk_id == Organisation.id)
    query = query.where(Organisation.id.in_(desks), Difficulty.rank == 0).group_by(Organisation.id)
    return [Heap(*row) for row in db.session.execute(query.order_by(Organisation.id))]


def returned_to(actor: Actor, limit: int = 50, after: tuple[dt.datetime, int] | None = None) -> Sequence[Difficulty]:
    """What was sent back to the person's units for clarification, oldest first; one statement, keyset on (raised,
    id)."""
    units = actor.serves_in(*_RAISING)
    if not units:
        return []
    query = select(Difficulty).where(or_(*(_returned_to(one) for one in units)))
    if after is not None:
        query = query.where(tuple_(Difficulty.raised_at, Difficulty.id) > after)
    return db.session.scalars(query.order_by(Difficulty.raised_at, Difficulty.id).limit(limit)).unique().all()


def open_of(organisation_id: int, limit: int = 300) -> Sequence[Difficulty]:
    """The open matters of a unit, oldest first."""
    query = select(Difficulty).where(Difficulty.organisation_id == organisation_id, Difficulty.rank < 2)
    return db.session.scalars(query.order_by(Difficulty.raised_at, Difficulty.id).limit(limit)).unique().all()


def like_ones(difficulty: Difficulty) -> list[Alike]:
    """Others that wait at the same desk for themselves and may be the same matter, the most alike first. Compared by
    words among a bounded number; a person decides."""
    query = select(Difficulty).where(
        Difficulty.desk_id == difficulty.desk_id,
        Difficulty.rank == 0,
        Difficulty.parent_id.is_(None),
        Difficulty.id != difficulty.id,
    )
    found = db.session.scalars(query.order_by(Difficulty.raised_at, Difficulty.id).limit(_MOST_COMPARED)).unique()
    return _most_alike(difficulty, found.all())


def own_open(organisation_id: int, difficulty: Difficulty) -> list[Alike]:
    """The open records of the desk's own organisation that this one may be joined into, the most alike first."""
    own = select(Difficulty).where(
        Difficulty.organisation_id == organisation_id,
        Difficulty.rank < 2,
        Difficulty.id != difficulty.id,
    )
    found = db.session.scalars(own.order_by(Difficulty.raised_at.desc()).limit(_MOST_COMPARED)).unique().all()
    above = {step.id for step in chain(difficulty)}
    return _most_alike(difficulty, [one for one in found if one.id not in above])


def _most_alike(difficulty: Difficulty, others: Sequence[Difficulty]) -> list[Alike]:
    scored = [Alike(one, percent_alike(difficulty.text, one.text)) for one in others]
    scored.sort(key=lambda alike: -alike.share)
    return scored[:_MOST_ALIKE]


def _at(wanted: Wanted) -> ColumnElement[bool]:
    """Whose list it is."""
    mine = Difficulty.organisation_id == wanted.organisation_id
    at_desk = Difficulty.desk_id == wanted.organisation_id
    if wanted.tab is Tab.BELOW:
        return at_desk
    return and_(mine, Difficulty.sent_at.is_not(None), Difficulty.rank < 2, ~at_desk) if wanted.tab is Tab.UP else mine


def _order(wanted: Wanted) -> tuple[UnaryExpression[Any], ...]:
    columns = (Difficulty.rank, Difficulty.raised_at, Difficulty.id)
    return tuple(one.desc() if wanted.tab is Tab.ANSWERED else one.asc() for one in columns)


def _beyond(wanted: Wanted, after: Place | None) -> ColumnElement[bool]:
    """Where the page begins."""
    if after is None:
        return true()
    key = tuple_(Difficulty.rank, Difficulty.raised_at, Difficulty.id)
    return key < after if wanted.tab is Tab.ANSWERED else key > after


def _asked(wanted: Wanted, ages: Ages) -> list[ColumnElement[bool]]:
    """What a person filters by."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.unit is not None:
        conditions.append(Difficulty.organisation_id == wanted.unit)
    if words := searched_words(text=wanted.words):
        conditions.append(Difficulty.search_words.contains(words))
    if wanted.age is not None:
        conditions += [Difficulty.rank < 2, raised_between(Difficulty.raised_at, ages.bounds(wanted.age))]
    return conditions


def _returned_to(organisation_id: int) -> ColumnElement[bool]:
    mine = and_(Difficulty.organisation_id == organisation_id, Difficulty.rank == 1)
    return and_(mine, Difficulty._state == DifficultyState.RETURNED)


def _midnight(today: dt.date, days_ago: int) -> dt.datetime:
    return dt.datetime.combine(today - dt.timedelta(days=days_ago), dt.time.min, VIETNAM)
