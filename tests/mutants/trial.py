"""A copy of the tree in which one fault at a time is tried against tests."""

import importlib
import os
import shutil
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import pytest

from workflow.settings import PROJECT_ROOT

COPIED = ("workflow", "forms", "tests", "migrations", "templates", "static", "pyproject.toml")
# what takes long to load and is not the product's: loaded once, for every run is a copy of this process
_SLOW = ("hypothesis", "sqlalchemy.orm", "flask_security", "procrastinate", "psycopg", "lxml.html", "wtforms", "jinja2")
_FAILED = 1
_PATIENCE = 120.0  # seconds; ten times what the tests of one file take
_OPTIONS = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]


class Trial:
    """The tree with its compiled files, in the folder; the databases of its tests are those of this tree."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source = PROJECT_ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, folder / name)
        (folder / "var").symlink_to(PROJECT_ROOT / "var")
        for name in _SLOW:
            importlib.import_module(name)

    def passes(self, tests: Sequence[str]) -> bool:
        """Whether the tests pass as the tree stands."""
        return self._outcome(tests) == 0

    def finds(self, file: str, text: str, tests: Sequence[str]) -> bool | None:
        """Whether a test fails when the file has that text; None when no test can even be begun."""
        path = self.folder / file
        right = path.read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8")
        try:
            outcome = self._outcome(tests)
        finally:
            path.write_text(right, encoding="utf-8")
        return outcome == _FAILED if outcome in {0, _FAILED} else None

    def _outcome(self, tests: Sequence[str]) -> int | None:
        """How pytest ends in the tree: 0 passed, 1 failed or came to no end."""
        run = get_context("fork").Process(target=_run, args=(self.folder, tests))
        run.start()
        run.join(_PATIENCE)
        if run.exitcode is None:
            run.kill()
            run.join()
            return _FAILED
        return run.exitcode


def _run(folder: Path, tests: Sequence[str]) -> None:
    """In a process of its own, which knows no module of the product yet: those of the copy."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {"workflow", "forms", "tests"}]:
        del sys.modules[name]
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    with Path(os.devnull).open("w") as nowhere:
        for said in (sys.stdout, sys.stderr):
            os.dup2(nowhere.fileno(), said.fileno())
    sys.exit(int(pytest.main([*_OPTIONS, *tests])))
