"""The names of the jobs that actions promise and the worker keeps."""

from enum import StrEnum


class JobName(StrEnum):
    """`subject.verb`; the worker registers a task under each."""

    PREPARE = "issue.prepare"
    SIGN = "issue.sign"
    SEND = "send.deliver"
    CONSOLIDATE = "consolidate.mark"
    EXPORT = "export.make"
    READ_IMPORT = "import.read"
    PREVIEW = "preview.draw"
    DIFFICULTIES = "difficulties.follow"
    NOTIFY = "notify.tell"
    OPEN_ROUNDS = "calendar.open_rounds"
    SLOW_STEPS = "calendar.slow_steps"
    REORGANISE = "tree.reorganise"
    READ_TREE = "tree.read"
    FOUND_TREE = "tree.found"
    DIGEST_TICK = "digest.tick"
    DIGESTS = "digest.make"
    MAIL = "mail.post"
