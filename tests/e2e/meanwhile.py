"""What people do while nobody watches: by their own acts, beside a server and a worker that go on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.e2e.cell import REST, TOLD
from tests.e2e.people import PATIENCE_MS, world_there
from workflow.actions import draft, weave
from workflow.cli.application import application
from workflow.cli.demo import cells, script
from workflow.cli.demo.seed import read_seed
from workflow.cli.demo.walk import Walk
from workflow.cli.demo.world import World
from workflow.domain.outline import TASKS
from workflow.domain.states import JobStep, SectionState
from workflow.models import Campaign, Document, db
from workflow.queries.consolidation import source_blocks, tallies
from workflow.settings import Settings


class Meanwhile:
    """Acts on the reports that a browser shows by these paths."""

    def __init__(self, world: World) -> None:
        self._world = world

    def report(self, round_: str, cell: str) -> str:
        """A chi bộ writes, approves, signs and sends what the round asks for; the path."""
        organisation_id = self._world.organisations[cell].id
        targets = db.session.get_one(Campaign, _id(round_)).targets
        target = next(one for one in targets if one.organisation_id == organisation_id)
        document = draft.start_report(target.id, actor=self._world.actor(f"soan.{cell}"))
        self.finish(f"/van-ban/{document.id}", cell)
        return f"/van-ban/{document.id}"

    def finish(self, report: str, cell: str) -> None:
        """What is not written of a chi bộ's report yet, up to its sending."""
        document = _look(report)
        if any(one.key == TASKS and one.state is not SectionState.DONE for one in document.sections):
            cells.tell(document, list(TOLD[cell]), REST, self._world, cell)
        cells.write(_look(report), script.texts(cell), self._world, cell)
        cells.fill(_look(report), script.figures(cell), self._world, cell)
        cells.hand_in(_look(report), self._world, cell)

    def take_over_rest(self, report: str, unit: str) -> None:
        """The office takes over every source block as it is, but for those on tasks."""
        document, office = _look(report), self._world.actor(f"vanphong.{unit}")
        for key in [key for key in tallies(document.id) if key != TASKS]:
            weave.use_blocks(document.id, [one.id for one in source_blocks(document.id, key)], actor=office)

    def release(self, report: str, unit: str) -> None:
        """Submitted, appraised, approved, numbered, signed and, below the top, sent."""
        walk = Walk(self._world, read_seed(), lambda: _until_printed(report), reports={unit: _look(report).id})
        walk.release(unit)


@contextmanager
def beside(installed: Settings) -> Iterator[Meanwhile]:
    """With an application of their own over what is being served."""
    with application(installed):
        yield Meanwhile(world_there())


def _look(report: str) -> Document:
    """The report as it is now, whoever changed it."""
    db.session.rollback()
    return db.session.get_one(Document, _id(report))


def _until_printed(report: str) -> None:
    """Until the worker has done what the report waits for, or has said why not."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < deadline:
        document = _look(report)
        if document.step is JobStep.NONE or document.step_error:
            return
        time.sleep(0.2)


def _id(path: str) -> int:
    return int(path.rsplit("/", 1)[1])
