"""No act is without a scenario in which its database calls fail."""

from pathlib import Path

from tests.every_act import acts
from tests.faults.scenarios import REPEATED, SCENARIOS
from workflow.settings import PROJECT_ROOT


def test_every_act_has_its_scenario() -> None:
    """A new act: name in `SCENARIOS` a test that does it."""
    assert set(acts()) == set(SCENARIOS)
    assert set(REPEATED) <= set(SCENARIOS)


def test_every_scenario_is_a_test() -> None:
    for place in set(SCENARIOS.values()):
        file, _, name = place.partition("::")
        assert f"def {name.partition('[')[0]}(" in Path(PROJECT_ROOT / file).read_text(encoding="utf-8"), place
