"""Libraries whose older releases are known to have holes that would open here."""

import re
import tomllib

import pytest

from workflow.settings import PROJECT_ROOT

FLOORS = {"weasyprint": "70.0", "pillow": "12.3", "fonttools": "4.60.2", "authlib": "1.9.0", "werkzeug": "3.0.6"}


@pytest.mark.parametrize("library", FLOORS)
def test_a_library_is_not_older_than_its_last_hole(library: str) -> None:
    lock = (PROJECT_ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = re.search(rf"^{library}==([\d.]+)", lock, re.MULTILINE)
    assert found, f"{library} is not installed any more: take it off"
    assert numbers(found[1]) >= numbers(FLOORS[library])


def numbers(version: str) -> tuple[int, ...]:
    """In order of releases."""
    return tuple(map(int, version.split(".")))


def test_the_rules_of_safety_are_kept_over_all_that_people_run() -> None:
    ruff = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "S" in ruff["select"]
    assert not [one for one in ruff["ignore"] if one.startswith("S") and one[1:].isdigit()]
    kept = {path for path, rules in ruff["per-file-ignores"].items() if "S" in rules}
    assert kept == {"tests/**", "workflow/__main__.py"}
