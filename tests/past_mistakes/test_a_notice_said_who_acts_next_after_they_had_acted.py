"""A day's notice joined everything that had happened to a paper: "Hiện nay: đã tiếp nhận" and below it "Tiếp theo: văn
thư gửi đi", of an hour before it was sent."""

import datetime as dt

from flask import Flask

from tests.factories.received import received, target_of
from tests.factories.stages import campaign_of
from workflow.cli.demo.world import World
from workflow.domain.facts import Fact
from workflow.models import Notification, db
from workflow.models.clock import now, today
from workflow.notify.digest import lines_for

_DAY = dt.timedelta(days=1)


def test_of_a_paper_that_waits_for_others_the_last_act_is_told(app: Flask, world: World) -> None:
    paper = received(target_of(world, campaign_of(world), "thuvien"), {"ket-qua": "- Việc."})
    whose = world.people["soan.thuvien"].id
    steps = ((Fact.DOCUMENT_ISSUED, "Tiếp theo: văn thư gửi đi."), (Fact.DOCUMENT_RECEIVED, "Trần Thị B."))
    for place, (fact, text) in enumerate(steps):
        told = {"fact": fact, "title": "Báo cáo", "text": text, "at": now(), "ordinal": place}
        db.session.add(Notification(user_id=whose, document_id=paper.id, **told))
        db.session.flush()
    db.session.commit()
    lines = lines_for(world.actor("soan.thuvien"), now() - _DAY, today(), today() + 3 * _DAY)
    said = [line.text for line in lines if line.path == f"/van-ban/{paper.id}"]
    assert said == ["Trần Thị B.\nHiện nay: đã tiếp nhận."]
