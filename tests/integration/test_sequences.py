"""No order of commands, and no number of people at once, brings a paper where it may not be: the short form of
`make sequences`."""

import pytest
from flask import Flask

from tests.kept_world import KeptWorld
from tests.second_history import complaints, rebuilt
from tests.sequences.machine import Papers, counts
from tests.sequences.player import decide, gather, play
from tests.sequences.stage import keep_stage
from workflow.jobs.workshop import use_application

SEQUENCES, STEPS, COMMANDS, CELLS = 8, 25, 240, 0.03

pytestmark = [pytest.mark.usefixtures("short_prints"), pytest.mark.timeout(600)]


@pytest.fixture
def staged(application: Flask, kept_world: KeptWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the sequences play; every fourth is rebuilt from its record."""
    use_application(application)
    with application.app_context():
        monkeypatch.setattr(Papers, "application", application, raising=False)
        monkeypatch.setattr(Papers, "kept", keep_stage(kept_world), raising=False)
    monkeypatch.setattr(Papers, "rebuilt_each", 4)


@pytest.mark.usefixtures("staged")
def test_the_application_and_the_model_agree_after_every_command() -> None:
    play(0, SEQUENCES, STEPS)
    assert counts["accepted"] > SEQUENCES
    assert counts["refused"] > 0
    assert counts["rebuilt"] > STEPS // 2


@pytest.mark.usefixtures("staged")
def test_what_nobody_may_do_is_refused_and_leaves_every_table_as_it_was() -> None:
    refused, wrong = decide(CELLS, 1)
    assert wrong == []
    assert set(refused) == {"403", "404", "409"}
    assert refused.total() > 100


def test_a_paper_that_is_not_what_its_record_says_is_told() -> None:
    begun = {"id": 1, "subject_kind": "document", "subject_id": 7, "ordinal": 1, "at": "2026-11-22T08:00:00+00:00"}
    begun |= {"fact": "document:started", "from_state": None, "to_state": "draft", "details": {}, "previous": ""}
    begun["digest"] = str(rebuilt([begun])["chain_head"])
    paper = {"id": 7, **rebuilt([begun])}
    assert list(complaints([{"entries": [begun], "papers": [paper]}])) == []
    for changed in ({"state": "approved"}, {"version": 3}, {"symbol": "01-BC/CB"}, {"chain_head": ""}):
        assert list(complaints([{"entries": [begun], "papers": [paper | changed]}])), changed
    assert list(complaints([{"entries": [], "papers": [paper]}]))


def test_eight_at_once_lose_nothing_and_double_nothing(application: Flask, kept_world: KeptWorld) -> None:
    use_application(application)
    happened, broken = gather(application, kept_world, COMMANDS, 0)
    assert not broken, "\n".join(broken)
    assert happened["commands"] == COMMANDS
    assert happened["accepted"] > COMMANDS // 20
    assert happened["changed_meanwhile"] > 0
