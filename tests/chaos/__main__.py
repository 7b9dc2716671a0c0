"""`python -m tests.chaos [KILLS] [SEED]` (make chaos): 200 kills unless told otherwise; the same seed draws the same
kills. The run counts for nothing unless something was killed and something acknowledged; one of twenty kills or more,
unless some process died at a named point."""

import random
import sys
import time

from tests.chaos.run import run


def main(kills: int = 200, seed: int | None = None) -> int:
    """Run and say what was found."""
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    print(f"hạt giống {seed}", flush=True)  # noqa: T201
    begun = time.monotonic()
    found = run(kills, seed, lambda line: print(line, flush=True))  # noqa: T201
    print(f"{found.kills.total()} lần giết trong {time.monotonic() - begun:.0f} giây: {dict(found.kills)}")  # noqa: T201
    print(f"{len(found.points)} điểm có tên: {dict(sorted(found.points.items()))}")  # noqa: T201
    print(f"việc và trạng thái: {dict(found.counts)}")  # noqa: T201
    print("\n".join(found.broken) or "không mất gì, không gấp đôi gì")  # noqa: T201
    met = bool(found.points) or kills < 20
    return 0 if found.is_whole and met and found.kills.total() == kills else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
