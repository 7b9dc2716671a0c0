"""Difficulties of the simulated year: raised in a report or beside it, passed up by some, answered by others."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from random import Random

from sqlalchemy import select

from workflow.actions.difficulty import raise_difficulty
from workflow.actions.difficulty_answer import answer_difficulty
from workflow.actions.difficulty_handling import pass_up, receive_difficulty
from workflow.cli.simulate.agenda import Agenda, Hour
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.province import Unit
from workflow.cli.simulate.temper import Temper
from workflow.domain.difficulties import WAITING, DifficultyKind, DifficultyState
from workflow.domain.inputs.difficulties import AnswerDifficulty, PassUp, RaiseDifficulty
from workflow.domain.states import Role
from workflow.models import Difficulty, db
from workflow.models.clock import today

_DAY = dt.timedelta(days=1)
_TEXTS = (
    "Trụ sở sinh hoạt của chi bộ xuống cấp, chưa có kinh phí sửa chữa.",
    "Đảng viên đi làm ăn xa đông, khó bảo đảm số buổi sinh hoạt theo quy định.",
    "Chưa có hướng dẫn về mức chi cho sinh hoạt chuyên đề.",
)
_ANSWER = "Cấp uỷ đã ghi nhận và giao Văn phòng hướng dẫn trong tháng tới."


@dataclass(slots=True)
class Matters:
    """Who raises what, and what becomes of it at each desk. `by_id` knows the units."""

    dice: Random
    agenda: Agenda
    ledger: Ledger
    temper: Temper
    by_id: dict[int, Unit] = field(default_factory=dict)

    def perhaps_raise(self, cell: Unit) -> None:
        """Now and then a chi bộ has a difficulty to tell of."""
        if self.dice.random() < self.temper.raised:
            given = RaiseDifficulty(self.dice.choice(list(DifficultyKind)), self.dice.choice(_TEXTS))
            self._lies(raise_difficulty(cell.id, given, actor=cell.people[Role.DRAFTER]).id)
            self.ledger.did("difficulties_raised")

    def clear(self, desk: Unit) -> None:
        """At the end of a round: what came up with the reports is looked at."""
        waiting = select(Difficulty.id).where(Difficulty.desk_id == desk.id, Difficulty._state.in_(WAITING))
        waiting = waiting.where(Difficulty.organisation_id != desk.id)
        in_order = waiting.order_by(Difficulty.organisation_id, Difficulty.text, Difficulty.id)
        for difficulty_id in db.session.scalars(in_order).all():
            self.handle(difficulty_id)

    def handle(self, difficulty_id: int) -> None:
        """The desk receives it, and answers, passes it up, or lets it lie; what a report has taken up since is left."""
        difficulty = db.session.get_one(Difficulty, difficulty_id)
        if difficulty.state not in WAITING:
            return
        desk = self.by_id[difficulty.desk_id]
        office = desk.people[Role.OFFICE]
        if difficulty.state is DifficultyState.RAISED:
            difficulty = receive_difficulty(difficulty_id, actor=office)
        if self.dice.random() < self.temper.left_lying:
            return
        if desk.above and self.dice.random() < self.temper.passed_up:
            wording = RaiseDifficulty(difficulty.kind, difficulty.text)
            self._lies(pass_up(difficulty_id, PassUp(wording, difficulty.version), actor=office).id)
            self.ledger.did("difficulties_passed_up")
        else:
            answer_difficulty(difficulty_id, AnswerDifficulty(_ANSWER, "", difficulty.version), actor=office)
            self.ledger.did("difficulties_answered")

    def _lies(self, difficulty_id: int) -> None:
        self.agenda.plan(today() + _DAY, Hour.RECEIVE, partial(self.handle, difficulty_id))
