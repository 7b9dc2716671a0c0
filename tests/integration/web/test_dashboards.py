"""The board of a committee: its figures are what a slow count gives, its cells lead to the requests they count, and
nobody sees that of a stranger."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from io import BytesIO

import openpyxl
import pytest
from flask import Flask
from pypdfium2 import PdfDocument
from sqlalchemy import func, select

from tests.desk import TEXTS
from tests.factories import raised, received
from tests.factories.crowds import cell
from tests.factories.duties import ask, send, send_back, standing
from tests.factories.planned import body, plan_of, sent, task_of
from tests.signing_in import PersonClient, sign_in
from tests.statements import statements
from workflow.actions.organisation import found_organisation
from workflow.actions.tally import fold
from workflow.cli.demo.world import CELLS, World
from workflow.domain.actor import SYSTEM
from workflow.domain.dates import local_day
from workflow.domain.deadlines import Deadline, DeadlineKind
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.states import SourceState
from workflow.domain.tasks import Progress, Reach
from workflow.models import Document, Organisation, SourceBlock, Target, Task, TaskResult, db
from workflow.models.clock import now, today
from workflow.queries import dashboards
from workflow.queries.campaigns import Rates
from workflow.queries.dashboards import Waiting, Workspace
from workflow.queries.difficulties import Ages

KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


@pytest.fixture
def busy(world: World) -> World:
    """A year of rounds: monthly and quarterly ones, some about no period; late, sent back, given more time, missing."""
    house, cells = world.organisations["so"].id, [world.organisations[cell].id for cell in CELLS]
    month = Period.begun_by(PeriodKind.MONTH, today())
    for back in range(8):
        campaign = ask(house, cells, month, days=-30 * back - 2)
        for place, target in enumerate(campaign.targets):
            if (back + place) % 5:
                send(target, days=-30 * back - 4 + place)
            if (back + place) % 7 == 6:
                send_back(target)
        month = month.previous
    ask(house, cells, Period.begun_by(PeriodKind.QUARTER, today()).previous, days=-40)
    given = ask(house, cells[:2], days=-9).targets[0]
    given.due_on = today() + dt.timedelta(days=30)
    send(ask(world.organisations["khoi"].id, [house], days=-70).targets[0], days=-71)
    this_year = Period(PeriodKind.YEAR, today().year)
    ask(world.organisations["tinh"].id, [world.organisations["khoi"].id], this_year, days=20)
    fold()
    return world


@pytest.fixture
def plan(world: World) -> Document:
    """A plan of the department with its chi bộ."""
    return sent(world, plan_of(world))


def client_of(app: Flask, username: str) -> PersonClient:
    client = PersonClient(app)
    sign_in(client, username)
    return client


def counted(units: Iterable[Organisation], period: Period) -> Rates:
    """The rates of some units in a period, from the duties one by one."""
    ids = {one.id for one in units}
    found = [one for one in standing() if one.organisation_id in ids and _tells_of(one, period)]
    sent_ = [one for one in found if one.sent_at]
    return Rates(
        len(found),
        len(sent_),
        sum(local_day(one.sent_at) <= one.due_on for one in sent_ if one.sent_at),
        sum(not one.sent_at and one.due_on < today() for one in found),
        sum(one.returns > 0 for one in found),
    )


def _tells_of(target: Target, period: Period) -> bool:
    about = target.campaign.period
    return period.covers(about.last_day if about else target.due_on)


def cell_of(page: str, unit: int, period: Period) -> str:
    """What a cell of the matrix says: sent of all."""
    link = re.search(rf'href="/dot-bao-cao/ho-so/{unit}\?ky={re.escape(period.code)}"(.*?)</a>', page, re.DOTALL)
    assert link
    return re.search(r"\d+/\d+", link[1])[0]  # type: ignore[index]


def branch(world: World, key: str) -> list[Organisation]:
    house = world.organisations[key]
    return [one for one in world.organisations.values() if one.id == house.id or house.id in one.ancestor_ids]


def test_the_board_says_what_a_slow_count_says(app: Flask, busy: World) -> None:
    office, house = client_of(app, "vanphong.so"), busy.organisations["so"]
    year = counted(branch(busy, "so"), Period(PeriodKind.YEAR, today().year))
    assert min(year.on_time, year.arrived - year.on_time, year.late, year.returned) > 0
    for kind in KINDS:
        period = Period.begun_by(kind, today())
        page = office.get(f"/bang-theo-doi/{house.id}?ky={period.code}").text
        rates = counted(branch(busy, "so"), period)
        assert f"Trong {rates.expected} lượt phải gửi: đã gửi {rates.arrived}," in page
        for key in CELLS:
            one = counted([busy.organisations[key]], period)
            assert cell_of(page, busy.organisations[key].id, period) == f"{one.arrived}/{one.expected}"


def test_the_province_sees_the_whole_branch_and_the_next_level_alone(app: Flask, busy: World) -> None:
    top, period = busy.organisations["tinh"], Period.begun_by(PeriodKind.YEAR, today())
    page = client_of(app, "vanphong.tinh").get(f"/bang-theo-doi/{top.id}?theo=nam").text
    rates = counted(branch(busy, "tinh"), period)
    assert cell_of(page, top.id, period) == f"{rates.arrived}/{rates.expected}"
    rates = counted(branch(busy, "khoi"), period)
    assert cell_of(page, busy.organisations["khoi"].id, period) == f"{rates.arrived}/{rates.expected}"
    assert "Chi bộ Thư viện tỉnh" not in page


def test_a_cell_leads_to_the_requests_it_counts(app: Flask, busy: World) -> None:
    office, unit = client_of(app, "vanphong.so"), busy.organisations["vanhoa"]
    month = Period.begun_by(PeriodKind.MONTH, today()).previous
    page = office.get(f"/bang-theo-doi/{busy.organisations['so'].id}?ky={month.code}").text
    expected = cell_of(page, unit.id, month).partition("/")[2]
    record = office.get(f"/dot-bao-cao/ho-so/{unit.id}?ky={month.code}").text
    assert f"Chỉ các yêu cầu {month.title}." in record
    assert record.count('data-label="Thời hạn"') == int(expected)
    assert f"/bang-theo-doi/{unit.id}?ky={month.code}" in record
    everything = office.get(f"/dot-bao-cao/ho-so/{unit.id}?ky=month.2026.13").text
    assert everything.count('data-label="Thời hạn"') > int(expected)


def test_a_unit_of_ones_own_or_below_and_no_other(app: Flask, world: World) -> None:
    inside, ids = client_of(app, "soan.thuvien"), {key: one.id for key, one in world.organisations.items()}
    assert inside.get("/bang-theo-doi").location == f"/bang-theo-doi/{ids['thuvien']}"
    assert inside.get(f"/bang-theo-doi/{ids['baotang']}").status_code == 404
    above = client_of(app, "uyvien.tinh")
    page = above.get(f"/bang-theo-doi/{ids['so']}").text
    assert f'href="/bang-theo-doi/{ids["khoi"]}"' in page  # the way back up
    assert "/kho-khan?don_vi=" not in page


@pytest.mark.parametrize("asked", ["ky=month.9999.1", "ky=half.2026.1", "ky=month.2026", "theo=tuan", "sau=A&so=-1"])
def test_an_address_that_was_bent_shows_the_board_of_today(app: Flask, world: World, asked: str) -> None:
    page = client_of(app, "vanphong.so").get(f"/bang-theo-doi/{world.organisations['so'].id}?{asked}")
    assert (page.status_code, Period.begun_by(PeriodKind.MONTH, today()).title in page.text) == (200, True)


def test_no_unit_and_no_period_adds_a_statement(app: Flask, busy: World) -> None:
    office, house = client_of(app, "vanphong.so"), busy.organisations["so"]
    asked = []
    for _ in range(2):
        with statements() as sent_:
            assert office.get(f"/bang-theo-doi/{house.id}").status_code == 200
        asked.append(len(sent_))
        for number in range(len(asked) * 3):
            unit = found_organisation(cell(busy, number), actor=SYSTEM)
            ask(house.id, [unit.id], days=-number)
        fold()
    assert asked[0] == asked[1]


def report(target: Target, told: Mapping[Task, Progress]) -> None:
    """The unit's report arrived and told how far it is with the tasks."""
    document = received.received(target, {"ket-qua": "- Việc."})
    for task, progress in told.items():
        db.session.add(TaskResult(document_id=document.id, task_id=task.id, position=0, progress=progress))
    db.session.commit()


def test_tasks_are_as_far_as_the_newest_reports_say(world: World, plan: Document) -> None:
    house, cells = world.organisations["so"], [world.organisations[cell].id for cell in CELLS[:2]]
    yesterday, past = today() - dt.timedelta(days=1), Deadline(DeadlineKind.YEARLY, day=1, month=1)
    begun = task_of(plan, "Một.", deadline=Deadline(DeadlineKind.CONTINUOUS))
    stalled = task_of(plan, "Hai.", deadline=Deadline(DeadlineKind.CONTINUOUS))
    late = task_of(plan, "Ba.", deadline=Deadline(DeadlineKind.DATE, date=yesterday))
    done = task_of(plan, "Bốn.", deadline=Deadline(DeadlineKind.DATE, date=yesterday))
    named = task_of(plan, "Năm.", body("Chi bộ Văn phòng", cells[0]), deadline=past)
    far = task_of(plan, "Sáu.", body("cấp uỷ", reach=Reach.ALL_BELOW))
    half = task_of(plan, "Bảy.")
    both, one = (begun, stalled, late, done), (begun, stalled, late, done, named)
    now = Period.begun_by(PeriodKind.MONTH, today())
    earlier, later = (ask(house.id, cells, period, days=5) for period in (now.previous, now))
    for campaign in (earlier, later):
        campaign.plan_id = plan.id
    db.session.commit()
    report(earlier.targets[0], dict.fromkeys(one, Progress.NOT_BEGUN) | {stalled: Progress.IN_PROGRESS})
    report(earlier.targets[1], dict.fromkeys(both, Progress.NOT_BEGUN) | {done: Progress.DONE})
    told = {begun: Progress.IN_PROGRESS, stalled: Progress.NO_RESULT, late: Progress.DONE, done: Progress.DONE}
    report(later.targets[0], told | {named: Progress.DONE, half: Progress.DONE})
    board = dashboards.task_board(house, now, today())
    assert board.counts == {
        (DeadlineKind.CONTINUOUS, Progress.IN_PROGRESS): 1,
        (DeadlineKind.CONTINUOUS, Progress.NO_RESULT): 1,
        (DeadlineKind.DATE, Progress.IN_PROGRESS): 1,  # one of the two has not begun
        (DeadlineKind.DATE, Progress.DONE): 1,
        (DeadlineKind.YEARLY, Progress.DONE): 1,  # nobody else was given it
        (None, Progress.IN_PROGRESS): 1,  # the other one was asked and said nothing
        (None, None): 1,
    }
    assert (board.total, board.overdue, board.stalled, board.so_far(None), board.of_kind(None)) == (7, 1, 1, 1, 2)
    assert far.deadline is None
    assert dashboards.task_board(house, now.previous, today()).stalled == 1
    assert dashboards.task_board(world.organisations["tinh"], now, today()).total == 0


def test_difficulties_are_counted_once_where_they_wait(world: World) -> None:
    ages = Ages(15, 30, today())
    first, second = raised.raised(world), raised.raised(world, "baotang", "Thiếu người giữ kho.")
    third = raised.raised(world, "vanhoa", "Nhà văn hoá xuống cấp.")
    third.raised_at = now() - dt.timedelta(days=20)
    raised.passed_up(world, raised.joined(world, first, second))
    db.session.commit()
    ids = {key: one.id for key, one in world.organisations.items()}
    assert dashboards.waiting(ids["so"], ages) == (Waiting(0, 0, 1), Waiting(1, 0, 0), Waiting(0, 0, 0))
    assert dashboards.waiting(ids["khoi"], ages) == (Waiting(1, 0, 0), Waiting(0, 1, 0), Waiting(0, 0, 0))
    assert dashboards.waiting(ids["thuvien"], ages)[0] == Waiting(0, 0, 1)
    raised.answered(world, raised.fresh(third))
    assert dashboards.waiting(ids["khoi"], ages)[1] == Waiting(0, 0, 0)


def test_what_is_left_to_consolidate_is_told_here_and_above(app: Flask, world: World) -> None:
    document = received.consolidation(world, TEXTS)
    house = world.organisations["so"].id
    ((mine,), (seen,)) = dashboards.workspaces(house), dashboards.workspaces(world.organisations["khoi"].id)
    open_ = db.session.scalar(select(func.count()).where(SourceBlock.state == SourceState.OPEN))
    assert mine == seen == Workspace(document.id, house, document.abstract, open_ or 0, open_ or 0)
    assert dashboards.not_taken_in(house) == 0
    received.received(document.campaign.targets[-1], {"ket-qua": "- Việc."})  # type: ignore[union-attr]
    assert dashboards.not_taken_in(house) == 1
    assert f"/van-ban/{document.id}/" in client_of(app, "vanphong.so").get(f"/bang-theo-doi/{house}").text
    above = client_of(app, "vanphong.khoi").get(f"/bang-theo-doi/{house}").text
    assert (f"/van-ban/{document.id}/" in above, f"{open_}/{open_} đoạn chưa xử lý" in above) == (False, True)


def test_the_annex_is_one_page_and_the_workbook_has_every_figure(app: Flask, busy: World) -> None:
    house, office = busy.organisations["so"], client_of(app, "vanphong.so")
    unit = busy.organisations["thuvien"]
    unit.name = unit.short_name = "=HYPERLINK(1)"
    db.session.commit()
    pdf = PdfDocument(office.get(f"/bang-theo-doi/{house.id}/phu-luc.pdf?theo=quy").data)
    words = " ".join(pdf[0].get_textpage().get_text_bounded().split())
    assert (len(pdf), "PHỤ LỤC" in words, house.heading in words) == (1, True, True)
    answer = office.get(f"/bang-theo-doi/{house.id}/bang.xlsx?theo=quy")
    book = openpyxl.load_workbook(BytesIO(answer.data))
    rows = list(book["Đơn vị theo kỳ"].iter_rows(min_row=5))
    assert {cell.data_type for row in rows for cell in row} == {"s", "n"}
    told = {(row[0].value, row[1].value): [cell.value for cell in row[2:]] for row in rows}
    period = Period.begun_by(PeriodKind.QUARTER, today())
    for name, units in ((house.name, branch(busy, "so")), (unit.name, [unit])):
        rates = counted(units, period)
        late = rates.arrived - rates.on_time
        assert told[name, period.title] == [
            rates.expected,
            rates.arrived,
            rates.on_time,
            late,
            rates.late,
            rates.returned,
        ]
