"""The virtual environment `.venv`, built from the hash lock; rebuilt when the lock or the place changed or it broke."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from workflow.domain.errors import SetupIncomplete

LOCK_NAME = "requirements.lock"
TEST_HEADING = "# --- Chỉ để kiểm thử ---"
STAMP_NAME = "trinhky-setup.json"  # written last: an environment without it was never finished


def prepare_environment(root: Path, with_tests: bool) -> None:
    """Makes `root/.venv` hold exactly the locked libraries and the command `trinhky`.

    Refuses with SetupIncomplete when the module venv is missing or pip cannot install.
    """
    environment = root / ".venv"
    run_part, test_part = split_lock((root / LOCK_NAME).read_text(encoding="utf-8"))
    wanted = {"root": str(root), "run": _digest(run_part), "test": _digest(test_part)}
    found = _read_stamp(environment) if _works(environment) else {}
    if found == wanted or (not with_tests and found == wanted | {"test": None}):
        return
    if found | {"test": None} != wanted | {"test": None}:
        _create(environment)
    _install(environment, run_part + test_part if with_tests else run_part)
    _add_project(environment, root)
    stamp = wanted if with_tests else wanted | {"test": None}
    (environment / STAMP_NAME).write_text(json.dumps(stamp), encoding="utf-8")


def split_lock(text: str) -> tuple[str, str]:
    """The libraries the application runs on, and those only the tests need."""
    run_part, _, test_part = text.partition(TEST_HEADING)
    return run_part, test_part


def programs_folder(environment: Path) -> Path:
    """Where an environment keeps python, pip and the console scripts."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read_stamp(environment: Path) -> dict[str, str | None]:
    try:
        stamp: dict[str, str | None] = json.loads((environment / STAMP_NAME).read_text(encoding="utf-8"))
        return stamp
    except (OSError, ValueError):
        return {}


def _works(environment: Path) -> bool:
    """False for none, and for one whose Python was upgraded or removed: it no longer sees its libraries."""
    python = programs_folder(environment) / "python"
    try:
        return not subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode  # noqa: S603
    except OSError:
        return False


def _create(environment: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        raise SetupIncomplete(f"Thiếu mô-đun venv của Python. Debian/Ubuntu: sudo apt-get install -y {package}")
    print("Tạo môi trường Python trong .venv …", flush=True)
    if environment.exists():
        shutil.rmtree(environment)
    _run([sys.executable, "-m", "venv", str(environment)], "Không tạo được môi trường Python")


def _install(environment: Path, requirements: str) -> None:
    print("Cài các thư viện đã khoá phiên bản (lần đầu mất khoảng một phút) …", flush=True)
    (environment / STAMP_NAME).unlink(missing_ok=True)
    python = programs_folder(environment) / "python"
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / LOCK_NAME
        listing.write_text(requirements, encoding="utf-8")
        options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        command = [str(python), "-m", "pip", "install", *options, "-r", str(listing)]
        _run(command, "Không cài được thư viện: hãy kiểm tra đường mạng rồi chạy lại")


def _add_project(environment: Path, root: Path) -> None:
    """Puts the checkout on the path and makes the command `trinhky`; installing it as a package would need a build."""
    programs = programs_folder(environment)
    python = str(programs / "python")
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(_run([python, "-c", ask], "Môi trường Python trong .venv bị hỏng").strip())
    (packages / "trinhky.pth").write_text(f"{root}\n", encoding="utf-8")
    if os.name == "nt":
        (programs / "trinhky.cmd").write_text('@"%~dp0python.exe" -m workflow %*\r\n', encoding="utf-8")
        return
    script = programs / "trinhky"
    script.write_text('#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m workflow "$@"\n', encoding="utf-8")
    script.chmod(0o755)


def _run(command: list[str], failure: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own commands
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-12:])
        raise SetupIncomplete(f"{failure}.\n{said}")
    return done.stdout
