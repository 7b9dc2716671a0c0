"""The notices of a day: begun at the hour that the settings name, made in parts, only for those who work today."""

import datetime as dt
import logging
from typing import Any

from workflow.actions.digest import begin_round, go_on, keep_digest, put_off
from workflow.domain.dates import local
from workflow.domain.deadlines import soon_until
from workflow.domain.job_names import JobName
from workflow.domain.working_days import WorkingDays
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application, settings
from workflow.models import Organisation, db
from workflow.models.clock import now, today
from workflow.notify.digest import lines_for
from workflow.queries import digest as told
from workflow.queries.accounts import actor_of
from workflow.queries.days import working_days

log = logging.getLogger(__name__)
PART = 200
_AHEAD = dt.timedelta(days=30)
_FIRST = dt.timedelta(days=3)
"""How far the very first notice of a person looks back."""


@queue.task(name=JobName.DIGEST_TICK.value, queue="digest", retry=RETRY, queueing_lock=JobName.DIGEST_TICK.value)
def tick(**_: Any) -> None:
    """Begin the round of the day once its hour has come; a worker switched on later begins it then."""
    with application().app_context():
        moment = local(now())
        if f"{moment:%H:%M}" >= settings().digest_at:
            begin_round(moment.date())


@queue.task(name=JobName.DIGESTS.value, queue="digest", retry=RETRY)
def make(*, day: str, after: int, only: int | None = None, **_: Any) -> None:
    """Make the notices of the next people and promise those after them, or that of one person that failed among the
    others; a round of yesterday is over."""
    with application().app_context():
        if dt.date.fromisoformat(day) != today():
            return
        if only is None:
            make_part(after)
        else:
            make_one(only, today(), {})


def make_part(after: int) -> None:
    """The notices of so many people, by id, after this one. One that fails holds up no other: it is logged, and tried
    again by itself."""
    day, calendars = today(), dict[int, WorkingDays]()
    people = [user.id for user in told.people_after(after, PART)]
    for user_id in people:
        try:
            make_one(user_id, day, calendars)
        except Exception:
            db.session.rollback()
            log.exception("the notice of person %s failed; it is tried again by itself", user_id)
            put_off(day, user_id)
    if len(people) == PART:
        go_on(day, people[-1])


def make_one(user_id: int, day: dt.date, calendars: dict[int, WorkingDays]) -> None:
    """One person's notice: none on a day off of all their organisations, and none when there is nothing to say.
    `calendars` are those looked up so far."""
    found = told.person(user_id)
    if found is None or not found[1]:
        return
    user, held = found
    worked = [_calendar(one.organisation, day, calendars) for one in held]
    if not any(calendar.works_on(day) for calendar in worked):
        return
    last = told.last_told(user_id)
    since = last.made_at if last else now() - _FIRST
    lines = lines_for(actor_of(user), since, day, soon_until(day, worked[0]))
    if lines:
        keep_digest(user_id, day, lines)


def _calendar(organisation: Organisation, day: dt.date, known: dict[int, WorkingDays]) -> WorkingDays:
    if organisation.id not in known:
        known[organisation.id] = working_days(organisation, day, day + _AHEAD)
    return known[organisation.id]
