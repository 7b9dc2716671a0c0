"""What a chi bộ does in a round, as the seed decides: in time, late, not at all; sent back and mended; replaced."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from workflow.actions import approve, draft, extension, submit, table, task_results, withdraw
from workflow.cli.simulate import words
from workflow.cli.simulate.agenda import Agenda, Hour, Round
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.matters import Matters
from workflow.cli.simulate.province import Unit
from workflow.cli.simulate.temper import Temper
from workflow.domain.inputs.calendar import AskExtension
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.tasks import SaveResults
from workflow.domain.inputs.writing import AnswerNothing, SaveFigures, SaveSection, SaveTable
from workflow.domain.outline import SectionKind
from workflow.domain.sections import EMPTY_ANSWER, FIGURES, OPENING
from workflow.domain.states import DocumentState, Level, Role, SectionState
from workflow.models import Document, DraftSection, db
from workflow.queries.task_results import asked_of

_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Cells:
    """Every chi bộ's desk."""

    dice: Random
    agenda: Agenda
    ledger: Ledger
    matters: Matters
    temper: Temper

    def plan(self, asked: Round, cell: Unit, target_id: int) -> bool:
        """Decide when the chi bộ writes, if it does. Whether it will be late."""
        if self.dice.random() < self.temper.silent:
            self.ledger.did("silent")
            return False
        due = asked.due_on(Level.CELL)
        is_late = self.dice.random() < self.temper.late
        days = self.dice.randint(1, 3) if is_late else -self.dice.randint(0, 7)
        self.agenda.plan(due + days * _DAY, Hour.WRITE, partial(self.write, cell, target_id))
        return is_late

    def write(self, cell: Unit, target_id: int) -> None:
        """The report from the first line to the signature."""
        document = draft.start_report(target_id, actor=cell.people[Role.DRAFTER])
        self._fill(cell, document, document.sections)
        self._hand_in(cell, document)
        self.ledger.did("reports")
        self.matters.perhaps_raise(cell)

    def ask_for_time(self, cell: Unit, target_id: int, to_day: dt.date) -> int:
        """The chi bộ asks for more time; the request's number."""
        given = AskExtension(to_day, "Chi bộ đang kiện toàn cấp uỷ.")
        self.ledger.did("time_asked")
        return extension.ask_extension(target_id, given, actor=cell.people[Role.DRAFTER]).id

    def mend(self, cell: Unit, document_id: int) -> None:
        """What was noted is written anew, and sent again under the number it has."""
        document = db.session.get_one(Document, document_id)
        self._fill(cell, document, [one for one in document.sections if one.state is SectionState.TO_FIX])
        self._hand_in(cell, document)
        self.ledger.did("mended")

    def received(self, cell: Unit, document_id: int, day: dt.date) -> None:
        """The report was received; now and then the chi bộ finds a mistake in it afterwards."""
        if self.dice.random() < self.temper.replaced:
            self.agenda.plan(day + _DAY, Hour.WRITE, partial(self.replace, cell, document_id))

    def replace(self, cell: Unit, document_id: int) -> None:
        """A new paper replaces the one that was received, unless it was consolidated meanwhile."""
        old = db.session.get_one(Document, document_id)
        if old.state is not DocumentState.RECEIVED:
            return
        given = Act(old.version, "Nhầm số liệu.")
        document = withdraw.begin_replacement(old.id, given, actor=cell.people[Role.DRAFTER])
        self._fill(cell, document, document.sections)
        self._hand_in(cell, document)
        self.ledger.did("replaced")

    def _fill(self, cell: Unit, document: Document, sections: Sequence[DraftSection]) -> None:
        for key, kind, version in [(one.key, one.kind, one.version) for one in sections]:
            if key == FIGURES:
                self._count(cell, document, version)
            elif kind is SectionKind.TASKS:
                self._tell_of_tasks(cell, document, version)
            elif key != OPENING:
                self._say(cell, document.id, key, kind, version)

    def _say(self, cell: Unit, document_id: int, key: str, kind: SectionKind, version: int) -> None:
        drafter = cell.people[Role.DRAFTER]
        if kind is SectionKind.TABLE:
            given = SaveTable(key, words.rows(self.dice), version, done=True)
            table.save_table(document_id, given, actor=drafter)
            self.ledger.did("tables")
        elif (text := words.section(key, self.dice)) == EMPTY_ANSWER:
            table.answer_nothing(document_id, AnswerNothing(key, version), actor=drafter)
            self.ledger.did("answered_nothing")
        else:
            draft.save_section(document_id, SaveSection(key, text, version, done=True), actor=drafter)

    def _tell_of_tasks(self, cell: Unit, document: Document, version: int) -> None:
        told = {one.task.id: words.of_task(self.dice) for one in asked_of(document)}
        given = SaveResults(words.TASKS, told, "", version, done=True)
        task_results.save_results(document.id, given, actor=cell.people[Role.DRAFTER])
        self.ledger.did("task_results", len(told))

    def _count(self, cell: Unit, document: Document, version: int) -> None:
        asked = document.outline
        values = words.figures(asked, self.dice) if asked else {}
        draft.save_figures(document.id, SaveFigures(values, version, done=True), actor=cell.people[Role.DRAFTER])

    def _hand_in(self, cell: Unit, document: Document) -> None:
        submit.submit_document(document.id, Act(document.version), actor=cell.people[Role.DRAFTER])
        agreed = Approve(document.version, issue_now=True)
        approve.approve_document(document.id, agreed, actor=cell.people[Role.SIGNER])
