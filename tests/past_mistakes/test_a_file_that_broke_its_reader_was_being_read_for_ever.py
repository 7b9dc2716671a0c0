"""What nobody foresaw while a file was read was tried five times and told to nobody: its page said “đang
đọc” for ever."""

import pytest
from flask import Flask

from tests.jobs import run_task
from workflow.actions.imports import Brought, begin_import
from workflow.cli.demo.world import World
from workflow.domain.job_names import JobName
from workflow.domain.states import ImportState
from workflow.jobs import imports
from workflow.jobs.queue import MAX_ATTEMPTS
from workflow.jobs.workshop import use_application
from workflow.models import PaperImport, db


def test_the_last_attempt_is_told(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("unforeseen")

    use_application(app)
    monkeypatch.setattr(imports, "run", breaks)
    brought = Brought("a.txt", app.extensions["trinhky-store"].put("Lời.".encode()))
    number = begin_import(world.organisations["so"].id, brought, actor=world.actor("vanphong.so")).id
    for attempts, state, reason in ((0, ImportState.READING, None), (MAX_ATTEMPTS, ImportState.FAILED, imports.BROKEN)):
        with pytest.raises(RuntimeError):
            run_task(JobName.READ_IMPORT, attempts, import_id=number)
        db.session.expire_all()
        found = db.session.get_one(PaperImport, number)
        assert (found.state, found.reason or None) == (state, reason)
