"""A replacement begun while the old report was received, and numbered after that one had gone into an issued
consolidation, left the request with two living reports of one unit."""

import pytest
from flask import Flask

from tests.factories import stages
from workflow.actions.approve import approve_document
from workflow.actions.withdraw import begin_replacement
from workflow.cli.demo.world import World
from workflow.domain.errors import TransitionRefused
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.states import DocumentState
from workflow.models import db


def test_what_replaces_a_report_that_was_consolidated_meanwhile_gets_no_number(app: Flask, world: World) -> None:
    old = stages.sent(app, world, stages.campaign_of(world))
    new = begin_replacement(old.id, Act(old.version, "Sai số liệu"), actor=world.actor("soan.thuvien"))
    new._state, new.revision_id = DocumentState.IN_APPROVAL, old.revision_id
    old._state = DocumentState.CONSOLIDATED
    db.session.commit()
    with pytest.raises(TransitionRefused, match="đã vào báo cáo tổng hợp"):
        approve_document(new.id, Approve(new.version, issue_now=True), actor=world.actor("bithu.thuvien"))
    assert (stages.reloaded(new).state, new.number) == (DocumentState.IN_APPROVAL, None)
