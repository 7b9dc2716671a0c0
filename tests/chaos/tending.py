"""The house with its people in it, and asking it something while it is killed."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from flask import Flask
from sqlalchemy.exc import DBAPIError

from tests.chaos.house import WEIGHTS, House
from workflow.app import create_app
from workflow.cli.demo.world import build
from workflow.cli.migrate import upgrade
from workflow.models import db

T = TypeVar("T")


@contextmanager
def housed(
    folder: Path, weights: Mapping[str, int] = WEIGHTS, workers: int = 2, kind: type[House] = House
) -> Iterator[tuple[House, Flask]]:
    """The house with its people in it, and an application to look into its tables."""
    house = kind(folder, weights, workers)
    try:
        upgrade(house.settings)
        app = create_app(house.settings)
        with app.app_context():
            build()
            db.session.remove()
        house.tend()
        yield house, app
        with app.app_context():
            db.engine.dispose()
    finally:
        house.close()


def asked(app: Flask, question: Callable[[], T]) -> T:
    """An answer of the database, which may have been killed since it was asked last."""
    with app.app_context():
        for _ in range(20):
            try:
                return question()
            except DBAPIError:
                db.session.rollback()
                db.engine.dispose()
                time.sleep(0.2)
            finally:
                db.session.remove()
        return question()


def until(holds: Callable[[], bool], otherwise: str, seconds: float = 180.0) -> None:
    """Wait for it. Refuses (TimeoutError) to wait longer."""
    ends = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > ends:
            raise TimeoutError(otherwise)
        time.sleep(0.2)
