"""Once an hour the worker forgets what has done its duty."""

from workflow.actions.sweep import forget_jobs, forget_tokens
from workflow.domain.errors import Overloaded
from workflow.jobs.workshop import application

EVERY_SECONDS = 3600.0


def sweep() -> None:
    """Batch after batch, in the application's context. A database that is busy is left in peace until the next time."""
    with application().app_context():
        try:
            for forget in (forget_jobs, forget_tokens):
                while forget():
                    pass
        except Overloaded:
            return
