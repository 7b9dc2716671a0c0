"""`python -m tests.sequences.player FIRST STEP PARTS PAPERS COMMANDS SEED`: one process of the long proof, over a
database of its own. It tells, a line of JSON at a time, how many sequences and commands it did and what broke."""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
from flask import Flask
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.bench.scratch import scratch_application
from tests.kept_world import KeptWorld, empty, keep, prepare_emptying
from tests.sequences.cells import Cells
from tests.sequences.committee_machine import Deciding, keep_committee
from tests.sequences.committee_machine import counts as said
from tests.sequences.crowd import ROUNDS, Crowd
from tests.sequences.machine import Papers, counts
from tests.sequences.stage import keep_stage, staged
from tests.short_prints import printing_shortly
from workflow.jobs.workshop import use_application
from workflow.models import db
from workflow.settings import PROJECT_ROOT

AT_ONCE, STEPS = 25, 50
DELIBERATED = 5
"""Of each share of sequences, the fewer of a committee that go with it: so much goes on in each."""
TOLD = PROJECT_ROOT / "var" / "sequences.jsonl"
"""What earlier runs told; what they did whole is not done again."""


@dataclass
class Told:
    """What one share came to: its seed runs it once more."""

    kind: str
    seed: int
    seconds: float
    counts: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def play(seed: int, sequences: int, steps: int = STEPS) -> dict[str, int]:
    """So many sequences that this seed draws; how often each thing happened. Raises whatever disagreed."""
    counts.clear()
    _run(Papers, seed, sequences, steps)
    return dict(counts)


def deliberate(seed: int, sequences: int, steps: int = STEPS) -> dict[str, int]:
    """The same before a committee that decides by slips."""
    said.clear()
    _run(Deciding, seed, sequences, steps)
    return dict(said)


def _run(machine: type[RuleBasedStateMachine], seed: int, sequences: int, steps: int) -> None:
    settings = hypothesis.settings(
        max_examples=sequences,
        stateful_step_count=steps,
        database=None,
        derandomize=False,
        deadline=None,
        phases=(hypothesis.Phase.generate,),  # making a case smaller takes longer than finding it
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(hypothesis.seed(seed)(machine), settings=settings)


def decide(share: float, seed: int) -> tuple[Counter[str], list[str]]:
    """This share of the cells of state × command × person that are not allowed."""
    cells = Cells()
    try:
        return cells.walk(share, seed)
    finally:
        cells.teardown()


def gather(application: Flask, kept: KeptWorld, commands: int, seed: int) -> tuple[Counter[str], list[str]]:
    """So many commands by eight at once, and the reckoning."""
    with application.app_context():
        empty()
        stage = staged(kept.lay_back(), ROUNDS)
        crowd = Crowd(stage, commands).act(application, seed)
        db.session.remove()
    kinds = {"commands": crowd.done, "accepted": crowd.accepted.total()}
    return Counter(kinds | dict(crowd.refused)), crowd.broken


_COUNTED = {"committee": said}
Share = Callable[[int], tuple[Mapping[str, int], list[str]]]


def told_before(file: Path = TOLD) -> list[dict[str, Any]]:
    """What earlier runs told of the shares in which nothing disagreed."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [told for told in map(json.loads, lines) if not told["broken"]]


def _say(kind: str, seed: int, act: Share) -> None:
    """Do a share and tell of it, unless an earlier run did; what disagrees is told, and the rest is played."""
    if any((told["kind"], told["seed"]) == (kind, seed) for told in told_before()):
        return
    begun = time.monotonic()
    try:
        found, broken = act(seed)
    except Exception as trouble:  # noqa: BLE001 - whatever a sequence ends with
        found, broken = (
            dict(_COUNTED.get(kind, counts)),
            [f"{type(trouble).__name__}: {trouble} {getattr(trouble, '__notes__', '')}"],
        )
    told = Told(kind, seed, round(time.monotonic() - begun, 1), dict(found), broken)
    print(json.dumps(asdict(told), ensure_ascii=False), flush=True)  # noqa: T201


@dataclass(frozen=True)
class Part:
    """Which of the parts are this process's, and what one is: so many sequences, then a crowd of so many commands."""

    first: int
    step: int
    parts: int
    papers: int
    commands: int
    seed: int


def main(given: Part) -> None:
    """Every part whose turn it is: its sequences, a few at a time, then its crowd."""
    with scratch_application(f"sequences_{os.getpid()}") as (application, _), printing_shortly():
        use_application(application)
        prepare_emptying()
        kept = keep()
        Papers.application, Papers.kept = application, keep_stage(kept)
        Deciding.application, Deciding.kept = application, keep_committee(application, kept)
        if given.first == 0:
            _say("cells", given.seed, partial(decide, 1.0))
        for part in range(given.first, given.parts, given.step):
            for begun in range(0, given.papers, AT_ONCE):
                share = partial(_played, min(AT_ONCE, given.papers - begun))
                number = given.seed * 1_000_000 + part * 10_000 + begun
                _say("sequences", number, share)
                _say("committee", number, _deliberated)
            if given.commands:
                crowd = partial(gather, application, kept, given.commands)
                _say("crowd", given.seed * 1_000_000 + part, crowd)


def _played(sequences: int, seed: int) -> tuple[dict[str, int], list[str]]:
    return play(seed, sequences), []


def _deliberated(seed: int) -> tuple[dict[str, int], list[str]]:
    return deliberate(seed, DELIBERATED), []


if __name__ == "__main__":
    main(Part(*map(int, sys.argv[1:])))
