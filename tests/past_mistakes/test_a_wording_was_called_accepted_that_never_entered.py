"""A wording suggested for an annex was called accepted without asking whether it stands there now."""

import pytest
from flask import Flask

from tests.factories import stages
from tests.factories.rewritten import hand_in, handed_in, send_back
from workflow.actions import suggestion
from workflow.actions.annex import add_annex, save_annex
from workflow.actions.comment import make_comment
from workflow.actions.compose import content_of
from workflow.cli.demo.world import World
from workflow.domain.errors import TransitionRefused
from workflow.domain.inputs.commenting import MakeComment
from workflow.domain.inputs.writing import SaveAnnex
from workflow.models import Comment, Document

TEXT, BETTER = "Thư viện có 34 câu lạc bộ đọc sách ở cơ sở.", "Thư viện có 35 câu lạc bộ đọc sách ở cơ sở."


def suggested(app: Flask, world: World) -> tuple[Document, Comment]:
    """Another wording for a paragraph of an annex, the paper back with its writer."""
    document, drafter = handed_in(app, world), world.actor("soan.thuvien")
    send_back(world, document)
    annex = add_annex(document.id, actor=drafter)
    save_annex(document.id, SaveAnnex(annex.key, "Danh sách", TEXT, annex.version), actor=drafter)
    hand_in(world, document)
    revision = stages.reloaded(document).revision
    assert revision is not None
    block = revision.content["annexes"][0]["blocks"][0]["id"]
    given = MakeComment(block, "", proposed=BETTER)
    made = make_comment(document.id, given, actor=world.actor("bithu.thuvien"))
    return send_back(world, document), made


def test_a_wording_enters_an_annex(app: Flask, world: World) -> None:
    document, made = suggested(app, world)
    suggestion.accept_suggestion(document.id, made.id, actor=world.actor("soan.thuvien"))
    content = content_of(stages.reloaded(document))
    assert [shape["text"] for shape in content["annexes"][0]["blocks"]] == [BETTER]


def test_one_that_did_not_enter_is_refused(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    document, made = suggested(app, world)
    monkeypatch.setattr(suggestion, "write_back", lambda *_: None)
    with pytest.raises(TransitionRefused, match="không đặt được vào đúng đoạn"):
        suggestion.accept_suggestion(document.id, made.id, actor=world.actor("soan.thuvien"))
