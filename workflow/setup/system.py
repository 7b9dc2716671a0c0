"""System libraries, fonts and programs: what is needed, whether it is there, and how Debian and Ubuntu bring it."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

PACKAGE_LISTS = Path("/var/lib/apt/lists")
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
FONT_FILES = ("Tinos-Regular.ttf", "Times New Roman.ttf", "Times_New_Roman.ttf", "times.ttf")


@dataclass(frozen=True)
class Need:
    """One thing the machine must have: what people call it, the Debian package, and how to see that it is there."""

    name: str
    package: str
    is_there: Callable[[], bool]


def library(stem: str, package: str) -> Need:
    """A shared library, under the names it has on Linux, macOS and Windows (ecosystem: WeasyPrint's loader)."""
    names = (f"{stem}.so.0", f"{stem}.dylib", f"{stem}.0.dylib", f"{stem}-0.dll")
    return Need(package, package, lambda: any(_loads(name) for name in names))


def program(names: tuple[str, ...], package: str) -> Need:
    """A program on the path, under any of its names."""
    return Need(names[0], package, lambda: any(shutil.which(name) for name in names))


PDF_LIBRARIES = (
    library("libpango-1.0", "libpango-1.0-0"),
    library("libpangoft2-1.0", "libpangoft2-1.0-0"),
    library("libharfbuzz-subset", "libharfbuzz-subset0"),
)
PDF_NEEDS = (
    *PDF_LIBRARIES,
    Need("phông chữ Tinos", "fonts-croscore", lambda: has_paper_font(FONT_FOLDERS)),
)
TEST_NEEDS = (
    program(("chromium", "chromium-browser", "google-chrome"), "chromium"),
    program(("pdftotext",), "poppler-utils"),
    program(("qpdf",), "qpdf"),
    program(("softhsm2-util",), "softhsm2"),
)


def needs(with_tests: bool) -> tuple[Need, ...]:
    """What PDF files need, and what the tests need on top."""
    return PDF_NEEDS + TEST_NEEDS if with_tests else PDF_NEEDS


def bring(wanted: Iterable[Need], *, allowed: bool) -> list[Need]:
    """Installs what is missing where that is allowed and possible; returns what is missing still."""
    missing = missing_of(wanted)
    if not missing or not allowed or not shutil.which("apt-get"):
        return missing
    privilege = _privilege()
    if privilege is None:
        return missing
    _install([need.package for need in missing], privilege)
    return missing_of(missing)


def missing_of(needs: Iterable[Need]) -> list[Need]:
    """The needs this machine does not meet."""
    return [need for need in needs if not need.is_there()]


def explain(missing: list[Need], with_tests: bool) -> str:
    """What is missing, how to bring it, and what works meanwhile."""
    packages = " ".join(need.package for need in missing)
    ending = (
        "Chưa chạy kiểm thử được: hãy cài các gói trên rồi chạy lại."
        if with_tests
        else "Ứng dụng vẫn chạy; riêng việc xuất PDF bị tắt cho đến khi cài xong."
    )
    return (
        f"THIẾU THÀNH PHẦN HỆ THỐNG: {', '.join(need.name for need in missing)}\n"
        f"Debian/Ubuntu:  sudo apt-get install -y --no-install-recommends {packages}\n"
        f"Windows/macOS:  xem README, mục “Thư viện cho PDF”\n"
        f"{ending}"
    )


def has_paper_font(folders: Iterable[str]) -> bool:
    """True when a font with the measures of Times New Roman and all Vietnamese letters lies in one of the folders."""
    wanted = {name.lower() for name in FONT_FILES}
    return any(
        not wanted.isdisjoint(name.lower() for name in names)
        for folder in folders
        for _, _, names in os.walk(Path(folder).expanduser())
    )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _privilege() -> list[str] | None:
    """What to put before a command to run it as root; None when that cannot be done without asking a password."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    return [sudo, "-n"] if sudo and _succeeds([sudo, "-n", "true"]) else None


def _install(packages: list[str], privilege: list[str]) -> None:
    print(f"Cài thành phần hệ thống: {', '.join(packages)} …", flush=True)
    environment = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive"]
    refresh = [*environment, "apt-get", "update", "-qq"]
    install = [*environment, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if not any(PACKAGE_LISTS.glob("*_Packages*")):
        _succeeds(refresh)
    # Lists may be there but old, naming files that are gone: refresh once and try again.
    if not _succeeds(install) and not (_succeeds(refresh) and _succeeds(install)):
        print("Không cài được bằng apt-get.", file=sys.stderr)


def _succeeds(command: list[str]) -> bool:
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 -- our own commands, no shell
    return done.returncode == 0
