"""Many were urged about at once and the database failed in the middle: the page said that nothing was recorded, though
what went before stood."""

from typing import Any

import pytest
from flask import Flask
from psycopg.errors import UndefinedFile
from sqlalchemy.exc import OperationalError

from tests.factories import stages
from tests.factories.late import make_late
from tests.integration.web.test_many import boxes, client_of, part, press
from workflow.actions import urge
from workflow.cli.demo.world import World
from workflow.domain import dates
from workflow.models.clock import today

BELOW = ((("vanhoa", "baotang"), 9), (("thuvien",), 4))


def test_each_letter_is_told_of_by_itself(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for below, days in BELOW:
        make_late(stages.campaign_of(world, below=below), days)
    office, letter, calls = client_of(app, "vanphong.so"), urge._letter, list[int]()
    keys = boxes(office, "don-doc")

    def fails_later(*given: Any) -> Any:
        calls.append(1)
        if len(calls) > 1:
            raise OperationalError("INSERT", {}, UndefinedFile())
        return letter(*given)

    monkeypatch.setattr(urge, "_letter", fails_later)
    answer = press(office, "don-doc", keys, reply_by=dates.typed(today()), token="mot")
    assert answer.status_code == 200
    assert part(answer.text, "xong").count("Đã lập công văn đôn đốc") == 1
    assert part(answer.text, "chua").count("Hệ thống gặp sự cố") == 1
