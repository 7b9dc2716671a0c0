"""The pages of a report that goes up by way of an advisory body: its round, the body's list and act, the receipt."""

import datetime as dt

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.desk import KEY
from tests.factories import received, stages
from tests.factories.bodies import body_of
from tests.signing_in import csrf_token, sign_in
from workflow.actions.consolidate import start_consolidation
from workflow.actions.send import send_document
from workflow.cli.demo.world import World
from workflow.domain import dates
from workflow.domain.inputs.deciding import Act
from workflow.models import Campaign, Document, db
from workflow.models.clock import today

OPINION = "Số liệu khớp với Ban; nên nêu rõ kinh phí."


def person(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    return client


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True)


def test_a_round_by_way_of_a_body_is_opened_walked_and_received(app: Flask, world: World) -> None:
    body, people = body_of(world, "so")
    office, own = person(app, "vanphong.so"), person(app, people_name(world, people.user_id))
    assert f"qua {body.name}" in page(office, "/dot-bao-cao/moi")
    typed = {
        "csrf_token": csrf_token(office),
        "title": "kết quả học tập Nghị quyết",
        "due_on": dates.typed(today() + dt.timedelta(days=9)),
        "plan_id": "",
        "period": "",
        "organisation_ids": [str(world.organisations["thuvien"].id)],
        "through_id": str(body.id),
        "outline": "mau:nghi-quyet",
        "grace_days": "0",
    }
    opened = office.post("/dot-bao-cao/moi", data=typed)
    assert opened.status_code == 303, opened.get_data(as_text=True)
    campaign = db.session.scalars(select(Campaign)).unique().one()
    assert f"Báo cáo gửi qua {body.name}" in page(own, opened.location)
    assert "Báo cáo gửi qua đơn vị" in page(own, "/dot-bao-cao")
    document = received.issued(received.target_of(world, campaign, "thuvien"), {KEY: "- Tổ chức 12 buổi."})
    send_document(document.id, Act(document.version), actor=world.actor("bithu.thuvien"))
    way = f"/van-ban/{document.id}"
    unit = person(app, "soan.thuvien")
    assert f'href="{way}/chuyen-len"' in page(own, "/")
    assert f"{body.name} cho ý kiến rồi chuyển Đảng uỷ Sở" in page(unit, way)
    waiting = page(office, way)
    assert "tiếp nhận được khi nơi ấy cho ý kiến và chuyển tới" in waiting
    assert "Nhận về, không chờ đầu mối" in waiting
    handed = own.post(f"{way}/chuyen-len", data=pressed(own, document, note=OPINION))
    assert handed.status_code == 303
    assert OPINION in page(office, f"{way}/tiep-nhan")
    assert OPINION not in page(unit, way)
    assert office.post(f"{way}/tiep-nhan", data=pressed(office, document)).status_code == 303
    assert OPINION in page(own, way)
    work = start_consolidation(campaign.id, actor=world.actor("vanphong.so"))
    desk = page(office, f"/van-ban/{work.id}/tong-hop/{KEY}")
    assert OPINION in desk and f'href="#y-kien-{document.id}">ý kiến của {body.short_name}' in desk


def test_the_committee_that_fetches_a_report_must_say_why(app: Flask, world: World) -> None:
    body, _ = body_of(world, "so")
    campaign = stages.campaign_of(world)
    campaign.through_id = body.id
    db.session.commit()
    document = received.issued(received.target_of(world, campaign, "thuvien"), {KEY: "- Tổ chức 12 buổi."})
    send_document(document.id, Act(document.version), actor=world.actor("bithu.thuvien"))
    office, way = person(app, "vanphong.so"), f"/van-ban/{document.id}/chuyen-len"
    assert "không chờ ý kiến của nơi ấy" in page(office, way)
    refused = office.post(way, data=pressed(office, document, note=" "))
    assert refused.status_code == 422
    assert "hãy ghi vì sao không chờ" in refused.get_data(as_text=True)
    assert office.post(way, data=pressed(office, document, note="Đến hạn tổng hợp")).status_code == 303


def people_name(world: World, user_id: int | None) -> str:
    return next(name for name, user in world.people.items() if user.id == user_id)


def pressed(client: FlaskClient, document: Document, **typed: str) -> dict[str, object]:
    db.session.expire_all()
    version = db.session.get_one(Document, document.id).version
    return {"csrf_token": csrf_token(client), "version": version, **typed}
