"""`python -m tests.races [BURSTS] [SAVES] [ISSUES] [COMMANDS] [SEED]` (make races): 1,000 bursts of one form, 2,000
races for one section, 1,000 issues by each of eight processes, 250 commands by each of eight beside four that read,
unless told otherwise."""

import logging
import os
import sys
import time
from collections import Counter
from random import Random

from tests.bench.scratch import scratch_application
from tests.kept_world import prepare_emptying
from tests.races.bursts import Bursts
from tests.races.house import two_books, two_writers
from tests.races.numbers import races
from tests.races.readers import MOST_WAITED_MS, Beside, waited
from tests.races.saves import Saves
from tests.serving import served
from tests.wholeness import broken
from workflow.jobs.workshop import use_application


def main(bursts: int = 1_000, saves: int = 2_000, issues: int = 1_000, commands: int = 250, seed: int = 1) -> int:
    """Hold them one after the other and say what was found."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    found: list[str] = []
    with scratch_application(f"races_{os.getpid()}") as (app, world):
        use_application(app)
        prepare_emptying()
        books, (document, section) = two_books(world), two_writers(world)
        writer = world.actor("vanphong.so")
        with served(app) as address:
            begun = time.monotonic()
            pressed = Bursts(address, Random(seed)).run(bursts)
            found += _told("bấm lại", pressed.done, pressed.broken, begun)
            begun = time.monotonic()
            saved = Saves(address, document, section).run(saves)
            found += _told("cùng lưu một mục", saved.done, saved.broken, begun)
        found += [f"after them: {one}" for one in broken()]
        begun = time.monotonic()
        beside = Beside(app, books[0], writer, (document, section))
        written, wrong = beside.run(commands, seed)
        if (most := waited(written)) > MOST_WAITED_MS:
            wrong.append(f"99 of 100 writes were answered within {most} ms only")
        counted = Counter({name: count for name, count in written.items() if not name.startswith("ms ")})
        found += _told(f"cùng ghi cạnh người đọc, p99 {most} ms", counted, wrong, begun)
        begun = time.monotonic()
        done, wrong = races(app, books, issues, seed)
        found += _told("cùng lấy số", done, wrong, begun)
    print("\n".join(found[:50]) or "mỗi lần đua đúng một kết quả")  # noqa: T201
    enough = pressed.done["bursts"] == bursts and saved.done["races"] == saves and done["kept"] > 4 * issues
    return int(bool(found) or not enough)


def _told(name: str, done: Counter[str], wrong: list[str], begun: float) -> list[str]:
    print(f"{name}: {dict(done)}, {len(wrong)} chỗ sai, {time.monotonic() - begun:.0f} giây", flush=True)  # noqa: T201
    return wrong


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
