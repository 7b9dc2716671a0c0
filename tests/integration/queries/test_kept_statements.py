"""A statement that is kept is the one that would be made now: nothing goes into it but what it is kept by."""

import datetime as dt
from typing import Any

from sqlalchemy import Select, update

from tests.statements import Sent, statements
from workflow.cli.demo.world import PEOPLE, World
from workflow.domain.actor import Actor
from workflow.domain.states import Level
from workflow.models import Membership, Organisation, db
from workflow.models.clock import MovedClock, moved, now, today
from workflow.queries import inbox, task_days
from workflow.queries.houses import House, houses_of
from workflow.queries.task_days import Span

KEPT = (inbox._counting, inbox._listing, task_days._listing)


def made(actor: Actor, houses: tuple[House, ...], span: Span) -> list[tuple[str, dict[str, Any]]]:
    """Each of them as it is made anew for the person."""
    counting = inbox._counting.__wrapped__(actor, houses, span)
    listing = inbox._listing.__wrapped__(actor, span.today, None, 50, None)
    tasks = task_days._listing.__wrapped__(actor, houses, span, 50, None)
    return [said(one) for one in (counting, listing, tasks) if one is not None]


def said(query: Select[*tuple[Any, ...]]) -> tuple[str, dict[str, Any]]:
    """The words and what they are given."""
    compiled = query.compile(db.engine)
    return str(compiled), dict(compiled.params)


def asked(actor: Actor) -> list[Sent]:
    """What the database is asked for the person's list, with what is kept."""
    span = Span(today(), today() + dt.timedelta(days=3))
    houses_of(actor)  # the session has them from here on
    with statements() as sent:
        inbox.tally(actor, span.today, span.until)
        inbox.inbox(actor)
        task_days.task_days(actor, span)
    return sent


def test_neither_the_clock_nor_what_stands_in_the_database_goes_into_it(world: World) -> None:
    span = Span(today(), today() + dt.timedelta(days=3))
    people = [world.actor(one.username) for one in PEOPLE]
    given = [(actor, houses_of(actor), span) for actor in people]
    before = [made(*one) for one in given]
    db.session.execute(update(Organisation).values(level=Level.PROVINCE, superior_id=None, ancestor_ids=[]))
    db.session.execute(update(Membership).values(to_day=today() - dt.timedelta(days=1)))
    db.session.expire_all()
    with moved(MovedClock(now() + dt.timedelta(days=400))):
        assert [made(*one) for one in given] == before


def test_a_unit_that_was_moved_is_asked_for_anew(world: World) -> None:
    actor, house = world.actor("soan.thuvien"), world.organisations["thuvien"]
    before = asked(actor)
    assert asked(actor) == before
    elsewhere = [world.organisations["tinh"].id]
    there = update(Organisation).where(Organisation.id == house.id)
    db.session.execute(there.values(superior_id=elsewhere[0], ancestor_ids=elsewhere))
    db.session.expire_all()
    after = asked(actor)
    for one in KEPT:
        one.cache_clear()
    assert after == asked(actor) != before
