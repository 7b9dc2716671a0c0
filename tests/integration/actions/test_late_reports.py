"""A report that is awaited too long: the office that asked and the unit's leader are told once of each day that was
set."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import stages
from tests.factories.late import make_late
from tests.factories.received import target_of
from tests.jobs import do_jobs
from workflow.actions.extension import extend_target
from workflow.actions.late_report import note_late_report
from workflow.actions.organisation import set_step_days
from workflow.cli.demo.world import World
from workflow.domain.actor import SYSTEM
from workflow.domain.dates import short
from workflow.domain.digest import Group
from workflow.domain.errors import NotPermitted
from workflow.domain.facts import Fact
from workflow.domain.inputs.campaigns import Extend
from workflow.jobs.calendar import tell_of_slow_steps
from workflow.models import Campaign, Notification, User, db
from workflow.models.clock import now, today
from workflow.notify.digest import lines_for

pytestmark = pytest.mark.usefixtures("short_prints")


def told(app: Flask, campaign: Campaign) -> list[str]:
    """Who was told of late units of the round, after one more hourly look."""
    tell_of_slow_steps()
    do_jobs(app)
    db.session.expire_all()
    query = select(User.username).join(Notification, Notification.user_id == User.id)
    query = query.where(Notification.campaign_id == campaign.id, Notification.fact == Fact.CAMPAIGN_UNIT_LATE)
    return sorted(db.session.scalars(query))


def test_office_and_leader_are_told_once_of_each_day(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world, below=("thuvien",))
    assert told(app, campaign) == [], "its day is still to come"
    due = make_late(campaign).due_on
    once = told(app, campaign)
    assert once == ["bithu.thuvien", "vanphong.so"]
    for username in once:
        lines = lines_for(world.actor(username), now() - dt.timedelta(hours=1), today(), today())
        (line,) = (one for one in lines if one.title == f"Báo cáo chậm quá số ngày quy định: {stages.TITLE}")
        assert line.group is Group.LATE
        assert line.text.startswith(f"Chi bộ Thư viện tỉnh chưa gửi: hạn {short(due)}, đã quá 3 ngày làm việc.")
    assert told(app, campaign) == once
    given = Extend(world.organisations["thuvien"].id, today() + dt.timedelta(days=5), "Bão.")
    extend_target(campaign.id, given, campaign.version, actor=world.actor("vanphong.so"))
    assert told(app, campaign) == once, "more time was given"
    make_late(campaign, 8)
    assert told(app, campaign) == sorted(once * 2), "another day was set, and passed too"


def test_not_before_the_days_of_the_house_and_never_where_it_says_never(app: Flask, world: World) -> None:
    campaign = make_late(stages.campaign_of(world, below=("thuvien",)), 8)
    admin, house = world.actor("quantri"), world.organisations["so"].id
    target = target_of(world, campaign, "thuvien").id
    set_step_days(house, 0, actor=admin)
    assert told(app, campaign) == []
    set_step_days(house, 8, actor=admin)
    assert not note_late_report(target, actor=SYSTEM)
    with pytest.raises(NotPermitted):
        note_late_report(target, actor=world.actor("vanphong.so"))
