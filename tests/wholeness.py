"""What must be true of every paper at every moment, whatever was killed, refused or done at once: read from the tables
alone, within an application context, as of one moment."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from sqlalchemy import select, text

from workflow.cli.simulate.invariants import records
from workflow.cli.simulate.invariants.reading import Seen
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.document_machine import TABLE
from workflow.domain.evidence import history_faults
from workflow.domain.facts import Fact
from workflow.domain.hands import BESIDE
from workflow.domain.states import Role
from workflow.models import AuditEntry, Document, Signature, db
from workflow.queries.evidence import entries, paper_faults, pins, read_as_one, subjects
from workflow.storage.store import Store

Check = Callable[[], Iterator[str]]
_LEGAL = frozenset((move.source, move.target) for move in TABLE)
_BEGINNINGS = frozenset(target for source, target in _LEGAL if source is None)
_TOLD = (
    Fact.DOCUMENT_SUBMITTED,
    Fact.DOCUMENT_RECALLED,
    Fact.DOCUMENT_APPRAISED,
    Fact.DOCUMENT_RETURNED,
    Fact.DOCUMENT_APPROVED,
    Fact.DOCUMENT_ISSUED,
    Fact.DOCUMENT_SENT,
    Fact.DOCUMENT_RECEIVED,
    Fact.DOCUMENT_SENT_BACK,
    Fact.DOCUMENT_CANCELLED,
    Fact.DOCUMENT_SUPERSEDED,
    Fact.DOCUMENT_STEP_FAILED,
)
"""What people are always told of: the promise of it stands in the queue from the same moment as the act."""

_VERSIONS = """SELECT id, version, chain_length FROM document WHERE version <> chain_length + 1 - (
    SELECT count(*) FROM audit_entry WHERE subject_kind = 'document' AND subject_id = document.id
    AND fact = ANY (%(beside)s))"""
_UNWAITED = """SELECT document.id, step FROM document WHERE step <> 'none' AND step_error IS NULL AND NOT EXISTS (
    SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND (args ->> 'document_id')::bigint = document.id
    AND queue_name = CASE step WHEN 'sending' THEN 'send' ELSE 'issue' END)"""
_ACTS = """SELECT subject_id, ordinal, fact FROM audit_entry
WHERE subject_kind = 'document' AND fact = ANY (%(told)s) ORDER BY 1, 2"""
_NOTICES = """SELECT (args ->> 'document_id')::bigint, (args ->> 'ordinal')::bigint FROM procrastinate_jobs
WHERE task_name = 'notify.tell' AND jsonb_exists(args, 'document_id')"""
_TWICE_NUMBERED = "SELECT series_id, number FROM document WHERE number IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1"
_UNFIT = """SELECT id, state FROM document WHERE kind <> 'BS' AND CASE
    WHEN state IN ('draft', 'consolidating', 'in_appraisal', 'in_approval')
        THEN issued_digest IS NOT NULL OR prepared_digest IS NOT NULL OR step <> 'none'
    WHEN state = 'approved' THEN issued_digest IS NOT NULL OR revision_id IS DISTINCT FROM decided_revision_id
    WHEN state IN ('issued', 'sent', 'received', 'consolidated')
        THEN issued_digest IS NULL OR number IS NULL OR issued_on IS NULL
    ELSE false END"""
_DELIVERED = """SELECT document_id, label, count(*) FROM delivery GROUP BY 1, 2 HAVING count(*) > 1"""
_UNDELIVERED = """SELECT id FROM document WHERE state IN ('sent', 'received', 'consolidated') AND NOT EXISTS (
    SELECT FROM delivery WHERE document_id = document.id)"""
_OWN = """SELECT entry.subject_id, entry.actor_name FROM audit_entry entry
JOIN document ON document.id = entry.subject_id JOIN organisation house ON house.id = document.organisation_id
WHERE entry.subject_kind = 'document' AND entry.fact = %(approved)s
AND entry.details -> 'decision' IS NULL AND (house.level <> 'chi_bo' OR entry.details -> 'meeting' IS NULL) AND EXISTS (
    SELECT FROM audit_entry written WHERE written.subject_kind = 'document' AND written.subject_id = entry.subject_id
    AND written.actor_id = entry.actor_id AND written.ordinal < entry.ordinal AND written.fact = ANY (%(written)s))"""
_VOTING = """SELECT document.id, person.username FROM slip JOIN opinion_round asked ON asked.id = slip.round_id
JOIN document ON document.id = asked.document_id JOIN person ON person.id = slip.user_id
WHERE asked.closed_at IS NULL AND document.state = 'in_approval' AND NOT (slip.wrote AND
    (slip.stance IS NULL OR slip.fell_at IS NOT NULL)) AND slip.user_id = ANY (document.author_ids)"""
_WRITTEN = (
    Fact.DOCUMENT_SECTION_SAVED,
    Fact.DOCUMENT_HEADING_SAVED,
    Fact.DOCUMENT_FIGURES_SAVED,
    Fact.DOCUMENT_CONSOLIDATION_STARTED,
    Fact.DOCUMENT_SUBMITTED,
    Fact.SOURCE_TAKEN_IN,
)
"""What makes somebody a writer of the text from then on."""


def histories() -> Iterator[str]:
    """Papers that stand where no row of the table leads, or whose history skips a state; entries that do not say who,
    as what, for which unit and when."""
    for document_id, history in _by_document().items():
        stood: str | None = None
        for entry in history:
            if entry.from_state not in {None, stood}:
                yield f"document {document_id} left {entry.from_state} at {entry.ordinal} and stood at {stood}"
            if stood is None and entry.to_state not in _BEGINNINGS:
                yield f"document {document_id} began as {entry.to_state}"
            if stood is not None and stood != entry.to_state and (stood, entry.to_state) not in _LEGAL:
                yield f"document {document_id} went from {stood} to {entry.to_state} by {entry.fact}"
            yield from _unsigned(entry)
            stood = entry.to_state


def _unsigned(entry: AuditEntry) -> Iterator[str]:
    is_person = entry.actor_id is not None
    known = entry.role in {role.value for role in Role}
    if not (entry.actor_name and entry.at and entry.digest) or (is_person and not (known and entry.organisation_id)):
        yield f"entry {entry.ordinal} of document {entry.subject_id} says too little of who acted"


def versions() -> Iterator[str]:
    """Papers changed without an entry, or recorded without a change: a lost update."""
    for document_id, version, length in _rows(_VERSIONS, beside=[fact.value for fact in BESIDE]):
        yield f"document {document_id} has version {version} and {length} entries"


def states() -> Iterator[str]:
    """Papers whose columns do not fit their state, or whose state is not what their record says."""
    for document_id, state in _rows(_UNFIT):
        yield f"document {document_id} cannot be {state} with what it holds"
    for fault in paper_faults():
        yield f"document {fault.subject_id} breaks at {fault.ordinal}: {fault.broken}"


def chains() -> Iterator[str]:
    """Histories and anchors that are not whole."""
    yield from records.chains(Ledger(), Seen())


def paper_chains() -> Iterator[str]:
    """Histories of papers that are not whole."""
    kind = Document.subject_kind
    for fault in history_faults(kind, subjects(kind), entries(kind), pins(kind)):
        yield f"document {fault.subject_id} breaks at {fault.ordinal}: {fault.broken}"


def numbers() -> Iterator[str]:
    """Holes, doubles, papers without a place in their book."""
    yield from records.numbers(Ledger(), Seen())
    for series_id, number in _rows(_TWICE_NUMBERED):
        yield f"number {number} of series {series_id} was given twice"


def promises() -> Iterator[str]:
    """Papers that wait for a step that nobody will do; acts that nobody will be told of."""
    for document_id, step in _rows(_UNWAITED):
        yield f"document {document_id} waits for {step}, and no job will do it"
    promised = set(_rows(_NOTICES))
    for document_id, ordinal, fact in _rows(_ACTS, told=[one.value for one in _TOLD]):
        if (document_id, ordinal) in promised:
            continue
        yield f"nobody will be told of {fact} on document {document_id}"


def deliveries() -> Iterator[str]:
    """Addressees that got a paper twice, papers sent to nobody."""
    for document_id, label, count in _rows(_DELIVERED):
        yield f"document {document_id} went {count} times to {label}"
    for (document_id,) in _rows(_UNDELIVERED):
        yield f"document {document_id} was sent to nobody"


def own_texts() -> Iterator[str]:
    """Papers approved by one who had written them, but where a meeting or a committee decided; and a writer among those
    whose slip is asked for or counts."""
    written = [one.value for one in _WRITTEN]
    for document_id, name in _rows(_OWN, approved=Fact.DOCUMENT_APPROVED.value, written=written):
        yield f"{name} approved document {document_id}, own text"
    for document_id, name in _rows(_VOTING):
        yield f"{name} has a slip on document {document_id}, own text"


CHECKS: Mapping[str, Check] = {
    "histories": histories,
    "versions": versions,
    "states": states,
    "chains": chains,
    "numbers": numbers,
    "promises": promises,
    "deliveries": deliveries,
    "own_texts": own_texts,
}
OF_PAPERS: Mapping[str, Check] = {**CHECKS, "chains": paper_chains}
"""The same where nothing but papers changed."""


def broken(checks: Mapping[str, Check] = CHECKS) -> list[str]:
    """Whatever does not hold, as of this moment; the transaction ends."""
    read_as_one()
    found = [f"{name}: {one}" for name, check in checks.items() for one in check()]
    db.session.rollback()
    db.session.expunge_all()
    return found


def torn_files(store: Store, known: set[int]) -> list[str]:
    """Papers whose bytes are missing, changed, or do not go on where the signature before ended. Those looked at are
    added to `known` and not read again."""
    found = []
    rows = db.session.scalars(select(Signature).order_by(Signature.document_id, Signature.ordinal)).all()
    by_document: dict[int, list[Signature]] = defaultdict(list)
    for row in rows:
        by_document[row.document_id].append(row)
    papers = select(Document.id, Document.prepared_digest, Document.issued_digest, Document.step)
    for document_id, prepared, issued, step in db.session.execute(papers.where(Document.prepared_digest.is_not(None))):
        if document_id not in known:
            found += list(_torn(store, document_id, prepared, issued, by_document[document_id]))
            if issued is not None and step == "none":
                known.add(document_id)
    db.session.rollback()
    return found


def _torn(
    store: Store, document_id: int, prepared: str, issued: str | None, signed: Sequence[Signature]
) -> Iterator[str]:
    digests = [prepared, *(one.result_digest for one in signed)]
    missing = [digest for digest in digests if not store.exists(digest)]
    if missing:
        yield f"document {document_id} has lost {missing}"
        return
    if [one.signed_digest for one in signed] != digests[: len(signed)] or issued not in {None, digests[-1]}:
        yield f"document {document_id} was not signed on what was there"
    kinds = [one.kind for one in signed]
    if len(kinds) != len(set(kinds)):
        yield f"document {document_id} bears a signature twice: {kinds}"
    stages = [store.get(digest) for digest in digests]
    if not all(after.startswith(before) for before, after in pairwise(stages)):
        yield f"document {document_id} has a signature that rewrote what was there"


def _by_document() -> Mapping[int, list[AuditEntry]]:
    found: dict[int, list[AuditEntry]] = defaultdict(list)
    query = select(AuditEntry).where(AuditEntry.subject_kind == Document.subject_kind)
    for entry in db.session.scalars(query.order_by(AuditEntry.subject_id, AuditEntry.ordinal)):
        found[entry.subject_id].append(entry)
    return found


def _rows(statement: str, **given: object) -> Sequence[tuple[object, ...]]:
    found = db.session.connection().exec_driver_sql(statement, given or None)
    return [tuple(row) for row in found]


def facts_told_once(document_ids: Sequence[int], once: Sequence[Fact]) -> list[str]:
    """Which of these facts stand more than once in the history of one of these papers."""
    query = text(
        "SELECT subject_id, fact, count(*) FROM audit_entry WHERE subject_kind = 'document' AND fact = ANY (:once)"
        " AND subject_id = ANY (:ids) GROUP BY 1, 2 HAVING count(*) > 1"
    )
    rows = db.session.execute(query, {"once": [one.value for one in once], "ids": list(document_ids)})
    return [f"document {row[0]}: {row[1]} stands {row[2]} times" for row in rows]
