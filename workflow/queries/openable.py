"""Whether what a notice leads to is still its reader's: asked again when it is told, for people move meanwhile."""

import re
from collections.abc import Callable, Mapping

from workflow.domain.actor import Actor
from workflow.domain.digest import Line
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.queries import campaigns, difficulties, documents, extensions, tasks
from workflow.queries.chains import entry_of
from workflow.queries.organisations import OrganisationCase, by_id

_Opens = Callable[[int, Actor], object]


def _task(task_id: int, actor: Actor) -> None:
    documents.for_act(tasks.by_id(task_id).document_id, actor)


def _house(organisation_id: int, actor: Actor) -> None:
    if not permits(actor, Permission.HOUSE_READ, OrganisationCase(by_id(organisation_id))):
        raise NotFound("Không có đơn vị này.")


# what the address begins with -> how the one that it names is opened; refuses NotFound
_PLACES: Mapping[str, _Opens] = {
    r"/van-ban/(\d+)": documents.for_act,
    r"/ke-hoach/(\d+)/": documents.for_act,
    r"/dot-bao-cao/xin-gia-han/(\d+)": extensions.for_answer,
    r"/dot-bao-cao/(\d+)": campaigns.for_show,
    r"/kho-khan/(\d+)": difficulties.for_show,
    r"/kho-khan\?don_vi=(\d+)": _house,
    r"/nhiem-vu/(\d+)/": _task,
    r"/nhiem-vu\?don_vi=(\d+)": _house,
}


def is_still_told(line: Line, actor: Actor) -> bool:
    """Whether the line is still for its reader: they may open what it names, or receive for the house from which what
    it tells of was taken back."""
    return is_still_open(line.path, actor) if line.house is None else _receives(line.house, actor)


def taken_from(document_id: int, ordinal: int, actor: Actor) -> int | None:
    """A house for which the actor receives and from which this act took the paper back."""
    houses = entry_of(document_id, ordinal).details.get("taken_from", ())
    return next((one for one in houses if _receives(one, actor)), None)


def _receives(house: int, actor: Actor) -> bool:
    return permits(actor, Permission.ARRIVAL_TOLD, OrganisationCase(by_id(house)))


def is_still_open(path: str, actor: Actor) -> bool:
    """Whether the actor may open what the path of a notice's line names; a path that is none of these is nobody's."""
    for shape, opens in _PLACES.items():
        if (found := re.match(shape, path)) is not None:
            try:
                opens(int(found.group(1)), actor)
            except NotFound:
                return False
            return True
    return False
