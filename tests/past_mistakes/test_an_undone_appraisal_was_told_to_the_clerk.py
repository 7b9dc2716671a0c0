"""Whoever takes the number was told that an appraisal was undone, of which they had heard nothing."""

from flask import Flask

from tests.factories import stages
from tests.integration.actions.test_back import told
from tests.jobs import do_jobs
from workflow.actions.undo import undo_step
from workflow.cli.demo.world import World
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act


def test_an_undone_appraisal_concerns_those_who_were_told_of_it(app: Flask, world: World) -> None:
    document = stages.in_approval(app, world)
    undo_step(document.id, Act(document.version, "Sót một lỗi"), actor=world.actor("vanphong.so"))
    do_jobs(app)
    assert told(document, Fact.DOCUMENT_UNDONE) == ["bithu.so", "uyvien.so"]
