"""Once an hour the worker forgets what has done its duty."""

from workflow.actions.sweep import forget_jobs, forget_tokens
from workflow.jobs.workshop import application

EVERY_SECONDS = 3600.0


def sweep() -> None:
    """Batch after batch, in the application's context."""
    with application().app_context():
        for forget in (forget_jobs, forget_tokens):
            while forget():
                pass
