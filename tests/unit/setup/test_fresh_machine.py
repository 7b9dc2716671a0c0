"""Before anything is installed: the set-up and the refusals need nothing but the standard library."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workflow.setup import PROJECT_ROOT


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A copy of the code, away from any installed library."""
    shutil.copytree(PROJECT_ROOT / "workflow", tmp_path / "workflow", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run_bare(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs Python with its standard library alone (-S keeps site-packages away, -E the environment)."""
    command = [sys.executable, "-E", "-S", *arguments]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)


def test_the_set_up_starts_with_the_standard_library_alone(bare: Path) -> None:
    done = run_bare(bare, "-m", "workflow", "setup", "--help")
    assert done.returncode == 0, done.stderr
    assert "Chuẩn bị máy" in done.stdout


def test_every_module_of_the_set_up_imports_the_standard_library_alone(bare: Path) -> None:
    modules = [f"workflow.setup.{file.stem}" for file in (bare / "workflow" / "setup").glob("[a-z]*.py")]
    done = run_bare(bare, "-c", "import " + ", ".join(modules))
    assert done.returncode == 0, done.stderr


def test_another_command_says_that_the_set_up_comes_first(bare: Path) -> None:
    done = run_bare(bare, "-m", "workflow", "serve")
    assert done.returncode == 2
    assert "hãy chạy `python3 -m workflow setup`" in done.stderr


def test_an_older_python_is_refused_in_one_sentence(bare: Path) -> None:
    pretend = "import sys; sys.version_info = (3, 9, 2); sys.argv = ['workflow', 'setup']; "
    done = run_bare(bare, "-c", pretend + "from workflow.__main__ import main; sys.exit(main())")
    assert done.returncode == 2
    assert "Cần Python 3.11 trở lên" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_python_without_venv_is_told_the_package(bare: Path) -> None:
    (bare / "requirements.lock").touch()
    pretend = (
        "import sys, importlib.util as u; find = u.find_spec; "
        "u.find_spec = lambda name, *rest: None if name == 'ensurepip' else find(name, *rest); "
        "from workflow.setup import main; sys.exit(main([]))"
    )
    done = run_bare(bare, "-c", pretend)
    assert done.returncode == 2
    assert f"python3.{sys.version_info.minor}-venv" in done.stderr
