"""Every page of a paper, asked of every paper there is: one that was made elsewhere has no sections, a draft no file, a
consolidation no request. The table of addresses asks each page of the one paper it is meant for."""

import pytest
from flask import Flask, url_for
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.integration.web.test_matrix import subjects
from tests.signing_in import sign_in
from workflow.cli.demo.world import World
from workflow.models import Document, db

pytestmark = pytest.mark.usefixtures("short_prints")


FILES = {"documents.pdf"}  # the plans of these tests were sent without one


def test_a_page_that_is_not_for_a_paper_says_so(app: Flask, world: World) -> None:
    parts = {name: part for made in subjects(app, world).values() for name, part in made.items()}
    papers = db.session.scalars(select(Document.id).order_by(Document.id)).all()
    rules = [one for one in app.url_map.iter_rules() if _is_of_a_paper(one) and one.endpoint not in FILES]
    with app.test_request_context():
        paths = [
            url_for(rule.endpoint, **{name: parts[name] for name in rule.arguments} | {"document_id": paper})  # type: ignore[arg-type]
            for rule in rules
            for paper in papers
        ]
    client = app.test_client()
    sign_in(client, "vanphong.so")
    short = {"Accept": "application/json"}  # a refusal is answered in a line
    answers = {path: client.get(path, headers=short, buffered=True).status_code for path in paths}
    assert {path: status for path, status in answers.items() if status >= 500} == {}
    assert len(papers) > 4


def _is_of_a_paper(rule: Rule) -> bool:
    return "GET" in (rule.methods or ()) and "document_id" in rule.arguments
