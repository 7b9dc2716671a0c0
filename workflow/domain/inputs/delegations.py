"""What stands for the days in which one person takes another's place."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delegate:
    """Who is away in an organisation, who stands in, from which day to which, and why."""

    absent_id: int
    substitute_id: int
    from_day: dt.date
    to_day: dt.date
    reason: str
