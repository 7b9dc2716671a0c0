"""Every cell of state × command × person along the way of a chi bộ's report, of one that replaces another and of the
department's own: what the model refuses is refused with 403, 404 or 409, and every table stays as it was."""

from collections import Counter
from random import Random

from tests.faults.digest import differing, digest
from tests.sequences.commands import COMMANDS
from tests.sequences.machine import Papers
from tests.sequences.model import PEOPLE, WORKER, Paper
from workflow.domain.errors import WorkflowError
from workflow.models import db

Step = tuple[str, int, str]  # which command, on the paper of which place, by whom
BEGIN = "begin the consolidation"
REFUSALS = frozenset({403, 404, 409})
WALK: tuple[Step, ...] = (
    ("write", 0, "soan.thuvien"),
    ("submit", 0, "soan.thuvien"),
    ("return", 0, "bithu.thuvien"),
    ("submit", 0, "soan.thuvien"),
    ("suggest", 0, "bithu.thuvien"),
    ("approve", 0, "bithu.thuvien"),
    ("number", 0, "bithu.thuvien"),
    ("work", 0, WORKER),
    ("sign", 0, "bithu.thuvien"),
    ("work", 0, WORKER),
    ("send", 0, "bithu.thuvien"),
    ("receive", 0, "vanphong.so"),
    ("write", 1, "soan.vanhoa"),
    ("submit", 1, "soan.vanhoa"),
    ("approve_at_once", 1, "bithu.vanhoa"),
    ("work", 1, WORKER),
    ("work", 1, WORKER),
    ("work", 1, WORKER),
    ("replace", 1, "soan.vanhoa"),
    ("write", 2, "soan.vanhoa"),
    ("submit", 2, "soan.vanhoa"),
    ("approve_at_once", 2, "bithu.vanhoa"),
    ("work", 2, WORKER),
    ("work", 2, WORKER),  # what it replaces is superseded
    ("cancel", 2, "bithu.vanhoa"),
    (BEGIN, 3, "vanphong.so"),
    ("write", 3, "vanphong.so"),
    ("submit", 3, "vanphong.so"),
    ("appraise", 3, "uyvien.so"),
    ("approve", 3, "bithu.so"),
    ("number", 3, "vanthu.so"),
    ("work", 3, WORKER),
    ("sign", 3, "bithu.so"),
    ("work", 3, WORKER),  # what it was made of is consolidated
    ("send", 3, "vanthu.so"),
    ("receive", 3, "vanphong.khoi"),
)


class Cells(Papers):
    """The walk, and at each place where a paper newly stands everything that nobody may do there."""

    def walk(self, share: float, seed: int) -> tuple[Counter[str], list[str]]:
        """Try this share of the cells; how many were refused with which status, and what is wrong."""
        self.dice, self.share = Random(seed), share
        self.refused: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.places: set[tuple[object, ...]] = set()
        self.both_begin()
        self._try_all()
        for name, place, person in WALK:
            if name == BEGIN:
                self.begin_consolidation(person)
            else:
                self._command(name, self.model.papers[place], person)
            self._try_all()
        return self.refused, self.wrong

    def _try_all(self) -> None:
        for paper in self.model.papers:
            stands = (paper.consolidates, paper.state, paper.step, paper.prepared, bool(paper.suggestions))
            if stands not in self.places:
                self.places.add(stands)
                self._try_on(paper)

    def _try_on(self, paper: Paper) -> None:
        before, number = digest(db.engine), self.ids[paper]
        for name in COMMANDS:
            for person in PEOPLE:
                if not self.model.may(name, paper, person) and name != "work" and self.dice.random() < self.share:
                    self._try(name, number, person, f"{name} of {paper.state} by {person}")
        changed = differing(before, digest(db.engine))
        if changed:
            self.wrong.append(f"something refused on a paper that is {paper.state} changed {changed}")

    def _try(self, name: str, number: int, person: str, cell: str) -> None:
        try:
            COMMANDS[name](number, self.seen[number], self.stage.actors[person])
        except WorkflowError as refusal:
            self.refused[str(refusal.status)] += 1
            if refusal.status not in REFUSALS:
                self.wrong.append(f"{cell} is answered {refusal.status}")
        else:
            self.wrong.append(f"{cell} is done")
        finally:
            db.session.rollback()
