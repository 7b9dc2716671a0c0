"""Inside the acts that change a consolidation's sources: how far the units are together with each task."""

from collections.abc import Mapping

from workflow.domain.outline import SectionKind
from workflow.models import Document, TaskResult, db
from workflow.queries.task_results import asked_tasks, results_of
from workflow.queries.task_sums import TaskSum, task_sums


def count_progress(document: Document) -> None:
    """A row for each task that the units told of or that the superior asks about, in printed order; its progress is
    what follows from the units unless a person chose it. A report without a section on tasks has none."""
    if all(section.kind is not SectionKind.TASKS for section in document.sections):
        return
    sums = {one.task.id: one for one in task_sums(document)}
    known = results_of(document.id)
    for position, number in enumerate(_in_order(document, sums, known)):
        row = known.get(number)
        if row is None:
            row = TaskResult(document_id=document.id, task_id=number)
            db.session.add(row)
        row.position = position
        if not row.chosen:
            row.progress = sums[number].proposed if number in sums else None
    db.session.flush()


def _in_order(document: Document, sums: Mapping[int, TaskSum], known: Mapping[int, TaskResult]) -> list[int]:
    """The tasks asked about and told of in the order of their plans, then those that nobody tells of any more."""
    asked = {task.id: task for task in asked_tasks(document)}
    tasks = asked | {number: one.task for number, one in sums.items()}
    plans = dict.fromkeys(task.document_id for task in tasks.values())
    order = {plan: place for place, plan in enumerate(plans)}
    sorted_ = sorted(tasks.values(), key=lambda task: (order[task.document_id], task.position, task.id))
    return [*(task.id for task in sorted_), *(number for number in known if number not in tasks)]
