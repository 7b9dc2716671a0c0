"""The trial of acts notices an act that is half done, one that says done though it failed, one done twice."""

from contextlib import suppress

import pytest
from flask import Flask

from tests.every_act import Act, put_around
from tests.faults.injection import Injection
from tests.faults.probe import Probe
from workflow.actions.transaction import AlreadyDone, action, once
from workflow.models import FormToken, db
from workflow.models.clock import now


def _keep(token: str) -> None:
    db.session.add(FormToken(token=token, at=now()))
    db.session.flush()


@action
def whole() -> None:
    """As an act should be: pressed again it is refused."""
    once("một")
    _keep("hai")


@action
def in_two_halves() -> None:
    """Commits in the middle."""
    once("một")
    db.session.commit()
    _keep("hai")


@action
def every_time() -> None:
    """Does it once more whenever it is pressed."""
    _keep(f"{db.session.query(FormToken).count()}")


@action
def says_done() -> None:
    """Swallows what went wrong."""
    try:
        _keep("một")
    except Exception:  # noqa: BLE001 - what it stands for
        db.session.rollback()


CASES: list[tuple[Act, str]] = [
    (whole, ""),
    (in_two_halves, "half done"),
    (every_time, "does it again"),
    (says_done, "says done"),
]


@pytest.mark.parametrize(("act", "told"), CASES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_faulty_act_is_noticed_and_a_sound_one_is_let_be(app: Flask, act: Act, told: str) -> None:
    injection = Injection(db.engine)
    probe = Probe(act.__name__, act, injection, repeats=False, seed=None)
    take_back = put_around(act, probe.around)
    with injection.installed(), suppress(AlreadyDone):
        act()
    take_back()
    assert probe.is_reached
    assert probe.points > 3
    assert any(told in one for one in probe.found) if told else not probe.found
