"""The consolidation workspace of the department's office, ready on its desk."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.desk import TEXTS, Desk
from tests.factories import received
from tests.signing_in import PersonClient, sign_in
from workflow.cli.demo.world import World
from workflow.models import Document


@pytest.fixture
def document(world: World) -> Document:
    """A consolidation of two reports with words of their own, nothing handled yet."""
    return received.consolidation(world, TEXTS)


@pytest.fixture
def desk(app: Flask, document: Document) -> Iterator[Desk]:
    """Its workspace in the hands of the office."""
    client = PersonClient(app)
    sign_in(client, "vanphong.so")
    yield Desk(client, document)
