"""For which organisation the person enters papers that were issued before."""

from flask import abort, request

from workflow.auth.current import current_actor
from workflow.domain.errors import NotPermitted
from workflow.domain.states import Role


def registers() -> list[int]:
    """The organisations for which the person enters papers."""
    roles = {Role.CLERK, Role.OFFICE}
    return sorted({grant.organisation_id for grant in current_actor().grants if grant.role in roles})


def registering_organisation() -> int:
    """The one asked for, else the first. Refuses NotPermitted for whoever enters none, and 404 for another's."""
    known = registers()
    if not known:
        raise NotPermitted("Chỉ văn thư hoặc Văn phòng vào sổ được văn bản đã ban hành.")
    wanted = request.args.get("don_vi", known[0], type=int)
    return wanted if wanted in known else abort(404)
