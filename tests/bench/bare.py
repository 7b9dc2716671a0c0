"""The floor of an approval: the five bare statements in psycopg, and how many of them the database does a second."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event

import psycopg

from workflow.domain.chain import entry_digest
from workflow.models.clock import now

_LOCK = "SELECT state, version, chain_length, chain_head FROM document WHERE id = %s FOR UPDATE"
_UPDATE = """UPDATE document SET state = 'approved', version = version + 1, state_since = %s, chain_length = %s,
chain_head = %s WHERE id = %s AND version = %s"""
_AUDIT = """INSERT INTO audit_entry (subject_kind, subject_id, ordinal, at, actor_id, actor_name, role, organisation_id,
fact, from_state, to_state, details, previous, digest)
VALUES ('document', %s, %s, %s, %s, %s, 'member', %s, 'document:approved', 'in_approval', 'approved', '{}', %s, %s)"""
_JOB = """INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('notify', 'notify.tell', %s)"""


@dataclass(frozen=True)
class Bare:
    """Approvals by the bare statements in the database `dsn`, of a person in a unit (ids)."""

    dsn: str
    person: int
    unit: int

    def connect(self) -> psycopg.Connection:
        """A line to the database that prepares every statement."""
        connection = psycopg.connect(self.dsn)
        connection.prepare_threshold = 0
        return connection

    def approve(self, connection: psycopg.Connection, document: int) -> None:
        """One approval: lock, update, audit entry, job, commit."""
        at = now()
        state, version, length, head = connection.execute(_LOCK, [document]).fetchone() or ("", 0, 0, "")
        entry = {
            "subject_kind": "document", "subject_id": document, "ordinal": length + 1, "at": at.isoformat(),
            "actor_id": self.person, "actor_name": "x", "role": "member", "organisation_id": self.unit,
            "fact": "document:approved", "from_state": state, "to_state": "approved", "details": {}, "previous": head,
        }  # fmt: skip
        digest = entry_digest(entry)
        connection.execute(_UPDATE, [at, length + 1, digest, document, version])
        connection.execute(_AUDIT, [document, length + 1, at, self.person, "x", self.unit, head, digest])
        connection.execute(_JOB, [f'{{"document_id": {document}}}'])
        connection.commit()

    def limit(self, ids: Sequence[int], seconds: float) -> float:
        """Approvals a second: the better of two and eight connections, a process each."""
        return max(self._rate([ids[turn::lines] for turn in range(lines)], seconds) for lines in (2, 8))

    def _rate(self, shares: Sequence[Sequence[int]], seconds: float) -> float:
        context = get_context("fork")
        done, start = context.Queue(), context.Event()
        processes = [context.Process(target=self._approve_for, args=(ids, seconds, start, done)) for ids in shares]
        for process in processes:
            process.start()
        time.sleep(0.3)  # until every one of them is connected
        start.set()
        count = sum(done.get() for _ in processes)
        for process in processes:
            process.join()
        return count / seconds

    def _approve_for(self, ids: Sequence[int], seconds: float, start: Event, done: "Queue[int]") -> None:
        with self.connect() as connection:
            start.wait()
            count, end = 0, time.perf_counter() + seconds
            while time.perf_counter() < end:
                self.approve(connection, ids[count % len(ids)])
                count += 1
        done.put(count)
