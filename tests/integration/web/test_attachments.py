"""Files go along with a report: examined, listed to the superior, fetched by whoever may read, fixed when handed in."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.stages import campaign_of, draft_of, finish
from tests.integration.web.test_drafts import person, words
from tests.signing_in import csrf_token
from workflow.actions.compose import content_of
from workflow.cli.demo.world import World
from workflow.models import Attachment, Document, db

LIST = "Họ tên\nNguyễn Văn A\n".encode()


@pytest.fixture
def document(world: World) -> Document:
    """The report of Chi bộ Thư viện tỉnh, begun; the outline asks for a list."""
    campaign = campaign_of(world)
    campaign.outline_json = {**campaign.outline_json, "attachments": ["Danh sách đảng viên mới"]}
    db.session.commit()
    return draft_of(world, campaign)


@pytest.fixture
def writer(app: Flask, document: Document) -> FlaskClient:
    return person(app, "soan.thuvien")


def send(client: FlaskClient, document: Document, name: str, data: bytes, **fields: str) -> TestResponse:
    typed = {"title": "Danh sách", "csrf_token": csrf_token(client), "file": (io.BytesIO(data), name), **fields}
    return client.post(f"/van-ban/{document.id}/tep-kem", data=typed, content_type="multipart/form-data")


def test_a_file_is_added_read_by_the_superior_and_fixed_with_the_paper(
    app: Flask, world: World, writer: FlaskClient, document: Document
) -> None:
    assert "Danh sách đảng viên mới" in words(writer.get(f"/van-ban/{document.id}/tep-kem"))
    assert send(writer, document, "danh-sach.txt", LIST).status_code == 303
    one = db.session.query(Attachment).one()
    path = f"/van-ban/{document.id}/tep-kem/{one.id}"
    assert content_of(document)["attachments"] == [
        {"title": "Danh sách", "name": "danh-sach.txt", "digest": one.digest}
    ]
    above = person(app, "vanphong.so")
    assert above.get(path).status_code == 404
    finish(app, world, document, "thuvien")
    assert "Danh sách" in words(above.get(f"/van-ban/{document.id}"))
    fetched = above.get(path)
    assert fetched.data == LIST
    assert fetched.headers["Content-Disposition"].startswith("attachment;")
    assert person(app, "soan.baotang").get(path).status_code == 404
    assert send(writer, document, "them.txt", LIST).status_code == 409
    assert db.session.query(Attachment).count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("a.pdf", LIST, "A"), "Đuôi tên tệp không đúng"),
        (("a.exe", b"MZ\x00", "A"), "Đây là tệp chương trình"),
        (("a.txt", b"", "A"), "Tệp rỗng"),
        (("a.txt", LIST, " "), "Đây là tệp gì: hãy ghi tên gọi của tệp"),
    ],
)
def test_what_is_no_honest_file_is_refused(
    writer: FlaskClient, document: Document, given: tuple[str, bytes, str], sentence: str
) -> None:
    name, data, title = given
    answer = send(writer, document, name, data, title=title)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert db.session.query(Attachment).count() == 0


def test_a_file_is_left_behind_and_the_same_press_adds_it_once(writer: FlaskClient, document: Document) -> None:
    for _ in range(2):
        assert send(writer, document, "a.txt", LIST, token="mot").status_code == 303
    (one,) = db.session.query(Attachment).all()
    path = f"/van-ban/{document.id}/tep-kem/{one.id}"
    assert writer.post(f"{path}/bo", data={"csrf_token": csrf_token(writer)}).status_code == 303
    assert writer.get(path).status_code == 404
    assert "attachments" not in content_of(document)
