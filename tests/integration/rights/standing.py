"""Papers where the matrix of addresses has none: before the house, told of by slips, received above, on the way up
through a body and come from it, taken into the paper above and that paper itself; each with words of its own."""

import datetime as dt
from dataclasses import replace

from flask import Flask
from weasyprint import HTML

from tests.factories import deciding, levels, received, stages
from tests.integration.rights.planting import word
from tests.integration.web.test_matrix import Line, Values
from workflow.actions.campaign import open_campaign
from workflow.actions.clearing_house import hand_up
from workflow.actions.consolidate import start_consolidation
from workflow.actions.opinions import ask_opinions
from workflow.actions.send import send_document
from workflow.actions.submit import submit_document
from workflow.actions.weave import use_blocks
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor, Grant
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.opinions import AskOpinions
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.states import Role, Stance
from workflow.models import Campaign, Document, db
from workflow.models.clock import today
from workflow.queries.consolidation import source_blocks, tallies

KEY = "ket-qua"
SUBJECTS = ("handed", "slips", "taken", "passing", "passed", "used", "joined")
# what is asked of each of them: what shows the paper, what was said of it, and the acts of its state
_PAGES = """
GET  documents.show
GET  documents.pdf
GET  word.download
GET  versions.show
GET  comments.index
GET  opinions.show
GET  audit.show
GET  history_files.record
GET  opinions.give
GET  acts.hand_up
POST acts.approve
POST acts.receive
"""
_ASKED = [row.split() for row in _PAGES.strip().splitlines()]
LINES = [Line(method, endpoint, subject, ()) for method, endpoint in _ASKED for subject in SUBJECTS]


def standing(app: Flask, world: World) -> Values:
    """What their addresses are made of, by the name of the subject."""
    plain, by_way = stages.campaign_of(world), _by_way_of_the_body(world)
    papers = {
        "handed": _handed(world, plain),
        "slips": _told_of(app, world),
        "taken": received.received(received.target_of(world, plain, "baotang"), _text("taken")),
        "passing": _passing(app, world, by_way, "passing"),
        "passed": _passed(app, world, by_way),
        **_joined(world),
    }
    return {name: {"document_id": paper.id, "ordinal": 1} for name, paper in papers.items()}


def _text(name: str) -> dict[str, str]:
    return {KEY: f"- {word(f'{name}.text')}"}


def _handed(world: World, campaign: Campaign) -> Document:
    """A chi bộ's report before its own meeting."""
    document = stages.draft_of(world, campaign)
    stages.fill(world, document, "thuvien", f"- {word('handed.text')}")
    return submit_document(document.id, Act(document.version), actor=world.actor("soan.thuvien"))


def _told_of(app: Flask, world: World) -> Document:
    """The department's paper of which its members are asked by slips, one of them against it."""
    document = deciding.before_committee(app, world, words=word("slips.text"))
    given = AskOpinions(document.version, today(), word("slips.note"))
    document = ask_opinions(document.id, given, actor=world.actor("vanphong.so"))
    return deciding.vote(document, "uyvien.so", Stance.OPPOSED, (None, word("slips.opinion")))


def _by_way_of_the_body(world: World) -> Campaign:
    cells = tuple(world.organisations[cell].id for cell in stages.CELLS)
    given = OpenCampaign(None, stages.TITLE, today() + dt.timedelta(days=10), cells, RESOLUTION_REPORT)
    given = replace(given, through_id=world.organisations["ban"].id)
    return open_campaign(world.organisations["so"].id, given, actor=world.actor("vanphong.so"))


def _passing(app: Flask, world: World, campaign: Campaign, name: str, cell: str = "thuvien") -> Document:
    """A report that lies with the body."""
    document = received.issued(received.target_of(world, campaign, cell), _text(name))
    document.prepared_digest = app.extensions["trinhky-store"].put(HTML(string=word(f"{name}.text")).write_pdf())
    db.session.commit()
    return send_document(document.id, Act(document.version), actor=world.actor(f"bithu.{cell}"))


def _passed(app: Flask, world: World, campaign: Campaign) -> Document:
    """One that the body handed up with its opinion."""
    document = _passing(app, world, campaign, "passed", "baotang")
    office = Grant(world.organisations["ban"].id, Role.OFFICE)
    of_the_body = Actor(world.people["quantri"].id, "Người của Ban", frozenset({office}))
    return hand_up(document.id, Act(document.version, word("passed.opinion")), actor=of_the_body)


def _joined(world: World) -> dict[str, Document]:
    """A chi bộ's report in the department's, which has gone up and is told of."""
    campaign, office = stages.campaign_of(world), world.actor("vanphong.so")
    used = received.received(received.target_of(world, campaign, "baotang"), _text("used"))
    made = start_consolidation(campaign.id, actor=office)
    for key in tallies(made.id):
        use_blocks(made.id, [block.id for block in source_blocks(made.id, key)], actor=office)
    joined = submit_document(made.id, Act(stages.reloaded(made).version), actor=office)
    levels.hand_up(joined)
    return {"used": used, "joined": joined}
