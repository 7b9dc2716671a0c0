"""Child processes: started again after a death, with a pause that grows, and all gone when we are told to stop."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from workflow.cli.supervise import LONG_LIFE, Child, supervise

NOTE = "import os, sys; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n')"


def child(place: Path, ending: str) -> Child:
    """A process that writes its pid down, then does what `ending` says."""
    return Child("Trang web", [sys.executable, "-c", f"{NOTE}\n{ending}", str(place)], os.environ)


def pids(place: Path) -> list[int]:
    """Every process that has started so far."""
    return [int(line) for line in place.read_text().splitlines()] if place.exists() else []


def wait_for(place: Path, count: int) -> None:
    """Waits until so many have started."""
    deadline = time.monotonic() + 30
    while len(pids(place)) < count and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(pids(place)) == count


def look_until_noticed(one: Child, now: float, capsys: pytest.CaptureFixture[str]) -> str:
    """Looks at the child until its death is noticed; what people are told."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        one.keep_alive(now)
        if said := capsys.readouterr().err:
            return said
        time.sleep(0.02)
    return ""


def test_a_dead_child_comes_back_after_a_pause_that_doubles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = child(tmp_path / "pids", "")
    one.keep_alive(100.0)
    assert "sau 1 giây" in look_until_noticed(one, 100.0, capsys)
    one.keep_alive(100.9)
    assert len(pids(tmp_path / "pids")) == 1
    assert "sau 2 giây" in look_until_noticed(one, 101.0, capsys)
    assert "sau 4 giây" in look_until_noticed(one, 103.0, capsys)
    assert len(pids(tmp_path / "pids")) == 3


def test_the_pauses_begin_anew_after_a_long_life(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = child(tmp_path / "pids", "")
    one.keep_alive(0.0)
    look_until_noticed(one, 0.0, capsys)
    one.keep_alive(1.0)
    wait_for(tmp_path / "pids", 2)
    assert "sau 1 giây" in look_until_noticed(one, 1.0 + LONG_LIFE + 1, capsys)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_no_child_is_left(tmp_path: Path, end: signal.Signals) -> None:
    children = [child(tmp_path / name, "import time; time.sleep(60)") for name in ("web", "worker")]
    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}

    def tell() -> None:
        wait_for(tmp_path / "web", 1)
        wait_for(tmp_path / "worker", 1)
        os.kill(os.getpid(), end)

    teller = threading.Thread(target=tell)
    teller.start()
    try:
        supervise(children, lambda: True)
    finally:
        teller.join()
        for name, handler in before.items():
            signal.signal(name, handler)
    assert not any(psutil.pid_exists(pid) for name in ("web", "worker") for pid in pids(tmp_path / name))


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nopen(sys.argv[1] + '-deaf', 'w')"
    one = child(tmp_path / "pids", f"{deaf}\ntime.sleep(60)")
    one.keep_alive(0.0)
    wait_for(tmp_path / "pids", 1)
    while not (tmp_path / "pids-deaf").exists():
        time.sleep(0.02)
    one.stop()
    one.wait(0.1)
    assert not psutil.pid_exists(pids(tmp_path / "pids")[0])
