"""How many working days are left, for the pages that say how near a due day is."""

import datetime as dt

from flask import Flask

from workflow.queries.days import working_days
from workflow.queries.organisations import Organisation

FAR = dt.timedelta(days=14)
"""Beyond it nobody counts working days, and the calendar is not asked."""


def register(app: Flask) -> None:
    """Give the templates `working_left`."""
    app.jinja_env.globals.update(working_left=working_left)


def working_left(organisation: Organisation, due: dt.date | None, today: dt.date) -> int | None:
    """The working days from tomorrow to the due day; None when that says no more than the days themselves: they are
    all worked, the day is far, it is today or past."""
    if due is None or not today < due <= today + FAR:
        return None
    left = working_days(organisation, today, due).left(today, due)
    return left if left < (due - today).days else None
