"""The consolidation workspace: begin, find the section to work on, read it and act in it."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from workflow.actions.consolidate import start_consolidation
from workflow.auth.current import current_actor
from workflow.domain.sections import OPENING
from workflow.domain.states import EDITABLE
from workflow.queries import campaigns
from workflow.web.consolidation_acts import perform
from workflow.web.consolidation_desk import Section, open_workspace, section_url

pages = Blueprint("consolidation", __name__)


@pages.post("/dot-bao-cao/<int:campaign_id>/tong-hop")
def start(campaign_id: int) -> Response:
    """Begin the report of a campaign, or go on with the one that was begun."""
    campaigns.for_show(campaign_id, current_actor())
    document = start_consolidation(campaign_id, actor=current_actor())
    return redirect(url_for("consolidation.first", document_id=document.id), 303)


@pages.get("/van-ban/<int:document_id>/tong-hop")
def first(document_id: int) -> Response:
    """The first section that wants handling."""
    space = open_workspace(document_id)
    if space.document.state not in EDITABLE or not space.document.consolidates:
        return redirect(url_for("documents.show", document_id=document_id), 303)
    return redirect(url_for("consolidation.section", document_id=document_id, key=space.first_key), 303)


@pages.route("/van-ban/<int:document_id>/tong-hop/<key>", methods=["GET", "POST"])
def section(document_id: int, key: str) -> Response | tuple[str, int]:
    """One section: sources beside the result. Handed in already, the document page has the word."""
    here = Section(document_id, key)
    if request.method == "POST":
        return perform(here)
    space = open_workspace(document_id)
    if space.document.state not in EDITABLE:
        return redirect(url_for("documents.show", document_id=document_id), 303)
    if key == OPENING:
        return redirect(section_url(document_id, key), 303)
    return here.show(space=space)
