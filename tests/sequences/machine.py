"""Commands in any order that hypothesis finds, done by the application and by the model: they agree after every one."""

from collections import Counter
from collections.abc import Mapping
from random import Random

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import select

from tests import wholeness
from tests.sequences.commands import COMMANDS
from tests.sequences.model import ABOVE, CELLS, PEOPLE, ROLES, WORKER, Model, Paper
from tests.sequences.moments import Moments
from tests.sequences.stage import KeptStage
from workflow.actions.consolidate import start_consolidation
from workflow.actions.draft import start_report
from workflow.domain.errors import WorkflowError
from workflow.models import Document, db
from workflow.web.many import APPROVE, RECEIVE, Deed

NAMES = tuple(COMMANDS)
TYPED = tuple(name for name in NAMES if name != "work")
HANDS = {unit: [who for who in PEOPLE if ROLES[who][0] in {unit, above}] + [WORKER] for unit, above in ABOVE.items()}
"""Who could have to do with a paper of each unit."""
LEADING_ON = ("write", "submit", "appraise", "approve", "approve_at_once", "number", "sign", "work", "send", "receive")
WEIGHTS = {name: 6 if name in LEADING_ON else 1 for name in NAMES}
WHOLE_EACH = 10
"""After so many sequences the chains of everything are read, else those of the papers: the rest of the stage is still
as it was laid back."""
UNVERSIONED = frozenset({"write", "suggest", "accept", "reject"})
"""What does not ask which version was seen."""
_STANDING = """SELECT id, state, step, step_error IS NOT NULL, number IS NOT NULL, assignee_id, author_ids, version
FROM document"""
MANY: Mapping[str, Deed] = {"approve": APPROVE, "receive": RECEIVE}
counts: Counter[str] = Counter()
"""Sequences; commands accepted, refused, tried from an old page; and how often each was accepted."""


class Papers(RuleBasedStateMachine):
    """Two chi bộ, their department and the bloc above it."""

    application: Flask
    kept: KeptStage
    rebuilt_each: int = 25
    """Of each sequence of this number every paper is rebuilt after every step from the record alone."""

    def __init__(self) -> None:
        super().__init__()
        self.context = self.application.app_context()
        self.context.push()
        self.stage = self.kept.lay_back()
        self.names = {actor.user_id: name for name, actor in self.stage.actors.items()}
        ((self.campaign_id, self.targets),) = self.stage.rounds
        self.model = Model()
        self.ids: dict[Paper, int] = {}
        self.seen: dict[int, int] = {}
        counts["sequences"] += 1
        self.moments = Moments() if counts["sequences"] % self.rebuilt_each == 0 else None

    def teardown(self) -> None:
        checks = wholeness.CHECKS if counts["sequences"] % WHOLE_EACH == 0 else wholeness.OF_PAPERS
        try:
            found = wholeness.broken(checks)
            if self.moments is not None:
                found += self.moments.broken()
                counts["rebuilt"] += len(self.moments.lines)
            assert not found, "\n".join(found)
        finally:
            db.session.remove()
            self.context.pop()

    @initialize()
    def both_begin(self) -> None:
        for cell in CELLS:
            self.begin(cell, f"soan.{cell}")

    @rule(cell=st.sampled_from(CELLS), person=st.sampled_from(PEOPLE))
    def begin(self, cell: str, person: str) -> None:
        """The report that answers the round, once."""
        may = person in {f"soan.{cell}", "bithu.thuvien" if cell == "thuvien" else ""}
        answer = self.model.live_answer(cell)
        given = self._asked(lambda: start_report(self.targets[cell], actor=self.stage.actors[person]).id, may)
        if given is not None and answer is None:
            self._add(Paper(cell), given)
        assert given is None or answer is None or self.ids[answer] == given
        self._agree()

    @rule(person=st.sampled_from(PEOPLE))
    def begin_consolidation(self, person: str) -> None:
        """The department's report from what was received, once."""
        live = [p for p in self.model.papers if p.consolidates and p.state not in {"cancelled", "superseded"}]
        sources = self.model.living_reports()
        may = person in {"vanphong.so", "uyvien.so"} and bool(live or sources)
        act = lambda: start_consolidation(self.campaign_id, actor=self.stage.actors[person]).id  # noqa: E731
        given = self._asked(act, may)
        if given is not None and not live:
            self._add(Paper("so", True, "consolidating", authors={person}, sources=sources), given)
        self._agree()

    @precondition(lambda self: self.model.papers)
    @rule(choices=st.lists(st.integers(0, 10**6), min_size=1, max_size=3))
    def forward(self, choices: list[int]) -> None:
        """Things that are possible, one after the other; what leads on more often than what leads back."""
        self._lead_on(choices)

    @precondition(lambda self: self.model.papers)
    @rule(choices=st.lists(st.integers(0, 10**6), min_size=3, max_size=6))
    def further(self, choices: list[int]) -> None:
        """More of them: papers come to their end, and what follows an end is reached."""
        self._lead_on(choices)

    @precondition(lambda self: self.model.papers)
    @rule(name=st.sampled_from(tuple(MANY)), person=st.sampled_from(PEOPLE))
    def many(self, name: str, person: str) -> None:
        """Every paper ticked in one list: each is done or refused as it would be alone."""
        actor = self.stage.actors[person]
        for paper in list(self.model.papers):
            may, number = self.model.may(name, paper, person), self.ids[paper]
            with self.application.test_request_context():
                outcome = MANY[name].on(f"{number}.{self.seen[number]}", actor)
            db.session.rollback()
            assert outcome.done == may, f"{name} among many by {person} on {paper}: the model says {may}"
            self._take(name, paper, person, accepted=may)

    def _lead_on(self, choices: list[int]) -> None:
        for which in choices:
            dice = Random(which)
            for name in sorted(NAMES, key=lambda one: dice.random() ** (1 / WEIGHTS[one]), reverse=True):
                open_now = [
                    (paper, person)
                    for paper in self.model.papers
                    for person in HANDS[paper.unit]
                    if self.model.may(name, paper, person)
                ]
                if open_now:
                    self._command(name, *dice.choice(open_now))
                    break

    @precondition(lambda self: self.model.papers)
    @rule(name=st.sampled_from(TYPED), which=st.integers(0, 50), person=st.sampled_from(PEOPLE), is_late=st.booleans())
    def anything(self, name: str, which: int, person: str, is_late: bool) -> None:
        """Anybody tries anything; from the page of an older version nobody gets anything."""
        paper = self.model.papers[which % len(self.model.papers)]
        number = self.ids[paper]
        if not is_late or name in UNVERSIONED:
            self._command(name, paper, person)
            return
        assert not self._accepts(name, number, self.seen[number] - 1, person), f"{name} took an older version"
        counts["stale"] += 1
        self._agree()

    def _command(self, name: str, paper: Paper, person: str) -> None:
        may, number = self.model.may(name, paper, person), self.ids[paper]
        accepted = self._accepts(name, number, self.seen[number], person)
        assert accepted == may, f"{name} by {person} on {paper}: the model says {may}"
        self._take(name, paper, person, accepted=accepted)

    def _take(self, name: str, paper: Paper, person: str, *, accepted: bool) -> None:
        counts["accepted" if accepted else "refused"] += 1
        if accepted:
            counts[name] += 1
            self.model.do(name, paper, person)
            self._note_replacement(paper)
        self._agree()

    def _accepts(self, name: str, number: int, version: int, person: str) -> bool:
        return self._asked(lambda: COMMANDS[name](number, version, self.stage.actors[person]) or True, None) is not None

    def _asked(self, act: object, may: bool | None) -> int | None:
        """What the act gave, None when it was refused."""
        try:
            given: int | None = act()  # type: ignore[operator]
        except WorkflowError:
            given = None
        db.session.rollback()
        assert may is None or (given is not None) == may
        return given

    def _add(self, paper: Paper, number: int) -> None:
        self.model.papers.append(paper)
        self.ids[paper] = number

    def _note_replacement(self, old: Paper) -> None:
        """The number of what was begun to replace a paper."""
        begun = self.model.replacement_of(old)
        if begun is not None and begun not in self.ids:
            query = select(Document.id).where(Document.replaces_id == self.ids[old]).order_by(Document.id.desc())
            self.ids[begun] = db.session.scalars(query.limit(1)).one()

    def _agree(self) -> None:
        """Every paper is where the model says; what nobody changed has its old version."""
        rows = {row[0]: row[1:] for row in db.session.connection().exec_driver_sql(_STANDING)}
        if self.moments is not None and rows:
            self.moments.keep()
        db.session.rollback()
        assert sorted(rows) == sorted(self.ids.values())
        for paper, number in self.ids.items():
            *told, assignee, authors, version = rows[number]
            assert tuple(told) == (paper.state, paper.step, paper.failed, paper.numbered), paper
            assert {self.names[one] for one in authors} == paper.authors, paper
            assert (self.names[assignee] if assignee else None) == paper.assignee, paper
            assert version >= self.seen.get(number, 0)
            self.seen[number] = version
