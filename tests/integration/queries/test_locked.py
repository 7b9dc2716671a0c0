"""The paper that an act locks: what is read at once is as in the row, the rest comes at one go, nothing changed before
in the same transaction is lost, and what the act changes is written."""

import pytest
from flask import Flask
from sqlalchemy import inspect, text

from tests.factories import stages
from tests.statements import statements
from workflow.cli.demo.world import World
from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.models import Document, Organisation, db
from workflow.queries.documents import for_change
from workflow.queries.held import Columns


@pytest.fixture
def number(app: Flask, world: World) -> int:
    """A draft of the library's, which the session knows nothing of."""
    made = stages.draft_of(world, stages.campaign_of(world)).id
    db.session.rollback()
    db.session.expunge_all()
    return made


def test_every_column_is_as_the_row_says(number: int) -> None:
    locked = for_change(number)
    held = {one.key: getattr(locked, one.key) for one in inspect(Document).column_attrs}
    house = {one.key: getattr(locked.organisation, one.key) for one in inspect(Organisation).column_attrs}
    db.session.rollback()
    db.session.expunge_all()
    read = db.session.get_one(Document, number)
    assert held == {key: getattr(read, key) for key in held}
    assert house == {key: getattr(read.organisation, key) for key in house}


def test_the_rest_comes_at_one_go(number: int) -> None:
    with statements() as sent:
        locked = for_change(number)
        assert len(sent) == 1
        assert (locked.abstract, locked.return_reason, locked.with_origins) == (stages.TITLE, None, False)
        assert len(sent) == 2
        assert locked.organisation.superior_id
        assert len(sent) == 2


def test_a_second_lock_keeps_what_was_changed_after_the_first(number: int) -> None:
    first = for_change(number)
    first.abstract, first.symbol = "đã sửa", "01-BC/CB"
    second = for_change(number)
    assert second is first
    assert (second.abstract, second.symbol) == ("đã sửa", "01-BC/CB")


def test_what_is_changed_under_the_lock_is_written(number: int) -> None:
    for_change(number).symbol = "02-BC/CB"
    db.session.commit()
    asked = db.session.connection().execute(text("SELECT symbol FROM document WHERE id = :id"), {"id": number})
    assert asked.scalar_one() == "02-BC/CB"


def test_an_old_page_and_a_paper_that_is_not_there_are_refused(number: int) -> None:
    with pytest.raises(ChangedMeanwhile):
        for_change(number, for_change(number).version + 1)
    with pytest.raises(NotFound):
        for_change(number + 1_000_000)


def test_a_column_that_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(TypeError, match="state_since"):
        Columns(Document, Document.id, Document.state_since)
