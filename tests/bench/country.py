"""A country for a benchmark: units on five levels, each with its reports and its difficulties, written as rows by the
database itself; the counts are then folded as the worker folds them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import Connection, text

from workflow.models import db

FIRST = 1_000
"""The number of the centre; those of a level follow one another, the province measured is the one after it."""
_LEVELS = ("tinh_uy", "tinh_uy", "dang_uy_cap_tren_co_so", "dang_uy_co_so", "chi_bo")


@dataclass(frozen=True, slots=True)
class Size:
    """How many units on each level from the top, how many reports and difficulties of each unit, and what waits at the
    desk of the centre besides."""

    levels: tuple[int, ...]
    rounds: int
    heap: int

    @property
    def units(self) -> int:
        """All of them."""
        return sum(self.levels)

    @property
    def first(self) -> list[int]:
        """The number of the first unit of each level."""
        return [FIRST + before for before in accumulate((0, *self.levels[:-1]))]

    @property
    def houses(self) -> int:
        """How many have somebody below them."""
        return sum(self.levels[:-1])

    @property
    def commune(self) -> int:
        """One commune; the province above it is `FIRST + 1`."""
        return self.first[2]


LARGE = Size((1, 34, 3_366, 46_599, 200_000), 4, 20_000)
SMALL = Size((1, 1, 99, 50, 100), 4, 60)

_UNITS = text("""
INSERT INTO organisation (id, name, short_name, heading, symbol, place, authority, level, superior_id, ancestor_ids,
  from_day, search_words, chain_length, chain_head) OVERRIDING SYSTEM VALUE
SELECT :first + k, 'Đơn vị ' || lpad(CAST(k AS text), 6, '0'), 'Đơn vị ' || k, 'ĐƠN VỊ ' || k, 'ĐU', 'Sông Lam', 'T/M',
  CAST(:level AS text), above.id, CASE WHEN above.id IS NULL THEN '{}' ELSE above.id || above.ancestor_ids END,
  date '2020-07-01', ARRAY['n:don', 'n:vi', 'n:' || k], 0, ''
FROM generate_series(0, CAST(:count AS bigint) - 1) k
LEFT JOIN organisation above ON above.id = CAST(:above AS bigint) + k % :wide
""")
# each house asks all below it in every round: months that follow one another, the last one is still open
_ROUNDS = text("""
INSERT INTO campaign (id, organisation_id, kind, title, due_on, period_kind, period_year, period_index, outline, state,
  opened_at, version, chain_length, chain_head) OVERRIDING SYSTEM VALUE
SELECT r * CAST(:houses AS bigint) + k + 1, CAST(:first AS bigint) + k, 'BC', 'báo cáo tháng',
  current_date + CAST((r - :rounds + 1) * 30 + 5 + k % 3 AS integer), 'month', 2026, r + 1, '{}',
  CASE WHEN r = :rounds - 1 THEN 'open' ELSE 'closed' END, now(), 1, 0, ''
FROM generate_series(0, CAST(:rounds AS bigint) - 1) r, generate_series(0, CAST(:houses AS bigint) - 1) k
""")
# of every hundred reports of a round that is over ninety-six came, some of them late; of the last round forty
_DUTIES = text("""
INSERT INTO target (id, campaign_id, organisation_id, position, due_on, first_sent_at, sent_at, returns, ancestor_ids)
  OVERRIDING SYSTEM VALUE
SELECT r * CAST(:units AS bigint) + unit.id - :first, round.id, unit.id, 0, round.due_on, sent.at, sent.at,
  CASE WHEN chance.n % 19 = 0 THEN 1 ELSE 0 END, unit.ancestor_ids
FROM generate_series(0, CAST(:rounds AS bigint) - 1) r
JOIN organisation unit ON unit.superior_id >= :first
JOIN campaign round ON round.id = r * CAST(:houses AS bigint) + unit.superior_id - :first + 1
CROSS JOIN LATERAL (SELECT (unit.id * 7919 + r * 104729) % 100 AS n) chance
CROSS JOIN LATERAL (SELECT CASE WHEN chance.n < CASE WHEN r = :rounds - 1 THEN 40 ELSE 96 END
  THEN round.due_on - 6 + CAST(chance.n % 9 AS integer) + time '09:00' END AS at) sent
""")
_REPORTS = text("""
INSERT INTO document (organisation_id, kind, state, version, consolidates, target_id, desk_id, state_since, due_on,
  created_at, author_ids, abstract, recipients, signature, step, send_when_issued, sign_consent, prepared,
  chain_length, chain_head)
SELECT duty.organisation_id, 'BC', now.state, 1, false, duty.id,
  CASE WHEN duty.sent_at IS NULL THEN duty.organisation_id ELSE duty.ancestor_ids[1] END, now(), duty.due_on, now(),
  '{}', 'báo cáo tháng', '[]', '{}', 'none', false, '{}', '{}', 0, ''
FROM target duty JOIN campaign round ON round.id = duty.campaign_id
CROSS JOIN LATERAL (SELECT CASE WHEN duty.sent_at IS NULL THEN 'draft' WHEN round.state = 'closed' THEN 'consolidated'
  ELSE 'sent' END AS state) now
""")
_HEAP = text("""
INSERT INTO document (organisation_id, kind, state, version, consolidates, desk_id, state_since, due_on, created_at,
  author_ids, abstract, recipients, signature, step, send_when_issued, sign_consent, prepared, chain_length, chain_head)
SELECT CAST(:first AS bigint) + 1, 'CV', 'sent', 1, false, :first, now(), current_date + CAST(g % 90 AS integer), now(),
  '{}', 'công văn', '[]', '{}', 'none', false, '{}', '{}', 0, '' FROM generate_series(1, CAST(:count AS bigint)) g
""")
# two of each unit: one waits above, one was answered; the centre has a heap of its own
_DIFFICULTIES = text("""
INSERT INTO difficulty (organisation_id, desk_id, kind, text, addressed_to, state, rank, is_charged, raised_at, sent_at,
  answered_at, version, search_words, chain_length, chain_head)
SELECT unit, desk, 'obstacle', 'Thiếu người, thiếu xe.', '', CASE WHEN over THEN 'answered' ELSE 'received' END,
  CASE WHEN over THEN 2 ELSE 0 END, false, now() - CAST(age || ' days' AS interval), now(),
  CASE WHEN over THEN now() END, 1, ARRAY['t:nguoi', 't:thieu', 't:xe'], 0, ''
FROM (
  SELECT id AS unit, superior_id AS desk, turn = 1 AS over, (id * 31 + turn) % 90 AS age
  FROM organisation, generate_series(0, 1) turn WHERE superior_id >= :first
  UNION ALL
  SELECT CAST(:first AS bigint) + 1, :first, false, g % 90 FROM generate_series(1, CAST(:count AS bigint)) g
) raised
""")
_INDEXES = text("""
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = CAST(:table AS regclass) AND NOT indisunique
""")


def build(size: Size) -> None:
    """All the rows, in the order of their references; the duties are told of as by a change, not yet counted."""
    first = size.first
    with loading("organisation") as connection:
        for rank, count in enumerate(size.levels):
            above = {"above": first[rank - 1], "wide": size.levels[rank - 1]} if rank else {"above": 0, "wide": 1}
            given = {"first": first[rank], "count": count, "level": _LEVELS[rank]}
            connection.execute(_UNITS, given | above)
    shape = {"first": FIRST, "rounds": size.rounds, "houses": size.houses, "units": size.units}
    with loading("campaign") as connection:
        connection.execute(_ROUNDS, shape)
    with loading("target") as connection:
        connection.execute(_DUTIES, shape)
    with loading("document") as connection:
        connection.execute(_REPORTS)
        connection.execute(_HEAP, {"first": FIRST, "count": size.heap})
    with loading("difficulty") as connection:
        connection.execute(_DIFFICULTIES, {"first": FIRST, "count": size.heap})
    with loading("tally_outbox") as connection:
        connection.execute(text("INSERT INTO tally_outbox (target_id) SELECT id FROM target ORDER BY id"))


@contextmanager
def loading(table: str) -> Iterator[Connection]:
    """Fill one table as a restored copy is filled: no trigger, no reference looked up, its indexes made at the end."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET session_replication_role = replica; SET synchronous_commit = off"))
        connection.execute(text("SET statement_timeout = 0; SET maintenance_work_mem = '256MB'"))
        indexes = connection.execute(_INDEXES, {"table": table}).all()
        for name, _ in indexes:
            connection.execute(text(f"DROP INDEX {name}"))
        yield connection
        for _, definition in indexes:
            connection.execute(text(definition))
        connection.execute(text(f"VACUUM ANALYZE {table}"))
        connection.invalidate()
