"""What people were told while things were killed: the other half of what must be true afterwards."""

import threading
from collections import Counter
from dataclasses import dataclass, field

from workflow.domain.facts import Fact


@dataclass
class Ledger:
    """`told` are the acts that were acknowledged, (document, fact); `counts` what else happened. Written by many."""

    told: list[tuple[int, Fact]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    begun: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledge(self, document_id: int, fact: Fact) -> None:
        """The person saw that the act was done."""
        with self.lock:
            self.told.append((document_id, fact))
            self.counts["acknowledged"] += 1

    def count(self, what: str) -> None:
        """One more of something: refused, retried, papers."""
        with self.lock:
            self.counts[what] += 1

    def so_far(self) -> list[tuple[int, Fact]]:
        """What was acknowledged until now."""
        with self.lock:
            return list(self.told)
