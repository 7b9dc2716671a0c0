"""The administrator's pages for changes of the tree, and what everybody sees of them afterwards."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import stages, tree
from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.domain import dates
from workflow.domain.inputs.reorganising import Plan, Receiver
from workflow.domain.states import ReorganisationKind, ReorganisationState
from workflow.jobs.tree import reorganise
from workflow.models import Document, Organisation, Reorganisation, db
from workflow.models.clock import today

pytestmark = pytest.mark.usefixtures("short_prints")


@pytest.fixture
def admin(app: Flask, world: World) -> FlaskClient:
    """The province's administrator, signed in."""
    client = app.test_client()
    sign_in(client, "quantri")
    return client


def decision(client: FlaskClient, path: str, **more: object) -> dict[str, object]:
    typed = {"decision_symbol": "12-QĐ/TU", "decision_on": dates.typed(today()), "effective_on": dates.typed(today())}
    return typed | {"csrf_token": csrf_token(client, path)} | more


def latest() -> Reorganisation:
    db.session.expire_all()
    return db.session.scalars(select(Reorganisation).order_by(Reorganisation.id.desc())).first() or pytest.fail("none")


def test_a_merger_is_prepared_looked_over_and_carried_out(app: Flask, world: World, admin: FlaskClient) -> None:
    draft = stages.draft_of(world, stages.campaign_of(world), "thuvien")
    unit, other = world.organisations["baotang"], world.organisations["thuvien"]
    path = f"/don-vi/{unit.id}/sap-xep/sap-nhap"
    typed = decision(admin, path, chosen=[str(other.id)], into="unit")
    begun = admin.post(path, data=typed)
    assert begun.status_code == 303
    shown = admin.get(begun.location).get_data(as_text=True)
    for words in ("việc dở dang sẽ chuyển", "đang soạn thảo", "Phạm Thị D", "Không chuyển", "Thực hiện hợp nhất"):
        assert words in shown
    act = latest()
    done = admin.post(begun.location, data={"csrf_token": typed["csrf_token"], "version": act.version, "act": "lam"})
    assert done.status_code == 303
    assert latest().state is ReorganisationState.DONE
    assert db.session.get_one(Document, draft.id).organisation_id == unit.id
    page = admin.get(f"/don-vi/{other.id}").get_data(as_text=True)
    assert "Đã kết thúc hoạt động" in page
    assert f'href="/don-vi/{unit.id}"' in page
    assert "Chi bộ Thư viện tỉnh" in admin.get(f"/don-vi/{unit.id}").get_data(as_text=True)


def test_a_new_superior_is_another_one_that_may_have_such_units(world: World, admin: FlaskClient) -> None:
    page = admin.get(f"/don-vi/{world.organisations['thuvien'].id}/sap-xep/chuyen-cap-tren").get_data(as_text=True)
    offered = [box for box in re.findall(r"<input[^>]*>", page) if 'name="chosen"' in box]
    assert [f'value="{world.organisations["khoi"].id}"' in box for box in offered] == [True]


def test_a_search_finds_units_to_choose_without_tone_marks(world: World, admin: FlaskClient) -> None:
    path = f"/don-vi/{world.organisations['thuvien'].id}/sap-xep/chuyen-cap-tren"
    typed = decision(admin, path, search="dang uy khoi", act="tim", reason="Chữ đã gõ")
    answer = admin.post(path, data=typed)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Đảng uỷ Khối các cơ quan tỉnh" in shown
    assert "Chữ đã gõ" in shown
    assert "12-QĐ/TU" in shown


def test_what_is_refused_keeps_what_was_typed(world: World, admin: FlaskClient) -> None:
    path = f"/don-vi/{world.organisations['khoi'].id}/sap-xep/chuyen-cap-tren"
    below = world.organisations["so"]
    answer = admin.post(path, data=decision(admin, path, chosen=str(below.id), search="so"))
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "nên không làm cấp trên của đơn vị này được" in shown
    assert "12-QĐ/TU" in shown


def test_a_split_asks_who_goes_where(world: World, admin: FlaskClient) -> None:
    unit = world.organisations["thuvien"]
    path = f"/don-vi/{unit.id}/sap-xep/chia-tach"
    named = {"parts-0-name": "Chi bộ Một", "parts-1-name": "Chi bộ Hai"}
    begun = admin.post(path, data=decision(admin, path, **named))
    act = latest()
    shown = admin.get(begun.location).get_data(as_text=True)
    member = next(line for line in shown.split('name="')[1:] if line.startswith("membership-")).partition('"')[0]
    typed = {"csrf_token": csrf_token(admin, path), "version": act.version, "act": "luu", member: "moi-2"}
    assert admin.post(begun.location, data=typed).status_code == 303
    assert latest().plan["shares"][member.replace("-", ":", 1)] == "moi-2"
    assert latest().state is ReorganisationState.PREPARED


def test_an_act_of_a_day_to_come_is_done_by_the_worker(
    app: Flask, world: World, admin: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, tomorrow = world.organisations["thuvien"], today() + dt.timedelta(days=1)
    path = f"/don-vi/{unit.id}/sap-xep/giai-the"
    typed = decision(admin, path, chosen=str(world.organisations["baotang"].id), effective_on=dates.typed(tomorrow))
    begun = admin.post(path, data=typed)
    pressed = {"csrf_token": typed["csrf_token"], "version": latest().version, "act": "lam"}
    assert admin.post(begun.location, data=pressed).status_code == 303
    assert latest().state is ReorganisationState.SCHEDULED
    do_jobs(app)
    reorganise()
    assert latest().state is ReorganisationState.SCHEDULED
    for module in ("actions.reorganise", "jobs.tree"):
        monkeypatch.setattr(f"workflow.{module}.today", lambda: tomorrow)
    reorganise()
    assert latest().state is ReorganisationState.DONE


def test_whoever_served_in_one_that_ended_signs_in_and_reads(app: Flask, world: World) -> None:
    sent = stages.sent(app, world, stages.campaign_of(world), "thuvien")
    plan = Plan((world.organisations["thuvien"].id,), (Receiver("a", world.organisations["baotang"].id),))
    tree.done(world, ReorganisationKind.DISSOLVE, plan)
    for who in ("bithu.thuvien", "soan.baotang"):
        client = app.test_client()
        sign_in(client, who)
        assert client.get(f"/van-ban/{sent.id}").status_code == 200, who
        assert client.get("/").status_code == 200, who
        assert "Đã kết thúc hoạt động" in client.get(f"/don-vi/{plan.units[0]}").get_data(as_text=True)
    assert db.session.get_one(Organisation, plan.units[0]).has_ended
