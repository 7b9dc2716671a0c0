"""Mutated files against the intake (`make fuzz`): whatever they do, they are taken or refused, in time, and we live.

python -m tests.fuzz 5000 [seed]
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator

from tests.factories.benign_files import benign
from tests.factories.office_files import packed, parts_of
from workflow.domain.errors import FileRefused
from workflow.jobs.reading import examine_apart

LONGEST = 5.0  # seconds one file may keep us


def fuzz(count: int, seed: int) -> Counter[str]:
    """How many of so many mutated files were taken, refused; anything else is raised."""
    outcomes: Counter[str] = Counter()
    for name, data in mutants(count, random.Random(seed)):
        begun = time.monotonic()
        try:
            examine_apart(name, data)
            outcomes["taken"] += 1
        except FileRefused as refused:
            assert refused.reason and 400 <= refused.status < 500
            outcomes["refused"] += 1
        if time.monotonic() - begun > LONGEST:
            outcomes["late"] += 1
    return outcomes


def mutants(count: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Honest files with bytes changed, cut, doubled, exchanged with another's, outside or inside their packing."""
    seeds = [seed for seed in benign().values() if len(seed[1]) < 300_000]
    for _ in range(count):
        name, data = chance.choice(seeds)
        if data.startswith(b"PK") and chance.random() < 0.6:
            yield name, _inside(data, chance)
        else:
            yield name, _mutated(data, chance, chance.choice(seeds)[1])


def _inside(data: bytes, chance: random.Random) -> bytes:
    parts = parts_of(data)
    name = chance.choice(list(parts))
    other = chance.choice(list(parts.values()))
    return packed(parts | {name: _mutated(parts[name], chance, other)})


def _mutated(data: bytes, chance: random.Random, other: bytes) -> bytes:
    mutable = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        place = chance.randrange(len(mutable) + 1)
        length = chance.choice((1, 2, 16, 300))
        piece = other[(start := chance.randrange(len(other) + 1)) : start + length]
        match chance.randrange(5):
            case 0 if place < len(mutable):
                mutable[place] ^= 1 << chance.randrange(8)
            case 1:
                mutable[place : place + length] = piece
            case 2:
                mutable[place:place] = piece
            case 3:
                del mutable[place : place + length]
            case 4 if chance.random() < 0.1:
                del mutable[place:]
    return bytes(mutable)


if __name__ == "__main__":
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    print(f"seed {seed}", flush=True)  # noqa: T201
    found = fuzz(int(sys.argv[1]), seed)
    print(dict(found))  # noqa: T201
    sys.exit(1 if found["late"] else 0)
