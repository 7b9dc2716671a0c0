"""A board in words and figures for paper and for a workbook."""

import datetime as dt
from collections.abc import Iterable, Iterator

from workflow.domain import dates
from workflow.domain.figures import number
from workflow.domain.labels import DEADLINE_KINDS, PROGRESS
from workflow.paper.boards import BoardSheet, Grid
from workflow.paper.workbooks import Column, Row, Sheet
from workflow.queries import tallies
from workflow.queries.campaigns import Rates
from workflow.queries.difficulties import Ages
from workflow.queries.papers import superior_heading
from workflow.web.board import Board

SO_FAR = (*PROGRESS.items(), (None, "Chưa có báo cáo"))
BY_KIND = (*DEADLINE_KINDS.items(), (None, "Không ghi thời hạn"))
_PRINTED_PERIODS = 6
_PRINTED_UNITS = 12
_REPORTS = ("Phải gửi", "Đã gửi", "Đúng hạn", "Gửi trễ", "Quá hạn chưa gửi", "Bị trả lại")


def age_words(ages: Ages) -> tuple[str, str, str]:
    """The three ages of what is not answered."""
    return (
        f"Dưới {ages.young} ngày",
        f"Từ {ages.young} đến {ages.old} ngày",
        f"Trên {ages.old} ngày",
    )


def sheet_of(board: Board, ages: Ages, today: dt.date) -> BoardSheet:
    """The printed page: of the units those that are worst in the period looked at."""
    house, times = board.house, board.times
    return BoardSheet(
        superior_heading(house),
        house.heading,
        house.place,
        times.period.title,
        today,
        _rates(board),
        _units(board),
        len(board.units),
        _tasks(board),
        _waiting(board, ages),
        _left(board),
    )


def workbook_of(board: Board, ages: Ages, today: dt.date) -> Iterator[Sheet]:
    """One row for each unit and period; then the tasks, and what is not answered."""
    title = f"BẢNG THEO DÕI, tính đến {dates.short(today)}"
    issuer = board.house.heading

    def of(name: str, asked: str, heads: tuple[str, ...], rows: Iterable[Row]) -> Sheet:
        wide, rest = 34.0, 66.0 / (len(heads) - 1)
        columns = [Column(head, rest if place else wide) for place, head in enumerate(heads)]
        return Sheet(name, (issuer, title, asked), columns, rows)

    yield of("Đơn vị theo kỳ", "Tính cả các đơn vị bên dưới", ("Đơn vị", "Kỳ", *_REPORTS), _report_rows(board))
    tasks, waiting = _tasks(board), _waiting(board, ages)
    yield of("Nhiệm vụ", tasks.caption, tasks.heads, tasks.rows)
    yield of("Khó khăn, kiến nghị", waiting.caption, waiting.heads, waiting.rows)


def _report_rows(board: Board) -> Iterator[Row]:
    branches = [(board.house.name, board.times.totals), *((unit.organisation.name, unit.rates) for unit in board.units)]
    for name, of_periods in branches:
        for period, rates in zip(board.times.periods, of_periods, strict=True):
            yield name, period.title, *_counts(rates)


def _counts(rates: Rates) -> tuple[int, ...]:
    """In the order of `_REPORTS`."""
    late = rates.arrived - rates.on_time
    return rates.expected, rates.arrived, rates.on_time, late, rates.late, rates.returned


def _rates(board: Board) -> Grid:
    times = board.times
    rows = [(times.period.title, times.rates), *([("kỳ trước", times.before)] if times.before else [])]
    told = tuple((f"{name[:1].upper()}{name[1:]}", *_shares(rates)) for name, rates in rows)
    return Grid("1. Gửi báo cáo, tính cả các đơn vị bên dưới", ("Kỳ", *_REPORTS), told)


def _shares(rates: Rates) -> list[str]:
    """The counts, each but the first with its share."""
    whole, *parts = _counts(rates)
    shares = (f"{number(part)} ({round(100 * part / whole)}%)" if whole else "–" for part in parts)
    return [number(whole), *shares]


def _units(board: Board) -> Grid:
    """Sent of all, with what is late; the newest periods up to the one looked at."""
    first = min(board.times.chosen, max(len(board.times.periods) - _PRINTED_PERIODS, 0))
    shown = slice(first, first + _PRINTED_PERIODS)

    def badness(unit: tallies.Row) -> tuple[int, str]:
        rates = unit.rates[board.times.chosen]
        return rates.on_time - rates.arrived - rates.late, unit.organisation.name

    worst = sorted(board.units, key=badness)[:_PRINTED_UNITS]
    rows = tuple((unit.organisation.short_name, *map(_cell, unit.rates[shown])) for unit in worst)
    heads = ("Đơn vị", *(period.short for period in board.times.periods[shown]))
    return Grid("2. Đơn vị trực thuộc: đã gửi/phải gửi, trong ngoặc là số trễ", heads, rows)


def _cell(rates: Rates) -> str:
    late = rates.arrived - rates.on_time + rates.late
    if not rates.expected:
        return "–"
    return f"{number(rates.arrived)}/{number(rates.expected)}" + (f" ({number(late)})" if late else "")


def _tasks(board: Board) -> Grid:
    tasks = board.tasks
    rows: list[Row] = [
        (words, *(tasks.counts.get((kind, one), 0) for one, _ in SO_FAR), tasks.of_kind(kind))
        for kind, words in BY_KIND
        if tasks.of_kind(kind)
    ]
    if rows:
        rows.append(("Tất cả", *(tasks.so_far(one) for one, _ in SO_FAR), tasks.total))
    overdue, stalled = number(tasks.overdue), number(tasks.stalled)
    caption = f"3. Nhiệm vụ: {overdue} quá hạn, {stalled} thường xuyên chưa có kết quả kỳ này"
    return Grid(caption, ("Thời hạn", *(words for _, words in SO_FAR), "Tất cả"), tuple(rows))


def _waiting(board: Board, ages: Ages) -> Grid:
    rows = tuple(
        (words, one.here, one.below, one.above, one.total)
        for words, one in zip(age_words(ages), board.waiting, strict=True)
    )
    heads = ("Đã chờ", f"Tại {board.house.short_name}", "Ở cấp dưới", "Đã chuyển lên", "Tất cả")
    return Grid("4. Khó khăn, kiến nghị chưa được trả lời (việc)", heads, rows)


def _left(board: Board) -> str:
    blocks = sum(one.left for one in board.workspaces if one.organisation_id == board.house.id)
    return (
        f"5. Còn phải tổng hợp: {number(blocks)} đoạn của báo cáo cấp dưới chưa xử lý; "
        f"{number(board.not_taken_in)} báo cáo đã tiếp nhận chưa đưa vào bản tổng hợp nào."
    )
