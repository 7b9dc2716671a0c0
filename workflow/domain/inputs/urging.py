"""What an office types to urge those who are late."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UrgeUnits:
    """Which organisations are urged (None: all that are late and may be urged today), and by when their report or
    answer is expected."""

    organisation_ids: tuple[int, ...] | None
    reply_by: dt.date
