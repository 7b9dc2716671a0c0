"""For which organisation the person acts: enters papers that were issued before, or begins papers of its own."""

from flask import abort, request

from workflow.auth.current import current_actor
from workflow.domain.errors import NotPermitted
from workflow.domain.rows import row_id
from workflow.domain.states import Role


def registers() -> list[int]:
    """The organisations for which the person enters papers."""
    return current_actor().serves_in(Role.CLERK, Role.OFFICE)


def writes() -> list[int]:
    """The organisations for which the person begins papers."""
    return current_actor().serves_in(Role.DRAFTER, Role.OFFICE)


def registering_organisation() -> int:
    """The one asked for, else the first. Refuses NotPermitted for whoever enters none, and 404 for another's."""
    return _asked_for(registers(), "Chỉ văn thư hoặc Văn phòng vào sổ được văn bản đã ban hành.")


def writing_organisation() -> int:
    """The same of those for which the person begins papers."""
    return _asked_for(writes(), "Chỉ người soạn thảo hoặc Văn phòng bắt đầu soạn văn bản.")


def _asked_for(known: list[int], whose: str) -> int:
    if not known:
        raise NotPermitted(whose)
    wanted = request.args.get("don_vi", known[0], type=row_id)
    return wanted if wanted in known else abort(404)
