"""What others know of dangers in code and libraries (`make audit-code`): bandit, and semgrep with the rules of the
house, over our code, a bill of what is installed, and the known holes of it where the service that lists them can be
reached.

The tools stand in an environment of their own under `var`: the application and its tests need none of them.
"""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.audit_plants import PLANTS
from workflow.settings import PROJECT_ROOT
from workflow.setup.python_environment import programs_folder

HOUSE = PROJECT_ROOT / "var" / "audit"
LOCK = PROJECT_ROOT / "requirements.lock"
TOOLS = ("bandit", "cyclonedx-bom", "pip-audit", "semgrep")
RULES = PROJECT_ROOT / "tests" / "audit_rules.yml"


def main() -> int:
    """Runs them all; 1 when one of them found something."""
    programs = _tools()
    found = [_bandit(programs), _rules(programs), _bill(programs), _known_holes(programs)]
    return int(any(found))


def _tools() -> Path:
    programs = programs_folder(HOUSE)
    if not (programs / "semgrep").exists():
        venv.create(HOUSE, with_pip=True)
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", *TOOLS], check=True)
    return programs


def _bandit(programs: Path) -> bool:
    command = [programs / "bandit", "-q", "-r", "workflow", "forms", "-f", "json"]
    told = json.loads(subprocess.run(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, check=False).stdout)
    levels = [one["issue_severity"] for one in told["results"]]
    _say("bandit", {level: levels.count(level) for level in ("HIGH", "MEDIUM", "LOW")})
    for one in told["results"]:
        if one["issue_severity"] == "HIGH":
            _say(f"{one['filename']}:{one['line_number']}", one["issue_text"])
    return "HIGH" in levels


def _rules(programs: Path) -> bool:
    """Each rule finds what was planted for it, and none of them anything in our code."""
    with TemporaryDirectory() as folder:
        for name, words in PLANTS.values():
            (Path(folder) / name).write_text(words, encoding="utf-8")
        blind = PLANTS.keys() - {rule for rule, _ in _found(programs, folder)}
    found = _found(programs, "workflow", "forms", "templates")
    _say("semgrep", f"{len(PLANTS)} quy tắc của dự án, {len(found)} chỗ vi phạm; mù: {sorted(blind) or 'không'}")
    for rule, place in found:
        _say(place, rule)
    return bool(blind or found)


def _found(programs: Path, *where: str) -> list[tuple[str, str]]:
    """(rule, place) of everything that semgrep finds there, or stumbles over."""
    quiet = ("--metrics=off", "--disable-version-check", "--no-git-ignore", "--quiet", "--json")
    command = [programs / "semgrep", "scan", "--config", RULES, *quiet, *where]
    paths = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=PROJECT_ROOT, env=os.environ | paths, stdout=subprocess.PIPE, check=False)
    told = json.loads(done.stdout)
    found = [(one["check_id"].rpartition(".")[2], f"{one['path']}:{one['start']['line']}") for one in told["results"]]
    return found + [(one["message"], "semgrep") for one in told["errors"] if one["level"] == "error"]


def _bill(programs: Path) -> bool:
    bill = HOUSE / "sbom.json"
    done = subprocess.run([programs / "cyclonedx-py", "requirements", LOCK, "-o", bill], check=False)
    count = len(json.loads(bill.read_text(encoding="utf-8"))["components"]) if done.returncode == 0 else 0
    _say("SBOM (CycloneDX)", f"{count} thư viện, {bill}")
    return count == 0


def _known_holes(programs: Path) -> bool:
    command = [programs / "pip-audit", "-r", LOCK, "--no-deps", "--disable-pip", "-f", "json", "--timeout", "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        libraries = json.loads(done.stdout)["dependencies"]
    except ValueError:
        reason = done.stderr.strip().splitlines()[-1:]
        _say("pip-audit", f"không chạy được: {' '.join(reason)[:200]}")
        return False
    asked = [one for one in libraries if "skip_reason" not in one]
    holes = {one["name"]: [hole["id"] for hole in one["vulns"]] for one in asked if one["vulns"]}
    unasked = f"; không hỏi được {len(libraries) - len(asked)} thư viện" if len(asked) < len(libraries) else ""
    _say("pip-audit", f"{len(asked)} thư viện, lỗ hổng đã biết: {holes or 0}{unasked}" if asked else "không chạy được")
    return bool(holes)


def _say(what: str, told: object) -> None:
    print(f"{what}: {told}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
