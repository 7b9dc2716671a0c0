"""A form posted with a token that none of ours has, too long for its column or with signs that no database keeps, was a
page of trouble."""

import pytest
from flask import Flask

from tests.factories import stages
from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.queries.annexes import annexes_of


@pytest.mark.parametrize("token", ["x" * 65, "a\0b", "a\nb"], ids=["long", "nul", "line"])
def test_it_is_refused_and_nothing_is_done(app: Flask, world: World, token: str) -> None:
    document, writer = stages.draft_of(world, stages.campaign_of(world)), app.test_client()
    sign_in(writer, "soan.thuvien")
    answer = writer.post(f"/van-ban/{document.id}/phu-luc", data={"csrf_token": csrf_token(writer), "token": token})
    assert answer.status_code == 422
    assert "Hãy mở lại trang" in answer.get_data(as_text=True)
    assert annexes_of(document.id) == []
