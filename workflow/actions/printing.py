"""What each kind of section becomes on paper: its blocks, and the notes that they call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from workflow.actions.table import asked
from workflow.domain.blocks import Block, BlockType, Footnote, plain
from workflow.domain.labels import PROGRESS, PROGRESS_UNKNOWN
from workflow.domain.mending import of_kind
from workflow.domain.outline import SectionKind, marks
from workflow.domain.sections import EMPTY_ANSWER
from workflow.domain.tasks import Progress, brief
from workflow.models import Document, DraftSection, Task, TaskResult
from workflow.paper.parse import parse_section
from workflow.paper.parse.notes import parse_noted
from workflow.queries.papers import TASK_PREFIX
from workflow.queries.task_results import results_of

# The document, the section, the notes before it (its own are added to them) → its blocks under passing names.
Printer = Callable[[Document, DraftSection, list[Footnote]], Sequence[Block]]

EVIDENCE = "Minh chứng: "


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
    """Each task of which something is said, with what was done; then what is said besides. "Không." for nothing."""
    told = [one for one in results_of(document.id).values() if one.progress is not None]
    under = {one.task_id: words_of(one) for one in told}
    besides = () if told and section.text == EMPTY_ANSWER else _words(document, section, notes)
    return under_tasks(told, under, besides)


def under_tasks(
    told: Sequence[TaskResult], words: Mapping[int, Sequence[Block]], besides: Sequence[Block]
) -> list[Block]:
    """Under a line for each task the words on it, last those on none; the lines are numbered when they are printed."""
    blocks: list[Block] = []
    for one in told:
        blocks += [_line(str(one.task_id), _called(one.task, one.progress)), *words.get(one.task_id, ())]
    return [*blocks, *([_line("khac", "**Nội dung khác:**")] if blocks and besides else []), *besides]


def numbered(blocks: Sequence[Block], mark: str, level: int) -> list[Block]:
    """The lines over tasks counted on under the heading of their section: 1. under "II.", 2.1. under "2.", a) under
    "1.1."; a single one bears no number."""
    lines = [block.id for block in blocks if block.id.startswith(TASK_PREFIX)]
    counted = range(1, len(lines) + 1)
    by_level = {
        1: [f"{place}." for place in counted],
        2: [f"{mark}{place}." for place in counted],
        3: list(marks([4] * len(lines))),
    }
    signs = dict(zip(lines, by_level.get(level, ["-"] * len(lines)), strict=True)) if len(lines) > 1 else {}
    return [replace(block, marker=signs.get(block.id, block.marker)) for block in blocks]


def words_of(result: TaskResult) -> list[Block]:
    """What was done as blocks; the evidence ends the last one."""
    blocks = [_plain(block) for block in parse_section(result.done)]
    if not result.evidence:
        return blocks
    evidence = f"{EVIDENCE}{result.evidence.rstrip(' .')}."
    if not blocks or blocks[-1].rows:
        return [*blocks, Block("minh-chung", BlockType.PARAGRAPH, 0, "", evidence)]
    return [*blocks[:-1], replace(blocks[-1], text=f"{_ended(blocks[-1].text)} {evidence}")]


def _plain(block: Block) -> Block:
    """Words on a task have no headings of their own."""
    return of_kind([block], BlockType.PARAGRAPH, 0)[0] if block.type is BlockType.HEADING else block


def _line(name: str, text: str) -> Block:
    return Block(f"{TASK_PREFIX}{name}", BlockType.PARAGRAPH, 0, "", text)


def _called(task: Task, progress: Progress | None) -> str:
    """ "**Nâng cao chất lượng …** (mục III.1, 1.2 của kế hoạch): đang thực hiện."."""
    where = f" (mục {task.place} của kế hoạch)" if task.block and task.place else ""
    said = PROGRESS[progress] if progress else PROGRESS_UNKNOWN
    return f"**{plain(brief(task.text))}**{where}: {said.lower()}."


def _ended(text: str) -> str:
    """With a full stop, unless a mark ends it."""
    bare = text.rstrip(" ;,")
    return bare if bare.endswith((".", "!", "?", "…", ":")) else f"{bare}."


# A kind without a printer of its own is printed as its words.
PRINTERS: Mapping[SectionKind, Printer] = {SectionKind.TABLE: _table, SectionKind.TASKS: _tasks}
