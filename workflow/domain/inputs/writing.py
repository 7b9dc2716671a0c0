"""What a writer types: sections, headings, annexes, figures; what begins, copies and lays a paper."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from workflow.domain.figures import Amount
from workflow.domain.paper import CopyKind
from workflow.domain.parts import NO_PARTS, Parts
from workflow.domain.states import DocumentKind


@dataclass(frozen=True, slots=True)
class SaveSection:
    """The text of one section as typed, the version it was typed over, and whether the person calls it finished;
    `set_aside` is the text that was not chosen when two had been written."""

    key: str
    text: str
    version: int
    done: bool
    set_aside: str = ""


@dataclass(frozen=True, slots=True)
class SaveTable:
    """The rows of a table, each with as many cells as there are columns, over a version of its section."""

    key: str
    rows: tuple[tuple[str, ...], ...]
    version: int
    done: bool


@dataclass(frozen=True, slots=True)
class AddAttachment:
    """A file to send along: what it is, its name, the digest under which it is kept, its bytes' number."""

    title: str
    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class AnswerNothing:
    """The answer "Không." to a whole section, over a version of it; `typed` is what stood in the field."""

    key: str
    version: int
    typed: str = ""


@dataclass(frozen=True, slots=True)
class SaveHeading:
    """Abstract, opening sentence, Nơi nhận and Kính gửi (one addressee a line) and the components that most papers do
    without, over a version of the opening section."""

    abstract: str
    opening: str
    recipients: tuple[str, ...]
    version: int
    parts: Parts = NO_PARTS
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BeginPaper:
    """A paper begun by hand: its kind, its abstract and, of a kind that has them, its addressees (one a line)."""

    kind: DocumentKind
    abstract: str
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyPaper:
    """A copy: of which kind, of which parts (`extract.parts_of`; only of an extract), to whom (one a line)."""

    kind: CopyKind
    recipients: tuple[str, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveAnnex:
    """Title and text of an annex as typed, whether it lies across the page, over a version of it; `mended` says that
    what it was sent back for is put right."""

    key: str
    title: str
    text: str
    version: int
    wide: bool = False
    mended: bool = False


@dataclass(frozen=True, slots=True)
class SaveFigures:
    """Figures by key (None: not known), over a version of the figures section."""

    values: Mapping[str, Amount | None]
    version: int
    done: bool


@dataclass(frozen=True, slots=True)
class LayPaper:
    """How a paper from outside is laid into a text being written, over the versions of both that were seen: the section
    for each of its stretches, whether it replaces what is typed there, which annexes, and which parts of its frame
    ("abstract", "addressees", "recipients", "parts") come along; no section may grow beyond `longest` characters."""

    version: int
    seen: str
    chosen: Mapping[int, str]
    replaces: bool
    annexes: tuple[int, ...]
    frame: frozenset[str]
    longest: int


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """A paper issued before, or outside, the system: its whole text, and what the text does not say."""

    text: str
    number: int | None = None
    issued_on: dt.date | None = None
    out_of_order: bool = False
