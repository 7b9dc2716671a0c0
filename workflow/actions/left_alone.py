"""A slow step that nobody will do any more, because its job was given up without a word: the database was away for that
word too, or the job had ended every worker that took it."""

from sqlalchemy import text

from workflow.actions.issue import fail_step
from workflow.actions.transaction import action
from workflow.models import db
from workflow.queries.documents import for_change

MOST = 100
# A job carries the lock of its document (`actions.record`); one statement, so that both are seen at the same moment.
_LEFT = """SELECT id FROM document WHERE step <> 'none' AND step_error IS NULL AND NOT EXISTS (
    SELECT FROM procrastinate_jobs AS job
    WHERE job.status IN ('todo', 'doing') AND job.lock = 'document:' || document.id)"""
_ALL = text(f"{_LEFT} ORDER BY id LIMIT :most")
_ONE = text(f"{_LEFT} AND id = :document_id")


def left_alone() -> list[int]:
    """The papers that wait for a step that no job will do; so many of them."""
    found = list(db.session.scalars(_ALL, {"most": MOST}))
    db.session.rollback()
    return found


@action
def note_left_alone(document_id: int, reason: str) -> bool:
    """Say so on one of them, where “thử lại” stands beside it; whether it was still so."""
    document = for_change(document_id)
    is_left = db.session.scalar(_ONE, {"document_id": document_id}) is not None
    if is_left:
        fail_step(document, reason)
    return is_left
