"""What the Linux kernel refuses for us, in native code too: network, foreign files, other programs. All by prctl and
system calls without a library; on another system or an older kernel each of these is simply not there."""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

_NEW_NET, _NEW_USER = 0x40000000, 0x10000000
_SET_PDEATHSIG, _SET_SECCOMP, _SET_NO_NEW_PRIVS, _FILTER = 1, 22, 38, 2
_SIGKILL = 9

# By machine: its name to the kernel, `clone`, `clone3`, and what is refused (asm/unistd): whatever opens a network,
# starts a program, reaches into another process, or goes round this filter.
_CALLS = {
    "x86_64": (
        0xC000003E,
        56,
        435,
        (41, 42, 43, 49, 50, 57, 58, 59, 62, 101, 165, 250, 272, 288, 304, 308, 310, 311, 321, 322, 424, 425),
    ),
    "aarch64": (
        0xC00000B7,
        220,
        435,
        (40, 97, 117, 129, 198, 200, 201, 202, 203, 219, 221, 242, 265, 268, 270, 271, 280, 281, 424, 425),
    ),
}
_LOAD, _EQUAL, _AT_LEAST, _HAS_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16  # offsets of struct seccomp_data
# how a call can end: allowed, "operation not permitted", "no such call", or the whole process at once
_ENDS = {"allow": 0x7FFF0000, "refuse": 0x00050001, "absent": 0x00050026, "kill": 0x80000000}
_THREAD = 0x00010000  # CLONE_THREAD: Pango asks its fonts in a thread; a process of its own nobody may start
_X32 = 0x40000000  # x86_64's second table of system calls

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF, _PATH_BENEATH = 444, 445, 446, 1
_READ_FILE, _READ_DIR = 4, 8
_EVERY_FILE_RIGHT = (1 << 13) - 1  # the rights of Landlock's first version: run, write, read, list, remove, make


_Instruction = tuple[int, int, str, str]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def is_linux() -> bool:
    """Whether there is such a kernel."""
    return sys.platform == "linux"


def leave_the_network() -> bool:
    """Move this process and its children into an empty network of their own. False where the kernel does not allow
    it (some containers); the other refusals hold there all the same."""
    if not is_linux():
        return False
    return any(_libc().unshare(flags) == 0 for flags in (_NEW_NET, _NEW_NET | _NEW_USER))


def die_with_parent(parent: int) -> None:
    """End this process when the one that forked it, of this number, ends; at once if it has ended already."""
    if is_linux():
        _libc().prctl(_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it ended before the kernel was asked, which then says nothing
            os._exit(1)


def confine(readable: Iterable[Path]) -> None:
    """From now on this process reads these files and folders, writes none, starts nothing and reaches nobody."""
    if is_linux() and _libc().prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        _only_these_files(readable)
        _only_these_calls()


def _only_these_files(readable: Iterable[Path]) -> None:
    """Landlock (Linux 5.13)."""
    handled = struct.pack("=Q", _EVERY_FILE_RIGHT)
    rules = _libc().syscall(_CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    if rules < 0:
        return
    for path in readable:
        with suppress(OSError):  # a folder of the list that this machine does not have
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
            rights = _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE
            _libc().syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
            os.close(place)
    _libc().syscall(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def _only_these_calls() -> None:
    """A seccomp filter; a refused call fails with "operation not permitted"."""
    if platform.machine() in _CALLS:
        code = b"".join(struct.pack("=HBBI", *one) for one in _assembled(_filter(*_CALLS[platform.machine()])))
        program = _Program(len(code) // 8, code)
        _libc().prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)


def _filter(machine: int, clone: int, clone3: int, refused: tuple[int, ...]) -> list[_Instruction]:
    """(code, value, where to go on if true, if false); "" is the next instruction. Without clone3, whose flags no
    filter can read, the C library takes clone."""
    return [
        (_LOAD, _MACHINE, "", ""),
        (_EQUAL, machine, "", "kill"),
        (_LOAD, _NUMBER, "", ""),
        (_AT_LEAST, _X32, "kill", ""),
        *((_EQUAL, number, "refuse", "") for number in refused),
        (_EQUAL, clone3, "absent", ""),
        (_EQUAL, clone, "", "allow"),
        (_LOAD, _FIRST_ARGUMENT, "", ""),
        (_HAS_BIT, _THREAD, "allow", "refuse"),
    ]


def _assembled(instructions: list[_Instruction]) -> list[tuple[int, int, int, int]]:
    ends = list(_ENDS)

    def jump(place: int, end: str) -> int:
        return len(instructions) + ends.index(end) - place - 1 if end else 0

    body = [
        (code, jump(place, yes), jump(place, no), value) for place, (code, value, yes, no) in enumerate(instructions)
    ]
    return body + [(_RETURN, 0, 0, value) for value in _ENDS.values()]
