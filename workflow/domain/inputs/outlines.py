"""What an office types to keep an outline."""

from dataclasses import dataclass

from workflow.domain.outline import Outline


@dataclass(frozen=True, slots=True)
class BeginOutline:
    """A new outline, from a template, a version or a superior's request."""

    title: str
    outline: Outline


@dataclass(frozen=True, slots=True)
class ChangeOutline:
    """What an outline is to be, over the version that was seen; `title` None leaves its name as it is."""

    outline: Outline
    version: int
    title: str | None = None
