"""The kinds of papers that move through the machine, as data: what sets one apart from another stands here alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.domain.numbers import KINDS as TITLES
from workflow.domain.states import DocumentKind


class Course(StrEnum):
    """Where a paper goes when it is sent."""

    UP = "up"  # to the superior's desk, which receives it or sends it back
    DOWN = "down"  # to all who stand directly below, to be carried out; the superior has a copy
    NAMED = "named"  # to the organisations that it names itself


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: the name in its head line, where it goes, whether addressees stand above its text (Phụ lục 3, box 9a),
    whether a chi bộ may issue it (399-QĐ/TW, Điều 11), whether a person writes it; a copy is made of another paper."""

    title: str
    course: Course = Course.NAMED
    addressed: bool = False
    of_cell: bool = True
    written: bool = True

    @property
    def name(self) -> str:
        """As it is called in a sentence: "Tờ trình"."""
        return self.title.capitalize()

    @property
    def goes_up(self) -> bool:
        """Whether the superior's desk receives it."""
        return self.course is Course.UP


KINDS: Mapping[DocumentKind, Kind] = {
    DocumentKind.LETTER: Kind(TITLES["CV"], addressed=True),
    DocumentKind.SUBMISSION: Kind(TITLES["TTr"], Course.UP, addressed=True),
    DocumentKind.NOTICE: Kind(TITLES["TB"]),
    DocumentKind.PLAN: Kind(TITLES["KH"], Course.DOWN),
    DocumentKind.REPORT: Kind(TITLES["BC"], Course.UP),
    DocumentKind.RESOLUTION: Kind(TITLES["NQ"]),
    DocumentKind.DECISION: Kind(TITLES["QĐ"]),
    DocumentKind.CONCLUSION: Kind(TITLES["KL"]),
    DocumentKind.PROGRAMME: Kind(TITLES["CTr"]),
    DocumentKind.SCHEME: Kind(TITLES["ĐA"]),
    DocumentKind.OPTION: Kind(TITLES["PA"]),
    DocumentKind.RULES: Kind(TITLES["QC"]),
    DocumentKind.GUIDANCE: Kind(TITLES["HD"], of_cell=False),
    DocumentKind.DIRECTIVE: Kind(TITLES["CT"], of_cell=False),
    DocumentKind.CIRCULAR: Kind(TITLES["TT"], of_cell=False),
    DocumentKind.COPY: Kind(TITLES["BS"], written=False),
}
GOING_UP = frozenset(kind for kind, traits in KINDS.items() if traits.goes_up)
ADDRESSED = frozenset(kind for kind, traits in KINDS.items() if traits.addressed)


def may_issue(kind: DocumentKind, *, is_cell: bool) -> bool:
    """Whether an organisation of that rank may write and issue a paper of the kind; what a committee of a higher rank
    may not is told by the check of format, for it depends on who signs."""
    return KINDS[kind].written and (KINDS[kind].of_cell or not is_cell)
