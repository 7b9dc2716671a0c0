"""What is typed about days, schedules and more time."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetDay:
    """One day that is worked, or not worked, otherwise than the public calendar says, and why."""

    day: dt.date
    works: bool
    reason: str
