"""The walls of a child that Python itself can raise: resource limits, and an audit hook over files, sockets and
programs. They hold on every system; where there is a Linux kernel, `kernel` raises its own behind them."""

import os
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from workflow.sandbox.wire import Limits

_OURS = Path(__file__).resolve().parents[2]
# fmt: off
_REFUSED = frozenset((
    "socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendto", "socket.sendmsg",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn",
    "os.startfile", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "os.kill", "os.killpg",
))
# fmt: on
_OF_A_PLACE = frozenset({"open", "os.listdir", "os.scandir"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def readable() -> tuple[Path, ...]:
    """What a child may read: Python and its packages, our code and templates, fonts and system libraries, and the
    passing folder of the process that forked it. Not `var`, not `.env`, nobody's home."""
    python = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()}
    ours = {str(_OURS / name) for name in ("workflow", "forms", "templates", "static")}
    system = {"/usr", "/lib", "/lib64", "/etc/fonts", "/var/cache/fontconfig", "/dev/null", "/dev/urandom"}
    fonts = {
        "~/.local/share/fonts",
        "~/.fonts",
        "~/.cache/fontconfig",
        "/Library/Fonts",
        "/System/Library",
        "C:/Windows",
    }
    places = {Path(place).expanduser() for place in python | ours | system | fonts | {tempfile.gettempdir()}}
    return tuple(sorted({place.resolve() for place in places if place.exists()} - {Path("/")}))


def limit(limits: Limits) -> None:
    """Bind this process to its limits: processor time, memory, open files, and no new bytes in any file."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    seconds = int(limits.seconds) + 1
    bounds = {
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_AS: (_address_space() + limits.memory,) * 2,
        resource.RLIMIT_NOFILE: (limits.files,) * 2,
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for name, bound in bounds.items():
        with suppress(ValueError, OSError):  # a system that does not know this limit, or already holds a lower one
            resource.setrlimit(name, bound)


def guard(places: tuple[Path, ...]) -> None:
    """From now on Python itself refuses what has no business here. An audit hook can never be taken off again."""
    sys.addaudithook(hook_over(tuple(str(place) for place in places)))


def hook_over(places: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    """The hook itself: refuses (PermissionError) what is on the list, and every place outside these."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _REFUSED:
            raise PermissionError(f"refused apart: {event}")
        if event in _OF_A_PLACE and not _is_allowed(event, arguments, places):
            raise PermissionError(f"refused apart: {event} {arguments[0]!r:.200}")

    return hook


def _is_allowed(event: str, arguments: tuple[Any, ...], places: tuple[str, ...]) -> bool:
    place = arguments[0]
    if isinstance(place, int):  # a file that is open already
        return True
    path = os.path.realpath(os.fsdecode(place or "."))
    if event == "open" and path != os.devnull and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        return False
    return any(path == one or path.startswith(one.rstrip(os.sep) + os.sep) for one in places)


def _address_space() -> int:
    """How much of it the loaded program already has, in bytes; far too much to guess where nobody tells."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 4 * 1024**3
