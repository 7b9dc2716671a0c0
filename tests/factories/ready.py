"""A paper that waits for its signer, brought there by the shortest way: reports received as rows, one printing."""

from flask import Flask

from tests.desk import TEXTS
from tests.factories import received, stages
from tests.jobs import do_jobs
from workflow.actions.appraise import appraise_document
from workflow.actions.issue import take_number
from workflow.actions.submit import submit_document
from workflow.actions.weave import use_blocks
from workflow.cli.demo import committee
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import TakeNumber
from workflow.models import Document
from workflow.queries.consolidation import source_blocks, tallies


def ready_to_sign(app: Flask, world: World) -> Document:
    """The department's report, numbered and printed."""
    document = received.consolidation(world, TEXTS)
    office = world.actor("vanphong.so")
    for key in tallies(document.id):
        use_blocks(document.id, [block.id for block in source_blocks(document.id, key)], actor=office)
    submit_document(document.id, Act(stages.reloaded(document).version), actor=office)
    appraise_document(document.id, Act(document.version), actor=office)
    committee.decide(world, "so", document)
    take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))
    do_jobs(app)
    return stages.reloaded(document)
