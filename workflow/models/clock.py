"""The one place that asks the machine for the time; days are counted in Việt Nam."""

import datetime as dt
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day it is in Việt Nam."""
    return dt.datetime.now(VIETNAM).date()
