"""What a file is read into before it is taken for a paper."""

from dataclasses import dataclass, field

from workflow.domain.paper import ParseWarning


@dataclass(slots=True)
class Source:
    """Clean lines in our conventions; texts of the page's margins, which stand nowhere in the text; lines that
    stand on pages laid across; what reading has to say."""

    lines: list[str]
    margins: list[str] = field(default_factory=list)
    wide: frozenset[str] = frozenset()
    warnings: list[ParseWarning] = field(default_factory=list)
