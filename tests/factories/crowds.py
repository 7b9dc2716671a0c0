"""A consolidation with as many sources as wanted: rows as the acts leave them, half of their blocks handled."""

from sqlalchemy import func, select

from tests.desk import KEY
from workflow.actions.organisation import found_organisation
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.inputs.organisations import FoundOrganisation
from workflow.domain.states import DocumentState, Level, SourceState
from workflow.models import Contribution, Document, ResultBlock, Source, SourceBlock, db
from workflow.models.clock import now, today


def crowd(document: Document, world: World, units: int, blocks: int = 2) -> None:
    """So many more units among the sources, each with so many open and as many used blocks."""
    taken = db.session.scalar(select(func.count()).select_from(Source)) or 0
    for place in range(taken, taken + units):
        unit = found_organisation(cell(world, place), actor=SYSTEM)
        origin = Document(
            state=DocumentState.RECEIVED,
            organisation_id=unit.id,
            kind=document.kind,
            desk_id=document.organisation_id,
            state_since=now(),
            created_at=now(),
            abstract="kết quả",
        )
        db.session.add(origin)
        db.session.flush()
        common = {"document_id": document.id, "source_id": origin.id}
        db.session.add(Source(organisation_id=unit.id, position=place + 1, taken_at=now(), **common))
        for order in range(blocks):
            where = {"organisation_id": unit.id, "section_key": KEY, "position": (place + 1) * 10_000 + order}
            db.session.add(SourceBlock(block=f"m{order}", text=f"- Việc {order}.", **where, **common))
            used = SourceBlock(block=f"d{order}", text=f"- Xong {order}.", state=SourceState.USED, **where, **common)
            used.position += 5_000
            name = f"r{place}-{order}"
            made = ResultBlock(
                document_id=document.id, block=name, section_key=KEY, position=used.position, text="- Xong."
            )
            made.saved_at, made.saved_by = now(), "Trần Thị B"
            link = Contribution(block=name, source_block=used.block, how="verbatim", kept=100, **common)
            db.session.add_all([used, made, link])
    db.session.commit()


def cell(world: World, place: int) -> FoundOrganisation:
    """A chi bộ to be founded below the department."""
    above = world.organisations["so"]
    return FoundOrganisation(
        f"Chi bộ {place}",
        f"Tổ {place}",
        f"CHI BỘ {place}",
        "CB",
        "Sông Lam",
        "T/M CHI BỘ",
        Level.CELL,
        above.id,
        today(),
    )
