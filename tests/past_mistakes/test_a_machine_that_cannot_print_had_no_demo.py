"""Where no paper can be printed the demo stopped halfway: it took up tasks of a plan that had never gone down, and
received a report that had never been sent."""

import pytest
from flask import Flask
from sqlalchemy import select

from workflow.cli.demo import ensure_demo
from workflow.domain.errors import SetupIncomplete
from workflow.domain.states import DocumentState
from workflow.models import Campaign, Document, db
from workflow.settings import Settings


def test_the_demo_begins_though_nothing_can_be_printed(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(paper: object) -> None:
        raise SetupIncomplete("Máy này thiếu thư viện Pango.")

    monkeypatch.setattr("workflow.jobs.issue.print_apart", refused)
    assert ensure_demo(settings)
    to_print = select(Document).where(Document.state != DocumentState.IN_APPROVAL)
    papers = db.session.scalars(to_print).unique().all()
    assert papers and all(paper.step_error and paper.state is not DocumentState.SENT for paper in papers)
    assert db.session.scalars(select(Campaign)).unique().all()
