"""The virtual environment: built from the lock once, left alone after, rebuilt when unfinished or changed.

The locks here are empty, so that no library is fetched; everything else is real.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from workflow.domain.errors import SetupIncomplete
from workflow.setup import PROJECT_ROOT
from workflow.setup.python_environment import (
    STAMP_NAME,
    TEST_HEADING,
    prepare_environment,
    programs_folder,
    split_lock,
)

LOCK = f"# để chạy\n{TEST_HEADING}\n# để kiểm thử\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the project to the set-up, with its environment built once for all these tests."""
    root = tmp_path_factory.mktemp("checkout")
    (root / "requirements.lock").write_text(LOCK, encoding="utf-8")
    package = root / "workflow"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text("import sys\nprint('đã gọi', sys.argv[1:])\n", encoding="utf-8")
    prepare_environment(root, with_tests=False)
    return root


@pytest.fixture
def checkout(built: Path) -> Iterator[Path]:
    """The same, given back after each test as it was: built for a run, not for the tests."""
    finished = (built / ".venv" / STAMP_NAME).read_text(encoding="utf-8")
    yield built
    (built / "requirements.lock").write_text(LOCK, encoding="utf-8")
    (built / ".venv" / STAMP_NAME).write_text(finished, encoding="utf-8")
    (built / ".venv" / "witness").unlink(missing_ok=True)


def stamp(checkout: Path) -> dict[str, str | None]:
    """What the finished environment says of itself."""
    found: dict[str, str | None] = json.loads((checkout / ".venv" / STAMP_NAME).read_text(encoding="utf-8"))
    return found


def leave_a_witness(checkout: Path) -> Path:
    """A file that a rebuilt environment no longer has."""
    witness = checkout / ".venv" / "witness"
    witness.touch()
    return witness


def test_the_command_works_from_anywhere_and_by_a_link(checkout: Path, tmp_path: Path) -> None:
    link = tmp_path / "trinhky"
    link.symlink_to(programs_folder(checkout / ".venv") / "trinhky")
    said = subprocess.run([link, "a b"], cwd="/", capture_output=True, text=True, check=True)
    assert said.stdout == "đã gọi ['a b']\n"


def test_the_test_part_is_added_to_what_is_there_and_serves_a_run_too(checkout: Path) -> None:
    assert stamp(checkout)["test"] is None
    witness = leave_a_witness(checkout)
    prepare_environment(checkout, with_tests=True)
    prepare_environment(checkout, with_tests=False)
    assert witness.exists()
    assert stamp(checkout)["test"] is not None


def test_a_finished_environment_is_left_alone_until_the_lock_changes(checkout: Path) -> None:
    witness = leave_a_witness(checkout)
    prepare_environment(checkout, with_tests=False)
    assert witness.exists()
    (checkout / "requirements.lock").write_text("# khác\n", encoding="utf-8")
    prepare_environment(checkout, with_tests=False)
    assert not witness.exists()


def test_an_unfinished_environment_is_built_anew(checkout: Path) -> None:
    witness = leave_a_witness(checkout)
    (checkout / ".venv" / STAMP_NAME).unlink()
    prepare_environment(checkout, with_tests=False)
    assert not witness.exists()
    assert (programs_folder(checkout / ".venv") / "trinhky").exists()


def test_an_environment_whose_python_is_gone_is_built_anew(checkout: Path) -> None:
    python = programs_folder(checkout / ".venv") / "python"
    python.unlink()
    python.symlink_to("/không/còn/python")
    prepare_environment(checkout, with_tests=False)
    subprocess.run([python, "-c", "import pip"], check=True)


@pytest.mark.parametrize("requirement", ["click==8.2.0", "./không-có-ở-đây.whl --hash=sha256:" + "0" * 64])
def test_refuses_a_library_without_hash_or_file_and_is_not_finished(checkout: Path, requirement: str) -> None:
    (checkout / "requirements.lock").write_text(f"{LOCK}{requirement}\n", encoding="utf-8")
    with pytest.raises(SetupIncomplete, match="Không cài được thư viện"):
        prepare_environment(checkout, with_tests=True)
    assert not (checkout / ".venv" / STAMP_NAME).exists()


def test_the_lock_of_the_project_is_whole_and_names_no_host() -> None:
    lock = (PROJECT_ROOT / "requirements.lock").read_text(encoding="utf-8")
    run_part, test_part = split_lock(lock)
    assert "\nflask==" in run_part
    assert "\npytest==" in test_part
    assert "\npytest==" not in run_part
    assert not any(trace in lock for trace in ("://", "--index", "--find-links", "file:", os.sep))
