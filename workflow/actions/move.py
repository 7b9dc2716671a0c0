"""The middle of every act on a document: permit, then advance, then note since when it stands there. Whose the step
before was, and that it was slow, is over with it."""

import datetime as dt

from workflow.domain.actor import Actor
from workflow.domain.advance import advance
from workflow.domain.guards import NO_CIRCUMSTANCES, Circumstances
from workflow.domain.permissions import permission_of, require
from workflow.domain.states import DocumentState, Trigger
from workflow.models import Document
from workflow.queries.case import DocumentCase


def move(
    document: Document, trigger: Trigger, actor: Actor, at: dt.datetime, given: Circumstances = NO_CIRCUMSTANCES
) -> DocumentState:
    """Move the document by the trigger and return the state it left. Refuses NotPermitted and TransitionRefused."""
    case = DocumentCase(document)
    require(actor, permission_of(trigger), case)
    left = document.state
    advance(document, trigger, case, actor, given)
    if document.state is not left:
        document.state_since, document.assignee_id, document.slow_since = at, None, None
    return left
