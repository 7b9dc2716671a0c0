"""The real pages while writing: asked for, drawn by the worker, at most one drawing behind; a failure costs no word."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.factories import stages
from tests.jobs import do_jobs
from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.domain.errors import RenderingFailed
from workflow.jobs import preview
from workflow.models import Document, db

WAITING = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'preview.draw' AND status = 'todo'")
PICTURE = re.compile(r'src="([^"]+\.png)"')
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def draft(world: World) -> Document:
    return stages.draft_of(world, stages.campaign_of(world))


@pytest.fixture
def writer(app: Flask, draft: Document) -> FlaskClient:
    client = app.test_client()
    sign_in(client, "soan.thuvien")
    return client


def ask(writer: FlaskClient, draft: Document, **more: str) -> str:
    path = f"/van-ban/{draft.id}/xem-trang"
    return writer.post(path, data={"csrf_token": csrf_token(writer), **more}, headers=SCRIPT).get_data(as_text=True)


def write(writer: FlaskClient, draft: Document, words: str, act: str = "luu") -> str:
    """Save words in a section as the page does; where it leads."""
    path = f"/van-ban/{draft.id}/soan/ket-qua"
    version = re.findall(r'name="version" value="(\d+)"', writer.get(path).get_data(as_text=True))[0]
    typed = {"csrf_token": csrf_token(writer), "version": version, "text": words, "act": act}
    answer = writer.post(path, data=typed)
    assert answer.status_code == 303
    return answer.location


def test_the_pages_come_and_follow_the_words(app: Flask, writer: FlaskClient, draft: Document) -> None:
    waiting = ask(writer, draft)
    assert "Đang dàn trang" in waiting and "hx-get" in waiting
    do_jobs(app)
    first = writer.get(f"/van-ban/{draft.id}/xem-trang", headers=SCRIPT).get_data(as_text=True)
    assert "đúng như khi in" in first and "hx-get" not in first
    picture = PICTURE.findall(first)[0]
    assert writer.get(picture).data.startswith(b"\x89PNG")
    write(writer, draft, "- Tổ chức 06 buổi nói chuyện")
    assert "Đang dàn lại trang" in ask(writer, draft)
    do_jobs(app)
    second = writer.get(f"/van-ban/{draft.id}/xem-trang", headers=SCRIPT).get_data(as_text=True)
    assert PICTURE.findall(second)[0] != picture
    assert writer.get(picture).status_code == 404


def test_at_most_one_drawing_waits(writer: FlaskClient, draft: Document) -> None:
    for words in ("- Một", "- Hai", "- Ba"):
        write(writer, draft, words)
        ask(writer, draft)
    assert db.session.scalar(WAITING) == 1


def test_the_same_words_are_not_drawn_again(app: Flask, writer: FlaskClient, draft: Document) -> None:
    ask(writer, draft)
    do_jobs(app)
    ask(writer, draft)
    db.session.rollback()
    assert db.session.scalar(WAITING) == 0


def test_without_a_script_the_words_are_saved_and_the_pages_have_a_page(
    app: Flask, writer: FlaskClient, draft: Document
) -> None:
    page = write(writer, draft, "- Giữ lại trước khi xem", act="xem")
    assert page == f"/van-ban/{draft.id}/xem-trang"
    assert 'http-equiv="refresh"' in writer.get(page).get_data(as_text=True)
    do_jobs(app)
    shown = writer.get(page).get_data(as_text=True)
    assert PICTURE.findall(shown) and 'http-equiv="refresh"' not in shown
    assert "Giữ lại trước khi xem" in writer.get(f"/van-ban/{draft.id}/soan/ket-qua").get_data(as_text=True)


def test_pages_that_cannot_be_drawn_say_so_and_the_words_stay(
    app: Flask, writer: FlaskClient, draft: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(paper: object) -> None:
        raise RenderingFailed("Không tạo được PDF: dàn trang quá lâu.", permanent=True)

    monkeypatch.setattr(preview, "draw_apart", fail)
    write(writer, draft, "- Chữ vẫn còn")
    ask(writer, draft)
    do_jobs(app)
    shown = writer.get(f"/van-ban/{draft.id}/xem-trang", headers=SCRIPT).get_data(as_text=True)
    assert "dàn trang quá lâu" in shown and "hx-get" not in shown
    assert "Chữ vẫn còn" in writer.get(f"/van-ban/{draft.id}/soan/ket-qua").get_data(as_text=True)


def test_without_a_worker_the_page_says_that_the_words_are_kept(writer: FlaskClient, draft: Document) -> None:
    ask(writer, draft)
    db.session.execute(text("UPDATE preview SET asked_at = asked_at - interval '2 minutes', pages = '[\"0\"]'"))
    db.session.commit()
    shown = writer.get(f"/van-ban/{draft.id}/xem-trang", headers=SCRIPT).get_data(as_text=True)
    assert "Chữ vẫn được lưu" in shown and "hx-get" not in shown
