"""What waits and is no paper at a desk: it stands in the list of whoever may act, is counted, and goes when done."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from tests.factories import stages
from tests.factories.late import make_late, urged
from tests.factories.planned import body, plan_of, sent, task_of
from tests.statements import statements
from workflow.actions.campaign import close_campaign
from workflow.actions.extension import answer_extension, ask_extension, extend_target
from workflow.actions.send import receive_document
from workflow.cli.demo.world import World
from workflow.domain.deadlines import Deadline, DeadlineKind, soon_until
from workflow.domain.inputs.calendar import AnswerExtension, AskExtension
from workflow.domain.inputs.campaigns import Extend
from workflow.domain.inputs.deciding import Act
from workflow.domain.states import DocumentKind, DocumentState
from workflow.domain.tasks import Progress, Reach, Share, TaskState
from workflow.models import Campaign, Document, Extension, PlanLink, Task, TaskAssignment, TaskResult, db
from workflow.models.clock import now, today
from workflow.queries import inbox
from workflow.queries.awaiting import Awaiting, Span, awaiting, days_of
from workflow.queries.houses import houses_of

PEOPLE = ("soan.thuvien", "bithu.thuvien", "soan.vanhoa", "vanphong.so", "uyvien.so", "vanphong.khoi", "uyvien.khoi")
Rows = Callable[[Awaiting], int]


def waits(world: World, username: str) -> Awaiting:
    """What waits for the person; the count agrees with it."""
    actor = world.actor(username)
    span = Span(today(), soon_until(today()))
    found = awaiting(actor, span)
    rows = sum(len(one) for one in (found.extensions, found.arrivals, found.plans, found.tasks, found.late))
    days = days_of(actor, houses_of(actor), span, 1000)
    counted = sum(len(db.session.execute(one).all()) for one in days)
    assert rows == counted, username
    assert inbox.tally(actor, today(), soon_until(today())).total >= rows
    return found


def holders(world: World, sort: Rows) -> set[str]:
    """Of the people looked at those for whom something of the sort waits."""
    return {username for username in PEOPLE if sort(waits(world, username))}


def asked(world: World, campaign: Campaign, cell: str = "thuvien") -> Extension:
    target = next(one for one in campaign.targets if one.organisation_id == world.organisations[cell].id)
    given = AskExtension(target.due_on + dt.timedelta(days=5), "Chờ số liệu quyết toán.")
    return ask_extension(target.id, given, actor=world.actor(f"soan.{cell}"))


def test_a_request_for_more_time_waits_for_the_office_until_it_is_answered(world: World) -> None:
    campaign = stages.campaign_of(world, days=2)
    first = asked(world, campaign)
    assert holders(world, lambda found: len(found.extensions)) == {"vanphong.so"}
    assert waits(world, "vanphong.so").extensions[0].target.organisation.id == world.organisations["thuvien"].id
    assert inbox.tally(world.actor("vanphong.so"), today(), soon_until(today())).soon == 1
    given = AnswerExtension(granted=False, to_day=None, answer="Đã chờ hai lần.")
    answer_extension(first.id, given, actor=world.actor("vanphong.so"))
    asked(world, campaign)
    more = Extend(world.organisations["thuvien"].id, today() + dt.timedelta(days=9), "Đồng ý.")
    extend_target(campaign.id, more, campaign.version, actor=world.actor("vanphong.so"))
    assert holders(world, lambda found: len(found.extensions)) == set()


def test_a_paper_that_came_waits_for_whoever_receives_it_and_is_received_once(app: Flask, world: World) -> None:
    plan = sent(world, plan_of(world))
    below = {"soan.thuvien", "bithu.thuvien", "soan.vanhoa"}  # the secretary of a chi bộ is its văn thư
    assert holders(world, lambda found: len(found.arrivals)) == {*below, "vanphong.khoi"}
    receive_document(plan.id, Act(plan.version), actor=world.actor("soan.thuvien"))
    assert "soan.thuvien" not in holders(world, lambda found: len(found.arrivals))
    stages.sent_alone(app, world)
    assert len(waits(world, "vanphong.so").arrivals) == 0, "what comes up lies on the desk and is no second row"


def test_a_plan_that_asks_for_a_plan_waits_until_there_is_one(world: World) -> None:
    plan = sent(world, plan_of(world))
    task_of(plan, "Các chi bộ xây dựng chương trình, kế hoạch thực hiện.", body("các chi bộ", reach=Reach.ALL_BELOW))
    assert holders(world, lambda found: len(found.plans)) == set(), "it is received first"
    for cell in ("thuvien", "vanhoa"):
        receive_document(plan.id, Act(plan.version), actor=world.actor(f"soan.{cell}"))
    assert holders(world, lambda found: len(found.plans)) == {"soan.thuvien", "soan.vanhoa"}
    unit = world.organisations["thuvien"].id
    own = Document(
        state=DocumentState.ISSUED, organisation_id=unit, desk_id=unit, kind=DocumentKind.PLAN, abstract="thực hiện"
    )
    own.state_since = own.created_at = now()
    db.session.add(own)
    db.session.flush()
    db.session.add(PlanLink(document_id=own.id, superior_id=plan.id, symbol="32-KH/ĐU"))
    db.session.commit()
    assert holders(world, lambda found: len(found.plans)) == {"soan.vanhoa"}


def test_a_plan_that_asks_for_none_or_was_replaced_does_not_wait(world: World) -> None:
    plan = sent(world, plan_of(world))
    asking = task_of(plan, "Ban hành kế hoạch thực hiện.", body("Chi bộ", world.organisations["thuvien"].id))
    receive_document(plan.id, Act(plan.version), actor=world.actor("soan.thuvien"))
    receive_document(plan.id, Act(plan.version), actor=world.actor("soan.vanhoa"))
    assert holders(world, lambda found: len(found.plans)) == {"soan.thuvien"}, "it names one chi bộ"
    asking.text = "Ban hành quy chế; theo kế hoạch đã có."
    db.session.commit()
    assert holders(world, lambda found: len(found.plans)) == set()
    asking.text = "Xây dựng kế hoạch."
    plan._state = DocumentState.SUPERSEDED
    db.session.commit()
    assert holders(world, lambda found: len(found.plans)) == set()


def dated(world: World, plan: Document, days: int, *bodies: TaskAssignment) -> Task:
    """A task of the plan due in so many days, given to the library's chi bộ unless somebody is named."""
    given = bodies or (body("Chi bộ Thư viện tỉnh", world.organisations["thuvien"].id),)
    deadline = Deadline(DeadlineKind.DATE, date=today() + dt.timedelta(days=days))
    return task_of(plan, "Số hoá tài liệu quý hiếm.", *given, deadline=deadline)


def reported(world: World, task: Task, state: DocumentState, cell: str = "thuvien") -> None:
    """A report of the chi bộ in that state calls the task done."""
    unit = world.organisations[cell].id
    report = Document(state=state, organisation_id=unit, desk_id=unit, kind=DocumentKind.REPORT, abstract="kết quả")
    report.state_since = report.created_at = now()
    report.issued_on = today()
    db.session.add(report)
    db.session.flush()
    db.session.add(TaskResult(document_id=report.id, task_id=task.id, position=0, progress=Progress.DONE))
    db.session.commit()


@pytest.mark.parametrize(("days", "expected"), [(-400, 0), (-5, 1), (0, 1), (3, 1), (30, 0)])
def test_a_task_waits_when_its_day_is_near_or_past(world: World, days: int, expected: int) -> None:
    dated(world, sent(world, plan_of(world)), days)
    assert len(waits(world, "soan.thuvien").tasks) == expected


def test_a_task_waits_for_those_who_answer_for_it_until_a_report_calls_it_done(world: World) -> None:
    plan = sent(world, plan_of(world))
    task = dated(world, plan, -2)
    assert holders(world, lambda found: len(found.tasks)) == {"soan.thuvien"}
    assert inbox.tally(world.actor("soan.thuvien"), today(), soon_until(today())).late == 1
    reported(world, task, DocumentState.IN_APPROVAL)
    assert holders(world, lambda found: len(found.tasks)) == {"soan.thuvien"}, "it is not said yet"
    reported(world, task, DocumentState.SENT)
    assert holders(world, lambda found: len(found.tasks)) == set()


def test_those_who_take_part_are_not_asked_and_those_meant_by_words_are(world: World) -> None:
    plan = sent(world, plan_of(world))
    part = replace_share(body("Chi bộ Bảo tàng tỉnh", world.organisations["baotang"].id))
    dated(world, plan, 1, body("các chi bộ trực thuộc", reach=Reach.DIRECTLY_BELOW), part)
    assert holders(world, lambda found: len(found.tasks)) == {"soan.thuvien", "soan.vanhoa"}
    for one in db.session.query(Task):
        one.state = TaskState.DROPPED
    dated(world, plan, 1, body("Chi bộ Thư viện tỉnh", world.organisations["thuvien"].id), replace_share(part))
    assert holders(world, lambda found: len(found.tasks)) == {"soan.thuvien"}


def replace_share(one: TaskAssignment) -> TaskAssignment:
    """The same body as one that takes part."""
    return TaskAssignment(name=one.name, organisation_id=one.organisation_id, share=Share.COOPERATING, position=1)


def test_a_task_given_to_a_person_waits_for_that_person(world: World) -> None:
    plan = sent(world, plan_of(world))
    person = TaskAssignment(name="Uỷ viên", user_id=world.people["uyvien.so"].id, share=Share.LEAD)
    dated(world, plan, 1, person)
    assert "uyvien.so" in holders(world, lambda found: len(found.tasks))
    assert "soan.thuvien" not in holders(world, lambda found: len(found.tasks))


def test_a_yearly_task_waits_before_its_day_unless_this_year_was_reported(world: World) -> None:
    day = today() + dt.timedelta(days=2)
    plan = sent(world, plan_of(world))
    task = dated(world, plan, 1)
    task.deadline = Deadline(DeadlineKind.YEARLY, day=day.day, month=day.month)
    db.session.commit()
    (waiting,) = waits(world, "soan.thuvien").tasks
    assert waiting.due_on == day
    reported(world, task, DocumentState.SENT)
    assert not waits(world, "soan.thuvien").tasks


def test_units_that_are_late_with_a_report_wait_for_their_office_until_they_are_urged(app: Flask, world: World) -> None:
    campaign = stages.campaign_of(world)
    stages.sent(app, world, campaign, "vanhoa")
    letter = stages.draft_of(world, stages.campaign_of(world))
    assert holders(world, lambda found: len(found.late)) == set()
    make_late(campaign)
    assert holders(world, lambda found: len(found.late)) == {"vanphong.so"}
    (late,) = waits(world, "vanphong.so").late
    assert (late.count, late.due_on) == (3, today() - dt.timedelta(days=9)), "who has sent is not late"
    urge = urged(world, campaign, letter)
    assert [one.count for one in waits(world, "vanphong.so").late] == [2]
    urge.reply_by = today() - dt.timedelta(days=1)
    db.session.commit()
    assert [one.count for one in waits(world, "vanphong.so").late] == [3], "it did not reply by the day"
    close_campaign(campaign.id, db.session.get_one(Campaign, campaign.id).version, actor=world.actor("vanphong.so"))
    assert holders(world, lambda found: len(found.late)) == set()


def test_units_that_are_late_with_a_task_wait_for_the_office_that_set_it(world: World) -> None:
    plan = sent(world, plan_of(world))
    task = dated(world, plan, -2, body("các chi bộ trực thuộc", reach=Reach.DIRECTLY_BELOW))
    assert holders(world, lambda found: len(found.late)) == {"vanphong.so"}
    assert [one.count for one in waits(world, "vanphong.so").late] == [4]
    reported(world, task, DocumentState.SENT)
    assert [one.count for one in waits(world, "vanphong.so").late] == [3]
    task.due_on = today()
    db.session.commit()
    assert holders(world, lambda found: len(found.late)) == set()


def test_asks_as_much_for_many_as_for_one_and_reads_named_indexes(world: World) -> None:
    plan, office = sent(world, plan_of(world)), world.actor("vanphong.so")
    span, counted = Span(today(), soon_until(today())), []
    for more in (1, 4):
        for _ in range(more):
            dated(world, plan, 1, body("Đảng uỷ Sở", world.organisations["so"].id))
            asked(world, stages.campaign_of(world))
        db.session.expire_all()
        office = world.actor("vanphong.so")
        db.session.execute(text("SELECT 1"))
        with statements() as sent_:
            found = awaiting(office, span)
            [(one.target.organisation.name, one.target.campaign.title) for one in found.extensions]
            [(one.task.document.issuer_name, one.organisation.name) for one in found.tasks]
        counted.append((len(found.extensions), len(found.tasks), len(sent_)))
    assert [one[:2] for one in counted] == [(1, 1), (5, 5)]
    assert counted[0][2] == counted[1][2]
    db.session.execute(text("SET LOCAL enable_seqscan = off"))
    with statements() as sent_:
        inbox.tally(office, today(), soon_until(today()))
    rows = db.session.connection().exec_driver_sql(f"EXPLAIN {sent_[-1].words}", sent_[-1].parameters)
    read = "\n".join(row[0] for row in rows)
    for index in (
        "ix_extension_at_desk",
        "ix_delivery_",  # each of them begins with the organisation
        "ix_task_of_organisation",
        "ix_task_assignment_of_person",
        "ix_campaign_open",
        "ix_target_missing",
    ):
        assert index in read, index
    assert not re.findall("Seq Scan|hashed", read)


def test_what_a_closed_round_waits_for_is_still_answered(world: World) -> None:
    campaign = stages.campaign_of(world)
    asked(world, campaign)
    close_campaign(campaign.id, db.session.get_one(Campaign, campaign.id).version, actor=world.actor("vanphong.so"))
    assert holders(world, lambda found: len(found.extensions)) == {"vanphong.so"}
    nobody = replace(world.actor("vanphong.so"), grants=frozenset(), past=world.actor("vanphong.so").grants)
    assert not awaiting(nobody, Span(today(), today())).extensions, "who serves there no more answers nothing"
