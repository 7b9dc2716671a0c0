"""Whatever is raised, joined, passed up, answered and opened again, in whatever tree: an answer reaches all who raised
the matter and nobody else, and nothing answers itself."""

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from contextlib import suppress

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.kept_world import empty
from workflow.actions.difficulty import ask_further, raise_difficulty, reopen_difficulty, withdraw_difficulty
from workflow.actions.difficulty_answer import answer_difficulty
from workflow.actions.difficulty_handling import (
    join_difficulties,
    pass_up,
    receive_difficulty,
    return_difficulty,
    unjoin_difficulty,
)
from workflow.domain.actor import Actor, Grant
from workflow.domain.chain import first_broken
from workflow.domain.difficulties import DifficultyKind, DifficultyState, WordKind
from workflow.domain.errors import WorkflowError
from workflow.domain.inputs.difficulties import AnswerDifficulty, JoinDifficulties, PassUp, RaiseDifficulty, Remark
from workflow.domain.states import Level, Role
from workflow.models import Difficulty, DifficultyWord, Organisation, db
from workflow.queries.chains import chain_of
from workflow.queries.difficulty_links import answers, below, chain

Step = tuple[str, int, int]
ACTS = ("raise", "raise", "join", "join", "pass", "pass", "answer", "part", "reopen", "ask", "return", "unjoin", "take")
TREES = st.lists(st.integers(0, 6), min_size=2, max_size=7)
WALKS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 50), st.integers(0, 50)), min_size=6, max_size=26)
WORDS = RaiseDifficulty(DifficultyKind.OBSTACLE, "Thiếu người, thiếu xe.")
_saying = itertools.count(1)


def plant(parents: Sequence[int]) -> list[Organisation]:
    """A tree: the first is the top, each other one stands under one of those before it."""
    trees: list[Organisation] = []
    for place, choice in enumerate([0, *parents]):
        above = trees[choice % place] if place else None
        unit = Organisation(
            name=f"Đơn vị {place}",
            short_name=f"{place}",
            heading="",
            symbol="X",
            place="",
            authority="",
            level=Level.GRASSROOTS,
            superior_id=above.id if above else None,
            ancestor_ids=[above.id, *above.ancestor_ids] if above else [],
            from_day=dt.date(2020, 1, 1),
        )
        db.session.add(unit)
        db.session.flush()
        trees.append(unit)
    db.session.commit()
    return trees


def take_steps(trees: Sequence[Organisation], steps: Sequence[Step]) -> None:
    """Whatever may be done is done; a refusal leaves everything as it was."""
    offices = frozenset(Grant(unit.id, Role.OFFICE) for unit in trees)
    actor = Actor(None, "Văn phòng", offices)
    for act, one, other in steps:
        with suppress(WorkflowError):
            if act == "raise":
                raise_difficulty(trees[one % len(trees)].id, WORDS, actor=actor)
            elif (records := all_records()) and (first := records[one % len(records)]):
                DEEDS[act](first, records[other % len(records)], actor)
        db.session.expire_all()


def _join(first: Difficulty, second: Difficulty, actor: Actor) -> None:
    into = second.id if second.organisation_id == first.desk_id else None
    others = () if into else (second.id,)
    join_difficulties(first.id, JoinDifficulties(others, into, first.kind, "Chung", first.version), actor=actor)


def _answer(first: Difficulty, actor: Actor, *, in_part: bool) -> None:
    words = AnswerDifficulty(f"Câu trả lời {next(_saying)}", "", first.version, in_part)
    answer_difficulty(first.id, words, actor=actor)


def _said(first: Difficulty) -> Remark:
    return Remark("Chưa rõ.", first.version)


DEEDS: dict[str, Callable[[Difficulty, Difficulty, Actor], object]] = {
    "join": _join,
    "pass": lambda first, _, actor: pass_up(first.id, PassUp(WORDS, first.version), actor=actor),
    "answer": lambda first, _, actor: _answer(first, actor, in_part=False),
    "part": lambda first, _, actor: _answer(first, actor, in_part=True),
    "reopen": lambda first, _, actor: reopen_difficulty(first.id, _said(first), actor=actor),
    "ask": lambda first, _, actor: ask_further(first.id, _said(first), actor=actor),
    "return": lambda first, _, actor: return_difficulty(first.id, _said(first), actor=actor),
    "unjoin": lambda first, _, actor: unjoin_difficulty(first.id, actor=actor),
    "take": lambda first, _, actor: (
        receive_difficulty(first.id, actor=actor)
        if first.id % 2
        else withdraw_difficulty(first.id, _said(first), actor=actor)
    ),
}


def all_records() -> Sequence[Difficulty]:
    return db.session.scalars(select(Difficulty).order_by(Difficulty.id)).unique().all()


def naive_chain(record: Difficulty, known: dict[int, Difficulty]) -> list[int]:
    """Up by hand; a ring would never end, so it is cut and seen."""
    way = [record.id]
    while (above := known[way[-1]].parent_id) is not None:
        assert above not in way, "a record speaks for itself"
        way.append(above)
    return way


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(parents=TREES, steps=WALKS)
def test_an_answer_reaches_all_who_raised_the_matter_and_nobody_else(
    app: Flask, parents: list[int], steps: list[Step]
) -> None:
    db.session.rollback()  # a failed case leaves its transaction open
    empty()
    take_steps(plant(parents), steps)
    known = {record.id: record for record in all_records()}
    ways = {number: naive_chain(record, known) for number, record in known.items()}
    said = db.session.scalars(select(DifficultyWord).order_by(DifficultyWord.id)).unique().all()
    given_answers = [word for word in said if word.kind in {WordKind.ANSWER, WordKind.PART}]
    for number, record in known.items():
        assert [step.id for step in chain(record)] == ways[number]
        heard = {word.id for word in answers(chain(record))}
        assert heard == {word.id for word in given_answers if word.difficulty_id in ways[number]}
        under = {branch.difficulty.id for branch in below(number)}
        assert under == {one for one, way in ways.items() if number in way[1:]}
        assert first_broken(chain_of(record), record.chain_head, record.chain_length) is None
        check_state(record, known, given_answers)


def check_state(record: Difficulty, known: dict[int, Difficulty], given_answers: Sequence[DifficultyWord]) -> None:
    """What stands answered has its answer; what was raised below stays so in the level's own words."""
    whole = [word for word in given_answers if word.kind is WordKind.ANSWER]
    mine = {word.difficulty_id for word in whole}
    if record.state is DifficultyState.ANSWERED:
        assert record.answered_at is not None
        assert mine & set(naive_chain(record, known)), "answered without an answer"
    for word in whole:
        if word.difficulty_id == record.id and word.organisation_id == record.organisation_id:
            assert any(one.parent_id == record.id for one in known.values()), "a record answers itself"
    if record.parent_id is not None:
        parent = known[record.parent_id]
        assert parent.organisation_id == record.desk_id, "a level was skipped"
        if parent.state is DifficultyState.ANSWERED:
            assert record.state in {DifficultyState.ANSWERED, DifficultyState.REOPENED}
