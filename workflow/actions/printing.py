"""What each kind of section becomes on paper: its blocks, and the notes that they call."""

from collections.abc import Callable, Mapping, Sequence

from workflow.actions.table import asked
from workflow.domain.blocks import Block, BlockType, Footnote, plain
from workflow.domain.labels import PROGRESS
from workflow.domain.outline import SectionKind
from workflow.domain.sections import EMPTY_ANSWER
from workflow.models import Document, DraftSection, Task, TaskResult
from workflow.paper.parse import parse_section
from workflow.paper.parse.notes import parse_noted
from workflow.queries.task_results import results_of

# The document, the section, the notes before it (its own are added to them) → its blocks under passing names.
Printer = Callable[[Document, DraftSection, list[Footnote]], Sequence[Block]]

_MOST_OF_TASK = 90  # letters by which a reader knows a task again


def blocks_of(document: Document, section: DraftSection, notes: list[Footnote]) -> Sequence[Block]:
    """The blocks of a section as its kind prints them."""
    return PRINTERS.get(section.kind, _words)(document, section, notes)


def _words(document: Document, section: DraftSection, notes: list[Footnote]) -> Sequence[Block]:
    parsed, own = parse_noted(section.text, len(notes))
    notes += own
    return parsed


def _table(document: Document, section: DraftSection, notes: list[Footnote]) -> Sequence[Block]:
    """The rows under the columns of the outline, and what is said beside them; "Không." where there are none."""
    table = asked(document, section).table
    if table is None or not section.rows:
        return parse_section(section.text)
    rows = (table.columns, *map(tuple, section.rows))
    words = _words(document, section, notes) if section.text != EMPTY_ANSWER else ()
    return [Block("bang", BlockType.TABLE, 0, "", "", (), tuple(rows)), *words]


def _tasks(document: Document, section: DraftSection, notes: list[Footnote]) -> Sequence[Block]:
    """A line for each task of which something is said, then what is said besides; "Không." where nothing is."""
    lines = [line for result in results_of(document.id).values() if (line := _line_of(result))]
    told = [Block(f"nv-{place}", BlockType.ITEM, 1, "-", line) for place, line in enumerate(lines)]
    if told and section.text == EMPTY_ANSWER:
        return told
    return [*told, *_words(document, section, notes)]


def _line_of(result: TaskResult) -> str:
    """ "Nhiệm vụ 1.2, mục III.1 (Nâng cao chất lượng …): đang thực hiện. Đã mở 3 lớp. Minh chứng: …"."""
    if result.progress is None:
        return ""
    sentences = [f"{_called(result.task)}: {PROGRESS[result.progress].lower()}"]
    sentences += [" ".join(result.done.split())] if result.done else []
    sentences += [f"Minh chứng: {result.evidence}"] if result.evidence else []
    return " ".join(f"{sentence.rstrip(' .')}." for sentence in sentences)


def _called(task: Task) -> str:
    words = " ".join(plain(task.text).split())
    short = words if len(words) <= _MOST_OF_TASK else f"{words[:_MOST_OF_TASK].rsplit(' ', 1)[0].rstrip(' ,;')}…"
    where = f" {task.place}" if task.block else ""
    return f"Nhiệm vụ{where} ({short.rstrip(' .;')})"


# A kind without a printer of its own is printed as its words.
PRINTERS: Mapping[SectionKind, Printer] = {SectionKind.TABLE: _table, SectionKind.TASKS: _tasks}
