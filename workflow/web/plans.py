"""The page of plans: those of one's organisations and those sent to them."""

from flask import Blueprint, render_template, request

from workflow.auth.current import current_actor
from workflow.domain.labels import STATES
from workflow.domain.rows import row_id
from workflow.domain.states import CLOSED, Role
from workflow.queries import plans
from workflow.web.registering import registers, writes

pages = Blueprint("plans", __name__)

PAGE = 20


@pages.get("/ke-hoach")
def index() -> str:
    """The plans, newest first."""
    actor = current_actor()
    found = plans.plans_of(actor.organisation_ids, request.args.get("truoc", type=row_id), PAGE + 1)
    return render_template(
        "plans/index.html",
        plans=found[:PAGE],
        to_receive=plans.awaiting_receipt([one.id for one in found[:PAGE]], _receives()),
        more=found[PAGE - 1].id if len(found) > PAGE else None,
        may_register=bool(registers()),
        may_begin=bool(writes()),
        opens_campaigns=any(grant.role is Role.OFFICE for grant in actor.grants),
        states=STATES,
        issued=CLOSED,
    )


def _receives() -> list[int]:
    """The organisations for which the person receives what comes from above: office or văn thư, in a chi bộ the
    drafter."""
    return current_actor().serves_in(Role.OFFICE, Role.CLERK, Role.DRAFTER)
