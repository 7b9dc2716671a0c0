"""No order of commands lets anybody vote on own text, or a body decide on words that its members did not read: the
short form of `make sequences`."""

import pytest
from flask import Flask

from tests.kept_world import KeptWorld
from tests.sequences.committee_machine import Deciding, counts, keep_committee
from tests.sequences.player import deliberate

SEQUENCES, STEPS = 16, 30

pytestmark = [pytest.mark.usefixtures("short_prints"), pytest.mark.timeout(600)]


def test_the_committee_and_its_model_agree_after_every_command(
    application: Flask, kept_world: KeptWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    with application.app_context():
        monkeypatch.setattr(Deciding, "application", application, raising=False)
        monkeypatch.setattr(Deciding, "kept", keep_committee(application, kept_world), raising=False)
    deliberate(0, SEQUENCES, STEPS)
    assert counts["accepted"] > SEQUENCES * 10
    assert counts["refused"] > SEQUENCES
    assert counts["vote"] > 0
