"""Pressed twice, a button answered the second time otherwise than the first: whoever began a paper was led to the list
and not to the paper, and whoever saved twice at once was told that somebody else had saved. Found by `make races`."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories import stages
from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.models import AuditEntry, Document, db
from workflow.web import section_forms


def test_begun_twice_leads_to_the_paper_twice(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, "vanphong.so")
    typed = {"abstract": "về việc họp", "addressees": "Chi bộ Thư viện tỉnh", "token": "một-lần-bấm"}
    typed["csrf_token"] = csrf_token(client)
    first, second = (client.post("/van-ban/soan-moi/CV", data=typed) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Document)) == 1


def test_saved_twice_at_once_is_saved(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    report = stages.draft_of(world, stages.campaign_of(world), "thuvien").id
    client, keep = app.test_client(), section_forms.keep
    sign_in(client, "soan.thuvien")
    form = {"version": "1", "text": "- Mở 2 lớp học.", "csrf_token": csrf_token(client)}
    path = f"/van-ban/{report}/soan/ket-qua"
    held: list[FlaskClient] = []

    def press_between(at: object, form_of_page: object, actor: object) -> object:
        """The first press comes through after the second has looked and before it saves."""
        if not held:
            held.append(client.application.test_client())
            sign_in(held[0], "soan.thuvien")
            inside = form | {"csrf_token": csrf_token(held[0])}
            assert held[0].post(path, data=inside).status_code == 303
        return keep(at, form_of_page, actor)  # type: ignore[arg-type]

    monkeypatch.setattr(section_forms, "keep", press_between)
    assert client.post(path, data=form).status_code == 303
    saved = select(func.count()).select_from(AuditEntry).where(AuditEntry.fact == "document:section_saved")
    assert db.session.scalar(saved) == 1
