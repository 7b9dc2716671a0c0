"""`python -m tests.soak [MINUTES]` (make soak): twenty people work for an hour with the product as it is started, web,
worker and its own PostgreSQL. Nothing may pile up: memory, open files, the log of the database, waiting times."""

import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil

from tests.bench.figures import Figure, outcome, percentile, write
from tests.chaos.browser import Answer, Broken, Browser
from tests.chaos.house import House
from tests.chaos.ledger import Ledger
from tests.chaos.people import OFFICE_STEPS, Lane, Step, cell_steps
from tests.chaos.run import finder
from tests.chaos.tending import housed
from workflow.settings import PROJECT_ROOT

PEOPLE, THINK, EVERY = 20, 2.0, 15.0
READERS = ("vanphong.so", "bithu.so", "vanthu.so", "uyvien.so", "kiemtra.so", "soan.thuvien", "bithu.thuvien")
PAGES = ("/", "/van-ban", "/dot-bao-cao", "/nhiem-vu", "/thong-bao", "/tim?q=b%C3%A1o+c%C3%A1o", "/tai-khoan")
LANES = (("CV", OFFICE_STEPS), ("BC", cell_steps("vanhoa")), ("BC", cell_steps("baotang")))
_MB = 2**20


@dataclass
class Times:
    """How long answers took (ms), and which of them were no answers. Written by many."""

    took: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


class Timed(Browser):
    """A browser whose answers are timed."""

    def __init__(self, address: str, username: str, times: Times) -> None:
        super().__init__(address, username)
        self.times = times

    def _ask(self, path: str, body: bytes | None) -> Answer:
        begun = time.perf_counter()
        try:
            answer = super()._ask(path, body)
        except Broken:
            self.times.broken.append(f"no answer {path}")
            raise
        self.times.took.append((time.perf_counter() - begun) * 1000)
        if answer.status >= 500:
            self.times.broken.append(f"{answer.status} {path}")
        return answer


class Calm(Lane):
    """Brings papers on their way as people do, who look at what they press."""

    def __init__(self, house: House, ledger: Ledger, kind: str, steps: tuple[Step, ...], times: Times) -> None:
        super().__init__(house.address, ledger, kind, steps, finder(house))
        self.browsers = {who: Timed(house.address, who, times) for who in self.browsers}
        self.writer = self.browsers[self.writer.username]

    def _until_done(self, browser: Browser, path: str, typed: dict[str, str]) -> Answer | None:
        self.stopped.wait(THINK)
        return super()._until_done(browser, path, typed)


class Reader(threading.Thread):
    """Opens page after page, and the papers that the others bring on their way."""

    def __init__(self, browser: Browser, ledger: Ledger, place: int) -> None:
        super().__init__(daemon=True)
        self.browser, self.ledger, self.place = browser, ledger, place
        self.stopped = threading.Event()

    def run(self) -> None:
        """Read."""
        for page in cycle([*PAGES[self.place % len(PAGES) :], *PAGES]):
            if self.stopped.wait(THINK):
                return
            with suppress(Broken):  # noted where it broke
                self.browser.get(page)
                for document_id, _ in self.ledger.so_far()[-1:]:
                    self.browser.get(f"/van-ban/{document_id}")


@dataclass(frozen=True)
class Reading:
    """What the house held at a moment: memory of its processes (bytes, each page counted once), open files besides the
    connections to its database, which a pool keeps up to a number that is set, the log of its database (bytes)."""

    memory: int
    files: int
    log: int


class Plain(House):
    """The house with the programs as everybody starts them."""

    def _program(self, role: str) -> tuple[str, ...]:
        return "workflow", "serve" if role == "web" else "worker"

    def read(self) -> Reading:
        """What it holds now; processes that end meanwhile hold nothing."""
        memory = files = 0
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                memory += process.memory_full_info().pss
                files += process.num_fds()
        kept = (self.folder / "postgres" / "pg_wal").glob("0*")
        return Reading(memory, files - len(self.servers()), sum(one.stat().st_size for one in kept))


def main(minutes: float = 60.0) -> int:
    """Exit 0 when every figure keeps its bar."""
    found = figures(minutes * 60)
    write(found, PROJECT_ROOT / "var" / "soak.json")
    return outcome(found)


def figures(seconds: float) -> list[Figure]:
    """So long; what is held in the last quarter of it beside the second, for the first is for warming up."""
    times, ledger = Times(), Ledger()
    with TemporaryDirectory(prefix="soak-") as folder, housed(Path(folder), kind=Plain) as (house, _):
        assert isinstance(house, Plain)
        people = _people(house, ledger, times)
        for one in people:
            one.start()
        readings = _watched(house, seconds)
        for one in people:
            one.stopped.set()
        for one in people:
            one.join(60)
    lost = [word for one in people if isinstance(one, Lane) for word in one.lost]
    return [
        *piled_up(readings),
        Figure("G54 pages' p95", percentile(times.took, 95), "<= 400", "ms"),
        Figure("G54 answers that were none, words lost", len(times.broken) + len(lost), "<= 0", "count"),
        Figure("G54 answers a second", len(times.took) / seconds, ">= 5", "1/s"),
        Figure("G54 papers brought to their end", ledger.counts["papers"], ">= 1", "count"),
    ]


def piled_up(readings: Sequence[Reading]) -> list[Figure]:
    """By the middle reading of a quarter: a file more while somebody is served, or five less while the one who prints
    makes room for the next, are not a file more or less that is kept."""
    quarter = len(readings) // 4
    early, late = readings[quarter : 2 * quarter], readings[-quarter:]
    memory = median(one.memory for one in late) / median(one.memory for one in early)
    files = median(one.files for one in late) - median(one.files for one in early)
    return [
        Figure("G54 memory, last quarter / second", memory, "<= 1.10"),
        Figure("G54 open files, last quarter - second", files, "<= 0", "count"),
        Figure("G54 log of the database", median(one.log for one in late) / _MB, "<= 1024", "MB"),
    ]


def _people(house: House, ledger: Ledger, times: Times) -> list[Calm | Reader]:
    writers = [Calm(house, ledger, kind, steps, times) for kind, steps in LANES]
    names = cycle(READERS)
    readers = [
        Reader(Timed(house.address, next(names), times), ledger, place) for place in range(PEOPLE - len(writers))
    ]
    return [*writers, *readers]


def _watched(house: Plain, seconds: float) -> list[Reading]:
    readings: list[Reading] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(min(EVERY, seconds / 40))
        readings.append(house.read())
    return readings


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
