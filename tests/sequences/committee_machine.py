"""Commands before a committee that decides by slips, in any order that hypothesis finds, done by the application and by
the model: they agree after every one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import select

from tests import wholeness
from tests.factories.deciding import UNTIDY, before_committee, member
from tests.kept_world import AS_THEY_WERE, KeptWorld, copied, empty
from tests.sequences import committee_commands
from tests.sequences.committee import COMMANDS, MEMBERS, ROLES, Committee, Move, every_move
from tests.sequences.stage import TIRED
from workflow.actions.account import grant_role
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.errors import WorkflowError
from workflow.domain.inputs.organisations import GrantRole
from workflow.domain.states import DecisionWay, DocumentState, Role
from workflow.models import Decision, Document, OpinionRound, User, db
from workflow.queries.opinions import decision_on, open_round, slips_waiting

MOVES = tuple(every_move())
WEIGHTS = {"vote": 6, "ask": 3, "submit": 2, "appraise": 2, "reply": 2}
WEIGHTS |= {
    "close": 0.4,
    "return": 0.4,
    "recall": 0.4,
    "undo": 0.3,
    "meet": 0.05,
    "approve": 0.3,
    "choose": 0.2,
    "cancel": 0.03,
}
"""What leads to a decision is tried more often than what turns it round or ends a sequence early."""
counts: Counter[str] = Counter()
"""Sequences; moves accepted and refused; each accepted one by its name; each end of a round."""


@dataclass
class KeptCommittee:
    """The paper before its committee as the acts left it once, and what lays it back; what is known to be odd of the
    papers that it was made from, which were not sent by acts."""

    statements: str
    document_id: int
    actors: dict[str, Actor]
    known: frozenset[str]
    times: int = 0

    def lay_back(self) -> None:
        """The rows as they were, in one transaction."""
        self.times += 1
        if self.times % TIRED == 0:
            empty()
        with db.engine.begin() as connection:
            connection.exec_driver_sql(AS_THEY_WERE)
            connection.exec_driver_sql("SELECT kept.sweep()")
            connection.exec_driver_sql(self.statements)


def keep_committee(application: Flask, kept: KeptWorld) -> KeptCommittee:
    """Bring the paper before its committee, within an application context, and keep its rows: two of the four members
    also serve in the office."""
    empty()
    world = kept.lay_back()
    number = before_committee(application, world, DecisionWay.SLIPS, UNTIDY).id
    house = world.organisations["so"].id
    for who in [one for one in MEMBERS if "office" in ROLES[one]]:
        grant_role(GrantRole(who, house, Role.OFFICE), actor=SYSTEM)
    actors = {who: member(who) for who in ROLES}
    known = frozenset(wholeness.broken(wholeness.OF_PAPERS))
    db.session.commit()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA IF EXISTS kept_committee CASCADE")
        return KeptCommittee(copied(connection, "kept_committee"), number, actors, known)


class Deciding(RuleBasedStateMachine):
    """One paper, its office, its four members, and people who have no say."""

    application: Flask
    kept: KeptCommittee

    def __init__(self) -> None:
        super().__init__()
        self.context = self.application.app_context()
        self.context.push()
        self.kept.lay_back()
        self.model = Committee()
        self.names = {row.id: row.username for row in db.session.scalars(select(User))}
        counts["sequences"] += 1

    def teardown(self) -> None:
        try:
            found = set(wholeness.broken(wholeness.OF_PAPERS)) - self.kept.known
            assert not found, "\n".join(found)
        finally:
            db.session.remove()
            self.context.pop()

    @initialize(person=st.sampled_from([who for who in ROLES if "office" in ROLES[who]]))
    def all_are_asked(self, person: str) -> None:
        """Most begins with that."""
        self._do(Move("ask", person))

    @rule(choices=st.lists(st.integers(0, 10**9), min_size=2, max_size=5))
    def forward(self, choices: list[int]) -> None:
        """Things that are possible, one after the other."""
        for choice in choices:
            dice = Random(choice)
            possible = [move for move in MOVES if self.model.may(move)]
            names = sorted({move.name for move in possible})
            if names != ["choose"]:  # which is always possible, and all that is left at the end
                name = dice.choices(names, [WEIGHTS.get(one, 1) for one in names])[0]
                self._do(dice.choice([move for move in possible if move.name == name]))

    @rule(name=st.sampled_from(tuple(COMMANDS)), choice=st.integers(0, 10**9))
    def anything(self, name: str, choice: int) -> None:
        """Anybody tries anything."""
        self._do(Random(choice).choice([move for move in MOVES if move.name == name]))

    def _do(self, move: Move) -> None:
        may = self.model.may(move)
        paper = self._paper()
        try:
            committee_commands.COMMANDS[move.name](paper, self.kept.actors[move.person], move.how)
            refusal = None
        except WorkflowError as error:
            refusal = error
        accepted = refusal is None
        db.session.rollback()
        assert accepted == may, f"the model says {may}, the application {refusal!r}: {move} on {self.model}"
        counts["accepted" if accepted else "refused"] += 1
        if accepted:
            counts[move.name] += 1
            ended = len(self.model.ends)
            self.model.do(move)
            counts.update(f"end: {one}" for one in self.model.ends[ended:])
        self._agree()

    def _paper(self) -> Document:
        db.session.expire_all()
        return db.session.get_one(Document, self.kept.document_id)

    def _agree(self) -> None:
        """The paper, its rounds and their slips, what waits for whom and what was decided are as the model says."""
        told, meant = dict(self._told()), dict(self._meant())
        db.session.rollback()
        assert told == meant, f"{told}\nis not what the model says\n{meant}"

    def _told(self) -> Iterator[tuple[str, object]]:
        paper = self._paper()
        asked, slips = open_round(paper.id), {}
        if asked is not None:
            slips = {one.user.username: (one.stance, one.counts, one.wrote) for one in asked.slips}
        yield "state", paper.state.value
        yield "authors", {self.names[one] for one in paper.author_ids}
        yield "slips", slips
        yield "unanswered", [one.text for one in committee_commands.unanswered(paper)]
        ends = select(OpinionRound.end).where(OpinionRound.closed_at.is_not(None)).order_by(OpinionRound.id)
        yield "ends", list(db.session.scalars(ends))
        yield "waits", [who for who in MEMBERS if slips_waiting(self.kept.actors[who], 9)]
        decisions = db.session.scalars(select(Decision)).all()
        yield "decided", [(one.members, one.present, one.agreed) for one in decisions]
        yield "way", paper.organisation.decides_by.value
        if paper.state is DocumentState.APPROVED and decisions:
            decision, revision = decision_on(paper), paper.revision
            yield "holds", decision is not None and revision is not None and decision.digest == revision.digest

    def _meant(self) -> Iterator[tuple[str, object]]:
        model = self.model
        yield "state", model.state
        yield "authors", model.authors
        yield "slips", {who: one.told() for who, one in (model.ballots or {}).items()}
        yield "unanswered", [one.words for one in model.unanswered()]
        yield "ends", model.ends
        yield "waits", model.waiting() if model.state == "in_approval" else []
        yield "decided", [*filter(None, [model.decided])]
        yield "way", model.way
        if model.state == "approved" and model.decided:
            yield "holds", True
