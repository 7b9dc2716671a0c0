"""L7: the task results of 3,000 units counted under the tasks above, against the barest count of the rows, and 300."""

from sqlalchemy import text

from tests.bench.figures import Figure, alternated, ratio
from tests.bench.rollup import ROUNDS, consolidation_of, reports_and_sources
from tests.bench.scratch import make_rows, scratch_application
from tests.factories.planned import plan_of
from tests.factories.told import PLAN
from tests.statements import statements
from workflow.cli.demo.world import World
from workflow.models import Document, db
from workflow.queries.task_sums import task_sums

TASKS = 20
_TASKS = text("""
INSERT INTO task (document_id, organisation_id, position, place, heading, text, deadline_words, state, version,
  chain_length, chain_head)
SELECT d.id, d.organisation_id, g, '', '', 'việc ' || g, '', 'confirmed', 1, 0, ''
FROM document d, generate_series(1, CAST(:count AS bigint)) g WHERE d.id IN (:above, :own)
""")
_ADOPTIONS = text("""
INSERT INTO task_adoption (task_id, superior_task_id)
SELECT lower.id, upper.id FROM task lower JOIN task upper ON upper.position = lower.position
WHERE lower.document_id = :own AND upper.document_id = :above
""")
_RESULTS = text("""
INSERT INTO task_result (document_id, task_id, position, progress, done, evidence)
SELECT d.id, t.id, t.position, (ARRAY['done', 'in_progress', 'no_result', 'not_begun'])[1 + (d.id + t.id) % 4], '', ''
FROM document d, task t WHERE d.abstract = 'bench' AND t.document_id = :own
""")
_MET = text("""
UPDATE task_adoption SET superior_task_id = upper.id FROM task lower, task upper
WHERE task_adoption.task_id = lower.id AND lower.document_id = :own AND upper.document_id = :above
  AND upper.position = (lower.position + 1) / 2
""")
_BARE = text("""
SELECT told.task_id, told.progress, count(*) FROM source JOIN task_result told ON told.document_id = source.source_id
WHERE source.document_id = :whole GROUP BY told.task_id, told.progress
""")


def figures() -> list[Figure]:
    """Both ways of counting in turns; how many statements read the units; 3,000 units against 300; the same where two
    tasks each meet under one above."""
    with scratch_application("bench_task_rollup") as (_, world):
        above, own = (plan_of(world, unit, PLAN).id for unit in ("khoi", "so"))
        make_rows("task", _TASKS, {"above": above, "own": own, "count": TASKS})
        make_rows("task_adoption", _ADOPTIONS, {"above": above, "own": own})
        large, small = (_consolidation(world, above) for _ in range(2))
        reports_and_sources(world, large, small)
        make_rows("task_result", _RESULTS, {"own": own})
        with statements() as sent:
            assert len(_counted(large)) == TASKS
        asked = sum(1 for one in sent if "task_result" in one.words)
        counted, bare, fewer = alternated(
            ROUNDS, lambda: _counted(large), lambda: _bare(large), lambda: _counted(small)
        )
        make_rows("task_adoption", _MET, {"above": above, "own": own})
        assert len(_counted(large)) == TASKS / 2
        met, again = alternated(ROUNDS, lambda: _counted(large), lambda: _bare(large))
    return [
        Figure("L7 task results of 3,000 units / bare count", ratio(counted, bare), "<= 3.0"),
        Figure("L7 task results of 3,000 units, two under one / bare count", ratio(met, again), "<= 6.0"),
        Figure("L7 task results of 3,000 units / of 300", ratio(counted, fewer), "<= 12.0"),
        Figure("L7 task results, statements that read the units", asked, "<= 1", "count"),
    ]


def _consolidation(world: World, plan_id: int) -> int:
    """A consolidation without sources that reports on the plan above."""
    whole = db.session.get_one(Document, consolidation_of(world))
    assert whole.target is not None
    whole.target.campaign.plan_id = plan_id
    db.session.commit()
    return whole.id


def _counted(whole: int) -> list[object]:
    found = list[object](task_sums(db.session.get_one(Document, whole)))
    db.session.rollback()
    return found


def _bare(whole: int) -> None:
    db.session.execute(_BARE, {"whole": whole}).all()
    db.session.rollback()
