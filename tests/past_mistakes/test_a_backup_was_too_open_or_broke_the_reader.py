"""A backup that was harmed within its compressed rows ended in a traceback instead of a refusal; everybody on the
machine could read a fresh one; a passphrase file saved again by Notepad opened nothing; and the key of a sealed one
was cheaper to guess than OWASP asks."""

import sys
from hashlib import sha256
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask

from workflow.cli.safekeeping import sealing
from workflow.cli.safekeeping.archive import MANIFEST, TABLES, Archive, Manifest, TableKept, names_digest
from workflow.cli.safekeeping.backup import backup
from workflow.domain.errors import InvalidInput
from workflow.settings import Settings


def archive(path: Path) -> bytes:
    """One table of some rows."""
    rows = b"".join(b"%d\tabc %d\n" % (one, one * 7919 % 1000) for one in range(2_000))
    manifest = Manifest("2026", "r", {"t": TableKept(["a", "b"], 2_000, sha256(rows).hexdigest())})
    manifest.files_digest = names_digest([])
    with ZipFile(path, "w", ZIP_DEFLATED) as out:
        out.writestr(f"{TABLES}t", rows)
        out.writestr(MANIFEST, manifest.to_json())
    return path.read_bytes()


def is_whole(path: Path) -> bool:
    """Whether it proves whole; else it is refused, and nothing else is raised."""
    try:
        with Archive(path) as opened:
            return list(opened.check()) == ["t"]
    except InvalidInput:
        return False


def test_one_bit_that_turned_is_refused_in_words(tmp_path: Path) -> None:
    path, dice, refused = tmp_path / "a.zip", Random(1), 0
    good = archive(path)
    assert is_whole(path)
    for _ in range(300):
        harmed = bytearray(good)
        harmed[dice.randrange(len(good))] ^= 1 << dice.randrange(8)
        path.write_bytes(harmed)
        refused += not is_whole(path)
    assert refused > 250


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_a_fresh_backup_is_its_owners_alone(app: Flask, settings: Settings, tmp_path: Path) -> None:
    backup(settings, tmp_path / "a.zip", lambda words: None)
    assert (tmp_path / "a.zip").stat().st_mode & 0o077 == 0


def test_the_mark_of_notepad_is_no_letter_of_the_passphrase(tmp_path: Path) -> None:
    line = tmp_path / "line"
    line.write_text("một câu mật khẩu dài\n", encoding="utf-8-sig")
    assert sealing.read_passphrase(line) == "một câu mật khẩu dài"


def test_the_key_costs_what_owasp_asks() -> None:
    assert sealing.COST >= 2**17
