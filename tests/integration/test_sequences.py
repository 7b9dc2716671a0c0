"""No order of commands, and no number of people at once, brings a paper where it may not be. TRINHKY_SEQUENCES=long
(make sequences) makes the proof long; it prints what it did."""

import os
import time

import hypothesis
import pytest
from flask import Flask
from hypothesis.stateful import run_state_machine_as_test

from tests.kept_world import KeptWorld, empty
from tests.sequences.crowd import ACTORS, ROUNDS, Crowd
from tests.sequences.machine import Papers, counts
from tests.sequences.stage import staged
from workflow.jobs.workshop import use_application
from workflow.models import db

IS_LONG = os.environ.get("TRINHKY_SEQUENCES") == "long"
SEQUENCES, STEPS = (int(os.environ.get("TRINHKY_SEQUENCES_COUNT", "10000")), 50) if IS_LONG else (8, 25)
CROWDS, COMMANDS = (int(os.environ.get("TRINHKY_CROWDS", "20")), 10_000) if IS_LONG else (1, 240)

pytestmark = [pytest.mark.usefixtures("short_prints"), pytest.mark.timeout(86_400 if IS_LONG else 600)]


def test_the_application_and_the_model_agree_after_every_command(application: Flask, kept_world: KeptWorld) -> None:
    use_application(application)
    Papers.application, Papers.kept = application, kept_world
    begun = time.monotonic()
    settings = hypothesis.settings(
        max_examples=SEQUENCES,
        stateful_step_count=STEPS,
        database=None,
        phases=(hypothesis.Phase.generate,),  # making a case smaller takes longer than finding it
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(Papers, settings=settings)
    print(counts, f"{time.monotonic() - begun:.0f} s")  # noqa: T201
    assert counts["accepted"] > SEQUENCES
    assert counts["refused"] > 0


@pytest.mark.parametrize("seed", range(CROWDS))
def test_eight_at_once_lose_nothing_and_double_nothing(application: Flask, kept_world: KeptWorld, seed: int) -> None:
    use_application(application)
    with application.app_context():
        empty()
        stage = staged(kept_world.lay_back(), ROUNDS)
        begun = time.monotonic()
        crowd = Crowd(stage, COMMANDS).act(application, seed)
        print(crowd.accepted, crowd.refused, f"{crowd.done / (time.monotonic() - begun):.0f}/s")  # noqa: T201
        db.session.remove()
    assert not crowd.broken, "\n".join(crowd.broken)
    assert crowd.done == COMMANDS // ACTORS * ACTORS
    assert crowd.accepted.total() > COMMANDS // 20
    assert crowd.refused["changed_meanwhile"] > 0
