"""The Jinja filters of the pages: dates, numbers, deadlines, document symbols and differences, all in Vietnamese."""

import datetime as dt
import re
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from flask import Flask, has_request_context
from markupsafe import Markup, escape

from workflow.auth.current import current_soon
from workflow.domain import dates, deadlines, figures
from workflow.domain.blocks import clean
from workflow.domain.differences import Change, Piece, differences
from workflow.domain.labels import KINDS, PROGRESS, PROGRESS_UNKNOWN
from workflow.domain.outline import IndicatorKind
from workflow.domain.table_text import rows_of
from workflow.domain.tasks import brief, said
from workflow.domain.unchanged import sentences
from workflow.paper import wording
from workflow.paper.headings import heading_kind
from workflow.paper.inline import inline_html, marked_html
from workflow.paper.tables import sides_of
from workflow.web.controls import described

# 32-KH/ĐU, 43-NQ/TW, 286-BC/ĐUK, -KH/ĐU; and those of the State: 113/QĐ-UBND, 30/2020/NĐ-CP
_SYMBOL = re.compile(r"(?:\d+[A-Za-z]?)?-[A-ZĐ]+[a-z]?/[A-ZĐ0-9.-]*[A-ZĐ0-9]|\d+(?:/\d{4})?/[A-ZĐ]+-[A-ZĐ0-9]+")
_DIFF_TAGS = {Change.GONE: ("del", "bỏ: "), Change.NEW: ("ins", "thêm: ")}


def register(app: Flask) -> None:
    """Give the application's templates every filter of this module, `aria` for the form macros, and for the sheet the
    `wording` of its lines and the `heading_kind` of its headings."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(_FILTERS)
    app.jinja_env.globals.update(aria=described, wording=wording, heading_kind=heading_kind, sides_of=sides_of)


def nowrap_symbols(text: str) -> Markup:
    """Escaped text in which no document symbol breaks at a line end; what is markup already is left as it is."""
    if isinstance(text, Markup):
        return text
    # Only letters, digits, "-", "/" and "." match, none of which escaping touches, so the markup stays safe.
    return Markup(_SYMBOL.sub(r'<span class="nowrap">\g<0></span>', str(escape(text))))  # noqa: S704


def urgency(due: dt.date | None, today: dt.date) -> str:
    """ "ok", "soon", "late" or "none": the class that goes with the words."""
    soon = current_soon() if has_request_context() else None
    return deadlines.urgency(due, today, soon).value


def days_words(due: dt.date, today: dt.date) -> str:
    """How far the due day is: "Còn 2 ngày", "Hôm nay", "Quá hạn 1 ngày"."""
    return dates.days_words(deadlines.days_left(due, today))


def mark_differences(text: str, other: str) -> Markup:
    """The whole of `text`, the words that `other` lacks underlined and tinted."""
    return Markup().join(_marked(piece) for piece in differences(clean(other), clean(text)))


def changes(old: str, new: str) -> Markup:
    """Old and new as one text with `<del>` and `<ins>`, each with a hidden word for a screen reader."""
    return Markup().join(changed_run(piece) for piece in differences(clean(old), clean(new)))


def kept_html(text: str, kept: Collection[tuple[int, int]]) -> Markup:
    """A block's text with the sentences that stood in the report before marked."""
    return marked_html(text, kept, sentences(text))


def _marked(piece: Piece) -> Markup:
    if piece.change is Change.GONE:
        return Markup()
    text = nowrap_symbols(piece.text)
    return text if piece.change is Change.SAME else Markup('<mark class="diff">{}</mark>').format(text)


def changed_run(piece: Piece) -> Markup:
    """A run of words, in `<del>` or `<ins>` with a hidden word for a screen reader when it is not the same in both."""
    text = nowrap_symbols(piece.text)
    if piece.change is Change.SAME:
        return text
    tag, word = _DIFF_TAGS[piece.change]
    return Markup('<{0}><span class="visually-hidden">{1}</span>{2}</{0}>').format(tag, word, text)


def _or_nothing(show: Callable[[Any], str]) -> Callable[[Any], str]:
    """The same, and the empty text for None: a template shows what is known."""
    return lambda value: "" if value is None else show(value)


def _day(value: dt.date) -> dt.date:
    return dates.local_day(value) if isinstance(value, dt.datetime) else value


def vn_date(value: dt.date) -> str:
    """06/12/2024; of a moment its day in Vietnam."""
    return dates.short(_day(value))


def vn_short(value: dt.date) -> str:
    """06/12; of a moment its day in Vietnam."""
    return dates.day_and_month(_day(value))


def vn_day(value: dt.date) -> str:
    """Thứ Tư, 04/12/2024; of a moment its day in Vietnam."""
    return dates.with_weekday(_day(value))


def vn_number(value: int | float | Decimal) -> str:
    """4.120 and 95,7."""
    return figures.number(value)


def amount(value: figures.Amount | None, kind: IndicatorKind, of_units: bool = False) -> str:
    """4.120, 92,28 %, 275/298 (92,28 %), Có; of several units 12/40 đơn vị. Empty for nothing."""
    return figures.shown(value, kind, of_units=of_units)


_FILTERS: dict[str, Callable[..., Any]] = {
    "inline": inline_html,
    "table_rows": rows_of,
    "kept": kept_html,
    "nowrap_symbols": nowrap_symbols,
    "urgency": urgency,
    "days_words": days_words,
    "mark_differences": mark_differences,
    "changes": changes,
    "changed_run": changed_run,
    "local_day": dates.local_day,
    "vn_date": _or_nothing(vn_date),
    "vn_short": _or_nothing(vn_short),
    "vn_day": _or_nothing(vn_day),
    "vn_time": _or_nothing(dates.clock),
    "vn_datetime": _or_nothing(dates.clock_and_day),
    "vn_official": _or_nothing(dates.official),
    "deadline_said": said,
    "progress_said": lambda progress: (PROGRESS[progress] if progress else PROGRESS_UNKNOWN).lower(),
    "task_name": brief,
    "kind_name": KINDS.__getitem__,
    "vn_number": _or_nothing(vn_number),
    "amount": amount,
}
