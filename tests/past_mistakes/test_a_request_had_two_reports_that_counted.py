"""A replacement begun while the old report was received, and numbered after that one had gone into an issued
consolidation, left the request with two living reports of one unit; so did one that was numbered in time, waited for
its signature (of the signer's own token, or of the worker), and was issued when the old report had gone in."""

import pytest
from flask import Flask

from tests.factories import stages
from tests.jobs import do_jobs
from workflow.actions.approve import approve_document
from workflow.actions.issue import sign_document, take_number
from workflow.actions.withdraw import begin_replacement, cancel_document
from workflow.cli.demo.world import World
from workflow.domain.advance import why_closed
from workflow.domain.errors import TransitionRefused
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.states import DocumentState, Trigger
from workflow.models import Document, db
from workflow.queries.case import DocumentCase


def test_what_replaces_a_report_that_was_consolidated_meanwhile_gets_no_number(app: Flask, world: World) -> None:
    old = stages.sent_alone(app, world)
    new = begin_replacement(old.id, Act(old.version, "Sai số liệu"), actor=world.actor("soan.thuvien"))
    new._state, new.revision_id = DocumentState.IN_APPROVAL, old.revision_id
    old._state = DocumentState.CONSOLIDATED
    db.session.commit()
    with pytest.raises(TransitionRefused, match="đã vào báo cáo tổng hợp"):
        approve_document(new.id, Approve(new.version, issue_now=True), actor=world.actor("bithu.thuvien"))
    assert (stages.reloaded(new).state, new.number) == (DocumentState.IN_APPROVAL, None)


def numbered(app: Flask, world: World) -> tuple[Document, Document]:
    """The old report, and its replacement as it waits for the secretary's signature."""
    old = stages.sent_alone(app, world)
    new = begin_replacement(old.id, Act(old.version, "Sai số liệu"), actor=world.actor("soan.thuvien"))
    new._state, new.revision_id = DocumentState.IN_APPROVAL, old.revision_id
    db.session.commit()
    signer = world.actor("bithu.thuvien")
    approve_document(new.id, Approve(new.version), actor=signer)
    take_number(new.id, TakeNumber(stages.reloaded(new).version), actor=signer)
    do_jobs(app)
    return old, stages.reloaded(new)


@pytest.mark.parametrize("agreed", [False, True])
def test_what_waits_for_its_signature_is_not_issued_beside_one_that_went_in(
    app: Flask, world: World, *, agreed: bool
) -> None:
    old, new = numbered(app, world)
    signer, shown = world.actor("bithu.thuvien"), Sign(new.version, new.prepared_digest or "")
    if agreed:
        sign_document(new.id, shown, actor=signer)
    old._state = DocumentState.CONSOLIDATED
    db.session.commit()
    if agreed:
        do_jobs(app)
        assert "đã vào báo cáo tổng hợp" in (stages.reloaded(new).step_error or "")
    else:
        with pytest.raises(TransitionRefused, match="đã vào báo cáo tổng hợp"):
            sign_document(new.id, shown, actor=signer)
        assert "đã vào báo cáo tổng hợp" in (why_closed(DocumentCase(new), Trigger.SIGN, signer) or "")
    new = stages.reloaded(new)
    assert (new.state, new.signatures, old.state) == (DocumentState.APPROVED, [], DocumentState.CONSOLIDATED)
    cancel_document(new.id, Act(new.version, "Báo cáo cũ đã vào báo cáo tổng hợp"), actor=signer)
    assert (new.state, new.symbol is not None) == (DocumentState.CANCELLED, True)
