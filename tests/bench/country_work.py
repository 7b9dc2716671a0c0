"""What the houses of the country work on: a plan of each with its tasks, what reports say of them, reports that are
being put together, and the papers that came to each desk."""

from sqlalchemy import text

from tests.bench.country import FIRST, Size, loading

_PLANS = text("""
INSERT INTO document (id, organisation_id, kind, state, version, consolidates, desk_id, campaign_id, state_since,
  created_at, author_ids, abstract, recipients, signature, step, send_when_issued, sign_consent, prepared, number,
  symbol, chain_length, chain_head) OVERRIDING SYSTEM VALUE
SELECT :numbers + house.id, house.id, :kind, :state, 1, :consolidates, house.id, CASE WHEN :consolidates
  THEN (SELECT max(id) FROM campaign WHERE organisation_id = house.id) END, now(), now(), '{}', 'về chuyển đổi số',
  '[]', '{}', 'none', false, '{}', '{}', CASE WHEN :consolidates THEN NULL ELSE 1 END, '01-KH/ĐU', 0, ''
FROM organisation house WHERE house.id BETWEEN :first AND :last
""")
_PLAN, _WORKSPACE = 10_000_000, 20_000_000
# a day that passed, one to come, one of every year, one for ever, one without a day
_TASKS = text("""
INSERT INTO task (id, document_id, organisation_id, position, place, heading, text, deadline_kind, due_on, due_day,
  due_month, deadline_words, state, version, chain_length, chain_head) OVERRIDING SYSTEM VALUE
SELECT plan.id * 10 + n, plan.id, plan.organisation_id, n, '', '', 'Số hoá tài liệu.',
  (ARRAY['date', 'date', 'yearly', 'continuous', NULL])[n + 1],
  CASE n WHEN 0 THEN current_date - 20 WHEN 1 THEN current_date + 90 END, CASE n WHEN 2 THEN 25 END,
  CASE n WHEN 2 THEN 12 END, '', 'confirmed', 1, 0, ''
FROM document plan, generate_series(0, 4) n WHERE plan.kind = 'KH'
""")
_ABOUT = text("""
UPDATE campaign SET plan_id = :numbers + organisation_id WHERE organisation_id BETWEEN :first AND :last
""")
_SENT_DOWN = text("""
INSERT INTO delivery (document_id, organisation_id, position, label, is_superior, sent_at, received_at)
SELECT :numbers + unit.superior_id, unit.id, 1, unit.name, false, now(), now()
FROM organisation unit WHERE unit.superior_id BETWEEN :first AND :last
""")
_CAME_UP = text("""
INSERT INTO delivery (document_id, organisation_id, position, label, is_superior, sent_at, received_at)
SELECT report.id, report.desk_id, 1, '', true, now(), now()
FROM document report WHERE report.target_id IS NOT NULL AND report.state <> 'draft'
""")
_TOLD = text("""
INSERT INTO task_result (document_id, task_id, position, progress, done, evidence)
SELECT report.id, (:numbers + unit.superior_id) * 10 + n, n,
  (ARRAY['done', 'in_progress', 'no_result', 'not_begun'])[1 + (report.id + n) % 4], '', ''
FROM organisation unit JOIN target duty ON duty.organisation_id = unit.id
JOIN campaign round ON round.id = duty.campaign_id AND round.period_index > 2
JOIN document report ON report.target_id = duty.id AND report.state <> 'draft'
CROSS JOIN generate_series(0, 4) n WHERE unit.superior_id BETWEEN :first AND :last
""")
# of each as many as of fourteen units, a commune's mean: what a board shows is of one length in both countries
_BLOCKS = text("""
INSERT INTO source_block (document_id, source_id, organisation_id, block, section_key, position, text, state)
SELECT :numbers + house.id, unit, house.id, 'b' || n, 'ket-qua', n, 'Một việc.',
  CASE WHEN n = 1 THEN 'open' ELSE 'used' END
FROM organisation house, generate_series(1, 14) unit, generate_series(1, 4) n
WHERE house.id BETWEEN :first AND :last
""")


def fill(size: Size) -> None:
    """The rows for the houses down to the communes' superiors, over the country that is built."""
    houses = {"first": FIRST, "last": size.first[3] - 1}
    plan, workspace = houses | {"numbers": _PLAN}, houses | {"numbers": _WORKSPACE}
    with loading("document") as connection:
        connection.execute(_PLANS, plan | {"kind": "KH", "state": "sent", "consolidates": False})
        connection.execute(_PLANS, workspace | {"kind": "BC", "state": "consolidating", "consolidates": True})
    with loading("task") as connection:
        connection.execute(_TASKS)
    with loading("campaign") as connection:
        connection.execute(_ABOUT, plan)
    with loading("delivery") as connection:
        connection.execute(_SENT_DOWN, plan)
        connection.execute(_CAME_UP)
    with loading("task_result") as connection:
        connection.execute(_TOLD, plan)
    with loading("source_block") as connection:
        connection.execute(_BLOCKS, workspace)
