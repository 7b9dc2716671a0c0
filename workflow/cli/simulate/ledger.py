"""What the seed decided and what came of it: the counts that are printed, and what the checks must know of it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Ledger:
    """`acts`: how often what was done; of the sent papers `forgotten` are those that the seed lets nobody receive, and
    `sent_back` those that were returned once."""

    acts: Counter[str] = field(default_factory=Counter)
    forgotten: set[int] = field(default_factory=set)
    sent_back: set[int] = field(default_factory=set)

    def did(self, act: str, count: int = 1) -> None:
        """Count an act."""
        self.acts[act] += count
