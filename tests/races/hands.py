"""Processes that work at once on one database, each with connections of its own."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask

from workflow.models import db

Work = Callable[[Counter[str]], None]


def at_once(app: Flask, works: Sequence[Work]) -> Counter[str]:
    """Each in a process of its own, within the application's context; what all of them counted. What one ends with
    instead is counted as `trouble: …`. The application's connections are closed before the processes part, that of
    whoever calls among them."""
    db.session.rollback()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    parting = multiprocessing.get_context("fork")
    queue = parting.SimpleQueue()
    hands = [parting.Process(target=_hand, args=(app, work, queue)) for work in works]
    for hand in hands:
        hand.start()
    done: Counter[str] = Counter()
    for _ in hands:
        done.update(queue.get())
    for hand in hands:
        hand.join()
    return done


def trouble(done: Counter[str]) -> list[str]:
    """What no process should have ended with."""
    return [word for word in done if word.startswith("trouble")]


def _hand(app: Flask, work: Work, queue: Any) -> None:
    done = Counter[str]()
    try:
        with app.app_context():
            work(done)
            db.session.remove()
            db.engine.dispose()
    except Exception as failure:  # noqa: BLE001 - told to whoever counts
        done[f"trouble: {failure!r}"] += 1
    queue.put(done)
    os._exit(0)  # what was inherited is not this process's to close
