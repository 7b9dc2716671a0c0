"""`python -m tests.chaos.jobs [KILLS] [SEED]` (make jobs): a thousand approvals promise their jobs to four workers
while these and the database are killed; before that, fifty workers are held up in the middle of a job until it was
given to another, and wake up. Every job must be done, once, a minute after the last kill."""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import select, text

from tests.bench.scratch import fill_desk
from tests.chaos.house import PATIENCE, House
from tests.chaos.points import HELD
from tests.chaos.promises import effects, left
from tests.chaos.tending import asked, housed, until
from workflow.actions.approve import approve_document
from workflow.domain.actor import Actor
from workflow.domain.inputs.deciding import Approve
from workflow.domain.states import DocumentState, Role
from workflow.models import Document, db
from workflow.queries.accounts import actor_of, by_username

WORKERS, PAPERS, LATE, WITHIN, PAUSE = 4, 1_000, 50, 60.0, 0.6
WEIGHTS = {"one worker process": 5, "the worker": 2, "one database process": 2, "the database server": 1}
REFUSED = "what the late worker says does not count"
_TELLING = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notify.tell' AND status = 'succeeded'")


def main(kills: int = 200, seed: int | None = None) -> int:
    """Exit 0 when nothing was lost, nothing doubled and every late worker refused."""
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    say(f"hạt giống {seed}")
    with TemporaryDirectory(prefix="jobs-") as folder, housed(Path(folder), WEIGHTS, WORKERS) as (house, app):
        papers = asked(app, lambda: _papers(LATE + PAPERS))
        late = sum(_held_up(house, app, paper) for paper in papers[:LATE])
        refused = _refused(house, late)
        say(f"{late} tiến trình bị giữ quá hạn, {refused} lần báo muộn bị từ chối")
        done = _killed(house, app, papers[LATE:], kills, random.Random(seed))
        say(f"{dict(done)}; xong hết sau lần giết cuối {_until_done(app):.0f} giây")
        broken = asked(app, effects)
        told = asked(app, lambda: db.session.execute(_TELLING).scalar_one())
    say("\n".join(broken) or f"{told} việc, không mất việc nào, không việc nào có hiệu lực hai lần")
    is_whole = not broken and told == len(papers) and done.total() == kills
    return 0 if is_whole and late == refused == LATE else 1


def _member() -> Actor:
    user = by_username("uyvien.so")
    assert user is not None
    return actor_of(user)


def _papers(count: int) -> list[int]:
    """So many papers that wait for the committee of the department."""
    (unit,) = _member().serves_in(Role.MEMBER)
    fill_desk(unit, count * 2, state="in_approval")
    return list(db.session.scalars(select(Document.id).where(Document.state == "in_approval").order_by(Document.id)))


def _approve(app: Flask, paper: int) -> None:
    """Press until it is approved, whatever was killed meanwhile."""

    def press() -> None:
        document = db.session.get_one(Document, paper)
        if document.state is DocumentState.IN_APPROVAL:
            approve_document(paper, Approve(document.version), actor=_member())

    asked(app, press)


def _held_up(house: House, app: Flask, paper: int) -> bool:
    """A worker is held up in the middle of telling people until another has done it, and wakes up."""
    with house.armed(("tell-begun",), HELD) as points:
        _approve(app, paper)
        hit = points.wait(PATIENCE)
        if hit is None:
            return False
        try:
            until(lambda: asked(app, left) == 0, "nobody took the job over")
        finally:
            os.kill(hit[1], signal.SIGCONT)
    return True


def _refused(house: House, late: int) -> int:
    """How many of the late ones were told that it does not count, once they have all spoken."""

    def said() -> int:
        return house.log_of("worker").count(REFUSED)

    with suppress(TimeoutError):
        until(lambda: said() >= late, "some never spoke", PATIENCE)
    return said()


def _killed(house: House, app: Flask, papers: Sequence[int], kills: int, dice: random.Random) -> Counter[str]:
    """All of them approved, a few between two kills; what was killed how often."""
    done: Counter[str] = Counter()
    for turn in range(kills):
        for paper in papers[turn * len(papers) // kills : (turn + 1) * len(papers) // kills]:
            _approve(app, paper)
        time.sleep(dice.uniform(0.0, 1.0) * PAUSE)
        done[house.kill_at_random(dice)] += 1
        house.tend()
    return done


def _until_done(app: Flask) -> float:
    """Seconds until every job was done. Refuses (TimeoutError) more than `WITHIN`."""
    begun = time.monotonic()
    until(lambda: asked(app, left) == 0, "the promised jobs were not done", WITHIN)
    return time.monotonic() - begun


def say(words: str) -> None:
    """To whoever waits."""
    print(words, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
