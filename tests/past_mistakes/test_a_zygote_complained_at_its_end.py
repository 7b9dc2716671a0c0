"""The parent of the children went with its alarm still set: the end of its last child rang at a closed line, and the
operator read a traceback in the log."""

import subprocess
import sys

import pytest

from workflow.settings import PROJECT_ROOT

SERVED = """
import signal, socket
from workflow.sandbox.zygote import Zygote
ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
ours.close()
Zygote(theirs).serve()
print(signal.set_wakeup_fd(-1))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a zygote")
def test_no_alarm_is_left_when_it_has_served() -> None:
    done = subprocess.run([sys.executable, "-c", SERVED], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("-1", "")
