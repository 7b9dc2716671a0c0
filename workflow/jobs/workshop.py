"""Where tasks run: the application whose context they need, named once when a worker starts."""

from typing import TYPE_CHECKING

from workflow.settings import Settings
from workflow.storage.store import Store

if TYPE_CHECKING:
    from flask import Flask

_made: list["Flask"] = []


def use_application(app: "Flask") -> None:
    """Name the application before any task runs."""
    _made[:] = [app]


def application() -> "Flask":
    """The application in whose context tasks run."""
    return _made[0]


def store() -> Store:
    """Its store of bytes."""
    kept: Store = application().extensions["trinhky-store"]
    return kept


def settings() -> Settings:
    """Its settings."""
    chosen: Settings = application().extensions["trinhky-settings"]
    return chosen
