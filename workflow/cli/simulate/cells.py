"""What a chi bộ does in a round, as the seed decides: in time, late, not at all; sent back and mended; replaced."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from workflow.actions import approve, draft, submit, withdraw
from workflow.cli.simulate import words
from workflow.cli.simulate.agenda import Agenda, Hour, Round
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.matters import Matters
from workflow.cli.simulate.province import Unit
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.writing import SaveFigures, SaveSection
from workflow.domain.sections import FIGURES, OPENING
from workflow.domain.states import DocumentState, Level, Role, SectionState
from workflow.models import Document, DraftSection, db

SILENT, LATE, REPLACED = 0.03, 0.08, 0.03
_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Cells:
    """Every chi bộ's desk."""

    dice: Random
    agenda: Agenda
    ledger: Ledger
    matters: Matters

    def plan(self, asked: Round, cell: Unit, target_id: int) -> bool:
        """Decide when the chi bộ writes, if it does. Whether it will be late."""
        if self.dice.random() < SILENT:
            self.ledger.did("silent")
            return False
        due = asked.due_on(Level.CELL)
        is_late = self.dice.random() < LATE
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

    def mend(self, cell: Unit, document_id: int) -> None:
        """What was noted is written anew, and sent again under the number it has."""
        document = db.session.get_one(Document, document_id)
        self._fill(cell, document, [one for one in document.sections if one.state is SectionState.TO_FIX])
        self._hand_in(cell, document)
        self.ledger.did("mended")

    def received(self, cell: Unit, document_id: int, day: dt.date) -> None:
        """The report was received; now and then the chi bộ finds a mistake in it afterwards."""
        if self.dice.random() < REPLACED:
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
        drafter = cell.people[Role.DRAFTER]
        texts, known = words.sections(self.dice), {one.key: one.version for one in sections}
        for key, version in known.items():
            if key == FIGURES:
                values = words.figures(self.dice)
                draft.save_figures(document.id, SaveFigures(values, version, done=True), actor=drafter)
            elif key != OPENING:
                draft.save_section(document.id, SaveSection(key, texts[key], version, done=True), actor=drafter)

    def _hand_in(self, cell: Unit, document: Document) -> None:
        submit.submit_document(document.id, Act(document.version), actor=cell.people[Role.DRAFTER])
        agreed = Approve(document.version, issue_now=True)
        approve.approve_document(document.id, agreed, actor=cell.people[Role.SIGNER])
