"""The lock leaves out what few acts ask for; of a document that the same request had shown before, these columns stayed
as they were then, whatever somebody else had written since."""

from flask import Flask
from sqlalchemy import text

from tests.factories import stages
from workflow.cli.demo.world import World
from workflow.models import db
from workflow.queries.documents import for_change, for_show


def test_a_lock_shows_what_was_written_since_the_page_was_read(app: Flask, world: World) -> None:
    shown = for_show(stages.draft_of(world, stages.campaign_of(world)).id, world.actor("soan.thuvien"))
    assert (shown.step_error, shown.abstract) == (None, stages.TITLE)
    with db.engine.begin() as elsewhere:
        elsewhere.execute(text("UPDATE document SET step_error = 'hỏng', abstract = 'khác', recipients = '[]'"))
    locked = for_change(shown.id)
    assert (locked.step_error, locked.abstract, locked.recipients) == ("hỏng", "khác", [])
