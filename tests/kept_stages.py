"""Stages that many tests begin from: brought about once a process by real acts, then laid back as they were.

A stage is laid back only over the untouched world, under the settings, on the day and by the printing that it was
brought about with; else the acts are done again."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Concatenate, ParamSpec

from flask import Flask
from sqlalchemy import text

from tests.kept_world import AS_THEY_WERE, copied
from workflow.cli.demo.world import World
from workflow.jobs import issue
from workflow.models import Document, db
from workflow.models.clock import today
from workflow.settings import Settings

P = ParamSpec("P")
Stage = Callable[Concatenate[Flask, World, P], Document]
Conditions = tuple[Settings, dt.date, object, tuple[object, ...]]

_schemas = (f"kept_{number}" for number in count(1))
_files: dict[Path, bytes] = {}
being_kept: list[str] = []
"""The stages that are just brought about for the first time."""


@dataclass(frozen=True)
class KeptStage:
    """What lays the rows back, and which document it is about."""

    statements: str
    document_id: int

    def lay_back(self) -> Document:
        """The rows in the place of the world's, and the stored files and the keys as they were."""
        with db.engine.begin() as connection:
            connection.exec_driver_sql(AS_THEY_WERE)
            connection.exec_driver_sql("SELECT kept.sweep()")
            connection.exec_driver_sql(self.statements)
        for path, content in _files.items():
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
        db.session.expire_all()
        return db.session.get_one(Document, self.document_id)


def kept(build: Stage[P]) -> Stage[P]:
    """The stage, done by its acts the first time."""
    shelf: dict[Conditions, KeptStage] = {}

    @wraps(build)
    def laid_back(app: Flask, world: World, /, *args: P.args, **kwargs: P.kwargs) -> Document:
        if kwargs or not _untouched():
            return build(app, world, *args, **kwargs)
        settings: Settings = app.extensions["trinhky-settings"]
        conditions = (settings, today(), vars(issue)["print_apart"], args)
        if conditions in shelf:
            return shelf[conditions].lay_back()
        before = _stored(settings)
        being_kept.append(build.__name__)
        try:
            document = build(app, world, *args, **kwargs)
        finally:
            being_kept.pop()
        db.session.commit()
        with db.engine.begin() as connection:
            shelf[conditions] = KeptStage(copied(connection, next(_schemas)), document.id)
        made = _stored(settings) - before | _files_in(settings.demo_authority)
        _files.update({path: path.read_bytes() for path in made})
        return document

    return laid_back


def _untouched() -> bool:
    """Whether every row there is was written by one transaction, that which laid the world back."""
    if db.session.new or db.session.dirty or db.session.deleted:
        return False
    (alone,) = db.session.execute(text("SELECT kept.untouched()")).one()
    if alone:
        db.session.rollback()
    return bool(alone)


def _stored(settings: Settings) -> set[Path]:
    return _files_in(Path(settings.storage))


def _files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}
