"""The section of a report that goes through the tasks: what was done of each, kept task by task."""

from workflow.actions.consolidate import for_consolidating
from workflow.actions.draft import for_writing, keep_state, section_state
from workflow.actions.record import Said, record
from workflow.actions.task_progress import count_progress
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.blocks import clean
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from workflow.domain.facts import Fact
from workflow.domain.inputs.tasks import ChooseProgress, SaveResults, ToldOfTask
from workflow.domain.labels import PROGRESS, PROGRESS_UNKNOWN
from workflow.domain.outline import SectionKind
from workflow.domain.states import Role
from workflow.models import Document, DraftSection, TaskResult, db
from workflow.models.clock import now
from workflow.queries.documents import section_for_change
from workflow.queries.task_results import asked_of, results_of

_NOTHING = ToldOfTask(None, "", "")


@action
def save_results(document_id: int, given: SaveResults, *, actor: Actor) -> DraftSection:
    """Keep what is said of each task; the same again changes nothing. Refuses as `save_section` does, a task that the
    report is not asked about, a section of another kind, and to call the section finished while a task is unanswered
    (InvalidInput)."""
    document = for_writing(document_id, actor)
    section = section_for_change(document, given.key, given.version)
    if section.kind is not SectionKind.TASKS:
        raise InvalidInput("Mục này không hỏi theo từng nhiệm vụ.")
    asked = [one.task.id for one in asked_of(document)]
    if not set(given.told) <= set(asked):
        raise InvalidInput("Kế hoạch vừa đổi nhiệm vụ. Hãy xem lại danh sách rồi lưu; chữ đã gõ vẫn còn nguyên.")
    told = {number: _clean(given.told.get(number, _NOTHING)) for number in asked}
    unanswered = sum(one.progress is None for one in told.values())
    if given.done and unanswered:
        raise InvalidInput(f"Còn {unanswered} nhiệm vụ chưa chọn tiến độ. Chưa có kết quả thì chọn đúng như vậy.")
    text = clean(given.text).strip()
    filled = bool(text) or any(one != _NOTHING for one in told.values())
    state = section_state(section.state, filled, given.done)
    if (section.text, section.state) == (text, state) and told == _kept(document, asked):
        return section
    _put(document, told)
    section.text, section.state = text, state
    keep_state(document, section, Fact.DOCUMENT_SECTION_SAVED, actor, {"results": _for_record(told)})
    return section


@action
def choose_progress(document_id: int, given: ChooseProgress, *, actor: Actor) -> TaskResult:
    """Say how far a consolidated task is, whatever its units say; None leaves it to what they say. The same again
    changes nothing. Refuses as `for_consolidating` does, a task that the report does not go through (NotFound), and one
    on which somebody chose meanwhile (ChangedMeanwhile)."""
    document = for_consolidating(document_id, actor)
    row = results_of(document.id).get(given.task_id)
    if row is None:
        raise NotFound("Báo cáo này không có nhiệm vụ đó. Hãy tải lại trang.")
    if (row.progress if row.chosen else None) == given.progress:
        return row
    if row.progress is not given.seen:
        said = (PROGRESS[row.progress] if row.progress else PROGRESS_UNKNOWN).lower()
        raise ChangedMeanwhile(f"Tiến độ của nhiệm vụ này vừa đổi thành “{said}”. Hãy xem lại rồi chọn.")
    row.chosen, row.progress = given.progress is not None, given.progress
    count_progress(document)
    section = next(one for one in document.sections if one.kind is SectionKind.TASKS)
    details: dict[str, object] = {"section": section.key, "task": row.task_id, "chosen": row.chosen}
    details |= {"progress": row.progress, "before": given.seen}
    record(document, Fact.TASK_PROGRESS_CHOSEN, actor, now(), Said(details=details, role=Role.OFFICE))
    return row


def _put(document: Document, told: dict[int, ToldOfTask]) -> None:
    known = results_of(document.id)
    for position, (number, one) in enumerate(told.items()):
        row = known.get(number)
        if row is None:
            row = TaskResult(document_id=document.id, task_id=number)
            db.session.add(row)
        row.position, row.progress, row.done, row.evidence = position, one.progress, one.done, one.evidence


def _kept(document: Document, asked: list[int]) -> dict[int, ToldOfTask]:
    known = results_of(document.id)
    return {
        number: ToldOfTask(known[number].progress, known[number].done, known[number].evidence)
        if number in known
        else _NOTHING
        for number in asked
    }


def _clean(one: ToldOfTask) -> ToldOfTask:
    return ToldOfTask(one.progress, clean(one.done).strip(), " ".join(clean(one.evidence).split()))


def _for_record(told: dict[int, ToldOfTask]) -> dict[str, str]:
    return {str(number): one.progress.value for number, one in told.items() if one.progress}
