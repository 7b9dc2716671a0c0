"""A difficulty climbs level by level, and the answer given above stands with everybody who raised it."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from workflow.cli.simulate.invariants.reading import Seen
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.difficulties import DifficultyState, WordKind
from workflow.models import Difficulty, DifficultyWord, db


def answers_return(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """What skipped a level, what was answered above and not below, and what counts as answered without an answer."""
    known = {one.id: one for one in db.session.scalars(select(Difficulty)).unique()}
    said = set(db.session.scalars(select(DifficultyWord.difficulty_id).where(DifficultyWord.kind == WordKind.ANSWER)))
    for difficulty in known.values():
        seen.add()
        above = known.get(difficulty.parent_id or 0)
        if above and above.organisation_id != difficulty.organisation.superior_id:
            yield f"difficulty {difficulty.id} of {difficulty.organisation.name} skipped a level"
        is_answered = difficulty.state is DifficultyState.ANSWERED
        if above and (above.state is DifficultyState.ANSWERED) != is_answered:
            yield f"difficulty {difficulty.id} is {difficulty.state}, the one above it {above.state}"
        if is_answered and not _line(difficulty, known) & said:
            yield f"difficulty {difficulty.id} is answered and nobody said anything"


def _line(difficulty: Difficulty, known: Mapping[int, Difficulty]) -> set[int]:
    """Itself and everything above that speaks for it."""
    line = {difficulty.id}
    while difficulty.parent_id is not None:
        difficulty = known[difficulty.parent_id]
        line.add(difficulty.id)
    return line
