"""The page of two texts beside one another: what changed, said in words and marks, for those of the house."""

import re

import pytest
from flask import Flask

from tests.factories.rewritten import COME, FIRST, GONE, SECOND, returned, rewritten, write
from tests.signing_in import PersonClient, sign_in
from workflow.cli.demo.world import World
from workflow.models import Document


@pytest.fixture
def browser(app: Flask) -> PersonClient:
    """The unit's drafter."""
    client = PersonClient(app)
    sign_in(client, "soan.thuvien")
    return client


def shown(browser: PersonClient, document: Document, asked: str = "") -> str:
    answer = browser.get(f"/van-ban/{document.id}/so-sanh{asked}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def marked(html: str, mark: str) -> list[str]:
    """What stands in these marks, each once."""
    found = re.findall(rf'<{mark}><span class="visually-hidden">[^<]*</span>([^<]*)</{mark}>', html)
    return list(dict.fromkeys(found))


def test_says_what_came_went_moved_and_reads_otherwise(app: Flask, world: World, browser: PersonClient) -> None:
    document = rewritten(app, world)
    html = shown(browser, document)
    assert "3 chỗ khác nhau" in html
    assert marked(html, "ins") == ["35", f"- {COME}"]
    assert marked(html, "del") == [f"- {GONE}", "34"]
    assert "đã chuyển chỗ" in html and "chuyển tới đây" in html
    assert "đoạn không đổi" in html
    assert f'<del><span class="visually-hidden">bỏ: </span>- {SECOND}' not in html


def test_the_text_being_written_is_compared_with_the_one_handed_in(
    app: Flask, world: World, browser: PersonClient
) -> None:
    document = returned(app, world)
    write(world, document, FIRST.replace("12.940", "13.000"))
    assert marked(shown(browser, document), "ins") == ["13.000"]
    assert "từng chữ" not in shown(browser, document)
    sign_in(browser, "bithu.thuvien")  # does not write: one text, which was handed in
    assert "Mới có một bản" in shown(browser, document)


def test_any_two_texts_may_be_chosen(app: Flask, world: World, browser: PersonClient) -> None:
    document = rewritten(app, world)
    assert marked(shown(browser, document, "?tu=2&den=1"), "del")[-1] == f"- {COME}"
    assert "cùng một bản" in shown(browser, document, "?tu=2&den=2")
    assert marked(shown(browser, document, "?tu=x&den=9"), "ins") == ["35", f"- {COME}"]


def test_nobody_outside_compares(app: Flask, world: World, browser: PersonClient) -> None:
    document = rewritten(app, world)
    for username in ("vanphong.so", "soan.baotang"):
        sign_in(browser, username)
        assert browser.get(f"/van-ban/{document.id}/so-sanh").status_code == 404
