"""Reports through three levels without their printing: woven by real acts, handed up as rows as the acts leave them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from tests.factories import received, stages
from workflow.actions.consolidate import start_consolidation
from workflow.actions.submit import submit_document
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act
from workflow.domain.outline import RESOLUTION_REPORT, SectionKind
from workflow.domain.states import DocumentState
from workflow.models import Delivery, Document, Source, db
from workflow.models.clock import now, today

ASKED = {"tinh": ("khoi",), "khoi": ("so",)}
ON_TASKS = replace(
    RESOLUTION_REPORT,
    sections=tuple(
        replace(one, kind=SectionKind.TASKS) if one.key == "ket-qua" else one for one in RESOLUTION_REPORT.sections
    ),
)
Weave = Callable[[Document], None]


def chain(
    world: World, texts: Mapping[str, received.Texts], weave: Weave, tasks: Sequence[int] = ()
) -> dict[str, Document]:
    """The reports of department, bloc and province, each made by `weave` from the one below, each handed up and told
    of; the cells' texts come first. With tasks the section "ket-qua" goes through them."""
    campaigns = {unit: stages.campaign_of(world, unit, below) for unit, below in ASKED.items()}
    campaigns["so"] = stages.campaign_of(world)
    for campaign in campaigns.values() if tasks else ():
        campaign.outline_json = ON_TASKS.to_json()
    for cell, said in texts.items():
        received.received(received.target_of(world, campaigns["so"], cell), said, tasks=tasks)
    made = {}
    for unit in ("so", "khoi", "tinh"):
        office = world.actor(f"vanphong.{unit}")
        document = start_consolidation(campaigns[unit].id, actor=office)
        weave(document)
        made[unit] = submit_document(document.id, Act(stages.reloaded(document).version), actor=office)
        hand_up(made[unit])
    return made


def hand_up(document: Document) -> None:
    """The report issued and received above (at the top: issued), its sources told of it."""
    above = document.organisation.superior_id
    document._state = DocumentState.RECEIVED if above else DocumentState.ISSUED
    document.number, document.issued_on = document.id, today()
    document.symbol = f"{document.id:02d}-BC/{document.organisation.symbol}"
    document.desk_id = above or document.organisation_id
    if above:
        delivery = {"organisation_id": above, "label": "cấp trên", "is_superior": True}
        db.session.add(Delivery(document_id=document.id, position=0, sent_at=now(), received_at=now(), **delivery))
    for source in db.session.scalars(select(Source).where(Source.document_id == document.id)):
        source.source._state = DocumentState.CONSOLIDATED
    db.session.commit()
