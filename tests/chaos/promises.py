"""What became of the promised jobs."""

from collections import Counter

from sqlalchemy import select, text

from workflow.models import AuditEntry, Document, Notification, db
from workflow.notify.recipients import recipients

_LEFT = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name NOT LIKE 'digest.%%'"
_FAILED = "SELECT id, task_name, args::text FROM procrastinate_jobs WHERE status NOT IN ('todo', 'doing', 'succeeded')"
_TOLD = """SELECT (args ->> 'document_id')::bigint, (args ->> 'ordinal')::bigint FROM procrastinate_jobs
WHERE task_name = 'notify.tell' AND args ? 'document_id'"""


def left() -> int:
    """How many are still to be done."""
    return int(db.session.connection().exec_driver_sql(_LEFT).scalar_one())


def effects() -> list[str]:
    """Each promised job done once to the outside: whoever had to be told was told, of each act once."""
    found = [f"job {row[0]} {row[1]} {row[2]} was not done" for row in db.session.execute(text(_FAILED))]
    promised = Counter(tuple(row) for row in db.session.execute(text(_TOLD)))
    found += [f"notices of {place} were promised {count} times" for place, count in promised.items() if count > 1]
    rows = db.session.execute(select(Notification.document_id, Notification.ordinal, Notification.user_id))
    told = Counter((row[0], row[1], row[2]) for row in rows)
    found += [f"{place} was told {count} times" for place, count in told.items() if count > 1]
    for document_id, ordinal in promised:
        document, entry = db.session.get_one(Document, document_id), _entry(document_id, ordinal)
        missing = [one for one in recipients(document, entry) if (document_id, ordinal, one) not in told]
        if missing:
            found.append(f"{missing} were not told of {entry.fact} on document {document_id}")
    return found


def _entry(document_id: int, ordinal: int) -> AuditEntry:
    query = select(AuditEntry).where(AuditEntry.subject_kind == Document.subject_kind)
    return db.session.scalars(query.filter_by(subject_id=document_id, ordinal=ordinal)).one()
