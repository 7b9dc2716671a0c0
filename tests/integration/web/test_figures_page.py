"""The page of the figures: each kind is typed, kept exactly, doubted in a sentence, finished only when it may be."""

from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.stages import campaign_of, draft_of
from tests.integration.web.test_drafts import at, kept, person, post, words
from workflow.actions.compose import content_of
from workflow.cli.demo.world import World
from workflow.domain.outline import RESOLUTION_REPORT, Check, Formula, Indicator, IndicatorKind, Relation
from workflow.models import Document, db

ASKED = (
    Indicator("dang-vien", "Tổng số đảng viên", "người"),
    Indicator("du-hoc", "Đảng viên dự học", "người"),
    Indicator("kinh-phi", "Kinh phí", "tỷ đồng", IndicatorKind.MONEY, high=Decimal(50), binding=True),
    Indicator("sinh-hoat", "Đã sinh hoạt", "", IndicatorKind.YES_NO),
    Indicator("ket-nap", "Kết nạp trên chỉ tiêu", "người", IndicatorKind.OF_TARGET),
    Indicator("ty-le", "Tỷ lệ dự học", "%", IndicatorKind.PERCENT, Formula.RATIO, of=("du-hoc", "dang-vien")),
)
TYPED = {"figure_0": "298", "figure_1": "275", "figure_2": "1.500 triệu đồng", "figure_3": "có", "figure_4": "3/5"}


@pytest.fixture
def document(world: World) -> Document:
    """The report of Chi bộ Thư viện tỉnh with figures of every kind, begun."""
    campaign, check = campaign_of(world), Check("du-hoc", Relation.AT_MOST, ("dang-vien",))
    asked = {"indicators": [one.to_json() for one in ASKED], "checks": [check.to_json()]}
    campaign.outline_json = {**RESOLUTION_REPORT.to_json(), **asked}
    db.session.commit()
    return draft_of(world, campaign)


@pytest.fixture
def writer(app: Flask, document: Document) -> FlaskClient:
    return person(app, "soan.thuvien")


def test_figures_of_every_kind_are_kept_printed_and_shown_again(writer: FlaskClient, document: Document) -> None:
    path = at(document, "so-lieu")
    assert post(writer, path, version="1", act="luu", done="y", **TYPED).status_code == 303
    assert kept(document, "so-lieu").state == "done"
    page = words(writer.get(path))
    for said in ('value="1,5"', 'value="3/5"', '<option value="có" selected>', "92,28 %"):
        assert said in page
    table = content_of(document)["blocks"][-1]["rows"]
    assert [row[2] for row in table[1:]] == ["298", "275", "1,5", "Có", "3/5 (60 %)", "92,28 %"]


def test_what_cannot_be_right_is_said_and_only_what_binds_holds_the_figures_back(
    writer: FlaskClient, document: Document
) -> None:
    path, odd = at(document, "so-lieu"), TYPED | {"figure_1": "305"}
    assert post(writer, path, version="1", act="luu", done="y", **odd).status_code == 303
    assert "Đảng viên dự học (305) phải không quá “Tổng số đảng viên” (298)." in words(writer.get(path))
    over = TYPED | {"figure_2": "60"}
    refused = post(writer, path, version="2", act="luu", done="y", **over)
    assert refused.status_code == 422
    assert "Kinh phí: 60 lớn hơn mức cao nhất 50." in words(refused)
    assert 'value="60"' in words(refused)
    assert post(writer, path, version="2", act="luu", **over).status_code == 303
    assert kept(document, "so-lieu").state == "working"


def test_a_figure_that_does_not_fit_its_kind_is_refused_at_its_field(writer: FlaskClient, document: Document) -> None:
    answer = post(writer, at(document, "so-lieu"), version="1", act="luu", **(TYPED | {"figure_4": "3"}))
    assert answer.status_code == 422
    assert "nhập số đạt được trên chỉ tiêu, ví dụ 275/298" in words(answer)
