"""The application for a command: its context for as long as the command needs it, and no connection left behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

import workflow
from workflow.models import db
from workflow.settings import Settings


@contextmanager
def application(settings: Settings) -> Iterator[Flask]:
    """An application over the settings with its context pushed."""
    app: Flask = workflow.create_app(settings)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
