"""From a report to its difficulties: each paragraph of its sections of difficulties and proposals is a matter of its
own once the report is issued, goes up when it is sent, and in a consolidation speaks for those it was made from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from workflow.actions.consolidate import words_of
from workflow.actions.difficulty_moves import (
    LONGEST,
    Doing,
    call_home,
    join_into,
    new_record,
    note,
    put_text,
    send_up,
    take,
    touch,
    withdraw,
)
from workflow.actions.difficulty_ready import KIND_OF
from workflow.actions.transaction import action
from workflow.domain.actor import SYSTEM
from workflow.domain.blocks import Block, BlockType
from workflow.domain.difficulties import WAITING, DifficultyAct, DifficultyKind, DifficultyState
from workflow.domain.difficulty_words import THE_SAME, bare, percent_alike
from workflow.domain.facts import Fact
from workflow.domain.inputs.difficulties import RaiseDifficulty
from workflow.domain.provenance import kept_share
from workflow.domain.states import ARRIVED, IN_FORCE, LIVING_SOURCE, DocumentKind, DocumentState
from workflow.models import Contribution, Difficulty, DifficultyPlace, Document, db
from workflow.models.clock import now
from workflow.queries.difficulties import for_change as difficulty_for_change
from workflow.queries.difficulties import open_of
from workflow.queries.difficulty_links import DifficultyCase, at_places, joined_into, locked, places_of
from workflow.queries.documents import for_change
from workflow.queries.papers import blocks_by_section

_STILL = 34  # per cent of a ready line's words by which it is still the same matter
_NOT_IN_IT = "Báo cáo ban hành lại không còn đoạn này."
_CANCELLED = "Báo cáo nêu việc này đã huỷ."


@dataclass(frozen=True, slots=True)
class _Line:
    """One paragraph of a section of difficulties or proposals."""

    section_key: str
    kind: DifficultyKind
    block: Block

    @property
    def text(self) -> str:
        """Its words as a matter of its own."""
        return bare(self.block.text)[:LONGEST]


@action
def follow_report(document_id: int) -> None:
    """Bring the difficulties of a report to where the report is. Done again, nothing changes: raised when it is issued,
    before the superior when it is sent, received with it, at home again when it is recalled or sent back, withdrawn
    when it is cancelled or issued again without them. Other papers have none."""
    document = for_change(document_id)
    if document.kind is not DocumentKind.REPORT or document.revision is None:
        return
    doing = Doing(SYSTEM, now(), document.organisation_id)
    if document.state in IN_FORCE:
        _take_lines(document, doing)
    db.session.flush()
    mine = _records_of(document)
    if document.state in ARRIVED:
        _go_up(document, mine, doing)
    elif document.state is DocumentState.CANCELLED:
        _give_up([one for one in mine if one.document_id == document.id], _CANCELLED, doing)
    elif document.state is not DocumentState.SUPERSEDED:
        _come_home([one for one in mine if one.document_id == document.id], doing)


def _take_lines(document: Document, doing: Doing) -> None:
    lines, places = _lines(document), places_of(document.id)
    behind = _behind(document)
    for line in lines:
        below = behind.get(line.block.id.partition("-")[0], [])
        place = places.get(line.block.id)
        if place is not None and not _is_still(place, line):
            db.session.delete(place)
            db.session.flush()
            place = None
        if place is not None:
            record = difficulty_for_change(place.difficulty_id)
            _reword(record, line, document, doing)
        else:
            found = _spoken_for(document, line, below, doing)
            if found is None:
                continue
            record = found
            _put_place(record, line, document)
        _speak_for(record, below, doing)
    _give_up(_no_longer_said(document, {line.block.id for line in lines}, places), _NOT_IN_IT, doing)


def _lines(document: Document) -> list[_Line]:
    """The paragraphs; not "Không.", not headings over something, not tables."""
    assert document.revision is not None  # noqa: S101 - looked at by the act
    written = blocks_by_section(document.revision.content)
    return [
        _Line(section.key, KIND_OF[section.kind], block)
        for section in document.sections
        if section.kind in KIND_OF
        for block in words_of(written.get(section.key, []))
        if block.type is not BlockType.TABLE and bare(block.text)
    ]


def _behind(document: Document) -> dict[str, list[Difficulty]]:
    """Of a consolidation: the records of those below that stand behind each of its blocks."""
    if not document.consolidates:
        return {}
    query = select(Contribution).where(Contribution.document_id == document.id).order_by(Contribution.id)
    made = db.session.scalars(query).all()
    known = at_places({(one.source_id, one.source_block) for one in made})
    found: dict[str, list[Difficulty]] = {}
    for one in made:
        if (record := known.get((one.source_id, one.source_block))) is not None:
            found.setdefault(one.block, []).append(record)
    return found


def _spoken_for(document: Document, line: _Line, below: Sequence[Difficulty], doing: Doing) -> Difficulty | None:
    """The record that a block is about: the one into which those below were joined already, one that the unit has
    raised in the same words, else a new one. At the top of the tree what nobody below raised is nobody's to answer."""
    above = [one.parent_id for one in below if one.parent_id is not None]
    if above:
        known = difficulty_for_change(above[0])
        if known.organisation_id == document.organisation_id:
            return known
    same = [one for one in open_of(document.organisation_id) if percent_alike(one.text, line.text) >= THE_SAME]
    if same:
        return difficulty_for_change(same[0].id)
    if document.organisation.superior_id is None and not below:
        return None
    record = new_record(document.organisation, RaiseDifficulty(line.kind, line.text), doing)
    record.document_id = document.id
    return record


def _speak_for(record: Difficulty, below: Iterable[Difficulty], doing: Doing) -> None:
    """Join into it what stands behind its block and waits at this desk by itself."""
    if record.state in {DifficultyState.ANSWERED, DifficultyState.WITHDRAWN}:
        return
    for child in below:
        waits_here = child.desk_id == record.organisation_id and child.state in WAITING
        if waits_here and child.parent_id is None and child.id != record.id:
            join_into(difficulty_for_change(child.id), record, doing)


def _reword(record: Difficulty, line: _Line, document: Document, doing: Doing) -> None:
    """Issued again in other words, before anybody above had it in hand."""
    is_its_own = record.document_id == document.id and record.state is DifficultyState.RAISED
    if is_its_own and record.received_at is None and record.text != line.text:
        put_text(record, line.text)
        note(record, Fact.DIFFICULTY_REWORDED, doing, {"text": line.text})


def _put_place(record: Difficulty, line: _Line, document: Document) -> None:
    named = {"document_id": document.id, "section_key": line.section_key, "block": line.block.id}
    db.session.add(DifficultyPlace(difficulty_id=record.id, **named))
    db.session.flush()


def _is_still(place: DifficultyPlace, line: _Line) -> bool:
    """A line that stood ready and was written over is another matter."""
    return not place.text or kept_share(bare(place.text), line.text) >= _STILL


def _no_longer_said(document: Document, said: set[str], places: dict[str, DifficultyPlace]) -> Sequence[Difficulty]:
    """What this report, or the one it replaces, raised and does not say any more."""
    gone = {place.difficulty_id for block, place in places.items() if block not in said}
    origins = [Difficulty.document_id == document.id] if gone else []
    if document.replaces_id is not None:
        origins.append(Difficulty.document_id == document.replaces_id)
    if not origins:
        return []
    still = select(DifficultyPlace.difficulty_id).where(
        DifficultyPlace.document_id == document.id, DifficultyPlace.block.in_(said)
    )
    return locked(or_(*origins), Difficulty.id.not_in(still))


def _records_of(document: Document) -> Sequence[Difficulty]:
    """The unit's own records that the report speaks of in its text."""
    placed = select(DifficultyPlace.difficulty_id).where(
        DifficultyPlace.document_id == document.id,
        DifficultyPlace.block.in_([line.block.id for line in _lines(document)]),
    )
    spoken_of = or_(Difficulty.document_id == document.id, Difficulty.id.in_(placed))
    return locked(spoken_of, Difficulty.organisation_id == document.organisation_id)


def _go_up(document: Document, mine: Iterable[Difficulty], doing: Doing) -> None:
    superior_id = document.organisation.superior_id
    if superior_id is None:
        return
    for one in mine:
        if one.sent_at is None and one.state in WAITING and one.parent_id is None:
            send_up(one, None, doing)
        is_at_superior = one.desk_id == superior_id and one.state is DifficultyState.RAISED
        if document.state in LIVING_SOURCE and is_at_superior:
            take(one, DifficultyAct.RECEIVE, Fact.DIFFICULTY_RECEIVED, Doing(SYSTEM, doing.at, superior_id))
            touch(one, doing.at)


def _come_home(mine: Iterable[Difficulty], doing: Doing) -> None:
    """With a report that was recalled or sent back, unless somebody above has it in hand already."""
    for one in mine:
        if one.sent_at is None or one.received_at is not None or one.state is not DifficultyState.RAISED:
            continue
        call_home(one)
        note(one, Fact.DIFFICULTY_CALLED_BACK, doing, {})
        for child in joined_into(one.id):
            if child.state is DifficultyState.PASSED_UP:
                take(child, DifficultyAct.DESCEND, Fact.DIFFICULTY_CALLED_BACK, doing)


def _give_up(records: Iterable[Difficulty], reason: str, doing: Doing) -> None:
    for one in records:
        alone = one.parent_id is None and not DifficultyCase(one).stands_for_others
        if one.state is DifficultyState.RAISED and one.received_at is None and alone:
            withdraw(one, reason, doing)
