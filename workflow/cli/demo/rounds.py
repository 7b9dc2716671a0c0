"""The plans in the register and the rounds of reporting on them: how every demo begins."""

import datetime as dt
from collections.abc import Iterable

from workflow.actions.campaign import open_campaign
from workflow.actions.citation import add_citation
from workflow.actions.plan import register_paper
from workflow.actions.plan_link import adopt_tasks, offered_to, settle_link
from workflow.actions.send import receive_document, send_document
from workflow.actions.task import confirm_tasks
from workflow.cli.demo.seed import Seed
from workflow.cli.demo.world import CELLS, World
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.registers import SaveCitation
from workflow.domain.inputs.tasks import AdoptTasks, SeenTasks
from workflow.domain.outline import RESOLUTION_REPORT, Outline
from workflow.domain.states import DocumentState
from workflow.domain.tasks import TaskState
from workflow.models import Campaign, Document, db
from workflow.models.clock import today
from workflow.paper.check import BUILT_IN
from workflow.queries.plan_links import links_of
from workflow.queries.tasks import register

Plans = dict[str, Document]
# the department's tasks by their place in its register → the province's that they take up
_TAKEN_UP = {0: 0, 2: 1}
# who asks → (whom, on whose plan, within how many days): the lower the level, the sooner its report is due
ROUNDS: dict[str, tuple[tuple[str, ...], str, int]] = {
    "tinh": (("khoi",), "tinh", 30),
    "khoi": (("so",), "tinh", 20),
    "so": (CELLS, "so", 10),
}


def register_plans(world: World, seed: Seed) -> Plans:
    """Both plans in the registers of their committees, by the key of the organisation, their tasks confirmed."""
    given = {"tinh": seed.province, "so": seed.department}
    plans = {
        unit: register_paper(world.organisations[unit].id, paper, actor=world.actor(f"vanthu.{unit}"))
        for unit, paper in given.items()
    }
    for unit, plan in plans.items():
        seen = SeenTasks({task.id: task.version for task in register(plan.id, TaskState.PROPOSED)})
        confirm_tasks(plan.id, seen, actor=world.actor(f"vanphong.{unit}"))
    _fill_citations(world, plans.values())
    return plans


def _fill_citations(world: World, plans: Iterable[Document]) -> None:
    """The citation register with what everybody knows and with the plans themselves."""
    issued = [
        SaveCitation(plan.symbol, plan.issued_on, "", plan.issuer_name, plan.abstract)
        for plan in plans
        if plan.symbol and plan.number and plan.issued_on
    ]
    known = [SaveCitation(one.symbol, one.date, one.name, one.issuer, one.title) for one in BUILT_IN]
    for given in (*known, *issued):
        add_citation(given, actor=world.actor("vanphong.tinh"))


def send_down(world: World, plans: Plans) -> None:
    """Both plans on their way to those who carry them out, as soon as they are printed; what cannot be printed on this
    machine (no Pango) stays where it is, with its reason on its page."""
    for unit, plan in plans.items():
        db.session.refresh(plan)
        if plan.prepared_digest is not None:
            send_document(plan.id, Act(plan.version), actor=world.actor(f"vanthu.{unit}"))


def receive(world: World, plan: Document, unit: str) -> None:
    """The plan in the book of incoming papers of a unit that it was sent to, if it could be sent."""
    if plan.state is DocumentState.SENT:
        who = "soan" if unit in CELLS else "vanthu"
        receive_document(plan.id, Act(plan.version), actor=world.actor(f"{who}.{unit}"))


def tie_together(world: World, plans: Plans) -> None:
    """The department's office says that its plan carries out the province's, and which of its tasks take up which, if
    that plan came so far down."""
    office = world.actor("vanphong.so")
    for link in links_of(plans["so"].id):
        if link.superior_id == plans["tinh"].id:
            settle_link(link.id, link.version, carries_out=True, actor=office)
            above, own = (register(plans[unit].id, TaskState.CONFIRMED) for unit in ("tinh", "so"))
            for mine, theirs in _TAKEN_UP.items():
                if above[theirs] in offered_to(own[mine], office):
                    adopt_tasks(own[mine].id, AdoptTasks((above[theirs].id,), own[mine].version), actor=office)


def ask(unit: str, world: World, plans: Plans, outline: Outline = RESOLUTION_REPORT) -> Campaign:
    """The unit's office opens its round of reporting, in the shape of the outline."""
    below, plan, days = ROUNDS[unit]
    given = OpenCampaign(
        plan_id=plans[plan].id,
        title=f"kết quả thực hiện Nghị quyết số 43-NQ/TW năm {today().year}",
        due_on=today() + dt.timedelta(days=days),
        organisation_ids=tuple(world.organisations[one].id for one in below),
        outline=outline,
    )
    return open_campaign(world.organisations[unit].id, given, actor=world.actor(f"vanphong.{unit}"))
