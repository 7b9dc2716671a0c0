"""Footnotes: their texts stand wherever a page ended, between the blocks, and are taken out before these are read."""

import re
from collections.abc import Sequence

from workflow.domain.blocks import SUPERSCRIPTS, Footnote, unsuperscript
from workflow.paper.inline import calls
from workflow.paper.parse import markers

_NOTE = re.compile(rf"(?P<call>[{SUPERSCRIPTS}]+)\s*(?P<text>[^\s{SUPERSCRIPTS}].*)")


def take_footnotes(lines: Sequence[str]) -> tuple[list[str], tuple[Footnote, ...]]:
    """The lines without the notes, and the notes in the order of their numbers' first text. A line that begins with a
    superscript number is a note only when the text calls that number and it has no note yet; else it stays."""
    called = {marker for line in lines for marker in calls(line.lstrip(SUPERSCRIPTS + " "))}
    notes: dict[str, str] = {}
    rest: list[str] = []
    open_note: str | None = None
    for line in lines:
        found = _NOTE.fullmatch(line.strip())
        marker = unsuperscript(found["call"]) if found else None
        if found and marker in called - notes.keys():
            notes[marker] = found["text"]
            open_note = marker
            rest.append("")
        elif open_note and line.strip() and _goes_on(notes[open_note], line):
            notes[open_note] += f" {line.strip()}"
        else:
            open_note = None
            rest.append(line)
    return rest, tuple(Footnote(marker, text) for marker, text in notes.items())


def _goes_on(note: str, line: str) -> bool:
    return not markers.finished(note) and not markers.split(line)[0]
