"""A short simulated year keeps every invariant, and each invariant notices what breaks it."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from workflow.cli.simulate import command
from workflow.cli.simulate.invariants import CHECKS, OK, check
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.tally import counts, digest
from workflow.cli.simulate.temper import Temper
from workflow.cli.simulate.year import Size
from workflow.models import db
from workflow.settings import Settings

pytestmark = pytest.mark.timeout(600)  # whoever asks first waits for both
# so few units meet in two months what hundreds meet in a year
UNRULY = Temper(
    late=0.4, sent_back=0.2, replaced=0.5, urged=1, urged_twice=1, rewritten=0.6, met=0.5, debated=0.3, extended=1
)
SHORT = Size(units=12, months=2, seed=1, printed=0.05, temper=UNRULY)
JANUARY = dt.date(2027, 1, 31)
ANSWERED = "SELECT id FROM document WHERE target_id IS NOT NULL AND state = 'consolidated' ORDER BY id LIMIT 1"
# name → statements that break it
FAULTS = {
    "every_source_block_handled_once": (
        "UPDATE source_block SET state = 'open' WHERE id = (SELECT min(id) FROM source_block WHERE state = 'used')",
    ),
    "figures_equal_naive_sums": (
        "UPDATE revision SET content = jsonb_set(content, '{figures,0,value}', '\"9999\"') WHERE id ="
        f" (SELECT revision_id FROM document WHERE id = ({ANSWERED}))",
    ),
    "no_level_skipped_or_doubled": ("UPDATE source SET organisation_id = 1 WHERE id = (SELECT min(id) FROM source)",),
    "numbers_without_hole_or_double": (
        "UPDATE series SET last = last + 1 WHERE id = (SELECT min(series_id) FROM outgoing_entry)",
    ),
    "provenance_down_and_back": (
        "DELETE FROM contribution WHERE source_id IN (SELECT id FROM document WHERE NOT consolidates)",
    ),
    "campaign_rates": (
        "UPDATE target SET sent_at = sent_at + interval '60 days' WHERE id = (SELECT min(target_id) FROM document)",
    ),
    "tallies_equal_recount": ("UPDATE tally SET arrived = arrived - 1 WHERE arrived > 0",),
    "duties_have_living_owners": (
        "UPDATE campaign SET state = 'open'",
        "UPDATE organisation SET to_day = current_date WHERE id = (SELECT min(organisation_id) FROM target)",
    ),
    "audit_chains": (f"UPDATE document SET chain_head = 'khác' WHERE id = ({ANSWERED})",),
    "answers_return_to_who_asked": ("DELETE FROM difficulty_word",),
    "task_results_equal_naive_counts": (f"DELETE FROM task_result WHERE document_id = ({ANSWERED})",),
    "nobody_urged_twice_a_day": ("UPDATE urge SET day = due_on",),
    "nothing_goes_past_a_clearing_house": ("UPDATE delivery SET received_at = NULL WHERE is_passage",),
    "everything_sent_is_received": (f"UPDATE document SET state = 'sent' WHERE id = ({ANSWERED})",),
}


@pytest.fixture(scope="module")
def january(settings: Settings) -> str:
    """What stood in the books after one month of the same seed."""
    with command.lived_through(replace(SHORT, months=1), settings, tell=lambda moment: None):
        return digest(JANUARY)


@pytest.fixture(scope="module")
def ledger(settings: Settings, january: str) -> Iterator[Ledger]:
    """Two months of a province with twelve units, at their end."""
    with command.lived_through(SHORT, settings, tell=lambda moment: None) as lived:
        yield lived


@pytest.mark.parametrize("name", CHECKS)
def test_an_invariant_holds_and_notices_what_breaks_it(ledger: Ledger, name: str) -> None:
    found = check(name, ledger)
    assert found.said == OK
    assert found.seen > 0
    for fault in FAULTS[name]:
        db.session.execute(text(fault))
    assert check(name, ledger).said != OK
    db.session.rollback()


def test_the_same_seed_gives_the_same_year(ledger: Ledger, january: str) -> None:
    assert digest(JANUARY) == january
    assert digest() != january


def test_the_year_holds_what_a_year_holds(ledger: Ledger) -> None:
    told = counts(ledger)
    acts = ledger.acts
    province, clearing_house = 1, 1
    assert told["organisations"] == province + SHORT.units + clearing_house + acts["units_split"]
    assert told["campaigns"] == acts["campaigns"] == 8
    for act in (
        "reports",
        "consolidations",
        "received",
        "printed_whole",
        "printed_short",
        "blocks_handled",
        "answered_nothing",
        "tables",
        "task_results",
        "difficulties_raised",
        "difficulties_passed_up",
        "difficulties_answered",
        "extended",
        "urged",
        "letters_received",
        "conflicts_refused",
        "urged_twice_refused",
        "sent_back",
        "replaced",
        "debated",
        "unsourced_removed",
        "units_merged",
        "units_split",
    ):
        assert acts[act] > 0, act
    for state in ("used", "merged", "left_out"):
        assert told["source_blocks_by_state"][state] > 0  # type: ignore[index]


@pytest.mark.parametrize(("found", "code"), [("ok", 0), ("hỏng", 1)])
def test_the_last_line_is_one_json_object_and_the_exit_tells_whether_all_held(
    monkeypatch: pytest.MonkeyPatch, found: str, code: int
) -> None:
    monkeypatch.setattr(command, "run", lambda size, settings: {"units": size.units, "invariants": {"một": found}})
    answer = CliRunner().invoke(command.simulate, ["--units", "12", "--months", "2"])
    assert answer.exit_code == code
    assert json.loads(answer.stdout.splitlines()[-1]) == {"units": 12, "invariants": {"một": found}}


def test_a_province_too_small_for_three_levels_is_refused() -> None:
    assert CliRunner().invoke(command.simulate, ["--units", "3"]).exit_code == 2
