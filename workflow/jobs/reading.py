"""Files from outside, as every process of ours looks at them: in a child process with limits."""

from collections.abc import Collection

from workflow.domain.errors import FileRefused, InvalidInput
from workflow.domain.secrecy import REFUSED
from workflow.paper.intake import EVERY_KIND, FileKind, IntakeLimits, Taken
from workflow.paper.intake.kinds import MEGABYTE
from workflow.sandbox import ApartError, Limits, run
from workflow.settings import Settings

_EXAMINING = Limits(seconds=10, memory=256 * MEGABYTE)


def intake_limits(settings: Settings) -> IntakeLimits:
    """What the administrator allows."""
    return IntakeLimits(size=settings.max_upload_bytes)


def examine_apart(
    name: str,
    data: bytes,
    kinds: Collection[FileKind] = EVERY_KIND,
    *,
    limits: IntakeLimits = IntakeLimits(),  # noqa: B008
) -> Taken:
    """`workflow.paper.intake.examine`, apart: for an upload in a web process too. Refuses with FileRefused."""
    try:
        said = run("workflow.paper.intake.apart.examined", name, data, tuple(kinds), limits, limits=_EXAMINING).words
    except ApartError as failure:
        raise FileRefused(failure.reason) from failure
    return Taken(FileKind(said["kind"]), said["name"], said["pages"], tuple(said["notes"]))


def refuse_secret(name: str, data: bytes) -> None:
    """Refuse (FileRefused) a paper marked with a degree of secrecy before anything of it is kept. A file that cannot be
    read is left to the reading, which says why."""
    try:
        degree = run("workflow.paper.apart.secrecy", name, data).words
    except (InvalidInput, ApartError):
        return
    if degree is not None:
        raise FileRefused(REFUSED)


def repaint_apart(picture: bytes) -> bytes:
    """The pixels of a PNG picture that `examine_apart` took, as a new PNG; nothing else stays. Refuses: FileRefused."""
    try:
        return run("workflow.paper.intake.apart.repaint", picture, limits=_EXAMINING).data
    except ApartError as failure:
        raise FileRefused(failure.reason) from failure
