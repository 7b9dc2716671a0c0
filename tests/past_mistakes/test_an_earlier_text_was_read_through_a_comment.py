"""A superior's office that pressed a comment with the id of a block from a text never sent up, and left its field
empty, got the page back with that block's words."""

import pytest
from flask import Flask

from tests.factories import stages
from tests.factories.rewritten import GONE, returned
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.models import Document

pytestmark = pytest.mark.usefixtures("short_prints")


def test_words_of_a_text_that_was_not_sent_stay_in_the_house(app: Flask, world: World) -> None:
    document = returned(app, world)
    block = _block_of(document, GONE)
    document = stages.finish(app, world, stages.reloaded(document), "thuvien")
    for who, reads in (("vanphong.so", False), ("bithu.thuvien", True)):
        client = PersonClient(app)
        sign_in(client, who)
        typed = {"csrf_token": csrf_token(client), "block": block, "text": "", "audience": "visible"}
        answer = client.post(f"/van-ban/{document.id}/gop-y/moi", data=typed)
        assert answer.status_code in {409, 422}
        assert (GONE in answer.get_data(as_text=True)) == reads, who


def _block_of(document: Document, words: str) -> str:
    revision = stages.reloaded(document).revision
    assert revision is not None
    return next(str(one["id"]) for one in revision.content["blocks"] if one["text"] == words)
