"""Python environments beside the project's own, for what is measured or asked of other libraries: they never come into
the product's."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from workflow.setup.python_environment import programs_folder


def python_with(folder: Path, libraries: Sequence[str], module: str) -> Path | None:
    """The Python of the environment in the folder, made once, that can import the module; None where the libraries
    cannot be had."""
    python = programs_folder(folder) / "python"
    if python.exists() and _succeeds([str(python), "-c", f"import {module}"]):
        return python
    made = _succeeds([sys.executable, "-m", "venv", str(folder)])
    return python if made and _succeeds([str(python), "-m", "pip", "install", "--quiet", *libraries]) else None


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
