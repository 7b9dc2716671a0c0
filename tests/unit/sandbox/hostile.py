"""What a file that took over its parser might try. Each is called apart; `warm` runs in the zygote before any wall."""

import ctypes
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from workflow.domain.errors import RenderingFailed

Told = tuple[Any, bytes]


def echo(words: Any, data: bytes) -> Told:
    """Harmless."""
    return words, data


def sleep(seconds: float) -> Told:
    """Waits."""
    time.sleep(seconds)
    return None, b""


def spin() -> Told:
    """Uses the processor for ever."""
    while True:
        pass


def swallow(size: int) -> Told:
    """Takes memory."""
    return len(bytearray(size)), b""


def swallow_in_native_code(size: int) -> Told:
    """Takes memory where no MemoryError can be raised, and dies of not getting it."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    for _ in range(size // 2**20):
        block = libc.malloc(2**20)
        if not block:
            os.abort()
        ctypes.memset(block, 1, 2**20)
    return "swallowed", b""


def recurse(depth: int) -> Told:
    """Goes deeper than Python allows."""
    return recurse(depth + 1) if depth < 10**6 else (None, b"")


def fork() -> Told:
    """Multiplies."""
    return _attempts(os.fork, lambda: ctypes.CDLL(None).fork(), lambda: ctypes.CDLL(None).vfork())


def start_program() -> Told:
    """Starts something else."""
    return _attempts(
        lambda: subprocess.run(["/bin/true"], check=True),
        lambda: os.execv("/bin/true", ["true"]),
        lambda: ctypes.CDLL(None).execv(b"/bin/true", None),
    )


def connect(port: int) -> Told:
    """Reaches for a listener on this machine, by Python and by the C library."""
    return _attempts(
        lambda: socket.create_connection(("127.0.0.1", port), timeout=1),
        lambda: socket.getaddrinfo("localhost", 80),
        socket.socket,
        lambda: ctypes.CDLL(None).socket(socket.AF_INET, socket.SOCK_STREAM, 0),
    )


def listen() -> Told:
    """Waits for somebody to come in."""
    return _attempts(lambda: socket.create_server(("127.0.0.1", 0)))


def read(path: str) -> Told:
    """Reads a file it has no business with, by Python, by a detour, and by the C library."""
    detour = f"/proc/self/root{path}"
    return _attempts(
        lambda: Path(path).read_bytes(),
        lambda: Path(detour).read_bytes(),
        lambda: os.listdir(Path(path).parent),  # noqa: PTH208 - what is tried
        lambda: _native_open(path, os.O_RDONLY),
    )


def write(path: str) -> Told:
    """Leaves something behind."""
    return _attempts(
        lambda: Path(path).write_bytes(b"x"),
        lambda: Path("/tmp/trinhky-left-behind").write_bytes(b"x"),
        lambda: os.mkdir(path),  # noqa: PTH102 - what is tried
        lambda: _native_open(path, os.O_WRONLY | os.O_CREAT),
    )


def kill(pid: int) -> Told:
    """Ends somebody else."""
    return _attempts(lambda: os.kill(pid, 9), lambda: ctypes.CDLL(None).kill(pid, 9))


def chatter(size: int) -> Told:
    """Prints a lot, everywhere."""
    for stream in (sys.stdout, sys.stderr):
        for _ in range(size // 1000):
            print("x" * 1000, file=stream)
    return "said", b""


def answer_too_much(size: int) -> Told:
    """Answers more than anybody wants."""
    return None, bytes(size)


def lie() -> Told:
    """Answers in a form of its own, on every line it holds, and dies."""
    for line in range(3, 64):
        try:
            os.write(line, b"\x00\x00\x00\x05[1,2]")
        except OSError:
            continue
    os._exit(0)


def environment() -> Told:
    """What it was born with."""
    return dict(os.environ), b""


def crash() -> Told:
    """Breaks the interpreter."""
    ctypes.string_at(1)
    return None, b""


def fall_over() -> Told:
    """A plain fault."""
    return {}["nothing"], b""


def refuse() -> Told:
    """Says no, as our own code does."""
    raise RenderingFailed("Không dàn được.", permanent=True)


def refuse_as(kind: Any) -> Told:
    """Says no in a name that is none: it writes the answer itself, past the code that would."""
    reply = json.dumps({"refused": kind, "reason": "x", "fields": {}, "permanent": None}).encode()
    for line in range(3, 64):
        try:
            os.write(line, len(reply).to_bytes(4, "big") + reply)
        except OSError:
            continue
    os._exit(0)


def _native_open(path: str, flags: int) -> int:
    return ctypes.CDLL(None).open(path.encode(), flags, 0o600)


def _attempts(*ways: Any) -> Told:
    """The numbers of the ways that led anywhere; the C library says no by -1."""
    return [number for number, way in enumerate(ways) if _leads_anywhere(way)], b""


def _leads_anywhere(way: Any) -> bool:
    try:
        outcome = way()
    except OSError:
        return False
    if isinstance(outcome, socket.socket):
        outcome.close()
    if isinstance(outcome, int) and outcome == 0:  # a child that was not to be
        os._exit(0)
    return not isinstance(outcome, int) or outcome > 0
