"""The asking side: it keeps the zygote, hands over a call, waits, and gives back the answer or raises the refusal.

Any thread may ask; a process forked from one that has a zygote makes its own."""

import atexit
import json
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from workflow.sandbox.child import LATE_STATUS
from workflow.sandbox.kernel import is_linux
from workflow.sandbox.wire import (
    BROKEN,
    LARGE,
    LATE,
    Answer,
    Limits,
    TookTooLong,
    TooLarge,
    Unreadable,
    is_whole,
    unpack,
)

log = logging.getLogger(__name__)

_GRACE = 30.0  # seconds above the limit in which a zygote that starts or loads something must have answered
_CHUNK = 1 << 18
_NEARLY_ALL = 0.6  # of its memory, in use when a child broke off: then that is why
# a child's environment: what Python, the fonts and the system libraries look for, and no secret
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class _Ending:
    """How a child ended: by our hand at its limit, its wait status, the most memory it held in bytes."""

    late: bool = False
    status: int = 0
    peak: int = 0


class _Lost(Exception):
    """The zygote is gone."""


def run(task: str, *arguments: Any, limits: Limits = Limits()) -> Answer:  # noqa: B008 - frozen
    """Call a module-level function of ours, `package.module.name`, apart; its arguments are plain data. It returns
    (words, data). Refuses with TookTooLong, TooLarge, Unreadable, and with whatever WorkflowError it refuses itself."""
    request = pickle.dumps(arguments)
    if not is_linux():
        return _in_a_new_python(task, request, limits)
    try:
        return _ask(zygote(), task, request, limits)
    except _Lost:
        return _ask(zygote(), task, request, limits, last=True)


class Zygote:
    """One zygote of this process and the control line to it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own Python and module
                [sys.executable, "-m", "workflow.sandbox.zygote", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        self.owner, self._control = os.getpid(), ours

    def order(self, words: dict[str, Any], *lines: socket.socket) -> None:
        """Hand over an order with the ends it is answered on."""
        try:
            socket.send_fds(self._control, [json.dumps(words).encode()], [line.fileno() for line in lines])
        except OSError as gone:
            raise _Lost from gone

    def close(self) -> None:
        """Let it go; its children end with it."""
        self._control.close()
        if self.owner == os.getpid():
            self.process.wait(_GRACE)
        else:
            self.process.returncode = 0  # another process's child: not ours to wait for


_kept: list[Zygote] = []
_keeping = Lock()
os.register_at_fork(after_in_child=lambda: _keeping.release() if _keeping.locked() else None)


def zygote() -> Zygote:
    """This process's zygote, begun when there is none."""
    with _keeping:
        if _kept and (_kept[0].owner != os.getpid() or _kept[0].process.poll() is not None):
            _kept.pop().close()
        if not _kept:
            _kept.append(Zygote())
        return _kept[0]


@atexit.register
def forget() -> None:
    """Let the zygote go; the next call begins another."""
    while _kept:
        _kept.pop().close()


def _ask(one: Zygote, task: str, request: bytes, limits: Limits, *, last: bool = False) -> Answer:
    line, theirs = socket.socketpair()
    verdict, judge = socket.socketpair()
    with line, theirs, verdict, judge:
        one.order({"task": task, "limits": asdict(limits)}, theirs, judge)
        theirs.close()
        judge.close()
        line.settimeout(limits.seconds + _GRACE)
        verdict.settimeout(limits.seconds + _GRACE)
        try:
            reply = _exchange(line, request, limits.answer)
            if reply and is_whole(reply):  # to see the child's memory given back takes a fiftieth of a printing
                return _unpacked(reply, task)
            line.close()  # whoever still writes on it is told that nobody listens
            ending = _ending(verdict)
        except TimeoutError as late:
            raise TookTooLong(LATE.format(limits.seconds)) from late
    if ending is None and not reply and not last:
        raise _Lost
    return _judged(reply, ending or _Ending(), task, limits)


def _exchange(line: socket.socket, request: bytes, most: int) -> bytes | None:
    """The whole reply, None for one that is longer than anybody wants."""
    with suppress(BrokenPipeError, ConnectionResetError):  # it ended without listening; the verdict says why
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
    reply = bytearray()
    with suppress(ConnectionResetError):
        while part := line.recv(_CHUNK):
            reply += part
            if len(reply) > most:
                return None
    return bytes(reply)


def _ending(verdict: socket.socket) -> _Ending | None:
    message = verdict.recv(_CHUNK)
    return _Ending(**json.loads(message)) if message else None


def _judged(reply: bytes | None, ending: _Ending, task: str, limits: Limits) -> Answer:
    if reply is None:
        raise TooLarge(LARGE)
    by = os.WTERMSIG(ending.status) if ending.status and os.WIFSIGNALED(ending.status) else None
    if ending.late or by == signal.SIGXCPU:
        raise TookTooLong(LATE.format(limits.seconds))
    if by is not None and ending.peak > limits.memory * _NEARLY_ALL:
        raise TooLarge(LARGE)
    return _unpacked(b"" if by is not None else reply, task, f"ended with status {ending.status}")


def _unpacked(reply: bytes, task: str, ending: str = "") -> Answer:
    try:
        if not reply:
            raise Unreadable(BROKEN, cause=ending)
        return unpack(reply)
    except Unreadable as broken:
        log.warning("%s fell over its input: %s", task, broken.cause)
        raise


def _in_a_new_python(task: str, request: bytes, limits: Limits) -> Answer:
    """The way of systems without a zygote."""
    words = [task, str(limits.seconds), str(limits.memory), str(limits.files)]
    command = [sys.executable, "-m", "workflow.sandbox.child", *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own Python and module
            command,
            input=request,
            capture_output=True,
            timeout=limits.seconds + _GRACE,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise TookTooLong(LATE.format(limits.seconds)) from late
    reply = None if len(done.stdout) > limits.answer else done.stdout
    return _judged(reply, _Ending(late=done.returncode == LATE_STATUS), task, limits)


def _environment() -> dict[str, str]:
    here = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
        "PYTHONPATH": here,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }
