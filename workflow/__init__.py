"""Trình Ký: the workflow application. Importing this package imports nothing else, so `python -m workflow setup`
runs before anything is installed and `forms` can import `workflow.domain` without a circle."""

from typing import Any


def __getattr__(name: str) -> Any:
    if name == "create_app":
        # Offered lazily: importing the factory here would pull in the web layer from the lowest one.
        from workflow.app import create_app

        return create_app
    raise AttributeError(name)
