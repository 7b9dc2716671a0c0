"""Commands in any order that hypothesis finds, done by the application and by the model: they agree after every one."""

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import select

from tests import wholeness
from tests.kept_world import KeptWorld, empty
from tests.sequences.commands import COMMANDS
from tests.sequences.model import CELLS, PEOPLE, WORKER, Model, Paper
from tests.sequences.stage import Stage, staged
from workflow.actions.consolidate import start_consolidation
from workflow.actions.draft import start_report
from workflow.domain.errors import WorkflowError
from workflow.models import Document, User, db

NAMES = tuple(COMMANDS)
TYPED = tuple(name for name in NAMES if name != "work")
HANDS = (*PEOPLE, WORKER)
LEADING_ON = (
    "submit",
    "appraise",
    "approve",
    "approve_at_once",
    "number",
    "sign",
    "work",
    "work",
    "send",
    "receive",
) * 2
counts = {"sequences": 0, "accepted": 0, "refused": 0, "stale": 0}


class Papers(RuleBasedStateMachine):
    """Two chi bộ, their department and the bloc above it."""

    application: Flask
    kept: KeptWorld
    stage: Stage

    def __init__(self) -> None:
        super().__init__()
        self.context = self.application.app_context()
        self.context.push()
        empty()
        self.stage = staged(self.kept.lay_back())
        ((self.campaign_id, self.targets),) = self.stage.rounds
        self.model = Model()
        self.ids: dict[Paper, int] = {}
        self.seen: dict[int, int] = {}
        counts["sequences"] += 1

    def teardown(self) -> None:
        try:
            found = wholeness.broken()
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
    @rule(choices=st.lists(st.integers(0, 10**6), min_size=4, max_size=12))
    def forward(self, choices: list[int]) -> None:
        """Things that are possible, one after the other; what leads on more often than what leads back."""
        for which in choices:
            open_now = [
                (name, paper, person)
                for name in (*NAMES, *LEADING_ON)
                for paper in self.model.papers
                for person in HANDS
                if self.model.may(name, paper, person)
            ]
            if open_now:
                self._command(*open_now[which % len(open_now)])

    @precondition(lambda self: self.model.papers)
    @rule(name=st.sampled_from(TYPED), which=st.integers(0, 50), person=st.sampled_from(PEOPLE), is_late=st.booleans())
    def anything(self, name: str, which: int, person: str, is_late: bool) -> None:
        """Anybody tries anything; from the page of an older version nobody gets anything."""
        paper = self.model.papers[which % len(self.model.papers)]
        number = self.ids[paper]
        if not is_late or name == "write":
            self._command(name, paper, person)
            return
        assert not self._accepts(name, number, self.seen[number] - 1, person), f"{name} took an older version"
        counts["stale"] += 1
        self._agree()

    def _command(self, name: str, paper: Paper, person: str) -> None:
        may, number = self.model.may(name, paper, person), self.ids[paper]
        accepted = self._accepts(name, number, self.seen[number], person)
        assert accepted == may, f"{name} by {person} on {paper}: the model says {may}"
        counts["accepted" if accepted else "refused"] += 1
        if accepted:
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
        names = {row[0]: row[1] for row in db.session.execute(select(User.id, User.username))}
        rows = {row.id: row for row in db.session.scalars(select(Document)).unique()}
        assert sorted(rows) == sorted(self.ids.values())
        for paper, number in self.ids.items():
            row = rows[number]
            told = (row.state.value, row.step.value, row.step_error is not None, row.number is not None)
            assert told == (paper.state, paper.step, paper.failed, paper.numbered), paper
            assert {names[one] for one in row.author_ids} == paper.authors, paper
            assert row.version == row.chain_length + 1 >= self.seen.get(number, 0)
            self.seen[number] = row.version
        db.session.rollback()
        db.session.expunge_all()
