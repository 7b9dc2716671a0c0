"""What an issued consolidation counts of each task is what its sources said, and every task asked of was answered."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import select

from workflow.cli.simulate.invariants.reading import Seen, called, documents, issued_consolidations, sources
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.outline import SectionKind
from workflow.domain.states import CLOSED, DEAD
from workflow.domain.tasks import Progress
from workflow.models import Document, TaskResult, db
from workflow.queries.task_sums import task_sums

Told = Mapping[int, Mapping[int, Progress]]


def counted(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Sums that are not those of the sources' own answers, and reports that left a task unanswered."""
    told, taken = _told(), sources()
    for document in documents().values():
        if _must_tell(document):
            seen.add()
            if not told.get(document.id):
                yield f"{called(document)} says nothing of any task"
    for document in issued_consolidations():
        naive: dict[int, Counter[Progress]] = defaultdict(Counter)
        for source in taken.get(document.id, ()):
            for task_id, progress in told.get(source.source_id, {}).items():
                naive[task_id][progress] += 1
        counts = {one.task.id: Counter(one.counts) for one in task_sums(document) if one.counts}
        if counts != naive:
            yield f"{called(document)} counts {counts} of tasks, its sources say {dict(naive)}"


def _must_tell(document: Document) -> bool:
    own = document.target is not None and not document.consolidates
    issued = document.state in CLOSED - DEAD
    outline = document.outline
    return own and issued and any(one.kind is SectionKind.TASKS for one in (outline.sections if outline else ()))


def _told() -> Told:
    found: dict[int, dict[int, Progress]] = defaultdict(dict)
    rows = select(TaskResult.document_id, TaskResult.task_id, TaskResult.progress)
    for document_id, task_id, progress in db.session.execute(rows):
        if progress is not None:
            found[document_id][task_id] = progress
    return found
