"""`python -m tests.sequences [SEQUENCES] [CROWDS] [SEED]` (make sequences): 10,000 sequences of 50 steps, a fifth as
many before a committee, and 20 crowds of 10,000 commands unless told otherwise, in two processes. What was done stands
in var/sequences.jsonl as it goes: a run that is stopped loses nothing but its last share, and the next one goes on from
there. Shares that disagreed are played again; without the file everything is."""

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from tests.sequences.player import AT_ONCE, DELIBERATED, TOLD, told_before

PROCESSES, COMMANDS, PARTS = 2, 10_000, 20
MEMORY = Path("/dev/shm")
"""Stored papers of a run that nobody keeps need not reach the disk."""


class Sum:
    """What all processes told so far, and the file that keeps it; what was told before is counted."""

    def __init__(self, file: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.broken: list[str] = []
        self._file, self._lock = file, threading.Lock()
        for told in told_before(file):
            self._count(told)

    def hear(self, line: str) -> None:
        """One line of one process."""
        told = json.loads(line)
        with self._lock:
            self._file.parent.mkdir(exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(line)
            self._count(told)
            print(f"{told['kind']} {told['seed']}: {told['seconds']} s {told['broken'] or ''}", flush=True)  # noqa: T201

    def _count(self, told: dict[str, Any]) -> None:
        self.counts.update({f"{told['kind']}: {name}": count for name, count in told["counts"].items()})
        self.broken += [f"{told['kind']}, {told['seed']}: {one}" for one in told["broken"]]


def main(sequences: int = 10_000, crowds: int = 20, seed: int = 1) -> int:
    """Play and say what was found."""
    told = Sum(TOLD)
    parts = crowds or PARTS
    shares = [-(-sequences // parts), COMMANDS if crowds else 0, seed]
    players = [threading.Thread(target=_listen, args=(one, parts, shares, told)) for one in range(PROCESSES)]
    for player in players:
        player.start()
    for player in players:
        player.join()
    print(dict(sorted(told.counts.items())))  # noqa: T201
    print("\n".join(told.broken) or "không chỗ nào khác mô hình, không mất gì, không gấp đôi gì")  # noqa: T201
    wanted = {"sequences: sequences": sequences, "crowd: commands": crowds * COMMANDS}
    wanted |= {"committee: sequences": sequences * DELIBERATED // AT_ONCE}
    return int(bool(told.broken) or any(told.counts[kind] < many for kind, many in wanted.items()))


def _listen(first: int, parts: int, shares: list[int], told: Sum) -> None:
    words = [first, PROCESSES, parts, *shares]
    command = [sys.executable, "-m", "tests.sequences.player", *map(str, words)]
    environment = os.environ | ({"TMPDIR": str(MEMORY)} if MEMORY.is_dir() else {})
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as player:
        for line in player.stdout or ():
            told.hear(line)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
