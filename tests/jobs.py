"""Doing the promised jobs in the test's own process, as the worker would."""

from flask import Flask

from workflow.jobs.worker import work_off


def do_jobs(app: Flask) -> None:
    """Work the queue off and return; a job that fails is put back by its own retry rule and left."""
    work_off(app)
