"""Coming in and going out, and what was typed when a sign-in ran out."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import PASSWORD, World


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    """A browser nobody has signed in with."""
    return app.test_client()


def test_leads_a_stranger_to_the_door_and_back_to_the_page_asked_for(client: FlaskClient) -> None:
    door = client.get("/tai-khoan?x=1")
    assert door.status_code == 303
    assert door.location == "/dang-nhap?tiep=/tai-khoan?x%3D1"
    typed = {"username": "soan.thuvien", "password": PASSWORD, "tiep": "/tai-khoan?x=1"}
    token = csrf_token(client, "/dang-nhap")
    assert client.post("/dang-nhap", data=typed | {"csrf_token": token}).location == "/tai-khoan?x=1"
    page = client.get("/").get_data(as_text=True)
    assert "Phạm Thị D" in page
    assert "Chi bộ Thư viện tỉnh" in page


def test_two_people_in_two_browsers_are_two_people(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    sign_in(client, "soan.thuvien")
    sign_in(other, "vanphong.so")
    assert "Phạm Thị D" in client.get("/tai-khoan").get_data(as_text=True)
    assert "Trần Thị B" in other.get("/tai-khoan").get_data(as_text=True)
