"""The kept parent of the children: one thread, everything slow loaded, no secrets, no network. It forks a child for
each call, ends it at its limit, and says how it ended."""

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.sandbox import child, kernel, walls
from workflow.sandbox.wire import Limits

LONGEST_ORDER = 4_096
QUIET_SECONDS = 0.02
"""How long nobody must have asked for anything before a child is laid up for the next call."""


@dataclass(frozen=True, slots=True)
class _Running:
    """A child at work: when it must have ended (monotonic seconds), and where its end is told."""

    deadline: float
    verdict: socket.socket


@dataclass(frozen=True, slots=True)
class _Spare:
    """A child forked ahead of its call, which comes over this line: one of the module that it rehearsed."""

    pid: int
    line: socket.socket
    module: str


class Zygote:
    """Takes orders from one control line until nobody holds its other end."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._running: dict[int, _Running] = {}
        self._ready: set[str] = set()
        self._places: tuple[Path, ...] = ()
        self._spare: _Spare | None = None
        self._wanted: str | None = None  # the module for whose next call a spare is to be laid up
        self._ends, wake = socket.socketpair()
        for end in (self._ends, wake):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        self._wake = wake

    def serve(self) -> None:
        """Work until the control line is closed; whoever still runs then is ended."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._ends, selectors.EVENT_READ)
            while True:
                events = {key.fileobj for key, _ in selector.select(self._patience())}
                self._look_after_children()
                if self._control in events and not self._take_order():
                    break
                if not events and not self._running and self._wanted:
                    self._lay_up(self._wanted)
        self._discard_spare()
        for pid in self._running:
            _end(pid)
        signal.set_wakeup_fd(-1)  # their ends come when nobody listens any more

    def _patience(self) -> float | None:
        if not self._running:
            return QUIET_SECONDS if self._wanted else None
        return max(0.0, min(one.deadline for one in self._running.values()) - time.monotonic())

    def _take_order(self) -> bool:
        message, lines, _, _ = socket.recv_fds(self._control, LONGEST_ORDER, 2)
        if not message:
            return False
        order, sockets = json.loads(message), [socket.socket(fileno=line) for line in lines]
        line, verdict = sockets
        module = order["task"].rpartition(".")[0]
        self._make_ready(module)
        pid = self._handed_to_spare(module, message, line) or self._forked(order, line, verdict)
        self._running[pid] = _Running(time.monotonic() + order["limits"]["seconds"], verdict)
        line.close()
        return True

    def _make_ready(self, module: str) -> None:
        if module not in self._ready:
            self._discard_spare()  # it has not loaded this one
            if child.make_ready(module):  # else again next time: what the machine lacks may be there then
                self._ready.add(module)
            self._places = walls.readable()
            gc.collect()
            gc.freeze()  # what is loaded is shared by all children; their collector need not touch it
        if child.can_rehearse(module):
            self._wanted = module

    def _forked(self, order: dict[str, Any], line: socket.socket, verdict: socket.socket) -> int:
        """A child at work on the order."""

        def work() -> None:
            verdict.close()
            self._answer(order, line)

        return self._child(work)

    def _lay_up(self, module: str) -> None:
        """Fork a child while nobody waits and let it rehearse: the pages of memory that a call touches are its own by
        the time the call comes, and making them so is a tenth of a printing."""
        ours, theirs = socket.socketpair()

        def wait() -> None:
            ours.close()
            child.rehearse(module)
            message, lines, _, _ = socket.recv_fds(theirs, LONGEST_ORDER, 1)
            if message:
                theirs.close()
                self._answer(json.loads(message), socket.socket(fileno=lines[0]))

        self._discard_spare()
        self._spare, self._wanted = _Spare(self._child(wait), ours, module), None
        theirs.close()

    def _handed_to_spare(self, module: str, message: bytes, line: socket.socket) -> int | None:
        """The number of the spare child, once the order is its own; None when none is alive for this module."""
        spare = self._spare
        if spare is None or spare.module != module:
            return None
        self._spare = None
        with spare.line:
            try:
                socket.send_fds(spare.line, [message], [line.fileno()])
            except OSError:  # it came to an end by itself
                _end(spare.pid)
                os.waitpid(spare.pid, 0)
                return None
        return spare.pid

    def _discard_spare(self) -> None:
        """End the spare child; another is wanted in its place."""
        spare, self._spare = self._spare, None
        if spare is not None:
            self._wanted = spare.module
            spare.line.close()
            _end(spare.pid)
            os.waitpid(spare.pid, 0)

    def _child(self, work: Callable[[], None]) -> int:
        """Fork a child that does this and ends, whatever comes of it."""
        ours = os.getpid()
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            os.setsid()
            kernel.die_with_parent(ours)
            child.silence()
            others = (one.verdict for one in self._running.values())
            for one in (self._control, self._ends, self._wake, *others):
                one.close()
            work()
            status = 0
        finally:
            os._exit(status)

    def _answer(self, order: dict[str, Any], line: socket.socket) -> None:
        with line.makefile("rb") as source:
            request = source.read()
        reply = child.answer(order["task"], request, Limits(**order["limits"]), self._places)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has had enough
            _write(line.fileno(), reply)
        line.close()  # whoever asked need not wait for the end of this process

    def _look_after_children(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._ends.recv(LONGEST_ORDER)
        for pid, one in list(self._running.items()):
            late = one.deadline <= time.monotonic()
            ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
            if late or ended:
                _end(pid)  # before it is reaped, for until then its number is nobody else's; its session ends with it
                _, status, used = os.wait4(pid, 0)
                with self._running.pop(pid).verdict as verdict:
                    _tell(verdict, {"late": late and not ended, "status": status, "peak": used.ru_maxrss * 1024})


def _write(line: int, reply: bytes) -> None:
    """By plain writes: a child may not call what belongs to the network."""
    rest = memoryview(reply)
    while rest:
        rest = rest[os.write(line, rest) :]


def _end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _tell(verdict: socket.socket, words: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):  # whoever asked is gone
        verdict.send(json.dumps(words).encode())


def main() -> None:
    """Serve the control line whose number is the only argument."""
    control = socket.socket(fileno=int(sys.argv[1]))
    os.set_inheritable(control.fileno(), False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = tempfile.mkdtemp(prefix="trinhky-")
    kernel.leave_the_network()
    try:
        Zygote(control).serve()
    finally:
        child.forget_the_passing_folder()


if __name__ == "__main__":
    main()
