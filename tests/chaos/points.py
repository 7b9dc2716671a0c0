"""Named points at which a process is killed: inside the acts by which a paper is approved, issued and sent."""

import os
import signal
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from tests.every_act import Act, act_named, put_around
from workflow.storage.store import Store

ACTS = (
    "actions.submit.submit_document",
    "actions.appraise.appraise_document",
    "actions.approve.approve_document",
    "actions.issue.take_number",
    "actions.issue.sign_document",
    "actions.issue.keep_prepared",
    "actions.sign.keep_own_signature",
    "actions.send.send_document",
    "actions.send.receive_document",
    "actions.notification.tell",
)
MOMENTS = ("begun", "recorded", "committing", "committed")
TOGETHER = (
    *(tuple(f"{act.rpartition('.')[2]}-{moment}" for act in ACTS) for moment in MOMENTS),
    ("store-begun", "store-kept"),
)
"""The points by moment: those of one are armed together, or the earliest would be met every time."""
HIT, HELD = ".hit", "held"
_RECORDING = "INSERT INTO audit_entry"


class Points:
    """The points of one process. A file in `folder` arms the point of its name; whoever takes it first kills what the
    file says: itself, the server process that works for it, or the whole database server; or is held up there."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder, self.data = folder, data
        self.here = threading.local()

    def install(self) -> None:
        """Watch every act of `ACTS`, and the store."""
        for name in ACTS:
            put_around(act_named(name), self._watched(name.rpartition(".")[2]))
        event.listen(Engine, "after_cursor_execute", self._executed)
        event.listen(Engine, "commit", self._committing)
        event.listen(Session, "after_commit", self._committed)
        self._watch_store()

    def reach(self, name: str) -> None:
        """Die or be held up here if this point is armed."""
        with suppress(FileNotFoundError):
            mine = self.folder / f".{name}.{os.getpid()}"
            (self.folder / name).rename(mine)
            whom = mine.read_text()
            mine.write_text(str(os.getpid()))
            mine.rename(self.folder / f"{name}{HIT}")
            os.kill(self._victim(whom), signal.SIGSTOP if whom == HELD else signal.SIGKILL)

    def _victim(self, whom: str) -> int:
        if whom == "postmaster":
            return int((self.data / "postmaster.pid").read_text().split(maxsplit=1)[0])
        backend: int | None = getattr(self.here, "backend", None)
        return backend if whom == "backend" and backend else os.getpid()

    def _watched(self, name: str) -> Any:
        def around(act: Act) -> Act:
            def run(*args: Any, **kwargs: Any) -> Any:
                self.here.act = name
                self.reach(f"{name}-begun")
                return act(*args, **kwargs)

            return run

        return around

    def _at(self, moment: str) -> None:
        act = getattr(self.here, "act", None)
        if act is not None:
            self.reach(f"{act}-{moment}")

    def _executed(self, connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
        self.here.backend = cursor.connection.info.backend_pid
        if _RECORDING in statement:
            self._at("recorded")

    def _committing(self, connection: Connection) -> None:
        self._at("committing")

    def _committed(self, session: Session) -> None:
        self._at("committed")
        self.here.act = None

    def _watch_store(self) -> None:
        keep = Store.put

        def put(store: Store, data: bytes) -> str:
            self.reach("store-begun")
            digest = keep(store, data)
            self.reach("store-kept")
            return digest

        setattr(Store, "put", put)  # noqa: B010
