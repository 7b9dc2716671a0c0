"""The history of a document as its page tells it: the acts that moved it, the savings between them only counted."""

from collections.abc import Iterable, Sequence

from workflow.domain.facts import Fact
from workflow.models import AuditEntry
from workflow.queries.audit import Entry, entries_of

# What happens while a text is being written; hundreds of them would hide the acts.
WRITING = frozenset(
    {
        Fact.DOCUMENT_SECTION_SAVED,
        Fact.DOCUMENT_FIGURES_SAVED,
        Fact.DOCUMENT_HEADING_SAVED,
        Fact.ANNEX_ADDED,
        Fact.ANNEX_SAVED,
        Fact.ANNEX_MOVED,
        Fact.ANNEX_REMOVED,
        Fact.ANNEX_RESTORED,
        Fact.ANNEX_ORIGINS,
        Fact.SOURCE_USED,
        Fact.SOURCE_MERGED,
        Fact.SOURCE_LEFT_OUT,
        Fact.SOURCE_REOPENED,
        Fact.TABLE_GATHERED,
        Fact.TASK_PROGRESS_CHOSEN,
        Fact.BLOCK_SAVED,
        Fact.BLOCK_ADDED,
        Fact.BLOCK_REMOVED,
        Fact.BLOCK_MOVED,
    }
)
# What a reader outside the house is told: the way of the paper, not the debate about it.
PASSAGE = frozenset(
    {
        Fact.DOCUMENT_REGISTERED,
        Fact.DOCUMENT_ISSUED,
        Fact.DOCUMENT_SENT,
        Fact.DOCUMENT_HANDED_UP,
        Fact.DOCUMENT_RECEIVED,
        Fact.DOCUMENT_CONSOLIDATED,
        Fact.DOCUMENT_CANCELLED,
        Fact.DOCUMENT_SUPERSEDED,
    }
)


def acts_of(document_id: int) -> list[Entry]:
    """Every act but the savings, oldest first; as many as a paper has steps, however long it was written."""
    return entries_of(document_id, AuditEntry.fact.not_in(WRITING))


def passage(acts: Iterable[Entry]) -> list[Entry]:
    """The acts that a reader outside the house is told."""
    return [act for act in acts if act.fact in PASSAGE]


def savings_before(acts: Sequence[Entry]) -> dict[int, int]:
    """{ordinal of an act: how many savings went before it since the act before}; ordinals have no holes."""
    before = [0, *(act.ordinal for act in acts)]
    return {act.ordinal: act.ordinal - earlier - 1 for earlier, act in zip(before, acts, strict=False)}
