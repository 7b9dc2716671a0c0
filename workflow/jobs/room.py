"""Once an hour the worker says in its log that a disk is nearly full."""

import logging

from workflow.jobs.workshop import settings
from workflow.storage.room import rooms_under

log = logging.getLogger(__name__)
EVERY_SECONDS = 3600.0


def warn_of_little_room() -> None:
    """A warning for each disk that is nearly full."""
    for room in rooms_under(settings().var, settings().storage):
        if room.is_short:
            log.warning("Đĩa sắp đầy, đầy thì không ghi được gì nữa: %s", room)
