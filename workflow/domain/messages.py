"""A message to people about an act."""

from dataclasses import dataclass

from workflow.domain.facts import Fact


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, in one line, and what was said with it."""

    fact: Fact
    title: str
    text: str
