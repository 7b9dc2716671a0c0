"""Heaps of papers that wait at one desk: rows as the acts leave them."""

import datetime as dt
from typing import Any

from workflow.cli.demo.world import World
from workflow.domain.states import DocumentKind, DocumentState
from workflow.models import Delivery, Document, db
from workflow.models.clock import now, today


def before_committee(world: World, count: int, unit: str = "so") -> list[Document]:
    """So many reports of the unit, appraised, before its committee, soonest due first."""
    made = [_paper(world, unit, DocumentState.IN_APPROVAL, number) for number in range(count)]
    db.session.add_all(made)
    db.session.commit()
    return made


def sent_up(world: World, count: int, cell: str = "thuvien") -> list[Document]:
    """So many reports of a chi bộ on the desk of the department, not received."""
    above, made = world.organisations["so"], []
    for number in range(1, count + 1):
        paper = _paper(world, cell, DocumentState.SENT, number, number=number, symbol=f"{number:02d}-BC/CB")
        paper.desk_id, paper.issued_on = above.id, today()
        paper.deliveries = [
            Delivery(organisation_id=above.id, position=0, label=above.name, is_superior=True, sent_at=now())
        ]
        made.append(paper)
    db.session.add_all(made)
    db.session.commit()
    return made


def _paper(world: World, unit: str, state: DocumentState, place: int, **more: Any) -> Document:
    house, writer = world.organisations[unit].id, world.people[f"{'vanphong' if unit == 'so' else 'soan'}.{unit}"]
    common = {"organisation_id": house, "desk_id": house, "kind": DocumentKind.REPORT, "submitter_id": writer.id}
    return Document(
        state=state,
        state_since=now(),
        created_at=now(),
        due_on=today() + dt.timedelta(days=place),
        abstract=f"kết quả công tác tháng {place + 1}",
        author_ids=[writer.id],
        **common,
        **more,
    )
