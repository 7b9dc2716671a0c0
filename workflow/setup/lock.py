"""`make lock`: resolves pyproject.toml for every platform and writes requirements.lock, with hashes, without hosts."""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from workflow.setup import PROJECT_ROOT
from workflow.setup.python_environment import LOCK_NAME, TEST_HEADING, programs_folder

HEADING = "# Mọi thư viện, đúng phiên bản, kèm mã băm. Đừng sửa tay: tạo lại bằng `make lock`."
OPTIONS = "--universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet"
# pip's own settings carried over, so that the lock is resolved from where pip installs
CARRIED = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_EXTRA_INDEX_URL", "find-links": "UV_FIND_LINKS"}


def main() -> None:
    """Writes requirements.lock: first what the application runs on, then what only the tests need."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = programs_folder(Path(folder))
        _output([str(programs / "python"), "-m", "pip", "install", "--quiet", "uv"])
        uv = str(programs / "uv")
        environment = os.environ | {"UV_INDEX_STRATEGY": "unsafe-best-match"} | _carried_settings()
        run_part = _resolve(uv, [], environment)
        both_parts = _resolve(uv, ["--extra", "test"], environment)
    (PROJECT_ROOT / LOCK_NAME).write_text(compose(run_part, both_parts), encoding="utf-8")


def compose(run_part: str, both_parts: str) -> str:
    """The lock's text. Refuses (SystemExit) when the tests would need another version of a library in use."""
    in_use = entries(run_part)
    everything = entries(both_parts)
    moved = [name for name, entry in in_use.items() if everything.get(name) != entry]
    if moved:
        sys.exit(f"Phần kiểm thử đòi phiên bản khác của: {', '.join(moved)}.")
    extra = [entry for name, entry in everything.items() if name not in in_use]
    return "\n".join([HEADING, *in_use.values(), TEST_HEADING, *extra]) + "\n"


def entries(resolved: str) -> dict[str, str]:
    """Requirement line → the line with its hashes below it."""
    found: dict[str, str] = {}
    for line in resolved.splitlines():
        if line.startswith((" ", "\t")):
            name = next(reversed(found))
            found[name] += f"\n{line}"
        elif line and not line.startswith("#"):
            found[line] = line
    return found


def _resolve(uv: str, extras: list[str], environment: dict[str, str]) -> str:
    project = str(PROJECT_ROOT / "pyproject.toml")
    return _output([uv, "pip", "compile", project, *extras, *OPTIONS.split()], environment)


def _carried_settings() -> dict[str, str]:
    listing = _output([sys.executable, "-m", "pip", "config", "list"])
    pairs = (line.partition("=") for line in listing.splitlines())
    settings = {name.rpartition(".")[2]: value.strip("'\"") for name, _, value in pairs}
    return {CARRIED[name]: value for name, value in settings.items() if name in CARRIED}


def _output(command: list[str], environment: dict[str, str] | None = None) -> str:
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603


if __name__ == "__main__":
    main()
