"""Work on what strangers wrote, in a child process that can do no harm: little time, little memory, no network, no
files but our own.

    answer = run("workflow.paper.apart.printed", paper, limits=Limits(seconds=20))

`run` calls a function of ours by its dotted name, apart, with plain arguments. The function returns words that JSON
knows and bytes, which come back as an `Answer`. What it refuses (any error of `domain.errors`) is refused here as if it
had been called here; what goes wrong otherwise is refused with one of three `ApartError`s, each with a Vietnamese
sentence: `TookTooLong`, `TooLarge`, `Unreadable`. Nothing that the child sends is ever unpickled.

On Linux the child is forked from a kept, single-threaded parent (`zygote`) that has loaded the function's module and
called its `warm()` if it has one, so a call costs a fork and not an import. The child holds resource limits and an
audit hook that refuses sockets, programs and every file outside our own folders; the kernel refuses them too (an empty
network, Landlock, seccomp), which also holds native code. Elsewhere a new Python is started for each call, with the
audit hook, the time limit and whatever resource limits that system has.
"""

from workflow.sandbox.client import run
from workflow.sandbox.wire import Answer, ApartError, Limits, TookTooLong, TooLarge, Unreadable

__all__ = ["Answer", "ApartError", "Limits", "TooLarge", "TookTooLong", "Unreadable", "run"]
