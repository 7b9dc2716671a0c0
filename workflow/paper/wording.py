"""The words that the sheet makes of a paper's fields, the same on screen, in PDF and in Word."""

from collections.abc import Sequence

from workflow.domain.paper import AS_ABOVE, Paper, ProfileName
from workflow.domain.states import DocumentKind
from workflow.paper.profiles import PROFILES


def is_letter(paper: Paper) -> bool:
    """Whether it is a công văn: no name of a type, its abstract in small italics under the number."""
    return paper.kind == DocumentKind.LETTER


def listed(names: Sequence[str], separator: str) -> list[str]:
    """The lines of a list of addressees: "- " before each, the guide's separator after it, a full stop at the end."""
    ends = [separator] * (len(names) - 1) + ["."]
    return [f"- {name}{end}" for name, end in zip(names, ends, strict=False)]


def recipient_lines(paper: Paper) -> list[str]:
    """Nơi nhận line by line; a paper with addressees names them first as "- Như trên"."""
    names = paper.recipients
    if paper.addressees and not any(name.startswith(AS_ABOVE) for name in names):
        names = (AS_ABOVE, *names)
    return listed(names, PROFILES[paper.profile].recipients_separator)


def addressees_word(paper: Paper) -> str:
    """ "Kính gửi:", or what the guide has over the addressees of a tờ trình (HD05 9.2.4)."""
    return addressing_word(paper.kind, paper.profile)


def addressing_word(kind: str, guide: ProfileName) -> str:
    """The same of a kind under a guide."""
    profile = PROFILES[guide]
    return profile.submission_word if kind == DocumentKind.SUBMISSION else profile.addressees_word


def addressee_lines(paper: Paper) -> list[str]:
    """One addressee stands as it is, several are listed."""
    names = paper.addressees
    return list(names) if len(names) == 1 else listed(names, PROFILES[paper.profile].recipients_separator)


def drafter_mark(paper: Paper) -> str | None:
    """The mark under Nơi nhận: in capitals under HD36, as typed under HD05."""
    mark = paper.drafter_mark
    return mark.upper() if mark and PROFILES[paper.profile].drafter_mark_capitals else mark


def draft_line(paper: Paper) -> str | None:
    """ "Dự thảo lần 2"."""
    return f"Dự thảo lần {paper.draft}" if paper.draft else None
