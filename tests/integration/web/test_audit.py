"""The audit page: every act in words, the verdict on the chain, closed to those outside."""

import pytest
from flask import Flask

from tests.factories import stages
from tests.kept_world import AS_THEY_WERE
from tests.signing_in import PersonClient, sign_in
from workflow.cli.demo.world import World
from workflow.models import Document, db
from workflow.queries import audit

pytestmark = pytest.mark.usefixtures("short_prints")


@pytest.fixture
def browser(app: Flask) -> PersonClient:
    """A browser that nobody has signed in with yet."""
    return PersonClient(app)


def seen(browser: PersonClient, username: str, document: Document, query: str = "", status: int = 200) -> str:
    """The audit page as this person sees it."""
    sign_in(browser, username)
    answer = browser.get(f"/van-ban/{document.id}/nhat-ky{query}")
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_tells_every_act_with_who_as_what_and_what_was_said(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.sent_alone(app, world)
    html = seen(browser, "soan.thuvien", document)
    assert html.count('role="rowheader"') == document.chain_length
    for words in ("Phạm Thị D", "Người soạn thảo", "Đang soạn thảo → Chờ thông qua", "số 01-BC/CB", "Hệ thống"):
        assert words in html
    assert "mục “Hạn chế, nguyên nhân”" in html
    assert "Nhật ký nguyên vẹn" in html


def test_says_where_the_chain_was_broken(app: Flask, world: World, browser: PersonClient) -> None:
    document = stages.submitted(world, stages.campaign_of(world))
    db.session.execute(db.text(AS_THEY_WERE))
    db.session.execute(
        db.text("UPDATE audit_entry SET actor_name = 'Kẻ khác' WHERE subject_id = :id AND ordinal = 3"),
        {"id": document.id},
    )
    db.session.commit()
    html = seen(browser, "soan.thuvien", document)
    assert "Nhật ký đã bị thay đổi từ việc số 3" in html
    assert "nguyên vẹn" not in html


def test_is_not_there_for_those_outside_but_for_the_inspector_above_once_sent(
    app: Flask, world: World, browser: PersonClient
) -> None:
    campaign = stages.campaign_of(world)
    written, gone = stages.submitted(world, campaign, "vanhoa"), stages.sent(app, world, campaign)
    seen(browser, "vanphong.so", gone, status=404)
    seen(browser, "kiemtra.so", written, status=404)
    assert "Phạm Thị D" in seen(browser, "kiemtra.so", gone)


def test_goes_on_where_a_page_ends(
    app: Flask, world: World, browser: PersonClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "PAGE", 4)
    document = stages.submitted(world, stages.campaign_of(world))
    assert f"/van-ban/{document.id}/nhat-ky?sau=4" in seen(browser, "soan.thuvien", document)
    last = seen(browser, "soan.thuvien", document, f"?sau={document.chain_length - 1}")
    assert last.count('role="rowheader"') == 1
    assert "Các việc tiếp theo" not in last
