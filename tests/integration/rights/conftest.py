"""What is the same at every address is made once: what waits for a person, and the sheets of a printed history."""

from types import SimpleNamespace
from typing import Any

import pytest

from workflow.domain.actor import Actor
from workflow.queries import inbox
from workflow.queries.inbox import Tally


@pytest.fixture
def plain_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits is counted once a person: nothing that the proofs ask for changes it. A history is given out as the
    words that the printer gets, where no line break can hide one."""
    counted: dict[int | None, Tally] = {}
    tally = inbox.tally

    def once(actor: Actor, *args: Any) -> Tally:
        if actor.user_id not in counted:
            counted[actor.user_id] = tally(actor, *args)
        return counted[actor.user_id]

    monkeypatch.setattr(inbox, "tally", once)
    monkeypatch.setattr("workflow.web.history_files.run", _as_words)


def _as_words(task: str, *given: Any, **_: Any) -> SimpleNamespace:
    return SimpleNamespace(data=repr(given).encode())
