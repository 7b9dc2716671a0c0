"""A comment made whoever was reading the paper press twice, for their page counted as old; it kept a step from being
taken back, even a comment of one's own; and words typed about a block that left the text meanwhile, or for a paper that
was cancelled meanwhile, were lost."""

import pytest
from flask import Flask

from tests.factories import stages
from tests.factories.rewritten import FIRST, GONE, SECOND, THIRD, hand_in, handed_in, send_back, write
from tests.integration.web.test_comments import BETTER, block_of, browser, press, say, words
from tests.signing_in import csrf_token
from tests.wholeness import versions
from workflow.actions.approve import approve_document
from workflow.actions.comment import close_comment, make_comment, reply_to_comment
from workflow.actions.submit import recall_document
from workflow.actions.undo import undo_step
from workflow.actions.withdraw import cancel_document
from workflow.cli.demo.world import World
from workflow.domain.facts import Fact
from workflow.domain.inputs.commenting import MakeComment, ReplyToComment
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.states import DocumentState
from workflow.models import Document
from workflow.queries.audit import was_pressed

pytestmark = pytest.mark.usefixtures("short_prints")

SAID = "Ghi rõ số người dự."


def first_block(document: Document) -> str:
    """The name of a block of the text handed in."""
    document = stages.reloaded(document)
    assert document.revision is not None
    return str(document.revision.content["blocks"][0]["id"])


def comment(world: World, document: Document, who: str) -> None:
    """Said, answered and settled by one person."""
    actor = world.actor(who)
    made = make_comment(document.id, MakeComment(first_block(document), SAID), actor=actor)
    reply_to_comment(document.id, made.id, ReplyToComment("Đã rõ."), actor=actor)
    close_comment(document.id, made.id, actor=actor)


def test_an_open_page_is_not_old_by_a_comment_and_a_second_press_is_known(app: Flask, world: World) -> None:
    document, member = stages.in_approval(app, world), world.actor("uyvien.so")
    seen = document.version
    comment(world, document, "vanphong.so")
    approve_document(document.id, Approve(seen), actor=member)
    comment(world, document, "vanphong.so")
    assert was_pressed(document.id, seen, Fact.DOCUMENT_APPROVED, member)
    assert not was_pressed(document.id, seen, Fact.DOCUMENT_APPROVED, world.actor("bithu.so"))
    assert not any(was_pressed(document.id, other, Fact.DOCUMENT_APPROVED, member) for other in (0, seen + 1, 2**80))
    assert list(versions()) == []


def test_a_comment_takes_nothing_in_hand(app: Flask, world: World) -> None:
    document, member = stages.approved(app, world), world.actor("uyvien.so")
    comment(world, document, "uyvien.so")
    comment(world, document, "vanphong.so")
    undo_step(document.id, Act(document.version, "Bấm nhầm"), actor=member)
    assert document.state is DocumentState.IN_APPROVAL


def test_what_was_commented_on_is_recalled_to_be_mended(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    comment(world, document, "bithu.thuvien")
    recall_document(document.id, Act(stages.reloaded(document).version), actor=world.actor("soan.thuvien"))
    assert document.state is DocumentState.DRAFT


def test_words_about_a_block_that_left_the_text_are_kept(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    secretary, block = browser(app, "bithu.thuvien"), block_of(document, GONE)
    send_back(world, document)
    write(world, document, FIRST, SECOND, THIRD)
    hand_in(world, document)
    answer = press(secretary, document, "moi", block=block, audience="internal", text=SAID)
    assert answer.status_code == 422
    assert "Đoạn này không có trong bản đã trình" in words(answer)
    assert SAID in words(answer)


def test_words_typed_while_the_paper_was_cancelled_are_kept(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    secretary, drafter = browser(app, "bithu.thuvien"), browser(app, "soan.thuvien")
    one = say(secretary, document, proposed=BETTER)
    send_back(world, document)
    given = Act(stages.reloaded(document).version, "Gộp vào báo cáo khác.")
    cancel_document(document.id, given, actor=world.actor("soan.thuvien"))
    new = press(secretary, document, "moi", block=one.block, audience="internal", text=SAID)
    reply = press(drafter, document, str(one.id), text=SAID)
    refusal = press(drafter, document, f"{one.id}/khong-nhan", answer=SAID)
    assert [answer.status_code for answer in (new, reply, refusal)] == [409] * 3
    for answer in (new, reply, refusal):
        assert "không góp ý nữa" in words(answer)
        assert SAID in words(answer)


def test_why_a_wording_is_not_taken_is_kept_when_another_decided_first(app: Flask, world: World) -> None:
    document = handed_in(app, world)
    secretary, drafter = browser(app, "bithu.thuvien"), browser(app, "soan.thuvien")
    one = say(secretary, document, proposed=BETTER)
    assert press(drafter, document, f"{one.id}/khong-nhan", answer="Số cũ.").status_code == 303
    typed = {"csrf_token": csrf_token(drafter), "answer": SAID}
    again = drafter.post(f"/van-ban/{document.id}/gop-y/{one.id}/khong-nhan", data=typed)
    assert again.status_code == 409
    assert SAID in words(again)
