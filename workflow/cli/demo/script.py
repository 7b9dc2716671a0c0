"""The demo's words, kept as text beside the code: what each chi bộ writes, what each office makes of its sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from workflow.domain.figures import Amount
from workflow.domain.inputs.tasks import ToldOfTask
from workflow.domain.outline import TASKS
from workflow.domain.sections import FIGURES
from workflow.domain.tasks import Progress

FOLDER = Path(__file__).parent
_SECTION = re.compile(r"^# ([a-z-]+)\n", re.MULTILINE)


class Way(StrEnum):
    """What an office does with source blocks: the first word of a line in weaving/*.txt."""

    KEEP = "giữ"
    EDIT = "sửa"
    MERGE = "ghép"
    LEAVE_OUT = "bỏ"
    ADD = "thêm"


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a weaving, such as "ghép vanhoa.1 thuvien.2: new words". A source is the unit's key and the place of
    the block within the unit's section, from 1; `words` are the new text, or the reason for leaving out."""

    way: Way
    sources: tuple[tuple[str, int], ...]
    words: str


def sections(name: str) -> dict[str, str]:
    """The text of each section of reports/<name>.txt."""
    _, *pieces = _SECTION.split((FOLDER / "reports" / f"{name}.txt").read_text(encoding="utf-8"))
    return dict(zip(pieces[::2], map(str.strip, pieces[1::2]), strict=True))


def texts(name: str) -> dict[str, str]:
    """The sections of reports/<name>.txt that are written in words."""
    return {key: text for key, text in sections(name).items() if key not in (FIGURES, TASKS)}


def results(name: str) -> list[ToldOfTask]:
    """What reports/<name>.txt tells of the first tasks, a line each: "done: what was done | by which evidence"."""
    return [_told(line) for line in sections(name)[TASKS].splitlines()]


def figures(name: str) -> dict[str, Amount]:
    """The figures of reports/<name>.txt by key."""
    lines = (line.split() for line in sections(name)[FIGURES].splitlines())
    return {key: Amount(Decimal(value)) for key, value in lines}


def weaving(unit: str) -> Iterator[tuple[str, list[Move]]]:
    """The moves of weaving/<unit>.txt, section by section."""
    _, *pieces = _SECTION.split((FOLDER / "weaving" / f"{unit}.txt").read_text(encoding="utf-8"))
    for key, lines in zip(pieces[::2], pieces[1::2], strict=True):
        yield key, [_move(line) for line in lines.splitlines()]


def _told(line: str) -> ToldOfTask:
    progress, _, words = line.partition(":")
    done, _, evidence = words.partition("|")
    return ToldOfTask(Progress(progress), done.strip(), evidence.strip())


def _move(line: str) -> Move:
    head, _, words = line.partition(":")
    way, *names = head.split()
    pairs = (name.split(".") for name in names)
    return Move(Way(way), tuple((unit, int(place)) for unit, place in pairs), words.strip())
