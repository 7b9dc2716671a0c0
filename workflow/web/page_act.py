"""One act as the macro `acts` shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PageAct:
    """One act: its words, where it is done, whether it is open, the reason why not."""

    label: str
    url: str
    open: bool
    why: str | None = None
    primary: bool = False
    method: str = "get"
    more: bool = False
    fields: Mapping[str, object] = field(default_factory=dict)
