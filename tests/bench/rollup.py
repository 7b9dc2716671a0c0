"""L7: the figures of a campaign rolled up over 3,000 units, against the barest sum that keeps its parts, and 300."""

from sqlalchemy import text

from tests.bench.figures import Figure, alternated, ratio
from tests.bench.scratch import make_rows, scratch_application
from tests.factories import stages
from tests.statements import statements
from workflow.actions.figures import add_up
from workflow.cli.demo.world import World
from workflow.models import Document, db

UNITS, FEWER, ROUNDS = 3_000, 300, 15
_REPORTS = text("""
INSERT INTO document (organisation_id, kind, state, version, consolidates, desk_id, state_since, created_at, issued_on,
  author_ids, abstract, recipients, signature, step, send_when_issued, sign_consent, prepared, chain_length, chain_head)
SELECT :unit, 'BC', 'received', 1, false, :unit, now(), now(), current_date - CAST(g % 20 AS integer), '{}', 'bench',
  '[]', '{}', 'none', false, '{}', '{}', 0, '' FROM generate_series(1, CAST(:count AS bigint)) g
""")
_FIGURES = text("""
INSERT INTO figure (document_id, key, position, title, unit, kind, formula, value, parts)
SELECT d.id, asked.key, asked.position, asked.title, asked.unit, asked.kind, asked.formula, (d.id % 997) / 10.0, '{}'
FROM document d, figure asked WHERE asked.document_id = :whole AND d.abstract = 'bench'
""")
_SOURCES = text("""
INSERT INTO source (document_id, source_id, organisation_id, position, taken_at)
SELECT :whole, d.id, :unit, row_number() OVER (ORDER BY d.id), now()
FROM (SELECT id FROM document WHERE abstract = 'bench' ORDER BY id LIMIT :count) d
""")
_BARE = text("""
UPDATE figure SET value = whole.total, parts = whole.parts FROM (
  SELECT own.key, sum(own.value) AS total, jsonb_object_agg(source.source_id, own.value) AS parts
  FROM source JOIN figure own ON own.document_id = source.source_id
  WHERE source.document_id = :whole GROUP BY own.key
) whole WHERE figure.document_id = :whole AND figure.key = whole.key
""")


def figures() -> list[Figure]:
    """Both ways of adding up in turns; how many statements read the units; 3,000 units against 300."""
    with scratch_application("bench_rollup") as (_, world):
        large, small = consolidation_of(world), consolidation_of(world)
        reports_and_sources(world, large, small)
        make_rows("figure", _FIGURES, {"whole": large})
        with statements() as sent:
            _roll_up(large)
        asked = sum(1 for one in sent if "jsonb_object_agg" in one.words)
        ways = (lambda: _roll_up(large), lambda: _bare(large), lambda: _roll_up(small))
        rolled, bare, fewer = alternated(ROUNDS, *ways)
    return [
        Figure("L7 roll-up of 3,000 units / bare sum, parts kept", ratio(rolled, bare), "<= 6.0"),
        Figure("L7 roll-up of 3,000 units / of 300", ratio(rolled, fewer), "<= 12.0"),
        Figure("L7 statements that read the units", asked, "<= 1", "count"),
    ]


def reports_and_sources(world: World, large: int, small: int) -> None:
    """The reports of 3,000 units, all of them sources of the one, 300 of the other."""
    unit = world.organisations["thuvien"].id
    make_rows("document", _REPORTS, {"unit": unit, "count": UNITS})
    for whole, count in ((large, UNITS), (small, FEWER)):
        make_rows("source", _SOURCES, {"whole": whole, "unit": unit, "count": count})


def consolidation_of(world: World) -> int:
    """A consolidation without sources, with the figures of the usual outline."""
    campaign = stages.campaign_of(world)
    whole = stages.draft_of(world, campaign)
    db.session.commit()
    return whole.id


def _roll_up(whole: int) -> None:
    add_up(db.session.get_one(Document, whole))
    db.session.commit()


def _bare(whole: int) -> None:
    db.session.execute(_BARE, {"whole": whole})
    db.session.commit()
