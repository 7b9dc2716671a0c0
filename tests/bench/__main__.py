"""`python -m tests.bench [name ...]`: run the benchmarks (all of them when none is named) and write var/bench.json."""

import sys

from tests.bench import (
    approval,
    books,
    dashboards,
    evidence,
    hostile,
    paper,
    peers,
    queue,
    rollup,
    sheet,
    signing,
    task_rollup,
    validation,
    web,
    workspace,
)
from tests.bench.figures import Figure, outcome, write
from workflow.settings import PROJECT_ROOT

ALL = {
    "paper": paper.figures,
    "sheet": sheet.figures,
    "approval": approval.figures,
    "web": web.figures,
    "peers": peers.figures,
    "queue": queue.figures,
    "dashboards": dashboards.figures,
    "books": books.figures,
    "evidence": evidence.figures,
    "signing": signing.figures,
    "validation": validation.figures,
    "hostile": hostile.figures,
    "workspace": workspace.figures,
    "rollup": rollup.figures,
    "task_rollup": task_rollup.figures,
}


def main(names: list[str]) -> int:
    """Exit as `outcome` says, 2 for an unknown name."""
    if not set(names) <= set(ALL):
        return 2
    found: list[Figure] = []
    for name, measure in ALL.items():
        if not names or name in names:
            found += measure()
    write(found, PROJECT_ROOT / "var" / "bench.json")
    return outcome(found)


sys.exit(main(sys.argv[1:]))
