"""A paper brought in as the start of a text being written: laid into its sections, and taken out again."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from workflow.actions.annex import append_annex
from workflow.actions.draft import for_writing, keep_frame, keep_text
from workflow.actions.plan import LONGEST_ABSTRACT
from workflow.actions.record import Said, record
from workflow.actions.review import paper_of_import
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.blocks import digest, plain
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.writing import LayPaper
from workflow.domain.laying import LEFT_OUT, Place, Stretch, laid, stretches
from workflow.domain.outline import SectionKind
from workflow.domain.paper import Paper
from workflow.domain.parts import Parts
from workflow.domain.sections import FIGURES
from workflow.domain.states import ImportState, SectionState
from workflow.models import Document, DraftSection, PaperImport, db
from workflow.models.clock import now
from workflow.paper.parse.notes import last_raised, noted_text
from workflow.queries.annexes import annexes_of, standing
from workflow.queries.imports import mine

FROM_SOURCES = (
    "Văn bản tổng hợp lấy nội dung từ báo cáo của cấp dưới. "
    "Hãy thêm đoạn của Văn phòng trên trang tổng hợp, hoặc thêm phụ lục."
)
Change = list[str]
_NOT_IN_WORDS = frozenset({SectionKind.TABLE, SectionKind.TASKS})
_FRAME = {"abstract": "Trích yếu", "addressees": "Kính gửi", "recipients": "Nơi nhận", "parts": "Thành phần khác"}


@action
def lay_paper(import_id: int, document_id: int, given: LayPaper, *, actor: Actor) -> Document:
    """Lay the paper's stretches, annexes and what was chosen of its frame into the draft. What gives way stays with the
    record of the act. Refuses as `for_writing` does, a draft or a paper changed since they were seen
    (ChangedMeanwhile), a stretch without a place, a section that would become too long (InvalidInput)."""
    document = for_writing(document_id, actor)
    brought = _to_lay(import_id, given.version, actor)
    sections = _sections(document)
    if given.seen != seen(sections):
        raise ChangedMeanwhile("Bản thảo vừa được sửa sau khi đồng chí mở trang này. Hãy xem lại rồi bấm lần nữa.")
    paper, places = paper_of_import(brought), places_of(sections)
    found = stretches(paper, places)
    _refuse_unplaced(found, given, places)
    brought.laid = {
        "sections": _lay_sections(document, sections, _texts(sections, found, paper, given), actor),
        "frame": _lay_frame(document, paper, given, actor),
        "annexes": _lay_annexes(document, paper, given, actor),
    }
    brought.state, brought.draft_id = ImportState.LAID, document.id
    _noted(brought, Fact.IMPORT_LAID, {"document": document.id, "sections": list(brought.laid["sections"])}, actor)
    return document


@action
def lift_paper(import_id: int, *, actor: Actor) -> list[str]:
    """Take out again what was laid, wherever it still stands as it was laid; the paper may then be laid anew. Returns
    the names of what was changed since and stays. Refuses NotFound, what is not laid (TransitionRefused), and as
    `for_writing` does."""
    document = for_writing(mine(import_id, actor).draft_id or 0, actor)
    brought = mine(import_id, actor, lock=True)
    if brought.state is not ImportState.LAID:
        raise TransitionRefused("Văn bản này chưa được đưa vào bản thảo, hoặc đã được lấy ra.")
    kept = [
        *_lift_sections(document, brought.laid["sections"], actor),
        *_lift_frame(document, brought.laid["frame"], actor),
        *_lift_annexes(document, brought.laid["annexes"]),
    ]
    brought.state, brought.laid = ImportState.READY, {}
    _noted(brought, Fact.IMPORT_LIFTED, {"document": document.id, "kept": kept}, actor)
    return kept


def seen(sections: Mapping[str, DraftSection]) -> str:
    """The versions of the draft's sections as one word, for a page to carry."""
    return digest(",".join(f"{key}:{one.version}" for key, one in sorted(sections.items())))[:24]


def places_of(sections: Mapping[str, DraftSection]) -> list[Place]:
    """Where text may be laid; figures are fields, tables rows of cells."""
    filled = {key: one for key, one in sections.items() if key != FIGURES and one.kind not in _NOT_IN_WORDS}
    return [Place(key, one.title) for key, one in filled.items()]


def frame_of(paper: Paper, document: Document) -> dict[str, Any]:
    """What of the paper's frame the draft could take: what is there, and is other than the draft's own."""
    offered = {
        "abstract": paper.abstract if len(paper.abstract) <= LONGEST_ABSTRACT else "",
        "addressees": list(paper.addressees) if document.traits.addressed else [],
        "recipients": list(paper.recipients),
        "parts": Parts.of(paper).to_json(),
    }
    return {name: value for name, value in offered.items() if value and value != getattr(document, name)}


def _to_lay(import_id: int, version: int, actor: Actor) -> PaperImport:
    brought = mine(import_id, actor, lock=True)
    if brought.state is not ImportState.READY:
        raise TransitionRefused("Văn bản này đã được dùng, đã bỏ, hoặc chưa đọc xong.")
    if brought.version != version:
        raise ChangedMeanwhile("Văn bản này vừa được sửa ở một trang khác. Hãy xem lại rồi bấm lần nữa.")
    return brought


def _sections(document: Document) -> dict[str, DraftSection]:
    """The draft's own sections as they are under the lock, in printed order."""
    if document.consolidates:
        raise TransitionRefused(FROM_SOURCES)
    query = select(DraftSection).where(DraftSection.document_id == document.id, DraftSection.annex.is_(False))
    fresh = query.order_by(DraftSection.position).execution_options(populate_existing=True)
    return {one.key: one for one in db.session.scalars(fresh)}


def _refuse_unplaced(found: Sequence[Stretch], given: LayPaper, places: Sequence[Place]) -> None:
    known = {LEFT_OUT, *(place.key for place in places)}
    messages = {
        f"place_{at}": f"Hãy chọn mục cho {_name(stretch)}, hoặc chọn không đưa vào."
        for at, stretch in enumerate(found)
        if given.chosen.get(at) not in known
    }
    if messages:
        raise InvalidInput(next(iter(messages.values())), fields=messages)


def _name(stretch: Stretch) -> str:
    return f"“{plain(stretch.heading.printed)}”" if stretch.heading else "phần không có đề mục"


def _texts(
    sections: Mapping[str, DraftSection], found: Sequence[Stretch], paper: Paper, given: LayPaper
) -> dict[str, str]:
    """The new text of each section that gets one. A text that nobody typed (the opening that is proposed) gives way."""
    notes = {note.marker: note.text for note in paper.footnotes}
    texts: dict[str, str] = {}
    for key, blocks in laid(found, given.chosen, places_of(sections)).items():
        section = sections[key]
        kept = "" if given.replaces or section.saved_at is None else section.text
        text = "\n\n".join(filter(None, (kept, noted_text(blocks, notes, last_raised(kept)))))
        if len(text) > given.longest:
            raise InvalidInput(
                f"Mục “{section.title}” sẽ dài quá {given.longest} ký tự. Hãy chọn mục khác cho bớt chữ."
            )
        if text != section.text:
            texts[key] = text
    return texts


def _lay_sections(
    document: Document, sections: Mapping[str, DraftSection], texts: Mapping[str, str], actor: Actor
) -> dict[str, Change]:
    changes = {}
    for key, text in texts.items():
        changes[key] = [sections[key].text, text, sections[key].state.value]
        keep_text(document, sections[key], text, actor)
    return changes


def _lay_frame(document: Document, paper: Paper, given: LayPaper, actor: Actor) -> dict[str, list[Any]]:
    taken = {name: value for name, value in frame_of(paper, document).items() if name in given.frame}
    changes = {name: [getattr(document, name), value] for name, value in taken.items()}
    if taken:
        keep_frame(document, taken, actor)
    return changes


def _lay_annexes(document: Document, paper: Paper, given: LayPaper, actor: Actor) -> dict[str, str]:
    notes, added = {note.marker: note.text for note in paper.footnotes}, dict[str, str]()
    for at in given.annexes:
        annex, source = append_annex(document, actor), paper.annexes[at]
        annex.title, annex.wide = (source.title or source.marker)[:300], source.wide
        annex.text = noted_text(source.blocks, notes)
        annex.state = SectionState.WORKING if annex.text else SectionState.EMPTY
        annex.saved_at, annex.saved_by = now(), actor.name
        added[annex.key] = annex.text
    return added


def _lift_sections(document: Document, changes: Mapping[str, Change], actor: Actor) -> list[str]:
    kept = []
    for section in _sections(document).values():
        if section.key not in changes:
            continue
        before, after, state = changes[section.key]
        if section.text == after:
            keep_text(document, section, before, actor)
            section.state = SectionState(state)
        else:
            kept.append(section.title)
    return kept


def _lift_frame(document: Document, changes: Mapping[str, list[Any]], actor: Actor) -> list[str]:
    back = {name: before for name, (before, after) in changes.items() if getattr(document, name) == after}
    if back:
        keep_frame(document, back, actor)
    return [_FRAME[name] for name in changes if name not in back]


def _lift_annexes(document: Document, added: Mapping[str, str]) -> list[str]:
    """Annexes are taken away as by hand: the list of annexes offers them back."""
    kept = []
    for annex in standing(annexes_of(document.id)):
        if annex.key in added and annex.text == added[annex.key]:
            annex.removed = True
        elif annex.key in added:
            kept.append(annex.title)
    return kept


def _noted(brought: PaperImport, fact: Fact, details: Mapping[str, Any], actor: Actor) -> None:
    brought.version += 1
    record(brought, fact, actor, now(), Said(details=details))
