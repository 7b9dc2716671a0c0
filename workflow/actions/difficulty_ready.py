"""A unit's open matters stand ready in its next report, as lines the writer may edit; each line is tied to its matter
by the name of its block, so that issuing the report raises nothing twice."""

import datetime as dt
from collections.abc import Iterable, Mapping

from workflow.domain.actor import SYSTEM_NAME
from workflow.domain.block_ids import fresh_id
from workflow.domain.dates import local_day
from workflow.domain.difficulties import DifficultyKind
from workflow.domain.difficulty_words import standing_line
from workflow.domain.outline import SectionKind
from workflow.domain.states import SectionState
from workflow.models import Difficulty, DifficultyPlace, Document, DraftSection, ResultBlock, db
from workflow.models.consolidation import STEP
from workflow.queries.difficulties import open_of

MOST_READY = 50
KIND_OF: Mapping[SectionKind, DifficultyKind] = {
    SectionKind.DIFFICULTIES: DifficultyKind.DIFFICULTY,
    SectionKind.PROPOSALS: DifficultyKind.PROPOSAL,
}


def lay_ready(document: Document, at: dt.datetime) -> None:
    """Lay the open matters of the document's organisation into its sections of difficulties and proposals."""
    sections = {section.kind: section for section in document.sections if section.kind in KIND_OF}
    if not sections:
        return
    by_section: dict[str, list[Difficulty]] = {}
    for one in open_of(document.organisation_id, MOST_READY):
        by_section.setdefault(_section_for(one, sections).key, []).append(one)
    for section in sections.values():
        _lay(document, section, by_section.get(section.key, ()), at)


def _section_for(difficulty: Difficulty, sections: Mapping[SectionKind, DraftSection]) -> DraftSection:
    """Proposals among proposals; where the outline has only one of the two sections, everything there."""
    is_proposal = difficulty.kind is DifficultyKind.PROPOSAL
    wanted = SectionKind.PROPOSALS if is_proposal else SectionKind.DIFFICULTIES
    return sections.get(wanted) or next(iter(sections.values()))


def _lay(document: Document, section: DraftSection, matters: Iterable[Difficulty], at: dt.datetime) -> None:
    lines = []
    for place, one in enumerate(matters, start=1):
        line, block = standing_line(one.text, local_day(one.raised_at)), fresh_id()
        lines.append(line)
        named = {"document_id": document.id, "section_key": section.key, "block": block, "text": line}
        db.session.add(DifficultyPlace(difficulty_id=one.id, **named))
        if document.consolidates:
            db.session.add(ResultBlock(position=place * STEP, saved_at=at, saved_by=SYSTEM_NAME, **named))
    if lines and not document.consolidates:
        section.text = "\n".join(filter(None, [section.text, *lines]))
        section.state = SectionState.WORKING
    db.session.flush()
