"""What a benchmark could not measure is said in its table and in its exit code."""

import json
from pathlib import Path

import pytest

from tests.bench import peers
from tests.bench.figures import Figure, outcome, write

KEPT, BROKEN, UNKNOWN = Figure("a", 1.0, "<= 1.15"), Figure("b", 2.0, "<= 1.15"), Figure("c", None, ">= 3.0")


@pytest.mark.parametrize(
    ("figures", "code"), [([KEPT], 0), ([KEPT, BROKEN], 1), ([KEPT, UNKNOWN], 3), ([KEPT, BROKEN, UNKNOWN], 1)]
)
def test_the_exit_code_tells_kept_broken_and_not_measured_apart(figures: list[Figure], code: int) -> None:
    assert outcome(figures) == code


def test_what_was_not_measured_stands_in_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write([KEPT, UNKNOWN], tmp_path / "bench.json")
    kept, unknown = capsys.readouterr().out.splitlines()
    assert kept.startswith("đạt ")
    assert unknown.startswith("CHƯA ĐO")
    assert json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))["c"]["value"] is None


def test_a_peer_that_cannot_be_installed_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "python_with", lambda folder, libraries, module: None)
    assert [one.value for one in peers.figures()] == [None]
