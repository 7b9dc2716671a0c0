"""The register of tasks is one form. It carried an empty version of its own before those of the buttons "Bỏ" and
"Lấy lại": the first one counts, so that whoever pressed was told that somebody had changed the task meanwhile."""

import re

from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.factories.planned import plan_of
from tests.signing_in import PersonClient, sign_in
from workflow.cli.demo.world import World
from workflow.domain.tasks import TaskState
from workflow.models import Task, db
from workflow.queries.tasks import register

_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_BUTTON = re.compile(r'<button[^>]* formaction="([^"]+)" name="([^"]+)" value="([^"]*)">([^<]+)')


def pressed(client: PersonClient, path: str, label: str) -> int:
    """Press the first button of that name with everything that its form carries, in the order of the page."""
    (form,) = re.findall(rf'<form method="post" action="{path}">(.*?)</form>', client.get(path).text, re.DOTALL)
    to, name, value, _ = next(found for found in _BUTTON.findall(form) if found[3] == label)
    return client.post(to, data=MultiDict([*_FIELD.findall(form), (name, value)])).status_code


def test_a_task_is_set_aside_and_taken_back_from_the_register(app: Flask, world: World) -> None:
    plan, client = plan_of(world), PersonClient(app)
    sign_in(client, "vanphong.so")
    first = register(plan.id)[0].id
    for label, state in (("Bỏ", TaskState.DROPPED), ("Lấy lại", TaskState.PROPOSED)):
        assert pressed(client, f"/ke-hoach/{plan.id}/nhiem-vu", label) == 303
        db.session.expire_all()
        assert db.session.get_one(Task, first).state is state
