"""The proof is seen failing: with a check taken out of a page, an operation, a job, a search, it says who got what."""

from collections.abc import Collection
from typing import Any

import pytest
from flask import Flask

from tests.integration.rights.proof import Found, prove, search
from tests.integration.rights.test_taken_away import WORKS, books_made, opened
from tests.integration.rights.world import Ground, peopled
from tests.integration.web.test_matrix import LINES
from workflow.cli.demo.world import World
from workflow.domain.states import Role
from workflow.models import Organisation, db
from workflow.queries import lists

pytestmark = pytest.mark.usefixtures("short_prints", "plain_frames")


def _anybody(*_: object) -> bool:
    return True


def _proved(app: Flask, ground: Ground, method: str, endpoint: str, subject: str) -> Found:
    lines = [one for one in LINES if (one.method, one.endpoint, one.subject) == (method, endpoint, subject)]
    found = Found()
    prove(app, ground, found, lines, 2)
    return found


def _searched(ground: Ground) -> Found:
    found = Found()
    search(ground, found, {one: ["/van-ban"] for one in ground.people if one.relation == "la"})
    return found


def test_a_check_taken_out_is_found(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ground = peopled(app, world)
    page, operation = ("GET", "documents.show", "draft"), ("POST", "outlines.arrange", "outline")
    whole = [_proved(app, ground, *page), _proved(app, ground, *operation), _searched(ground)]
    assert [one.wrong for one in whole] == [[], [], []]

    with monkeypatch.context() as taken:
        taken.setattr("workflow.queries.documents.permits", _anybody)
        wrong = _proved(app, ground, *page).wrong
    assert any(one.endswith("GET documents.show draft: 200, not [404]") for one in wrong), wrong
    assert any("reads draft." in one for one in wrong), wrong

    with monkeypatch.context() as taken:
        taken.setattr("workflow.queries.outlines.permits", _anybody)
        wrong = _proved(app, ground, *operation).wrong
    assert any("POST outlines.arrange outline" in one for one in wrong), wrong

    with monkeypatch.context() as taken:
        taken.setattr("workflow.web.documents.lists.papers", _of_all)
        wrong = _searched(ground).wrong
    assert any("reads" in one for one in wrong), wrong


_papers = lists.papers


def _of_all(organisation_ids: Collection[int], *given: Any) -> lists.Shelf:
    return _papers(db.session.scalars(db.select(Organisation.id)).all(), *given)


def test_a_job_that_asks_no_more_is_found(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    peopled(app, world)
    clerk = next(one for one in WORKS if one.unit == "thuvien" and one.role is Role.CLERK)
    assert books_made(app, world, [opened(world, clerk, "role removed", "f1")]) == []
    monkeypatch.setattr("workflow.jobs.export.permits", _anybody)
    made = books_made(app, world, [opened(world, clerk, "role removed", "f2")])
    assert made == ["role removed, clerk of thuvien: a book was made"]
