"""A child of the sandbox whose parent ended before the child had asked the kernel to end with it lived on: the kernel
tells only of ends that come after the asking."""

import os
import sys
import time

import pytest

from workflow.sandbox import kernel


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this call")
def test_a_child_that_asks_too_late_ends_at_once() -> None:
    reading, writing = os.pipe()
    if (parent := os.fork()) == 0:
        ours = os.getpid()
        if os.fork() == 0:
            while os.getppid() == ours:
                time.sleep(0.001)
            os.write(writing, b"orphaned, ")
            kernel.die_with_parent(ours)
            os.write(writing, b"alive")
        os._exit(0)
    os.waitpid(parent, 0)
    os.close(writing)
    with os.fdopen(reading, "rb") as heard:
        assert heard.read() == b"orphaned, "
