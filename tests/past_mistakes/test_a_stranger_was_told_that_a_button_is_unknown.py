"""A press that no page has was answered in the workspace of others before anybody asked whose it is."""

from flask import Flask

from tests.desk import TEXTS
from tests.factories.received import consolidation
from tests.integration.rights.people import seated
from workflow.cli.demo.world import World


def test_to_others_there_is_no_workspace_whatever_they_press(app: Flask, world: World) -> None:
    path = f"/van-ban/{consolidation(world, TEXTS).id}/tong-hop/ket-qua"
    for name, status in (("vanphong.so", 422), ("soan.baotang", 404)):
        client, token = seated(app, world.people[name])
        assert client.post(path, data={"csrf_token": token, "act": "không có"}).status_code == status
