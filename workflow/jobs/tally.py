"""The tallies follow what happened: a worker looks every moment whether there is something to count."""

from workflow.actions.tally import fold
from workflow.domain.errors import Overloaded
from workflow.jobs.workshop import application

EVERY_SECONDS = 2.0


def fold_all() -> None:
    """Count everything that was told so far, a batch a transaction, in the application's context. A database that is
    busy is left in peace until the next time."""
    with application().app_context():
        try:
            while fold():
                pass
        except Overloaded:
            return
