"""The child itself: it raises its walls, works, and says in bytes what came of it."""

import os
import pickle
import shutil
import sys
import tempfile
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Timer

from workflow.domain.errors import WorkflowError
from workflow.sandbox import kernel, walls
from workflow.sandbox.wire import Answer, Limits, TooLarge, Unreadable, pack, pack_failure, pack_refusal

LATE_STATUS = 75
"""How a Python of its own ends at its time limit."""


def make_ready(module: str) -> bool:
    """Load a task's module and call its `warm()`, if it has one, while files may still be read and written. False
    when that failed: it fails again in the child, and is said there."""
    with suppress(ImportError, OSError, WorkflowError):
        warm = getattr(import_module(module), "warm", None)
        if warm is not None:
            warm()
        return True
    return False


def can_rehearse(module: str) -> bool:
    """Whether the module of a task has a `rehearse()`: a small call like the real ones, on words of our own."""
    return hasattr(sys.modules.get(module), "rehearse")


def rehearse(module: str) -> None:
    """Do the module's small call; what goes wrong in it goes wrong again in the real one, and is said there."""
    with suppress(Exception):
        import_module(module).rehearse()


def answer(task: str, request: bytes, limits: Limits, places: tuple[Path, ...]) -> bytes:
    """Do the task with its pickled arguments behind the walls; from here on this process reads `places` only."""
    walls.limit(limits)
    kernel.confine(places)
    walls.guard(places)
    try:
        # our own process pickled it, a moment ago; what goes back is never unpickled
        words, data = _function(task)(*pickle.loads(request))  # type: ignore[operator]  # noqa: S301
        return pack(Answer(words, data))
    except WorkflowError as refusal:
        return pack_refusal(refusal)
    except MemoryError:
        return pack_failure(TooLarge.__name__)
    except Exception:  # noqa: BLE001 - whatever it fell over, the one who waits must learn of it
        return pack_failure(Unreadable.__name__, traceback.format_exc())


def _function(task: str) -> object:
    module, _, name = task.rpartition(".")
    return getattr(import_module(module), name)


def main() -> None:
    """One call in a Python of its own, over standard input and output: the way of systems without a zygote."""
    task, seconds, memory, files = sys.argv[1:]
    limits = Limits(float(seconds), int(memory), files=int(files))
    with os.fdopen(os.dup(1), "wb") as line:
        silence()
        tempfile.tempdir = tempfile.mkdtemp(prefix="trinhky-")
        make_ready(task.rpartition(".")[0])
        Timer(limits.seconds, os._exit, [LATE_STATUS]).start()
        line.write(answer(task, sys.stdin.buffer.read(), limits, walls.readable()))
        line.flush()
    os._exit(0)


def silence() -> None:
    """Whatever is printed from now on, by whomever, is heard by nobody."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def forget_the_passing_folder() -> None:
    """Remove the folder that this process had for itself."""
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)


if __name__ == "__main__":
    main()
