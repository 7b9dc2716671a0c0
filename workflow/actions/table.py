"""Filling in a section that is a table, and answering a section of any kind with "Không."."""

from workflow.actions.draft import for_writing, keep_state, section_state
from workflow.actions.transaction import action
from workflow.domain import tabulated
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.figures import number
from workflow.domain.inputs.writing import AnswerNothing, SaveTable
from workflow.domain.outline import Section
from workflow.domain.sections import EMPTY_ANSWER
from workflow.domain.states import SectionState
from workflow.models import Document, DraftSection
from workflow.queries.documents import section_for_change


@action
def save_table(document_id: int, given: SaveTable, *, actor: Actor) -> DraftSection:
    """Keep the rows of a table; the same again changes nothing. Refuses as `save_section` does, more rows than
    `tabulated.MOST_ROWS`, and a section that is no table (InvalidInput)."""
    document = for_writing(document_id, actor)
    section = section_for_change(document, given.key, given.version)
    table = asked(document, section).table
    if table is None:
        raise InvalidInput("Mục này không phải là bảng.")
    if len(given.rows) > tabulated.MOST_ROWS:
        raise InvalidInput(f"Bảng có nhiều nhất {number(tabulated.MOST_ROWS)} dòng. Hãy bỏ bớt dòng, hoặc gửi kèm tệp.")
    rows = [list(row) for row in given.rows]
    has_words = tabulated.has_words(table, rows)
    text = "" if has_words and section.text == EMPTY_ANSWER else section.text
    state = section_state(section.state, has_words or bool(text), given.done)
    if (section.rows, section.text, section.state) == (rows, text, state):
        return section
    section.rows, section.text, section.state = rows, text, state
    keep_state(document, section, Fact.DOCUMENT_SECTION_SAVED, actor, {"rows": len(rows)})
    return section


@action
def answer_nothing(document_id: int, given: AnswerNothing, *, actor: Actor) -> DraftSection:
    """Answer a section with "Không.": explicitly, not by leaving it empty. Words and rows that stood there give way and
    stay with the record of the act. Answered so already, nothing happens. Refuses as `save_section` does."""
    document = for_writing(document_id, actor)
    section = section_for_change(document, given.key, given.version)
    before, rows = given.typed or section.text, section.rows
    if (section.text, section.rows, section.state) == (EMPTY_ANSWER, [], SectionState.DONE):
        return section
    section.text, section.rows, section.state = EMPTY_ANSWER, [], SectionState.DONE
    details: dict[str, object] = {"set_aside": before} if before not in {"", EMPTY_ANSWER} else {}
    if rows:
        details["rows"] = rows
    keep_state(document, section, Fact.DOCUMENT_SECTION_SAVED, actor, details)
    return section


def asked(document: Document, section: DraftSection) -> Section:
    """What the outline says of a section; of one that it does not know, what the section says itself."""
    told = document.outline.section(section.key) if document.outline else None
    return told or Section(section.key, section.title, kind=section.kind)
