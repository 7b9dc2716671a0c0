"""Acts tried while the test runs that is their scenario: a few failures of each, in the long form every one."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from flask import Flask

from tests.every_act import act_named, put_around
from tests.faults.injection import Injection
from tests.faults.probe import Probe
from tests.faults.scenarios import IS_LONG, REPEATED
from workflow.models import db
from workflow.settings import PROJECT_ROOT

SEED = int(os.environ.get("TRINHKY_FAULTS_SEED", "1"))
points: Counter[str] = Counter()
"""How many failures each act was tried with in this process."""
KEPT = PROJECT_ROOT / "var" / "faults.jsonl"
"""What the long form did, scenario by scenario: a run that is stopped loses nothing but its last one."""


@contextmanager
def tried(names: Sequence[str], application: Flask) -> Iterator[None]:
    """Try each act at its first call that changes something. Refuses (AssertionError) whatever was found, and an act
    that the test never did."""
    with application.app_context():
        injection = Injection(db.engine)
    probes = [
        Probe(name, act_named(name), injection, repeats=name in REPEATED, seed=None if IS_LONG else SEED)
        for name in names
    ]
    with ExitStack() as undone, injection.installed():
        for probe in probes:
            undone.callback(put_around(act_named(probe.name), probe.around))
        yield
    points.update({probe.name: probe.points for probe in probes})
    found = [one for probe in probes for one in probe.found]
    if IS_LONG:
        _keep({probe.name: probe.points for probe in probes}, found)
    assert not found, "\n".join(found)
    missed = [probe.name for probe in probes if not probe.is_reached]
    assert not missed, f"this test is the scenario of {missed}, and never did that (tests/faults/scenarios.py)"


def _keep(tried_with: Mapping[str, int], found: Sequence[str]) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"points": tried_with, "found": found}, ensure_ascii=False) + "\n")
