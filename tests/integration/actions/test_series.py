"""Series through nhiệm kỳ and years: what opens a new one, what is refused at the boundary, what stays in the book."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.numbered import approved, noon, number
from workflow.actions.issue import take_number
from workflow.actions.organisation import open_term, remove_term
from workflow.actions.plan import register_paper
from workflow.actions.register import give_up, note_outgoing, reserve
from workflow.actions.withdraw import cancel_document
from workflow.cli.demo.world import World
from workflow.domain.dates import VIETNAM
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotPermitted, TransitionRefused
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import TakeNumber
from workflow.domain.inputs.registers import NoteOutgoing, OpenTerm, ReserveNumber
from workflow.domain.inputs.writing import RegisterPaper
from workflow.domain.states import DocumentState, EntryState, Numbering
from workflow.models import AuditEntry, Document, OutgoingEntry, Series, db
from workflow.models.clock import today
from workflow.queries.registers import expected_symbol, terms

NEW_TERM = dt.date(2025, 8, 20)
PLAN = "KẾ HOẠCH\nthực hiện Nghị quyết số 43-NQ/TW\n-----\n1. Quán triệt Nghị quyết.\n"


@pytest.fixture
def so(world: World) -> int:
    """The department's committee, in its first known term since 1/7/2020."""
    return world.organisations["so"].id


def take(world: World, unit: int, day: dt.date) -> str | None:
    return number(approved(unit), world.actor("vanthu.so"), noon(day)).symbol


def begin(world: World, unit: int, day: dt.date, numbering: Numbering = Numbering.TERM, keep: bool = False) -> int:
    given = OpenTerm(f"Nhiệm kỳ từ {day:%d/%m/%Y}", day, numbering, keep_given=keep)
    return open_term(unit, given, actor=world.actor("quantri")).id


def book(unit: int) -> list[OutgoingEntry]:
    query = select(OutgoingEntry).where(OutgoingEntry.organisation_id == unit)
    return list(db.session.scalars(query.order_by(OutgoingEntry.id)))


def test_a_new_term_opens_every_series_at_01_on_its_first_day(world: World, so: int) -> None:
    begin(world, so, NEW_TERM)
    days = [NEW_TERM - dt.timedelta(days=2), NEW_TERM - dt.timedelta(days=1), NEW_TERM]
    assert [take(world, so, day) for day in days] == ["01-BC/ĐU", "02-BC/ĐU", "01-BC/ĐU"]
    assert [(held.days.to_day, held.numbers) for held in terms(so)] == [(days[1], 2), (None, 1)]


def test_numbers_run_on_over_new_year_within_a_term(world: World, so: int) -> None:
    assert take(world, so, dt.date(2024, 12, 31)) == "01-BC/ĐU"
    assert take(world, so, dt.date(2025, 1, 1)) == "02-BC/ĐU"


def test_by_year_a_series_ends_at_midnight_in_viet_nam(world: World, so: int) -> None:
    begin(world, so, NEW_TERM, Numbering.YEAR)
    last_second = dt.datetime(2025, 12, 31, 16, 59, 59, 999_999, dt.UTC)
    clerk = world.actor("vanthu.so")
    before = number(approved(so), clerk, last_second)
    after = number(approved(so), clerk, last_second + dt.timedelta(microseconds=1))
    assert (before.symbol, before.issued_on) == ("01-BC/ĐU", dt.date(2025, 12, 31))
    assert (after.symbol, after.issued_on) == ("01-BC/ĐU", dt.date(2026, 1, 1))
    opened = db.session.scalars(select(Series.from_day).order_by(Series.from_day)).all()
    assert opened == [NEW_TERM, dt.date(2026, 1, 1)]


def test_a_term_from_which_numbers_were_given_is_refused_unless_chosen(world: World, so: int) -> None:
    take(world, so, NEW_TERM + dt.timedelta(days=1))
    with pytest.raises(InvalidInput, match="01-BC/ĐU") as refusal:
        begin(world, so, NEW_TERM)
    assert set(refusal.value.fields) == {"keep_given"}
    begin(world, so, NEW_TERM, keep=True)
    assert take(world, so, NEW_TERM + dt.timedelta(days=2)) == "01-BC/ĐU"
    assert [entry.symbol for entry in book(so)] == ["01-BC/ĐU", "01-BC/ĐU"]
    kept = db.session.scalars(select(AuditEntry.details).where(AuditEntry.fact == "term:opened")).one()
    assert kept["keep_given"] is True


def test_a_number_does_not_bear_a_day_before_the_last(world: World, so: int) -> None:
    take(world, so, NEW_TERM)
    with pytest.raises(TransitionRefused, match="20/8/2025"):
        take(world, so, NEW_TERM - dt.timedelta(days=1))
    assert take(world, so, NEW_TERM) == "02-BC/ĐU"


def test_a_day_without_a_term_has_no_number(world: World, so: int) -> None:
    with pytest.raises(TransitionRefused, match="nhiệm kỳ"):
        take(world, so, dt.date(2020, 6, 30))


def test_a_term_with_numbers_stays_and_an_empty_one_goes(world: World, so: int) -> None:
    empty = begin(world, so, NEW_TERM)
    take(world, so, NEW_TERM - dt.timedelta(days=1))
    remove_term(so, empty, actor=world.actor("quantri"))
    assert take(world, so, NEW_TERM) == "02-BC/ĐU"
    second = begin(world, so, NEW_TERM + dt.timedelta(days=1))
    take(world, so, NEW_TERM + dt.timedelta(days=1))
    with pytest.raises(TransitionRefused, match="chưa cấp số"):
        remove_term(so, second, actor=world.actor("quantri"))


def test_only_the_administrator_writes_terms(world: World, so: int) -> None:
    for username in ("vanthu.so", "bithu.so", "vanphong.khoi"):
        with pytest.raises(NotPermitted):
            open_term(so, OpenTerm("x", today(), Numbering.TERM), actor=world.actor(username))


def test_a_cancelled_number_stays_with_its_reason_and_is_not_used_again(world: World, so: int) -> None:
    document = number(approved(so), world.actor("vanthu.so"), noon(today()))
    document.step = "none"  # type: ignore[assignment]  # the printing is not what is tested here
    db.session.commit()
    cancel_document(document.id, Act(document.version, "Ban hành nhầm"), actor=world.actor("bithu.so"))
    (entry,) = book(so)
    assert (entry.number, entry.state, entry.reason) == (1, EntryState.CANCELLED, "Ban hành nhầm")
    assert take(world, so, today()) == "02-BC/ĐU"


def test_a_reserved_number_waits_for_its_paper(world: World, so: int) -> None:
    clerk = world.actor("vanthu.so")
    kept = reserve(so, ReserveNumber("BC", "báo cáo quý chờ số liệu"), actor=clerk)
    assert take(world, so, today()) == "02-BC/ĐU"
    document_id = approved(so)
    document = take_number(document_id, TakeNumber(1, None, reserved=kept.id), actor=clerk)
    assert document.symbol == "01-BC/ĐU"
    first = book(so)[0]
    assert (first.number, first.state, first.document_id) == (1, EntryState.TAKEN, document_id)
    with pytest.raises(InvalidInput, match="không còn được giữ"):
        take_number(approved(so), TakeNumber(1, None, reserved=kept.id), actor=clerk)


def test_a_reserved_number_given_up_keeps_its_row(world: World, so: int) -> None:
    clerk = world.actor("vanthu.so")
    kept = reserve(so, ReserveNumber("BC", "báo cáo quý"), actor=clerk)
    with pytest.raises(InvalidInput, match="lý do"):
        give_up(kept.id, " ", kept.version, actor=clerk)
    give_up(kept.id, "không lập báo cáo này nữa", kept.version, actor=clerk)
    (entry,) = book(so)
    assert (entry.state, entry.reason) == (EntryState.GIVEN_UP, "không lập báo cáo này nữa")
    assert take(world, so, today()) == "02-BC/ĐU"
    with pytest.raises(TransitionRefused):
        give_up(kept.id, "lần nữa", entry.version, actor=clerk)
    with pytest.raises(InvalidInput, match="không lập báo cáo này nữa"):
        register_paper(so, RegisterPaper(PLAN.replace("KẾ HOẠCH", "BÁO CÁO"), 1, today()), actor=clerk)


def test_a_paper_numbered_again_in_a_new_term_gives_its_old_number_up(world: World, so: int) -> None:
    clerk = world.actor("vanthu.so")
    begin(world, so, NEW_TERM)
    document = number(approved(so), clerk, noon(NEW_TERM - dt.timedelta(days=3)))
    document._state, document.prepared_digest, document.step = DocumentState.APPROVED, None, "none"  # type: ignore[assignment]
    db.session.commit()
    again = number(document.id, clerk, noon(NEW_TERM + dt.timedelta(days=3)))
    assert again.symbol == "01-BC/ĐU"
    states = [(one.number, one.state) for one in book(so)]
    assert states == [(1, EntryState.GIVEN_UP), (1, EntryState.TAKEN)]


def test_a_paper_sent_back_keeps_its_number_in_the_same_series(world: World, so: int) -> None:
    clerk = world.actor("vanthu.so")
    document = number(approved(so), clerk, noon(NEW_TERM))
    take(world, so, NEW_TERM)
    document.step = "none"  # type: ignore[assignment]
    db.session.commit()
    assert number(document.id, clerk, noon(NEW_TERM + dt.timedelta(days=3))).symbol == "01-BC/ĐU"
    assert [(one.number, one.day) for one in book(so)] == [(1, NEW_TERM + dt.timedelta(days=3)), (2, NEW_TERM)]


def test_papers_from_outside_stand_in_the_term_of_their_day_in_the_order_of_days(world: World, so: int) -> None:
    clerk = world.actor("vanthu.so")
    register_paper(so, RegisterPaper(PLAN, 20, dt.date(2024, 3, 1)), actor=clerk)
    with pytest.raises(InvalidInput, match="số 20 mang ngày 01/3/2024") as refusal:
        register_paper(so, RegisterPaper(PLAN, 12, dt.date(2024, 3, 2)), actor=clerk)
    assert set(refusal.value.fields) == {"out_of_order"}
    register_paper(so, RegisterPaper(PLAN, 12, dt.date(2024, 3, 2), out_of_order=True), actor=clerk)
    with pytest.raises(InvalidInput, match="số 20 mang ngày"):
        register_paper(so, RegisterPaper(PLAN, 21, dt.date(2024, 2, 28)), actor=clerk)
    with pytest.raises(InvalidInput, match="chưa tới"):
        register_paper(so, RegisterPaper(PLAN, 21, today() + dt.timedelta(days=1)), actor=clerk)
    assert [(one.number, one.state) for one in book(so)] == [(20, EntryState.ISSUED), (12, EntryState.ISSUED)]
    chosen = db.session.scalars(select(AuditEntry.details).where(AuditEntry.fact == "document:registered")).all()
    assert [details.get("out_of_order") for details in chosen] == [None, True]


def test_the_expected_number_is_that_of_the_series_of_today(world: World, so: int) -> None:
    take(world, so, today())
    begin(world, so, today() + dt.timedelta(days=1))
    document = db.session.get_one(Document, approved(so))
    assert expected_symbol(document) == "02-BC/ĐU"
    begin(world, so, today(), keep=True)
    assert expected_symbol(document) == "01-BC/ĐU"


def test_the_columns_kept_by_hand_are_the_clerks_and_recorded(world: World, so: int) -> None:
    take(world, so, today())
    (entry,) = book(so)
    given = NoteOutgoing(entry.version, "Văn phòng Đảng uỷ", 12, "gửi thêm 2 bản giấy")
    note_outgoing(entry.id, given, actor=world.actor("vanthu.so"))
    assert (entry.keeper, entry.copies, entry.note) == ("Văn phòng Đảng uỷ", 12, "gửi thêm 2 bản giấy")
    said = db.session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "outgoing_entry")).one()
    assert said.details == {"keeper": "Văn phòng Đảng uỷ", "copies": 12, "note": "gửi thêm 2 bản giấy"}
    with pytest.raises(ChangedMeanwhile):
        note_outgoing(entry.id, given, actor=world.actor("vanthu.so"))
    for username in ("bithu.so", "kiemtra.so", "vanthu.khoi", "quantri"):
        with pytest.raises(NotPermitted):
            note_outgoing(entry.id, given.__class__(entry.version, "x", 1, ""), actor=world.actor(username))


def test_midnight_in_utc_is_not_midnight_here(app: Flask, world: World, so: int) -> None:
    """23:30 UTC on 31 December is the morning of 1 January in Việt Nam."""
    begin(world, so, NEW_TERM, Numbering.YEAR)
    document = number(approved(so), world.actor("vanthu.so"), dt.datetime(2025, 12, 31, 23, 30, tzinfo=dt.UTC))
    assert document.issued_on == dt.date(2026, 1, 1)
    assert document.issued_on == dt.datetime(2025, 12, 31, 23, 30, tzinfo=dt.UTC).astimezone(VIETNAM).date()
