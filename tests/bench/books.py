"""L2: a page of a register of a million rows against the same of a thousand: newest, further on, and filtered."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import text

from tests.bench.beside import Beside, Deeds, in_turns
from tests.bench.figures import Figure, percentile, ratio
from tests.bench.scratch import make_rows, scratch_application
from workflow.domain.states import Book, EntryState
from workflow.models import db
from workflow.queries import books
from workflow.queries.books import Place, Wanted

SMALL, LARGE, ROUNDS = 1_000, 1_000_000, 60
FIRST_DAY = dt.date(2020, 7, 1)
# Each filter leaves some thirty rows or more of a thousand, and of a million as many or more.
TOUR: dict[str, tuple[Wanted, Place | None]] = {
    "newest": (Wanted(), None),
    "further on": (Wanted(), (FIRST_DAY + dt.timedelta(days=900), 10**9)),
    "of a kind": (Wanted(kind="KH"), None),
    "cancelled": (Wanted(state=EntryState.CANCELLED), None),
    "words": (Wanted(words="báo cáo thư viện"), None),
    "one number": (Wanted(number=7), None),
}
_FILL = text("""
INSERT INTO outgoing_entry (organisation_id, number, day, kind, symbol, title, receipt, note, state, reason, version,
  search_words, chain_length, chain_head, signer, recipients, keeper)
SELECT :unit, g, date '2020-07-01' + CAST(g * 2000 / CAST(:count AS bigint) AS integer),
  CASE WHEN g % 3 = 0 THEN 'KH' ELSE 'BC' END, g || '-BC/ĐU', 'báo cáo công tác thư viện ' || g, '', '',
  CASE WHEN g % 20 = 0 THEN 'cancelled' ELSE 'issued' END, '', 1,
  ARRAY['t:bao', 't:cao', 't:cong', 't:tac', 't:vien', 't:' || g]
    || CASE WHEN g % 25 = 0 THEN ARRAY['t:thu'] ELSE '{}' END, 0, '', 'Nguyễn Văn A, Bí thư', 'Đảng uỷ Khối', ''
FROM generate_series(1, CAST(:count AS bigint)) g
""")


def figures() -> list[Figure]:
    """p50 of each kind of page, and p95 over the whole tour, read in turns so that a noisy moment falls on both."""
    small, large = Beside(_book, SMALL), Beside(_book, LARGE)
    small.ready()
    large.ready()
    times = in_turns(ROUNDS, list(TOUR), small, large, warm=10)
    small.close()
    large.close()
    return _figures(*times)


@contextmanager
def _book(count: int) -> Iterator[Deeds]:
    """A book of so many rows; each deed reads one page of it."""
    with scratch_application(f"bench_books_{count}") as (_, world):
        unit = world.organisations["so"].id
        make_rows("outgoing_entry", _FILL, {"unit": unit, "count": count})
        yield {name: partial(_read, unit, *wanted) for name, wanted in TOUR.items()}


def _read(unit: int, wanted: Wanted, after: Place | None) -> None:
    books.page(unit, Book.OUTGOING, wanted, after)
    db.session.rollback()
    db.session.expunge_all()


def _figures(small: dict[str, list[float]], large: dict[str, list[float]]) -> list[Figure]:
    words = "L2 register, 1,000,000 / 1,000 rows"
    found = [Figure(f"{words}, {name}, p50", ratio(large[name], small[name]), "<= 1.5") for name in TOUR]
    return [*found, Figure(f"{words}, tour, p95", _tail(large) / _tail(small), "<= 2.0")]


def _tail(times: dict[str, list[float]]) -> float:
    return percentile([one for some in times.values() for one in some], 95)
