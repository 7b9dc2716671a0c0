"""A chi bộ at its report: sections and figures written, handed in, approved and signed by its secretary in one act."""

from collections.abc import Mapping

from workflow.actions import approve, draft, submit, task_results
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor
from workflow.domain.figures import Amount
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.tasks import SaveResults, ToldOfTask
from workflow.domain.inputs.writing import SaveFigures, SaveSection
from workflow.domain.outline import SectionKind
from workflow.domain.sections import FIGURES
from workflow.models import Document
from workflow.queries.task_results import asked_of


def write(document: Document, texts: Mapping[str, str], world: World, cell: str) -> None:
    """The sections in words, each called finished."""
    versions = {section.key: section.version for section in document.sections}
    for key, text in texts.items():
        draft.save_section(document.id, SaveSection(key, text, versions[key], done=True), actor=_drafter(world, cell))


def fill(document: Document, values: Mapping[str, Amount], world: World, cell: str) -> None:
    """The figures."""
    version = next(section.version for section in document.sections if section.key == FIGURES)
    draft.save_figures(document.id, SaveFigures(values, version, done=True), actor=_drafter(world, cell))


def tell(document: Document, told: list[ToldOfTask], rest: ToldOfTask, world: World, cell: str) -> None:
    """What was done of each task asked about, the first ones as told, all others as `rest`."""
    section = next(one for one in document.sections if one.kind is SectionKind.TASKS)
    asked = [one.task.id for one in asked_of(document)]
    results = {number: told[at] if at < len(told) else rest for at, number in enumerate(asked)}
    given = SaveResults(section.key, results, "", section.version, done=True)
    task_results.save_results(document.id, given, actor=_drafter(world, cell))


def hand_in(document: Document, world: World, cell: str) -> None:
    """Submitted, approved, numbered, signed and sent, which the worker carries out."""
    submit.submit_document(document.id, Act(document.version), actor=_drafter(world, cell))
    agreed = Approve(document.version, issue_now=True)
    approve.approve_document(document.id, agreed, actor=world.actor(f"bithu.{cell}"))


def _drafter(world: World, cell: str) -> Actor:
    return world.actor(f"soan.{cell}")
