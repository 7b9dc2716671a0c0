"""Documents brought to a stage by real acts of the cast, as a person would bring them there."""

import datetime as dt
from decimal import Decimal

from flask import Flask

from tests.jobs import do_jobs
from tests.kept_stages import kept
from workflow.actions.appraise import appraise_document
from workflow.actions.approve import approve_document
from workflow.actions.campaign import open_campaign
from workflow.actions.consolidate import start_consolidation
from workflow.actions.draft import save_figures, save_section, start_report
from workflow.actions.issue import sign_document, take_number
from workflow.actions.send import receive_document
from workflow.actions.submit import submit_document
from workflow.actions.weave import use_blocks
from workflow.cli.demo.world import World
from workflow.domain.figures import Amount
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.inputs.writing import SaveFigures, SaveSection
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.sections import FIGURES, OPENING
from workflow.models import Campaign, Document, db
from workflow.models.clock import today
from workflow.queries.consolidation import source_blocks, tallies

TITLE = "kết quả thực hiện Nghị quyết số 43-NQ/TW năm 2026"
CELLS = ("vanphong", "vanhoa", "thuvien", "baotang")


def campaign_of(world: World, unit: str = "so", below: tuple[str, ...] = CELLS, days: int = 10) -> Campaign:
    """A campaign of the unit for those below, due in so many days."""
    given = OpenCampaign(
        plan_id=None,
        title=TITLE,
        due_on=today() + dt.timedelta(days=days),
        organisation_ids=tuple(world.organisations[key].id for key in below),
        outline=RESOLUTION_REPORT,
    )
    return open_campaign(world.organisations[unit].id, given, actor=world.actor(f"vanphong.{unit}"))


def draft_of(world: World, campaign: Campaign, cell: str = "thuvien") -> Document:
    """The cell's report, begun."""
    unit = world.organisations[cell].id
    target = next(one for one in campaign.targets if one.organisation_id == unit)
    return start_report(target.id, actor=world.actor(f"soan.{cell}"))


def filled(world: World, campaign: Campaign, cell: str = "thuvien") -> Document:
    """The cell's report with every section written and called finished."""
    document = draft_of(world, campaign, cell)
    fill(world, document, cell)
    return document


def fill(world: World, document: Document, cell: str, words: str = "") -> None:
    """Write every section of a draft, in words of the test's own or such as come, and call it finished."""
    actor = world.actor(f"soan.{cell}")
    for section in list(document.sections):
        if section.key == FIGURES:
            values = {figure.key: Amount(Decimal(3)) for figure in document.figures}
            save_figures(document.id, SaveFigures(values, section.version, done=True), actor=actor)
        elif section.key != OPENING:
            usual = f"- {cell} đã làm việc thứ nhất của mục {section.title}.\n- {cell} đã làm việc thứ hai."
            written = SaveSection(section.key, words or usual, section.version, done=True)
            save_section(document.id, written, actor=actor)


def submitted(world: World, campaign: Campaign, cell: str = "thuvien") -> Document:
    """The cell's report, handed to its secretary."""
    document = filled(world, campaign, cell)
    return submit_document(document.id, Act(document.version), actor=world.actor(f"soan.{cell}"))


def sent(app: Flask, world: World, campaign: Campaign, cell: str = "thuvien") -> Document:
    """The cell's report approved, numbered, signed and lying on the superior's desk."""
    document = draft_of(world, campaign, cell)
    return finish(app, world, document, cell)


@kept
def sent_alone(app: Flask, world: World) -> Document:
    """A chi bộ's report on the desk of its superior, in a campaign in which nothing else has come."""
    return sent(app, world, campaign_of(world))


@kept
def received_alone(app: Flask, world: World) -> Document:
    """The same with the superior's receipt."""
    return received(app, world, campaign_of(world))


def finish(app: Flask, world: World, document: Document, cell: str) -> Document:
    """A draft filled, submitted, approved by the secretary who signs and sends it."""
    fill(world, document, cell)
    submit_document(document.id, Act(document.version), actor=world.actor(f"soan.{cell}"))
    approve_document(document.id, Approve(document.version, issue_now=True), actor=world.actor(f"bithu.{cell}"))
    do_jobs(app)
    return reloaded(document)


def received(app: Flask, world: World, campaign: Campaign, cell: str = "thuvien") -> Document:
    """The cell's report with the superior's receipt."""
    document = sent(app, world, campaign, cell)
    return receive_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))


@kept
def consolidation(app: Flask, world: World, cells: tuple[str, ...] = ("thuvien", "vanhoa")) -> Document:
    """The department's consolidation of the cells' reports, nothing handled yet."""
    campaign = campaign_of(world)
    for cell in cells:
        received(app, world, campaign, cell)
    return start_consolidation(campaign.id, actor=world.actor("vanphong.so"))


@kept
def woven(app: Flask, world: World, cells: tuple[str, ...] = ("thuvien", "vanhoa")) -> Document:
    """The same with every source block taken over."""
    document = consolidation(app, world, cells)
    for key in tallies(document.id):
        blocks = [block.id for block in source_blocks(document.id, key)]
        use_blocks(document.id, blocks, actor=world.actor("vanphong.so"))
    return reloaded(document)


@kept
def in_approval(app: Flask, world: World) -> Document:
    """The department's consolidation before its committee."""
    document = woven(app, world)
    office = world.actor("vanphong.so")
    submit_document(document.id, Act(document.version), actor=office)
    return appraise_document(document.id, Act(document.version), actor=office)


@kept
def approved(app: Flask, world: World) -> Document:
    """The department's consolidation approved by a member who did not write it."""
    document = in_approval(app, world)
    return approve_document(document.id, Approve(document.version), actor=world.actor("uyvien.so"))


@kept
def prepared(app: Flask, world: World) -> Document:
    """The same, numbered and printed, waiting for the secretary's signature."""
    document = approved(app, world)
    take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))
    do_jobs(app)
    return reloaded(document)


@kept
def issued(app: Flask, world: World) -> Document:
    """The same, signed by the secretary and by the organisation."""
    document = prepared(app, world)
    shown = Sign(document.version, document.prepared_digest or "")
    sign_document(document.id, shown, actor=world.actor("bithu.so"))
    do_jobs(app)
    return reloaded(document)


def reloaded(document: Document) -> Document:
    """The document as the database has it now (jobs wrote behind this session's back)."""
    db.session.expire_all()
    return db.session.get_one(Document, document.id)
