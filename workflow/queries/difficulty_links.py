"""The links of difficulties: up to the record that speaks for one, down to all that were joined into one, and the
answers on the way. Each walk is one statement, however deep the tree and however many units stand on it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import CTE, ColumnElement, func, literal, select
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import aliased

from workflow.domain.difficulties import ANSWERING, DifficultyState
from workflow.domain.states import Level
from workflow.models import Difficulty, DifficultyPlace, DifficultyWord, db

MOST_SHOWN = 300
_DEEPEST = 50  # deeper than any tree of organisations: a walk ends even over rows that somebody bent by hand


@dataclass(frozen=True, slots=True)
class Branch:
    """One record below, and how far below."""

    difficulty: Difficulty
    depth: int


class DifficultyCase:
    """Implements `domain.difficulties.DifficultyCase`, and what permissions ask, over a loaded record."""

    def __init__(self, difficulty: Difficulty) -> None:
        self._difficulty = difficulty

    @property
    def state(self) -> DifficultyState:
        return self._difficulty.state

    @property
    def organisation_id(self) -> int:
        return self._difficulty.organisation_id

    @property
    def desk_id(self) -> int:
        return self._difficulty.desk_id

    @property
    def above_desk_id(self) -> int | None:
        return self._difficulty.desk.superior_id

    @property
    def is_at_clearing_house(self) -> bool:
        return self._difficulty.desk.level is Level.ADVISORY

    @property
    def is_charged(self) -> bool:
        return self._difficulty.is_charged

    @property
    def has_parent(self) -> bool:
        return self._difficulty.parent_id is not None

    @cached_property
    def stands_for_others(self) -> bool:
        """Whether something was joined into it."""
        query = select(Difficulty.id).where(Difficulty.parent_id == self._difficulty.id).limit(1)
        return db.session.scalar(query) is not None

    @cached_property
    def has_answer(self) -> bool:
        """Whether an answer, whole or in part, has reached it."""
        return bool(answers(chain(self._difficulty)))

    @cached_property
    def reached_ids(self) -> frozenset[int]:
        """Every organisation that it came to: by itself, or within the records that speak for it."""
        return frozenset(one for step in chain(self._difficulty) for one in _came_to(step))


def chain(difficulty: Difficulty) -> list[Difficulty]:
    """The record, the one that speaks for it, and so on to the top."""
    if difficulty.parent_id is None:
        return [difficulty]
    up = select(Difficulty.id, Difficulty.parent_id, literal(0).label("height")).where(Difficulty.id == difficulty.id)
    walk = up.cte("up", recursive=True)
    above = aliased(Difficulty)
    step = select(above.id, above.parent_id, walk.c.height + 1).join(walk, above.id == walk.c.parent_id)
    walk = walk.union_all(step.where(walk.c.height < _DEEPEST))
    query = select(Difficulty).join(walk, walk.c.id == Difficulty.id).order_by(walk.c.height)
    return list(db.session.scalars(query).unique())


def below(difficulty_id: int, limit: int = MOST_SHOWN) -> list[Branch]:
    """Everything joined into the record, directly or further down, each after the one it was joined into."""
    walk = _below(difficulty_id)
    query = select(Difficulty, walk.c.depth).join(walk, walk.c.id == Difficulty.id).order_by(walk.c.path).limit(limit)
    return [Branch(row, depth) for row, depth in db.session.execute(query).unique()]


def below_for_change(difficulty_id: int) -> Sequence[Difficulty]:
    """The same without an end, locked."""
    return locked(Difficulty.id.in_(select(_below(difficulty_id).c.id)))


def joined_into(difficulty_id: int) -> Sequence[Difficulty]:
    """What was joined directly into the record, locked."""
    return locked(Difficulty.parent_id == difficulty_id)


def locked(*conditions: ColumnElement[bool]) -> Sequence[Difficulty]:
    """The records for which all holds, locked in the order of their ids, which no two acts take differently."""
    query = select(Difficulty).where(*conditions).order_by(Difficulty.id)
    query = query.with_for_update(of=Difficulty).execution_options(populate_existing=True)
    return db.session.scalars(query).unique().all()


def joined_counts(difficulty_ids: Collection[int]) -> dict[int, int]:
    """How many were joined directly into each; one statement."""
    query = select(Difficulty.parent_id, func.count()).where(Difficulty.parent_id.in_(difficulty_ids))
    rows = db.session.execute(query.group_by(Difficulty.parent_id))
    return {parent: count for parent, count in rows if parent is not None}


def answers(steps: Iterable[Difficulty]) -> Sequence[DifficultyWord]:
    """The answers that reach a record: those given to it and to the records that speak for it, oldest first."""
    query = select(DifficultyWord).where(
        DifficultyWord.difficulty_id.in_([step.id for step in steps]), DifficultyWord.kind.in_(ANSWERING)
    )
    return db.session.scalars(query.order_by(DifficultyWord.id)).unique().all()


def words_of(difficulty_id: int) -> Sequence[DifficultyWord]:
    """Everything said about this one record, oldest first."""
    query = select(DifficultyWord).where(DifficultyWord.difficulty_id == difficulty_id)
    return db.session.scalars(query.order_by(DifficultyWord.id).limit(MOST_SHOWN)).unique().all()


def at_places(places: Collection[tuple[int, str]]) -> dict[tuple[int, str], Difficulty]:
    """The records that blocks of reports ((document, block)) speak of; one statement."""
    documents = {document for document, _ in places}
    query = select(DifficultyPlace.document_id, DifficultyPlace.block, Difficulty)
    query = query.join(Difficulty, Difficulty.id == DifficultyPlace.difficulty_id)
    rows = db.session.execute(query.where(DifficultyPlace.document_id.in_(documents))).unique()
    return {(document, block): row for document, block, row in rows if (document, block) in places}


def places_of(document_id: int) -> dict[str, DifficultyPlace]:
    """The blocks of one report that speak of difficulties, by the block's name."""
    query = select(DifficultyPlace).where(DifficultyPlace.document_id == document_id)
    return {place.block: place for place in db.session.scalars(query.order_by(DifficultyPlace.id))}


def _came_to(step: Difficulty) -> Iterable[int]:
    """Its desk, the clearing house, and the superior that it was sent to."""
    yield step.desk_id
    if step.through_id is not None:
        yield step.through_id
    if step.sent_at is not None and step.organisation.superior_id is not None:
        yield step.organisation.superior_id


def _below(difficulty_id: int) -> CTE:
    path = array([Difficulty.id])
    start = select(Difficulty.id, literal(1).label("depth"), path.label("path"))
    walk = start.where(Difficulty.parent_id == difficulty_id).cte("below", recursive=True)
    under = aliased(Difficulty)
    step = select(under.id, walk.c.depth + 1, walk.c.path + array([under.id])).join(walk, under.parent_id == walk.c.id)
    return walk.union_all(step.where(walk.c.depth < _DEEPEST))
