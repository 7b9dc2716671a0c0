"""An application whose settings are others for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask

from workflow.settings import Settings


def settings_of(app: Flask) -> Settings:
    """The settings of the application."""
    found: Settings = app.extensions["trinhky-settings"]
    return found


@contextmanager
def other_settings(app: Flask, **changed: Any) -> Iterator[None]:
    """These settings instead, until the block ends."""
    before = settings_of(app)
    app.extensions["trinhky-settings"] = replace(before, **changed)
    try:
        yield
    finally:
        app.extensions["trinhky-settings"] = before
