"""A child laid up for the next call while nobody waits takes that call, and whatever becomes of it no call is lost."""

import sys
import time

import psutil
import pytest

from tests.unit.sandbox import hostile, rehearsing
from workflow.sandbox import client, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks children ahead")


def spare() -> psutil.Process:
    """The child that waits, once there is one: alone, and still there a while later, unlike one that has answered."""
    zygote = psutil.Process(client.zygote().process.pid)
    while True:
        before = zygote.children()
        time.sleep(0.1)
        if len(before) == 1 and before == zygote.children() and before[0].status() != psutil.STATUS_ZOMBIE:
            return before[0]


def who() -> list[int]:
    """The child that answers, and how often it rehearsed."""
    words = run(f"{rehearsing.__name__}.who").words
    assert isinstance(words, list)
    return words


@pytest.fixture(autouse=True)
def new_zygote() -> None:
    client.forget()
    assert who()[1] == 0


def test_the_next_call_is_answered_by_the_child_that_rehearsed() -> None:
    waiting = spare().pid
    assert who() == [waiting, 1]
    assert who() != [waiting, 1]


def test_a_spare_that_died_loses_no_call() -> None:
    waiting = spare()
    waiting.kill()
    while waiting.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.005)
    assert who()[1] == 0
    assert spare().pid != waiting.pid


def test_another_modules_call_leaves_the_spare_alone() -> None:
    run(f"{hostile.__name__}.echo", 1, b"")
    waiting = spare().pid
    assert run(f"{hostile.__name__}.echo", 2, b"").words == 2
    assert who() == [waiting, 1]


def test_the_spare_ends_with_its_zygote() -> None:
    waiting = spare()
    client.forget()
    assert not psutil.wait_procs([waiting], timeout=3)[1]
