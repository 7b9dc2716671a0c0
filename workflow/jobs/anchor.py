"""Anchors are made every few minutes, and before a paper is printed or sent, which carries the newest one."""

import logging
from collections.abc import Sequence

from workflow.actions.anchor import anchor
from workflow.domain.anchors import AnchorName
from workflow.domain.errors import Overloaded
from workflow.jobs.workshop import application, settings
from workflow.queries.anchors import is_kept, newest
from workflow.settings import Settings
from workflow.storage.anchors import AnchorShelf

log = logging.getLogger(__name__)
EVERY_SECONDS = 300.0
OLD_DATABASE = (
    "Cơ sở dữ liệu cũ hơn bằng chứng đã giữ: thiếu {count} neo nhật ký. Có thể một bản sao lưu cũ đã được đưa trở lại. "
    "Hãy chạy `trinhky audit verify` và báo người phụ trách trước khi làm tiếp."
)


def shelf_of(chosen: Settings) -> AnchorShelf:
    """Where this installation keeps its newest anchors."""
    return AnchorShelf(chosen.anchors)


def anchor_all() -> None:
    """Anchor everything that went on, a batch a transaction, in the application's context. A database that is busy is
    left in peace until the next time."""
    with application().app_context():
        try:
            while made := anchor():
                shelf_of(settings()).keep(made)
        except Overloaded:
            return


def anchor_house(organisation_id: int) -> AnchorName | None:
    """The newest anchor of an organisation, made now if anything went on there; within an application context."""
    shelf_of(settings()).keep(anchor(organisation_id))
    return newest(organisation_id)


def missing_anchors(chosen: Settings) -> Sequence[AnchorName]:
    """The anchors kept outside that the database does not have; within an application context."""
    return [one for one in shelf_of(chosen).all() if not is_kept(one)]


def warn_of_old_database() -> None:
    """Say so where a database was put back that is older than what was kept of it, in the application's context."""
    with application().app_context():
        if missing := missing_anchors(settings()):
            log.error(OLD_DATABASE.format(count=len(missing)))
