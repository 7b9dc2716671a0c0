"""`python -m tests.chaos.victim web|worker FOLDER`: the same process as `trinhky serve` or `trinhky worker`, with the
named points at which it may be killed, and with less patience for a worker that is gone."""

import sys
from pathlib import Path

import workflow.app  # noqa: F401 - what every child needs is there before it is forked
from tests.chaos.points import Points
from workflow.cli.serve import serve_with_gunicorn
from workflow.database import database_url
from workflow.jobs import worker
from workflow.settings import Settings

ROLE, FOLDER = sys.argv[1], Path(sys.argv[2])


def main() -> None:
    """Run until killed."""
    settings = Settings.from_environment()
    Points(FOLDER, settings.var / "postgres").install()
    database_url(settings)
    if ROLE == "web":
        serve_with_gunicorn(settings, (settings.host, settings.port))
    else:
        worker.HEARTBEAT_SECONDS, worker.STALLED_SECONDS = 0.5, 2.0
        worker.run(settings, processes=settings.worker_processes)


if __name__ == "__main__":
    main()
