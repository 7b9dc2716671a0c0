"""What an office types to ask for reports and to consolidate them."""

import datetime as dt
from dataclasses import dataclass

from workflow.domain.outline import Outline
from workflow.domain.periods import Period


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """A round of reporting: on which plan, what about, until when, by whom, in which form; about which period, whether
    it takes nothing more so many days after the due day, and by way of which advisory body reports come."""

    plan_id: int | None
    title: str
    due_on: dt.date
    organisation_ids: tuple[int, ...]
    outline: Outline
    period: Period | None = None
    locks: bool = False
    grace_days: int = 0
    outline_version_id: int | None = None
    through_id: int | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """More time for one unit, with the reason."""

    organisation_id: int
    due_on: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class SaveResult:
    """New wording of one result block over the version seen; `set_aside` is the wording that was not chosen when two
    had been written."""

    block: str
    text: str
    version: int
    set_aside: str = ""
