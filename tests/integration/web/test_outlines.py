"""An outline is designed by its pages without code, fixed as versions, sent down, and used to open rounds."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from tests.factories.stages import campaign_of
from tests.integration.web.test_campaigns import day, person, post, words
from workflow.actions.campaign import open_campaign
from workflow.actions.outline import begin_outline, change_outline, fix_outline
from workflow.cli.demo.world import World
from workflow.domain.errors import ChangedMeanwhile, InvalidInput
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.inputs.outlines import BeginOutline, ChangeOutline
from workflow.domain.outline import ColumnRule, Outline
from workflow.domain.outline_templates import TEMPLATES
from workflow.models import Campaign, OutlineRecord, OutlineVersion, db
from workflow.models.clock import today


@pytest.fixture
def office(app: Flask, world: World) -> FlaskClient:
    """The office of Đảng uỷ Sở, signed in."""
    return person(app, "vanphong.so")


def begun(world: World, template: str = "thang-chi-bo") -> OutlineRecord:
    given = BeginOutline("Báo cáo tháng", TEMPLATES[template].outline)
    return begin_outline(world.organisations["so"].id, given, actor=world.actor("vanphong.so"))


def outline(kept: OutlineRecord) -> Outline:
    db.session.expire_all()
    return kept.outline


def press(client: FlaskClient, kept: OutlineRecord, act: str) -> int:
    db.session.expire_all()
    form = MultiDict({"act": act, "version": str(kept.version)})
    return post(client, f"/de-cuong/{kept.id}", form).status_code


def typed(kept: OutlineRecord, **fields: str) -> MultiDict[str, str]:
    db.session.expire_all()
    return MultiDict({"version": str(kept.version), **fields})


RATIO = {"title": "Tỷ lệ", "kind": "percent", "formula": "ratio"}
SECTION = {"title": "Công tác thư viện", "kind": "table", "level": "2", "columns": "Việc\nKết quả", "rows": "Mở cửa"}


def test_an_outline_is_begun_designed_and_fixed(office: FlaskClient, world: World) -> None:
    begin = MultiDict({"title": "Báo cáo quý", "outline": "mau:nghi-quyet", "token": "mot"})
    answer = post(office, "/de-cuong/moi", begin)
    kept = db.session.scalars(select(OutlineRecord)).unique().one()
    assert answer.location == f"/de-cuong/{kept.id}"
    assert post(office, f"{answer.location}/muc/moi", typed(kept, **SECTION)).status_code == 303
    at = f"{answer.location}/muc/cong-tac-thu-vien"
    assert "Khi tổng hợp bảng của nhiều đơn vị" in words(office.get(at))
    more = SECTION | {"columns": "Việc\nThiếu\nKết quả", "rule_0": "auto", "rule_1": "max"}
    assert post(office, at, typed(kept, **more)).status_code == 303
    figure = {
        "title": "Tỷ lệ dự học",
        "kind": "percent",
        "formula": "ratio",
        "numerator": "dang-vien",
        "denominator": "buoi-hoc",
    }
    assert post(office, f"{answer.location}/chi-tieu/moi", typed(kept, **figure)).status_code == 303
    check = {"left": "buoi-hoc", "relation": "<=", "right": "dang-vien", "more": "", "binding": "y"}
    assert post(office, f"{answer.location}/phep-so", typed(kept, **check)).status_code == 303
    assert press(office, kept, "len:muc:cong-tac-thu-vien") == 303
    assert press(office, kept, "bo:muc:han-che") == 303
    designed = outline(kept)
    assert [one.key for one in designed.sections][-2:] == ["cong-tac-thu-vien", "phuong-huong"]
    assert designed.sections[-2].table is not None
    assert designed.sections[-2].table.rows == ("Mở cửa",)
    # a column keeps its rule wherever it stands now
    assert designed.sections[-2].table.rules == (ColumnRule.AUTO, ColumnRule.AUTO, ColumnRule.MAX)
    assert designed.indicators[-1].of == ("dang-vien", "buoi-hoc")
    assert designed.checks[0].binding
    assert press(office, kept, "chot") == 303
    page = words(office.get(f"/de-cuong/{kept.id}"))
    for said in ("Phiên bản 1 chốt ngày", "Công tác thư viện", "Đảng viên tham gia học tập chia Số buổi học tập"):
        assert said in page
    assert "Kết quả: lấy số lớn nhất" in page


@pytest.mark.parametrize(
    ("part", "fields", "sentence"),
    [
        ("muc/moi", {"title": "", "kind": "text", "level": "1"}, "Tên mục: hãy ghi tên mục"),
        ("muc/moi", SECTION | {"columns": "Việc"}, "Hãy ghi ít nhất hai cột, mỗi dòng một cột."),
        ("chi-tieu/moi", {"title": "A", "kind": "integer", "formula": "sum"}, "Đơn vị tính: hãy ghi đơn vị tính"),
        (
            "chi-tieu/moi",
            {"title": "A", "kind": "percent", "formula": "ratio", "numerator": "dang-vien", "denominator": "dang-vien"},
            "Hãy chọn hai chỉ tiêu khác nhau",
        ),
        (
            "chi-tieu/moi",
            {"title": "A", "kind": "decimal", "unit": "điểm", "formula": "max", "low": "9", "high": "1,5"},
            "Mức cao nhất phải từ mức thấp nhất trở lên.",
        ),
        (
            "phep-so",
            {"left": "dang-vien", "relation": "=", "right": "dang-vien", "more": ""},
            "Hãy so với chỉ tiêu khác.",
        ),
        ("ten", {"title": " "}, "Tên đề cương: hãy ghi tên"),
    ],
)
def test_what_does_not_hold_together_is_refused_and_kept_in_its_fields(
    office: FlaskClient, world: World, part: str, fields: dict[str, str], sentence: str
) -> None:
    kept = begun(world)
    before = outline(kept)
    answer = post(office, f"/de-cuong/{kept.id}/{part}", typed(kept, **fields))
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert outline(kept) == before


def test_a_figure_that_another_is_made_of_is_not_taken_out(office: FlaskClient, world: World) -> None:
    kept = begun(world)
    assert press(office, kept, "bo:chi-tieu:du-sinh-hoat") == 303
    assert outline(kept).checks == ()
    ratio = {
        "title": "Tỷ lệ",
        "kind": "percent",
        "formula": "ratio",
        "numerator": "dang-vien",
        "denominator": "sinh-hoat",
    }
    assert post(office, f"/de-cuong/{kept.id}/chi-tieu/moi", typed(kept, **ratio)).status_code == 303
    assert press(office, kept, "bo:chi-tieu:dang-vien") == 422
    assert outline(kept).indicator("dang-vien")


def test_two_people_do_not_write_over_one_another(world: World) -> None:
    kept, office = begun(world), world.actor("vanphong.so")
    seen, other = kept.version, TEMPLATES["thang"].outline
    change_outline(kept.id, ChangeOutline(other, seen), actor=office)
    with pytest.raises(ChangedMeanwhile):
        change_outline(kept.id, ChangeOutline(kept.outline, seen), actor=office)
    assert outline(kept) == other


def test_a_version_is_never_changed_and_a_round_keeps_the_one_it_was_opened_with(
    office: FlaskClient, world: World
) -> None:
    kept, actor = begun(world), world.actor("vanphong.so")
    first = fix_outline(kept.id, kept.version, actor=actor)
    assert fix_outline(kept.id, kept.version, actor=actor).id == first.id
    opened = MultiDict({"title": "tháng 10", "due_on": day(9), "plan_id": "", "outline": f"ban:{first.id}"})
    opened.add("organisation_ids", str(world.organisations["thuvien"].id))
    assert post(office, "/dot-bao-cao/moi", opened).status_code == 303
    assert press(office, kept, "bo:muc:an-ninh-trat-tu") == 303
    assert press(office, kept, "chot") == 303
    campaign = db.session.scalars(select(Campaign)).unique().one()
    assert (campaign.outline_version_id, campaign.outline) == (first.id, TEMPLATES["thang-chi-bo"].outline)
    page = words(office.get(f"/de-cuong/{kept.id}/phien-ban/2"))
    assert "Bỏ mục “An ninh trật tự”." in page
    assert db.session.scalar(select(func.count()).select_from(OutlineVersion)) == 2


def test_an_outline_of_headings_alone_is_not_fixed(world: World) -> None:
    kept, actor = begun(world), world.actor("vanphong.so")
    change_outline(kept.id, ChangeOutline(Outline(()), kept.version), actor=actor)
    with pytest.raises(InvalidInput):
        fix_outline(kept.id, kept.version, actor=actor)


def test_the_superiors_outline_is_sent_down_with_its_keys_and_ours_is_marked(
    app: Flask, office: FlaskClient, world: World
) -> None:
    below = (world.organisations["so"].id,)
    asked = OpenCampaign(None, "quý III", today() + dt.timedelta(days=9), below, TEMPLATES["quy-chuyen-de"].outline)
    above = open_campaign(world.organisations["khoi"].id, asked, actor=world.actor("vanphong.khoi"))
    target = above.targets[0]
    page = words(office.get(f"/dot-bao-cao/{above.id}"))
    assert "Gửi đề cương này xuống các đơn vị của" in page
    start = words(office.get(f"/dot-bao-cao/moi?don_vi={below[0]}&de_cuong=tren:{target.id}"))
    assert f'selected value="tren:{target.id}"' in start
    assert 'value="quý III"' in start
    kept = begin_outline(
        below[0], BeginOutline("Quý III của Sở", TEMPLATES["nghi-quyet"].outline), actor=world.actor("vanphong.so")
    )
    begin = MultiDict({"title": "Quý III của Sở", "outline": f"tren:{target.id}", "token": "hai"})
    answer = post(office, "/de-cuong/moi", begin)
    kept = db.session.scalars(select(OutlineRecord).order_by(OutlineRecord.id.desc())).unique().first() or kept
    assert answer.location == f"/de-cuong/{kept.id}"
    assert [one.key for one in kept.outline.sections] == [one.key for one in asked.outline.sections]
    assert press(office, kept, f"bo:muc:{asked.outline.sections[1].key}") == 422
    assert post(office, f"/de-cuong/{kept.id}/muc/moi", typed(kept, **SECTION)).status_code == 303
    assert [one.from_above for one in outline(kept).sections][-2:] == [True, False]


def test_another_houses_outline_is_nobodys_choice(app: Flask, office: FlaskClient, world: World) -> None:
    campaign = campaign_of(world)
    stranger = MultiDict({"title": "A", "outline": f"tren:{campaign.targets[0].id}", "token": "ba"})
    assert post(office, "/de-cuong/moi", stranger).status_code == 422
    assert person(app, "soan.thuvien").get(f"/de-cuong/{begun(world).id}").status_code == 404
