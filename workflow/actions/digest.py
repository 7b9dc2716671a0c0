"""The daily notice: begun once a day, made once a person and day, mailed once; how a person wants it."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from workflow.actions.promise import promise
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.digest import Line
from workflow.domain.facts import Fact
from workflow.domain.inputs.notices import ChooseNotices
from workflow.domain.job_names import JobName
from workflow.models import Digest, DigestRound, NoticeChoice, User, db
from workflow.models.clock import now
from workflow.queries.digest import choice_of

MOST_HANDED = 2
"""A letter of which nobody knows whether it arrived is sent once more and then left."""


@action
def begin_round(day: dt.date) -> None:
    """Begin the notices of a day; begun already, nothing happens."""
    begun = insert(DigestRound).values(day=day, at=now()).on_conflict_do_nothing().returning(DigestRound.day)
    if db.session.execute(begun).first() is not None:
        promise(JobName.DIGESTS, {"day": day.isoformat(), "after": 0})


@action
def go_on(day: dt.date, after: int) -> None:
    """Promise the next part of the round."""
    promise(JobName.DIGESTS, {"day": day.isoformat(), "after": after})


@action
def put_off(day: dt.date, user_id: int) -> None:
    """Promise one person's notice of the day by itself."""
    promise(JobName.DIGESTS, {"day": day.isoformat(), "after": 0, "only": user_id})


@action
def keep_digest(user_id: int, day: dt.date, lines: Sequence[Line]) -> None:
    """Keep a person's notice of a day and promise its letter; kept already, the first stays and nothing is promised."""
    row = {"user_id": user_id, "day": day, "lines": [line.to_json() for line in lines], "made_at": now()}
    kept = insert(Digest).values(row).on_conflict_do_nothing().returning(Digest.id)
    digest_id = db.session.execute(kept).scalar()
    choice = choice_of(user_id)
    if digest_id is not None and choice.mail and choice.by_mail:
        promise(JobName.MAIL, {"digest_id": digest_id})


@action
def take_to_post(digest_id: int) -> Digest | None:
    """Note that the letter is about to be handed in. None when it was mailed, or handed in twice without an answer."""
    digest = _for_change(digest_id)
    if digest.mailed_at is not None or digest.handed >= MOST_HANDED:
        return None
    digest.handed += 1
    return digest


@action
def note_mailed(digest_id: int) -> None:
    """The server took the letter."""
    _for_change(digest_id).mailed_at = now()


@action
def note_not_mailed(digest_id: int) -> None:
    """The server did not take it: this try does not count."""
    _for_change(digest_id).handed -= 1


@action
def mark_digests_read(*, actor: Actor) -> None:
    """Every notice of the person counts as read."""
    mine = update(Digest).where(Digest.user_id == actor.user_id, Digest.read_at.is_(None))
    db.session.execute(mine.values(read_at=func.now()))


@action
def choose_notices(given: ChooseNotices, *, actor: Actor) -> NoticeChoice:
    """Keep where and whether the person's notice is mailed; the same again changes nothing."""
    choice = _choice(actor)
    if (choice.mail, choice.by_mail) == (given.mail or None, given.by_mail):
        return choice
    choice.mail, choice.by_mail = given.mail or None, given.by_mail
    _recorded(actor, {"by_mail": given.by_mail, "has_address": bool(given.mail)})
    return choice


@action
def renew_feed(*, actor: Actor) -> NoticeChoice:
    """Give the person's calendar a new address; the old one opens nothing from now on."""
    choice = _choice(actor)
    choice.feed_serial += 1
    _recorded(actor, {"feed": choice.feed_serial})
    return choice


def _for_change(digest_id: int) -> Digest:
    query = select(Digest).where(Digest.id == digest_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _choice(actor: Actor) -> NoticeChoice:
    db.session.execute(insert(NoticeChoice).values(user_id=actor.user_id).on_conflict_do_nothing())
    query = select(NoticeChoice).where(NoticeChoice.user_id == actor.user_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _recorded(actor: Actor, details: dict[str, object]) -> None:
    record(db.session.get_one(User, actor.user_id), Fact.ACCOUNT_NOTICES, actor, now(), Said(details=details))
