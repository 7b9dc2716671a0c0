"""W8: approval steps a second through the action layer against Viewflow's, one connection each, in turns."""

import gc
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.bench.figures import Figure, ratio
from tests.bench.scratch import fill, scratch_application
from tests.beside_environment import python_with
from workflow.actions.approve import approve_document
from workflow.database import drop_database, ensure_database
from workflow.domain.inputs.deciding import Approve
from workflow.models import db
from workflow.settings import PROJECT_ROOT, Settings

PEER = ("django-viewflow==2.4.0", "Django==5.2.19", "psycopg[binary]==3.3.9")
BLOCK, ROUNDS = 40, 31
_RUN = """
import sys
sys.path.append(sys.argv[1])
import viewflow_peer
viewflow_peer.configure(*sys.argv[2:])
viewflow_peer.serve()
"""
_NAME, _AIM = "W8 approval steps a second / Viewflow's", ">= 3.0"
_DATABASE = "bench_viewflow"


def figures() -> list[Figure]:
    """Not measured, and a word about it, where Viewflow cannot be installed."""
    python = python_with(PROJECT_ROOT / "var" / "peers", PEER, "viewflow")
    if python is None:
        print("W8 chưa đo được: không cài được Viewflow (cần đường mạng).")  # noqa: T201
        return [Figure(_NAME, None, _AIM)]
    with (
        scratch_application("bench_peers") as (app, world),
        _viewflow(python, app.extensions["trinhky-settings"]) as peer,
    ):
        fill(world, BLOCK * (ROUNDS + 1) * 2, state="in_approval")
        member = world.actor("uyvien.so")
        ids = iter(db.session.execute(db.text("SELECT id FROM document WHERE state = 'in_approval'")).scalars().all())
        db.session.rollback()

        def approve() -> float:
            begun = time.perf_counter()
            for _ in range(BLOCK):
                approve_document(next(ids), Approve(version=1), actor=member)
                db.session.remove()
            return time.perf_counter() - begun

        gc.freeze()  # as both are served
        ours, theirs = _in_turns(approve, peer)
    return [Figure(_NAME, ratio(theirs, ours), _AIM)]


@dataclass(frozen=True)
class Peer:
    """The program that makes Viewflow's steps."""

    process: "subprocess.Popen[str]"

    def __call__(self) -> float:
        """The seconds that a block takes."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{BLOCK}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def _in_turns(approve: Callable[[], float], peer: Peer) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(ROUNDS + 1):
        took = (approve(), peer()) if turn % 2 else (peer(), approve())[::-1]
        if turn:  # the first is for warming up
            ours.append(took[0])
            theirs.append(took[1])
    return ours, theirs


@contextmanager
def _viewflow(python: Path, settings: Settings) -> Iterator[Peer]:
    drop_database(settings, _DATABASE)
    url = make_url(ensure_database(settings, _DATABASE))
    host = str(url.query.get("host") or url.host or "")
    where = [_DATABASE, host, str(url.port or ""), url.username or "", url.password or ""]
    command = [str(python), "-P", "-c", _RUN, str(Path(__file__).parent), *where]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Peer(process)
    finally:
        process.kill()
        process.wait()
        drop_database(settings, _DATABASE)
