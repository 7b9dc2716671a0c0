"""The room left on the disks is looked at where things will be kept, made or not."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from workflow.cli.daily import room_left
from workflow.domain.errors import SetupIncomplete
from workflow.settings import Settings
from workflow.storage.room import room_of, rooms_under


@pytest.mark.parametrize(("free", "is_short"), [(149, True), (150, False)])
def test_less_than_fifteen_of_a_hundred_is_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, is_short: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=free, total=1_000))
    settings = Settings(var=tmp_path, storage=str(tmp_path / "files"))
    assert room_of(tmp_path / "not" / "made").is_short == is_short
    if is_short:
        with pytest.raises(SetupIncomplete, match="còn 14%"):
            room_left(settings)
    else:
        assert "còn 15%" in room_left(settings)


def test_an_address_has_no_disk_here(tmp_path: Path) -> None:
    assert [one.place for one in rooms_under(tmp_path, "s3://bucket")] == [tmp_path]
