"""The lock leaves out the names of the organisation; an act that prints them asked the database for each one by
itself."""

from flask import Flask

from tests.factories import stages
from tests.statements import statements
from workflow.cli.demo.world import World
from workflow.models import db
from workflow.queries.documents import for_change
from workflow.queries.papers import issuer_of


def test_what_a_paper_says_of_its_house_is_asked_once(app: Flask, world: World) -> None:
    number = stages.draft_of(world, stages.campaign_of(world)).id
    db.session.rollback()
    db.session.expunge_all()
    with statements() as sent:
        issuer_of(for_change(number))
    assert len(sent) == 4  # the lock, the rest of the paper, the house, the one above it
