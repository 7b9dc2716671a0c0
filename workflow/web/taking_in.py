"""A file or a text given on a page, taken into the store."""

from flask import current_app, flash

from workflow.actions.imports import Brought
from workflow.jobs.reading import examine_apart, intake_limits, refuse_secret
from workflow.paper.intake import FileKind

KINDS = (FileKind.DOCX, FileKind.PDF, FileKind.TEXT)


def taken_in(name: str, data: bytes, kinds: tuple[FileKind, ...] = KINDS) -> Brought:
    """Examine the bytes and keep them; what was noted of them is said on the next page. Refuses (FileRefused) what is
    dangerous or of another kind, and a paper marked with a degree of secrecy."""
    settings, store = (current_app.extensions[f"trinhky-{part}"] for part in ("settings", "store"))
    taken = examine_apart(name, data, kinds, limits=intake_limits(settings))
    refuse_secret(taken.name, data)
    for note in taken.notes:
        flash(note, "info")
    return Brought(taken.name, store.put(data))
