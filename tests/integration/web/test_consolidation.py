"""The consolidation workspace through its pages: taking over, merging, leaving out, rewriting, two clerks at once."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories import stages
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.models import Document


@pytest.fixture
def office(app: Flask, world: World) -> Iterator[PersonClient]:
    client = PersonClient(app)
    sign_in(client, "vanphong.so")
    yield client


def test_looks(app: Flask, world: World, office: PersonClient) -> None:
    document = stages.consolidation(app, world)
    answer = office.get(f"/van-ban/{document.id}/tong-hop/ket-qua")
    print(answer.text)
    assert answer.status_code == 200
