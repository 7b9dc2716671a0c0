"""The pages of a text being worked on: asked for, drawn by the worker, kept. Nothing here is an act of anybody's: it
changes no text and leaves no entry."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from workflow.actions.transaction import action
from workflow.domain.chain import canonical
from workflow.domain.job_names import JobName
from workflow.domain.paper import Paper
from workflow.models import Preview, db
from workflow.models.clock import now
from workflow.paper.structure import structure_digest

# One drawing of a subject may wait and one may run: the newest words win, and at most one drawing is behind. Below
# everything else that the worker does.
_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('preview'::varchar, :task ::varchar, -10, :lock ::text, :lock ::text,"
    " :args ::jsonb, NULL)::procrastinate_job_to_defer_v1])"
    " WHERE NOT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = :lock AND status = 'todo')"
)


def words_digest(paper: Paper) -> str:
    """The digest of what the paper prints, whatever its blocks are called: a draft's are named anew at each look."""
    unnamed = tuple(replace(block, id=str(place)) for place, block in enumerate(paper.blocks))
    return structure_digest(replace(paper, blocks=unnamed))


@action
def want_preview(subject_kind: str, subject_id: int, wanted: str, *, anew: bool = False) -> Preview:
    """Ask for the pages of these words (their digest). What is shown already is not drawn again, nor what could not be
    drawn, unless `anew`."""
    at = now()
    subject = {"subject_kind": subject_kind, "subject_id": subject_id}
    row = insert(Preview).values(**subject, wanted=wanted, asked_at=at, pages=[], more=0)
    db.session.execute(row.on_conflict_do_nothing())
    preview = _locked(subject_kind, subject_id)
    if preview.wanted != wanted or anew:
        preview.wanted, preview.asked_at, preview.reason = wanted, at, None
    if preview.shown != wanted and preview.reason is None:
        lock = f"preview:{subject_kind}:{subject_id}"
        db.session.execute(_DEFER, {"task": JobName.PREVIEW.value, "lock": lock, "args": canonical(subject)})
    return preview


@action
def keep_preview(subject_kind: str, subject_id: int, shown: str, pages: Sequence[str], more: int) -> None:
    """Keep the drawn pages of these words."""
    preview = _locked(subject_kind, subject_id)
    preview.shown, preview.pages, preview.more = shown, list(pages), more
    preview.wanted, preview.reason = shown, None


@action
def note_preview_failure(subject_kind: str, subject_id: int, reason: str) -> None:
    """The words wanted cannot be drawn; the last pages that could stay."""
    _locked(subject_kind, subject_id).reason = reason


def _locked(subject_kind: str, subject_id: int) -> Preview:
    mine = select(Preview).where(Preview.subject_kind == subject_kind, Preview.subject_id == subject_id)
    return db.session.scalars(mine.with_for_update().execution_options(populate_existing=True)).one()
