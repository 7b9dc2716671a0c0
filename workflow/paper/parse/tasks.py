"""Tasks that a plan sets: which blocks, whose, by when; a proposal that a person confirms."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workflow.domain.blocks import Block, plain
from workflow.domain.deadlines import Deadline
from workflow.domain.paper import Annex, ProposedTask
from workflow.domain.tasks import words_of
from workflow.paper.inline import CALL
from workflow.paper.parse import task_bodies, task_tables
from workflow.paper.parse.task_deadlines import deadline_in, deadline_of
from workflow.paper.parse.task_groups import Group, groups
from workflow.paper.parse.task_labels import Said, labels_of

_BRACKET = re.compile(r"\s*\(([^()]*)\)")
# Of headings, folded.
_SETS = re.compile(r"\bnhiem vu\b|\bnoi dung (?:cong viec|thuc hien|trien khai|hoat dong)\b|\bphan cong\b")
_WAYS = re.compile(r"\bgiai phap\b")
_CARRIES_OUT = re.compile(r"\bto chuc thuc hien\b|\btien do\b|\bche do bao cao\b")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which groups of a plan set tasks. One with groups of tasks under headings states its general directions in the
    chapters without; one without any means what it lists. Ways ("giải pháp") are tasks where no chapter sets any."""

    says: re.Pattern[str]
    in_groups: bool

    @classmethod
    def of(cls, found: Sequence[Group]) -> "_Plan":
        """What the plan's own headings tell."""
        says = _SETS if any(group.is_under(_SETS) for group in found) else _WAYS
        return cls(says, any(len(group.path) > 1 and group.blocks and group.is_under(says) for group in found))

    def sets(self, group: Group) -> bool:
        """Whether what leads in the group is a task."""
        return group.is_under(self.says) and (len(group.path) > 1 or not self.in_groups)

    def heads(self, group: Group) -> bool:
        """Whether the heading is a task itself: nothing stands under it but who and by when."""
        bare = group.is_leaf and len(group.path) > 1 and not group.has_table
        return self.sets(group) and bare and not any(_read(block).rest for block in group.blocks)


def tasks(blocks: Sequence[Block], annexes: Iterable[Annex] = ()) -> tuple[ProposedTask, ...]:
    """Each leading block of the groups in a chapter on tasks, any block that states a deadline in brackets, any of the
    chapter on carrying out that states one in its sentence, and the rows of tables of tasks; in printed order. What a
    table says of a task that the text sets too is said of that one."""
    found = list(groups(blocks))
    plan = _Plan.of(found)
    told = [task for group in found for task in _tasks_of(group, plan)]
    for annex in annexes:
        where = annex.marker or "Phụ lục"
        told += [task for block in annex.blocks if block.rows for task in task_tables.tasks_in(block, where)]
    return tuple(_once(told))


def _tasks_of(group: Group, plan: _Plan) -> Iterator[ProposedTask]:
    if plan.heads(group):
        yield _with_labels(_of_heading(group), map(_read, group.blocks))
        return
    whose, last = task_bodies.of_heading(group.heading), None
    for block in group.blocks:
        said = _read(block)
        if last and not said.rest and not block.rows:
            last = _with_labels(last, [said])
            continue
        if block.rows:
            made = list(task_tables.tasks_in(block, group.place))
        else:
            made = list(_of_block(group, block, plan, whose.lead))
        if made and last:
            yield last
        yield from made[:-1]
        last = made[-1] if made else last
    if last:
        yield last


def _of_block(group: Group, block: Block, plan: _Plan, whose: tuple[str, ...]) -> Iterator[ProposedTask]:
    said = _read(block)
    words, deadline, how = said.rest, said.deadline, said.deadline_words
    is_lead = bool(words) and plan.sets(group) and group.leads(block)
    if not deadline:
        words, deadline, how = _without_deadline(words)
    if not deadline and (is_lead or group.is_under(_CARRIES_OUT)):
        how, deadline = deadline_in(words) or ("", None)
    if words_of(words) and (deadline or is_lead):
        own = task_bodies.of_sentence(words)
        lead = said.bodies.lead or whose or own.lead
        others = said.bodies.cooperating or own.cooperating
        place = group.place_of(block)
        yield ProposedTask(block.id, words, lead, deadline, others, place, group.heading, deadline_words=how)


def _of_heading(group: Group) -> ProposedTask:
    own, above = group.path[-1], plain(group.path[-2].text)
    words, deadline, how = _without_deadline(CALL.sub("", plain(own.text)))
    whose = task_bodies.of_heading(words)
    lead = whose.lead or task_bodies.of_heading(above).lead
    return ProposedTask(own.id, words, lead, deadline, whose.cooperating, group.place, above, deadline_words=how)


def _with_labels(task: ProposedTask, told: Iterable[Said]) -> ProposedTask:
    for said in told:
        task = replace(
            task,
            bodies=said.bodies.lead or task.bodies,
            cooperating=said.bodies.cooperating or task.cooperating,
            deadline=said.deadline or task.deadline,
            deadline_words=said.deadline_words or task.deadline_words,
        )
    return task


def _read(block: Block) -> Said:
    return labels_of(CALL.sub("", plain(block.text)))


def _without_deadline(words: str) -> tuple[str, Deadline | None, str]:
    for found in reversed(list(_BRACKET.finditer(words))):
        if deadline := deadline_of(found[1]):
            return words[: found.start()] + words[found.end() :], deadline, found[1].strip()
    return words, None, ""


def _once(found: Sequence[ProposedTask]) -> Iterator[ProposedTask]:
    """Each task once: a table that repeats what the text sets adds to it who and by when."""
    rows = {tuple(words_of(task.text)): task for task in reversed(found) if task.row is not None}
    in_text = {tuple(words_of(task.text)) for task in found if task.row is None}
    for task in found:
        words = tuple(words_of(task.text))
        if task.row is None and words in rows:
            twin = rows[words]
            yield replace(
                task,
                bodies=task.bodies or twin.bodies,
                cooperating=task.cooperating or twin.cooperating,
                deadline=task.deadline or twin.deadline,
                deadline_words=task.deadline_words or twin.deadline_words,
            )
        elif task.row is None or words not in in_text:
            yield task
