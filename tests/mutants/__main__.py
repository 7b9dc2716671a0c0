"""`python -m tests.mutants [words of a name]`: change a copy of the tree, one fault at a time, and see each found."""

import importlib
import os
import shutil
import sys
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.mutants.critical import MUTANTS, Mutant
from workflow.settings import PROJECT_ROOT

COPIED = ("workflow", "forms", "tests", "migrations", "templates", "static", "pyproject.toml")
# what takes long to load and is not the product's: loaded once, for every run is a copy of this process
_SLOW = ("hypothesis", "sqlalchemy.orm", "flask_security", "procrastinate", "psycopg", "lxml.html", "wtforms", "jinja2")
_FAILED = 1
_OPTIONS = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]


def main(words: Sequence[str]) -> int:
    """Exit 0 when every mutant is killed, 1 when one survives, 2 when the tests fail without any."""
    chosen = [one for one in MUTANTS if " ".join(words) in one.name]
    for name in _SLOW:
        importlib.import_module(name)
    with TemporaryDirectory() as folder:
        copy = _copied(Path(folder))
        tests = tuple(dict.fromkeys(test for one in chosen for test in one.tests))
        if not chosen or _outcome(copy, tests) != 0:
            print("các kiểm thử được nêu phải đạt khi chưa sửa gì")  # noqa: T201
            return 2
        begun = time.monotonic()
        survivors = [one for one in chosen if not _killed(copy, one)]
    print(f"{len(chosen) - len(survivors)}/{len(chosen)} bị phát hiện, {time.monotonic() - begun:.0f} giây")  # noqa: T201
    return 1 if survivors else 0


def _copied(folder: Path) -> Path:
    """The tree with its compiled files; the databases of its tests are those of this tree."""
    for name in COPIED:
        source = PROJECT_ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, folder / name)
    (folder / "var").symlink_to(PROJECT_ROOT / "var")
    return folder


def _killed(copy: Path, mutant: Mutant) -> bool:
    file = copy / mutant.file
    text = file.read_text(encoding="utf-8")
    if text.count(mutant.before) != 1:
        raise LookupError(f"{mutant.name}: {mutant.file} has the words {text.count(mutant.before)} times")
    file.write_text(text.replace(mutant.before, mutant.after), encoding="utf-8")
    try:
        outcome = _outcome(copy, mutant.tests)
    finally:
        file.write_text(text, encoding="utf-8")
    told = {0: "SỐNG SÓT", _FAILED: "bị phát hiện"}.get(outcome, f"KHÔNG CHẠY ({outcome})")
    print(f"{told:<14} {mutant.name}", flush=True)  # noqa: T201
    return outcome == _FAILED


def _outcome(copy: Path, tests: Sequence[str]) -> int | None:
    """How pytest ends in the tree: 0 passed, 1 failed."""
    run = get_context("fork").Process(target=_run, args=(copy, tests))
    run.start()
    run.join()
    return run.exitcode


def _run(copy: Path, tests: Sequence[str]) -> None:
    """In a process of its own, which knows no module of the product yet: those of the copy."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {"workflow", "forms", "tests"}]:
        del sys.modules[name]
    os.chdir(copy)
    sys.path.insert(0, str(copy))
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    sys.exit(int(pytest.main([*_OPTIONS, *tests])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
