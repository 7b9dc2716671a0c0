"""What an organisation that ended leaves: who reads it, who answers for it, and what stands beside the successor's."""

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask

from tests.factories import late, planned, raised, received, stages, tree
from tests.factories.numbered import approved
from tests.signing_in import sign_in
from workflow.actions.campaign import close_campaign
from workflow.actions.certificates import bind_own
from workflow.actions.extension import ask_extension
from workflow.actions.schedule import make_schedule
from workflow.actions.sign import refuse_old_name
from workflow.actions.urge import reply_to_urge
from workflow.cli.demo.world import World
from workflow.domain.errors import InvalidInput, NotFound
from workflow.domain.facts import Fact
from workflow.domain.inputs.calendar import AskExtension, SaveSchedule
from workflow.domain.inputs.issuing import BoundCertificate
from workflow.domain.inputs.reorganising import Names, Plan, Receiver
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.domain.periods import PeriodKind
from workflow.domain.permissions import Permission, permits
from workflow.domain.schedules import USUAL
from workflow.domain.states import DocumentKind, ReorganisationKind
from workflow.domain.tasks import Share
from workflow.models import (
    Campaign,
    CampaignSchedule,
    Difficulty,
    Document,
    Extension,
    Organisation,
    OrganisationName,
    Task,
    db,
)
from workflow.models.clock import now, today
from workflow.queries import books, reporting, urges
from workflow.queries.audit import entries_of_row
from workflow.queries.campaigns import waiting_extension
from workflow.queries.case import DocumentCase
from workflow.queries.certificates import counting, former_names
from workflow.queries.organisations import OrganisationCase

READING = (Permission.BOOK_READ, Permission.REPORTING_READ, Permission.URGE_READ)


def end(world: World, unit: str, heir: str) -> Organisation:
    """The unit ends, another takes over; that one."""
    plan = Plan((world.organisations[unit].id,), (Receiver("a", world.organisations[heir].id),))
    tree.done(world, ReorganisationKind.DISSOLVE, plan)
    db.session.expire_all()
    return world.organisations[heir]


def test_who_took_over_however_long_ago_reads_papers_books_record_and_history(world: World) -> None:
    ended = world.organisations["thuvien"]
    campaign = stages.campaign_of(world)
    paper = received.received(received.target_of(world, campaign, "thuvien"), {"ket-qua": "- Một việc."})
    end(world, "thuvien", "baotang")
    end(world, "baotang", "vanhoa")
    heir, stranger = world.actor("bithu.vanhoa"), world.actor("bithu.vanphong")
    for permission in READING:
        case = OrganisationCase(ended)
        assert (permits(heir, permission, case), permits(stranger, permission, case)) == (True, False), permission
    for permission in (Permission.DOCUMENT_READ, Permission.DOCUMENT_AUDIT):
        document = DocumentCase(db.session.get_one(Document, paper.id))
        assert (permits(heir, permission, document), permits(stranger, permission, document)) == (True, False)
    own, *before = [one.id for one in books.organisations_of(heir)]
    assert (own, set(before)) == (
        world.organisations["vanhoa"].id,
        {ended.id, world.organisations["baotang"].id},
    )
    assert books.readable(ended.id, heir).id == ended.id
    with pytest.raises(NotFound):
        books.readable(ended.id, stranger)
    assert not permits(heir, Permission.BOOK_KEEP, OrganisationCase(ended))
    assert not permits(world.actor("soan.vanhoa"), Permission.BOOK_READ, OrganisationCase(ended))


def test_who_took_over_reads_the_closed_rounds_and_the_reports_that_came_in_them(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    paper = received.received(received.target_of(world, campaign, "thuvien"), {"ket-qua": "- Một việc."})
    close_campaign(campaign.id, db.session.get_one(Campaign, campaign.id).version, actor=world.actor("vanphong.so"))
    end(world, "thuvien", "baotang")
    client = app.test_client()
    sign_in(client, "soan.baotang")
    address = f"/dot-bao-cao/{campaign.id}"
    page = client.get(address).get_data(as_text=True)
    assert "Chi bộ Thư viện tỉnh" in page and "Chi bộ Quản lý Văn hoá" not in page
    assert "yêu cầu Chi bộ Thư viện tỉnh" not in client.get("/dot-bao-cao").get_data(as_text=True)
    assert "yêu cầu Chi bộ Thư viện tỉnh" in client.get("/dot-bao-cao?tien_than=1").get_data(as_text=True)
    office = app.test_client()
    sign_in(office, "vanphong.khoi")
    both = (address, f"/van-ban/{paper.id}")
    assert [office.get(one).status_code for one in both] == [404, 404]
    end(world, "so", "khoi")
    assert [office.get(one).status_code for one in both] == [200, 200]
    assert "Chi bộ Quản lý Văn hoá" in office.get(address).get_data(as_text=True)
    stranger = app.test_client()
    sign_in(stranger, "vanphong.tinh")
    assert [stranger.get(one).status_code for one in both] == [404, 404]


def test_more_time_that_was_asked_for_goes_on_being_asked(world: World) -> None:
    alone = stages.campaign_of(world, below=("thuvien",))
    asked = ask(world, received.target_of(world, alone, "thuvien").id, 3)
    end(world, "thuvien", "baotang")
    assert waiting_extension(asked.target_id) is not None
    assert db.session.get_one(Extension, asked.id).target.organisation_id == world.organisations["baotang"].id


@pytest.mark.parametrize(("heir_asks", "waits"), [(False, "baotang"), (True, None)])
def test_of_two_duties_that_become_one_the_later_day_is_asked_once(
    world: World, heir_asks: bool, waits: str | None
) -> None:
    campaign = stages.campaign_of(world)
    asked = ask(world, received.target_of(world, campaign, "thuvien").id, 3)
    heirs = received.target_of(world, campaign, "baotang").id
    if heir_asks:
        ask(world, heirs, 5, "baotang")
    end(world, "thuvien", "baotang")
    row = db.session.get_one(Extension, asked.id)
    if waits:
        assert (row.target_id, row.decided_at) == (heirs, None)
    else:
        assert (row.granted, row.decided_by) == (False, "Hệ thống")
        assert "đơn vị tiếp nhận" in row.answer


def test_more_time_for_a_duty_that_ended_waits_for_nobody(world: World) -> None:
    asked = ask(world, received.target_of(world, stages.campaign_of(world), "thuvien").id, 3)
    unit, khoi = world.organisations["thuvien"], world.organisations["khoi"]
    tree.done(world, ReorganisationKind.MOVE, Plan((unit.id,), superior_id=khoi.id))
    db.session.expire_all()
    assert "không còn phải gửi" in db.session.get_one(Extension, asked.id).answer


def test_whoever_took_over_is_urged_and_answers_for_the_one_that_ended(world: World) -> None:
    campaign = stages.campaign_of(world)
    letter = db.session.get_one(Document, approved(world.organisations["so"].id, DocumentKind.LETTER))
    urge = late.urged(world, campaign, letter)
    heir = end(world, "thuvien", "baotang")
    assert urges.urged_units(letter) == {urge.unit_id, heir.id}
    told = urges.record_of(heir.id, world.actor("soan.baotang"), None, 10, today())
    assert [(one.urge.id, one.urge.unit.name) for one in told] == [(urge.id, "Chi bộ Thư viện tỉnh")]
    reply = reply_to_urge(urge.id, actor=world.actor("soan.baotang"))
    assert reply.organisation_id == heir.id
    assert reply_to_urge(urge.id, actor=world.actor("soan.baotang")).id == reply.id
    with pytest.raises(NotFound):
        reply_to_urge(urge.id, actor=world.actor("soan.vanhoa"))


def test_tasks_schedules_and_difficulties_are_the_heirs_each_with_its_entry(world: World) -> None:
    unit, heir_id = world.organisations["thuvien"].id, world.organisations["baotang"].id
    plan = planned.plan_of(world)
    lone = planned.task_of(plan, "Số hoá tài liệu", planned.body("Thư viện", unit))
    shared = planned.task_of(plan, "Mở chuyên mục", planned.body("Thư viện", unit), planned.body("Bảo tàng", heir_id))
    shared.assignments[1].share = Share.COOPERATING
    given = SaveSchedule("công tác", None, PeriodKind.MONTH, USUAL[PeriodKind.MONTH], 7, (unit,), RESOLUTION_REPORT)
    schedule = make_schedule(world.organisations["so"].id, given, actor=world.actor("vanphong.so"))
    matter = raised.raised(world)
    db.session.commit()
    end(world, "thuvien", "baotang")
    tasks = [db.session.get_one(Task, one.id) for one in (lone, shared)]
    assert [[(one.organisation_id, one.share) for one in task.assignments] for task in tasks] == [
        [(heir_id, Share.LEAD)],
        [(heir_id, Share.LEAD)],
    ]
    schedule = db.session.get_one(CampaignSchedule, schedule.id)
    matter = db.session.get_one(Difficulty, matter.id)
    assert (schedule.unit_ids, matter.organisation_id) == ([heir_id], heir_id)
    last = [entries_of_row(one)[-1].fact for one in (*tasks, schedule, matter)]
    assert last == [
        Fact.TASK_HANDED_OVER,
        Fact.TASK_HANDED_OVER,
        Fact.CAMPAIGN_HANDED_OVER,
        Fact.DIFFICULTY_HANDED_OVER,
    ]


def test_the_record_of_the_one_that_took_over_stands_beside_those_before(app: Flask, world: World) -> None:
    first, second = stages.campaign_of(world), stages.campaign_of(world)
    for cell in ("thuvien", "baotang"):
        target = received.target_of(world, first, cell)
        received.received(target, {"ket-qua": "- Một việc."})
        target.sent_at = target.first_sent_at = now()
    db.session.commit()
    heir = end(world, "thuvien", "baotang")
    compared = reporting.before_and_after(heir.id, today())
    assert [(unit.short_name, rates.expected, rates.arrived) for unit, rates in compared] == [
        ("Bảo tàng tỉnh", 2, 1),
        ("Thư viện tỉnh", 1, 1),
    ]
    assert second.targets
    assert reporting.before_and_after(world.organisations["vanhoa"].id, today()) == []
    client = app.test_client()
    sign_in(client, "soan.baotang")
    shown = client.get(f"/dot-bao-cao/ho-so/{heir.id}").get_data(as_text=True)
    assert "Trước và sau khi sắp xếp tổ chức" in shown
    assert "tới hết ngày" in shown
    assert "khi còn là Chi bộ Thư viện tỉnh" in shown


def test_a_certificate_with_the_name_of_before_signs_as_long_as_the_setting_says(app: Flask, world: World) -> None:
    house, signer = world.organisations["thuvien"], world.actor("bithu.thuvien")
    given = BoundCertificate("a" * 64, "Dương Văn M", house.name, "Nơi cấp", now(), now(), "")
    kept = bind_own(house.id, given, None, actor=signer)
    assert former_names([kept]) == {}
    names = Names("Chi bộ Thư viện số", "Thư viện số", "CB", "Sông Lam", "T/M CHI BỘ")
    known_since(house, "Chi bộ Thư viện tỉnh", 400)
    tree.done(world, ReorganisationKind.RENAME, Plan((house.id,), names=names))
    assert [one.id for one in counting(house.id, signer.user_id)] == [kept.id]
    assert former_names([kept])[kept.id].name == "Chi bộ Thư viện tỉnh"
    for days in (None, 0, 30):
        refuse_old_name(kept, days)
    known_since(house, names.name, 31)
    refuse_old_name(kept, None)
    with pytest.raises(InvalidInput, match="ghi tên cũ của đơn vị: Chi bộ Thư viện tỉnh"):
        refuse_old_name(kept, 30)
    client = app.test_client()
    sign_in(client, "bithu.thuvien")
    shown = client.get("/chu-ky-cua-toi").get_data(as_text=True)
    assert "ký văn bản mới vẫn được" in shown
    newer = replace(given, fingerprint="b" * 64, holder_organisation=names.name)
    fresh = bind_own(house.id, newer, None, actor=signer)
    assert fresh.confirmed_at is not None
    refuse_old_name(fresh, 0)


def known_since(house: Organisation, name: str, days: int) -> None:
    """The organisation is called so since so many days ago."""
    row = db.session.query(OrganisationName).filter_by(organisation_id=house.id, name=name).one()
    row.from_day = today() - dt.timedelta(days=days)
    db.session.commit()


def ask(world: World, target_id: int, days: int, cell: str = "thuvien") -> Extension:
    """More time asked for by the cell."""
    due = today() + dt.timedelta(days=10 + days)
    return ask_extension(target_id, AskExtension(due, "Đi công tác"), actor=world.actor(f"soan.{cell}"))
