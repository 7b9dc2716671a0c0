"""A module whose next call is laid up for."""

import os

_rehearsed = 0


def rehearse() -> None:
    """Once for each child forked ahead."""
    global _rehearsed  # noqa: PLW0603 - it is the process that remembers
    _rehearsed += 1


def who() -> tuple[list[int], bytes]:
    """This process, and how often it rehearsed."""
    return [os.getpid(), _rehearsed], b""
