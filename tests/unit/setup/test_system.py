"""System libraries: found when there, named with the command that brings them when not."""

import os
from pathlib import Path

import pytest

from workflow.setup import system
from workflow.setup.system import Need, bring, explain, has_paper_font, library, missing_of, program

THERE = Need("thứ có sẵn", "goi-co-san", lambda: True)
GONE = Need("thứ còn thiếu", "goi-con-thieu", lambda: False)


def test_only_what_is_missing_is_reported() -> None:
    assert missing_of([THERE, GONE]) == [GONE]


def test_a_library_is_looked_for_by_loading_it() -> None:
    assert library("libpango-1.0", "libpango-1.0-0").is_there()
    assert not library("libkhong-co-that", "libkhong-co-that").is_there()


def test_a_program_may_go_by_any_of_its_names() -> None:
    assert program(("không-có-thật", "sh"), "dash").is_there()
    assert not program(("không-có-thật",), "gói").is_there()


def test_the_font_is_found_in_folders_within_folders_whatever_its_case(tmp_path: Path) -> None:
    deep = tmp_path / "truetype" / "croscore"
    deep.mkdir(parents=True)
    assert not has_paper_font([str(tmp_path), "/không/có"])
    (deep / "TINOS-Regular.TTF").touch()
    assert has_paper_font([str(tmp_path)])


def test_without_pdf_libraries_the_run_goes_on_and_says_what_to_install() -> None:
    sentence = explain([GONE], with_tests=False)
    assert "sudo apt-get install -y --no-install-recommends goi-con-thieu" in sentence
    assert "Ứng dụng vẫn chạy" in sentence


def test_without_its_programs_the_tests_do_not_run() -> None:
    assert "Chưa chạy kiểm thử được" in explain([GONE], with_tests=True)


class Machine:
    """A machine whose `apt-get` and `sudo` write down what they are asked, and bring what they are told to bring."""

    def __init__(self, place: Path) -> None:
        self.programs = place / "programs"
        self.brought = place / "brought"
        self.asked = place / "asked"
        self.lists = place / "lists"
        for folder in (self.programs, self.lists):
            folder.mkdir()
        self.need = Need("Pango", "libpango-1.0-0", self.brought.exists)

    def has(self, program: str, script: str) -> None:
        """Puts a program on the machine."""
        path = self.programs / program
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def has_apt(self, ending: str) -> None:
        """Puts an `apt-get` there that installs by `ending`."""
        self.has("apt-get", f'echo "$*" >> {self.asked}; case "$1" in install) {ending};; esac')

    def was_asked(self) -> list[str]:
        """Every call of `apt-get`."""
        return self.asked.read_text().splitlines() if self.asked.exists() else []


INSTALL = "install -y -qq --no-install-recommends libpango-1.0-0"
UPDATE = "update -qq"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Debian with lists of packages, used by root."""
    machine = Machine(tmp_path)
    (machine.lists / "debian_Packages").touch()
    monkeypatch.setenv("PATH", f"{machine.programs}:/usr/bin:/bin")
    monkeypatch.setattr(system, "PACKAGE_LISTS", machine.lists)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return machine


def test_root_brings_what_is_missing_and_says_so(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.has_apt(f"touch {machine.brought}")
    assert bring([machine.need], allowed=True) == []
    assert machine.was_asked() == [INSTALL]
    assert "libpango-1.0-0" in capsys.readouterr().out


def test_nothing_is_asked_or_said_when_nothing_is_missing(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.has_apt(f"touch {machine.brought}")
    machine.brought.touch()
    assert bring([machine.need], allowed=True) == []
    assert machine.was_asked() == []
    assert capsys.readouterr() == ("", "")


def test_nothing_is_installed_when_the_administrator_forbids_it(machine: Machine) -> None:
    machine.has_apt(f"touch {machine.brought}")
    assert bring([machine.need], allowed=False) == [machine.need]
    assert machine.was_asked() == []


def test_empty_lists_of_packages_are_fetched_first(machine: Machine) -> None:
    machine.has_apt(f"touch {machine.brought}")
    (machine.lists / "debian_Packages").unlink()
    assert bring([machine.need], allowed=True) == []
    assert machine.was_asked() == [UPDATE, INSTALL]


def test_old_lists_are_fetched_again_once(machine: Machine) -> None:
    machine.has_apt(
        f"test -e {machine.asked}.old && touch {machine.brought} || {{ touch {machine.asked}.old; exit 100; }}"
    )
    assert bring([machine.need], allowed=True) == []
    assert machine.was_asked() == [INSTALL, UPDATE, INSTALL]


def test_what_cannot_be_had_stays_missing(machine: Machine) -> None:
    machine.has_apt("exit 100")
    assert bring([machine.need], allowed=True) == [machine.need]


def test_an_ordinary_user_installs_through_sudo_if_it_asks_no_password(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    machine.has_apt(f"touch {machine.brought}")
    machine.has("sudo", "exit 1")
    assert bring([machine.need], allowed=True) == [machine.need]
    assert machine.was_asked() == []
    machine.has("sudo", 'shift; exec "$@"')
    assert bring([machine.need], allowed=True) == []
