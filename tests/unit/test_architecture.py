"""The house keeps its rules, and each rule would notice if it did not."""

from pathlib import Path

import pytest

from tests.unit import architecture_rules as rules
from tests.unit.architecture_rules import Rule, modules_in
from workflow.settings import PROJECT_ROOT

CODE = ("workflow", "forms")
FOLDERS = {"workflow", "forms", "templates", "static", "migrations", "tests", ".ci"}
FILES = {
    "pyproject.toml",
    "README.md",
    "Makefile",
    "requirements.lock",
    "CHANGELOG.md",
    "LICENSE",
    ".env.example",
    ".gitignore",
    ".dockerignore",
    "Dockerfile",
    "compose.yaml",
    "run.cmd",
    "test.cmd",
}
# what a working copy gathers and .gitignore keeps out
LOCAL = {".git", ".venv", "var", ".env", "build", "dist", "__pycache__", "trinhky.egg-info"}
CACHES = {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}

RULES: list[tuple[Rule, tuple[str, ...]]] = [
    (rules.imports_point_downward, CODE),
    (rules.no_import_cycles, CODE),
    (rules.foundations_stand_alone, CODE),
    (rules.only_the_transaction_commits, CODE),
    (rules.the_request_stays_at_the_door, CODE),
    (rules.functions_are_short, (*CODE, "tests")),
    (rules.files_are_short, (*CODE, "tests")),
    (rules.arguments_are_few, CODE),
    (rules.signatures_are_annotated, CODE),
    (rules.excepts_are_narrow, CODE),
    (rules.modules_say_what_they_are, (*CODE, "migrations", "tests")),
    (rules.own_helpers_are_used, (*CODE, "tests")),
    (rules.cases_stand_in_order, ("tests",)),
]

LONG = "def long() -> None:\n" + "    print()\n" * 50
SLIPS: list[tuple[Rule, dict[str, str], str]] = [
    (rules.imports_point_downward, {"workflow/domain/a.py": "import workflow.models.b"}, "domain.a:1"),
    (rules.imports_point_downward, {"workflow/paper/a.py": "from workflow.signing import b"}, "paper.a:1"),
    (rules.imports_point_downward, {"workflow/web/a.py": "from workflow import models"}, "workflow.models"),
    (rules.imports_point_downward, {"workflow/web/a.py": "import workflow.api.b"}, "web.a:1"),
    (rules.imports_point_downward, {"workflow/actions/a.py": "from workflow.notify import b"}, "actions.a:1"),
    (rules.imports_point_downward, {"forms/a.py": "from workflow.queries.b import c"}, "forms.a:1"),
    (rules.imports_point_downward, {"workflow/jobs/a.py": "def f():\n    import forms.b"}, "jobs.a:2"),
    (rules.imports_point_downward, {"workflow/jobs/worker.py": "import workflow.web"}, "jobs.worker:1"),
    (rules.imports_point_downward, {"workflow/queries/a.py": "from ..actions import b"}, "queries.a:1"),
    (rules.imports_point_downward, {"workflow/new_layer/a.py": "import workflow.domain"}, "new_layer.a:1"),
    (
        rules.no_import_cycles,
        {"forms/a.py": "import forms.b", "forms/b.py": "from forms import c", "forms/c.py": "import forms.a"},
        "forms.a → forms.b → forms.c → forms.a",
    ),
    (rules.foundations_stand_alone, {"workflow/__init__.py": "import flask"}, "workflow:1"),
    (rules.foundations_stand_alone, {"workflow/setup/a.py": "from click import echo"}, "setup.a:1"),
    (rules.foundations_stand_alone, {"workflow/domain/a.py": "import sqlalchemy.orm"}, "domain.a:1"),
    (rules.only_the_transaction_commits, {"workflow/actions/a.py": "db.session.commit()"}, "actions.a:1"),
    (rules.the_request_stays_at_the_door, {"workflow/actions/a.py": "from flask import g, Flask"}, "flask.g"),
    (rules.the_request_stays_at_the_door, {"workflow/queries/a.py": "import flask.globals"}, "flask.globals"),
    (rules.functions_are_short, {"workflow/a.py": LONG}, "long has 51 lines"),
    (rules.functions_are_short, {"tests/a.py": LONG + "    print()\n" * 10}, "long has 61 lines"),
    (rules.files_are_short, {"workflow/a.py": "\n" * 401}, "401 lines"),
    (rules.arguments_are_few, {"workflow/a.py": "def f(a, b, c, d, e, /, g): ..."}, "f takes 6"),
    (rules.signatures_are_annotated, {"workflow/a.py": "def f(a: int, *, b) -> None: ..."}, "a:1 f"),
    (rules.signatures_are_annotated, {"workflow/a.py": "class A:\n    async def f(self): ..."}, "a:2 f"),
    (rules.signatures_are_annotated, {"workflow/a.py": "def f(**rest) -> None: ..."}, "a:1 f"),
    (rules.excepts_are_narrow, {"workflow/a.py": "try: ...\nexcept Exception: ..."}, "a:2"),
    (rules.excepts_are_narrow, {"workflow/a.py": "try: ...\nexcept: ..."}, "a:2"),
    (rules.excepts_are_narrow, {"workflow/a.py": "try: ...\nexcept (OSError, BaseException): ..."}, "a:2"),
    (rules.modules_say_what_they_are, {"workflow/a.py": "# chỉ có lời ghi"}, "workflow.a"),
    (rules.own_helpers_are_used, {"workflow/a.py": "def _f(): ...\ndef g(): _h\ndef _h(): ..."}, "nobody uses _f"),
    (rules.cases_stand_in_order, {"tests/a.py": "@pytest.mark.parametrize('a', {b for b in c})\ndef t(): ..."}, "a:1"),
    (
        rules.cases_stand_in_order,
        {"tests/a.py": "@mark.parametrize('a', [*b])\n@mark.parametrize('c', set(b) - d)\ndef t(): ..."},
        "a:2",
    ),
]

SOUND = {
    "workflow/__init__.py": '"""Nothing."""\nfrom typing import Any\n',
    "workflow/domain/a.py": '"""Words."""\nimport enum, transitions\n',
    "workflow/models/a.py": '"""Tables."""\nfrom workflow.domain import a\n',
    "workflow/web/a.py": '"""Pages."""\nfrom flask import g\nimport forms.a\nimport workflow.actions.transaction\n',
    "workflow/actions/transaction.py": '"""One."""\n\ndef f(a: int) -> None:\n    try:\n        a.commit()\n'
    "    except BaseException:\n        raise\n",
    "forms/a.py": '"""Forms."""\nfrom workflow.domain.a import b\n\nclass A:\n    def f(self, a: int) -> None: ...\n',
}


def name_of(value: object) -> str:
    """A rule shows by its name among the tests, a slip by the file it is in."""
    if isinstance(value, dict):
        return next(iter(value))
    return getattr(value, "__name__", "")


def grow(root: Path, files: dict[str, str]) -> None:
    """Writes a small tree of source files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("rule", "packages"), RULES, ids=name_of)
def test_the_house_keeps_the_rule(rule: Rule, packages: tuple[str, ...]) -> None:
    assert rule(modules_in(PROJECT_ROOT, *packages)) == []


@pytest.mark.parametrize(("rule", "files", "place"), SLIPS, ids=name_of)
def test_the_rule_notices_a_slip_and_names_its_place(
    tmp_path: Path, rule: Rule, files: dict[str, str], place: str
) -> None:
    grow(tmp_path, files)
    findings = rule(modules_in(tmp_path, "workflow", "forms", "tests"))
    assert any(place in finding for finding in findings)


@pytest.mark.parametrize(("rule", "packages"), RULES, ids=name_of)
def test_the_rule_lets_a_sound_house_be(tmp_path: Path, rule: Rule, packages: tuple[str, ...]) -> None:
    grow(tmp_path, SOUND)
    assert rule(modules_in(tmp_path, *packages)) == []


def test_every_rule_has_a_slip_it_notices() -> None:
    assert {rule for rule, _ in RULES} == {rule for rule, _, _ in SLIPS}


def test_exceptions_that_nobody_needs_any_more_are_taken_out() -> None:
    modules = {module.name: module for module in modules_in(PROJECT_ROOT, *CODE)}
    needed = {
        (importer, imported)
        for importer, imported in rules.IMPORTS_WITH_REASON
        if importer in modules and any(found.name.startswith(imported) for found in modules[importer].imports)
    }
    assert needed == set(rules.IMPORTS_WITH_REASON)
    broad = {name for name in rules.BROAD_EXCEPT_WITH_REASON if "except" in modules[name].source}
    assert broad == set(rules.BROAD_EXCEPT_WITH_REASON)


def strangers(root: Path) -> set[str]:
    """What stands at the top of a tree without having been agreed on."""
    return {entry.name for entry in root.iterdir()} - FOLDERS - FILES - LOCAL - CACHES


def test_nothing_stands_at_the_top_that_was_not_agreed_on() -> None:
    assert strangers(PROJECT_ROOT) == set()


def test_a_stranger_at_the_top_is_noticed(tmp_path: Path) -> None:
    grow(tmp_path, {"utils/a.py": "", "Makefile": ""})
    assert strangers(tmp_path) == {"utils"}
