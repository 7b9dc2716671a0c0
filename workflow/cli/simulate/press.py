"""The worker of the simulated year. A share of the papers is printed in full; the others are printed as one short page,
and all are signed, issued and sent by the same acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from flask import Flask
from sqlalchemy import select, text

from workflow.actions.issue import keep_prepared, retry_step
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.province import Unit
from workflow.domain.errors import RenderingFailed
from workflow.domain.inputs.deciding import Act
from workflow.domain.states import JobStep, Role
from workflow.jobs.worker import work_off
from workflow.models import Document, db
from workflow.storage.store import Store

_OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
    "<< /Length {length} >>\nstream\n{stream}\nendstream",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Fields [] >>",
)

# all that stands in the queue but notices, which nobody misses for a day
_WAITED_FOR = text("SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE status = 'todo' AND queue_name <> 'notify')")

AT_ONCE = 4
"""Jobs that run beside one another: while one waits for the database, another works."""

MOST_STEPS = 6
"""A worker that finds no job goes home; what the last running one promised is for the next."""


@dataclass(slots=True)
class Press:
    """Prints, signs and sends what was promised. Of the papers the seed chooses `share` to be printed whole; `by_id`
    knows the units."""

    app: Flask
    dice: Random
    share: float
    ledger: Ledger
    by_id: Mapping[int, Unit]

    def work(self, *, notices_too: bool = False) -> None:
        """Do everything promised so far once a paper waits for it; notices alone may wait for the next time. Refuses
        (RenderingFailed) to go on after a step that failed."""
        db.session.rollback()
        if not notices_too and not self._is_waited_for():
            return
        waiting = db.session.scalars(
            select(Document.id).where(Document.step == JobStep.RENDERING).order_by(Document.id)
        )
        for document_id in waiting.all():
            if self.dice.random() < self.share:
                self.ledger.did("printed_whole")
            else:
                self.ledger.did("printed_short")
                self._print_short(document_id)
        db.session.remove()
        for _ in range(MOST_STEPS):
            work_off(self.app, AT_ONCE)
            db.session.rollback()
            if not self._is_waited_for():
                return
            self._press_again()
        self._refuse_failures()

    def _press_again(self) -> None:
        """A machine with much else to do may be too slow for one step: the văn thư presses “Thử lại”."""
        failed = select(Document).where(Document.step_error.is_not(None)).order_by(Document.id)
        for one in db.session.scalars(failed).unique().all():
            clerk = self.by_id[one.organisation_id].people[Role.CLERK]
            retry_step(one.id, Act(one.version), actor=clerk)
            self.ledger.did("steps_retried")

    def _is_waited_for(self) -> bool:
        return bool(db.session.scalar(_WAITED_FOR))

    def _print_short(self, document_id: int) -> None:
        document = db.session.get_one(Document, document_id)
        digest = document.revision.digest if document.revision else ""
        pdf = short_page(f"{document.number} {digest}")
        store: Store = self.app.extensions["trinhky-store"]
        keep_prepared(document_id, {"digest": store.put(pdf), "pages": 1, "bytes": len(pdf), "boxes": {}})

    def _refuse_failures(self) -> None:
        stuck = select(Document).where(Document.step != JobStep.NONE).order_by(Document.id).limit(1)
        document = db.session.scalars(stuck).unique().one_or_none()
        if document is not None:
            raise RenderingFailed(f"{document.symbol}: {document.step_error or document.step}")


def short_page(words: str) -> bytes:
    """A PDF of one page with one line of letters and figures: the least that can be signed and judged."""
    stream = f"BT /F 10 Tf 50 780 Td ({words}) Tj ET"
    pdf, places = b"%PDF-1.7\n", []
    for number, body in enumerate(_OBJECTS, start=1):
        places.append(len(pdf))
        filled = body.format(length=len(stream), stream=stream) if "{stream}" in body else body
        pdf += f"{number} 0 obj\n{filled}\nendobj\n".encode()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(_OBJECTS) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return pdf + f"{table}startxref\n{len(pdf)}\n%%EOF\n".encode()
