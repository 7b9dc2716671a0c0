"""A bare application with the real filters, assets and error pages, and one page that shows every macro."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, flash, g, render_template
from flask.testing import FlaskClient
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import StageForm
from forms.fields import FigureField, SelectChoice, TextBlockField, VietnameseDateField
from forms.validators import Filled
from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.deadlines import soon_until
from workflow.domain.errors import ChangedMeanwhile, NotPermitted, RenderingFailed
from workflow.domain.paper import Paper, ProfileName, SignatureBlock
from workflow.models.clock import today
from workflow.web import display, errors, filters, vendor

ROOT = Path(__file__).parents[3]
TODAY = dt.date(2024, 12, 4)
NOW = dt.datetime(2024, 12, 4, 3, 42, tzinfo=dt.UTC)
CSP = "default-src 'self'; frame-ancestors 'none'"


class GalleryForm(StageForm):
    """One field of every kind."""

    text = TextBlockField("Nội dung mục 2", validators=[Filled("Chưa nhập nội dung mục 2")])
    name = StringField("Tên đợt báo cáo theo 32-KH/ĐU")
    unit = SelectField("Chi bộ", choices=[SelectChoice("1", "Thư viện tỉnh"), SelectChoice("2", "Văn phòng Sở")])
    day = VietnameseDateField("Hạn gửi", validators=[Filled("Chưa nhập hạn gửi")])
    people = FigureField("Người tham gia")
    opinion = RadioField(
        "Về bản 4",
        choices=[SelectChoice("yes", "Đồng ý"), SelectChoice("back", "Trả lại để sửa")],
        validators=[Filled("Chưa chọn ý kiến")],
        validate_choice=False,
    )
    units = SelectMultipleField(
        "Chi bộ phải báo cáo",
        choices=[SelectChoice("1", "Thư viện tỉnh"), SelectChoice("2", "Văn phòng Sở")],
        validators=[Filled("Chưa chọn chi bộ nào")],
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )
    done = BooleanField("Tôi đã sửa xong mục này", validators=[Filled("Chưa xác nhận đã sửa xong")])


def make_app() -> Flask:
    """The application of these tests: real filters, assets, display and error pages over the real templates."""
    app = Flask("gallery", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(SECRET_KEY="for tests only", WTF_CSRF_TIME_LIMIT=None)
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(Path(__file__).parent)])  # type: ignore[list-item]
    CSRFProtect(app)
    filters.register(app)
    vendor.register(app)
    display.register(app)
    errors.register(app, sign_in="sign_in", signed_in=lambda: False)
    app.context_processor(frame)
    app.before_request(nobody_signed_in)
    app.after_request(lambda reply: reply.headers.set("Content-Security-Policy", CSP) or reply)
    _add_routes(app)
    return app


def nobody_signed_in() -> None:
    """What is near is three plain days away: there is no person whose calendar would be asked."""
    g.soon = soon_until(today(), None)


def _add_routes(app: Flask) -> None:
    def gallery() -> tuple[str, int]:
        form = GalleryForm()
        failed = form.is_submitted() and not form.validate()
        if not failed:
            flash("Đã lưu mục 2.", "ok")
        return render_template("gallery.html", form=form, **examples()), 422 if failed else 200

    def refuse(error: Exception) -> Any:
        def view() -> str:
            raise error

        return view

    app.add_url_rule("/", "gallery", gallery, methods=["GET", "POST"])
    app.add_url_rule("/dang-nhap", "sign_in", lambda: "", methods=["GET", "POST"])
    app.add_url_rule("/cam", "forbidden", refuse(NotPermitted("Chỉ Bí thư ký văn bản 74-BC/ĐU.")))
    app.add_url_rule("/cu", "stale", refuse(ChangedMeanwhile("Mục này vừa được người khác lưu.")))
    app.add_url_rule("/pdf", "rendering", refuse(RenderingFailed("Chưa tạo được bản PDF. Hãy thử lại.")))
    app.add_url_rule("/hong", "broken", refuse(ZeroDivisionError("division by zero")))


def frame() -> dict[str, Any]:
    """What base.html reads of every page."""
    item = SimpleNamespace
    return {
        "nav": [
            item(label="Việc của tôi", url="/", current=True, count=8),
            item(label="Văn bản", url="/van-ban", current=False, count=0),
        ],
        "actor": item(
            name="Trần Thị B", organisation_name="Đảng uỷ Sở Văn hoá, Thể thao và Du lịch", role_name="Văn phòng"
        ),
        "support_phone": "0220 000 0000",
    }


def examples() -> dict[str, Any]:
    """Example data for every macro."""
    item = SimpleNamespace
    act = {"why": None, "primary": False, "method": "get", "more": False, "fields": None}
    closed = item(**act | {"label": "Ký", "url": "", "open": False, "why": "Chỉ Bí thư ký, sau khi có số."})
    return {
        "today": TODAY,
        "now": NOW,
        "due_day": TODAY + dt.timedelta(2),
        "past_day": TODAY - dt.timedelta(1),
        "paper": paper(),
        "stations": [
            item(name="Soạn thảo", status="done", by="Trần Thị B", at=NOW),
            item(name="Thông qua", status="now", by="Đảng uỷ Sở, 5/9 đã cho ý kiến", at=TODAY),
            item(name="Ban hành", status="next", by=None, at=None),
        ],
        "closed_act": closed,
        "acts_list": [
            closed,
            item(**act | {"label": "Cho ý kiến", "url": "/y-kien", "open": True, "primary": True}),
            item(**act | {"label": "Gửi lên", "url": "/gui", "open": True, "method": "post", "fields": {"version": 3}}),
            item(
                **act | {"label": "Trả lại để sửa", "url": "/tra", "open": True, "more": True, "why": "Phải nêu lý do."}
            ),
        ],
        "entries": [
            item(what="Ban hành, số 74-BC/ĐU", who="Vũ Thị G", at=NOW, detail=None),
            item(what="Thông qua", who=None, at=NOW, detail="9/9 đồng ý"),
        ],
        "section_list": [
            item(number=number, name=name, url=f"/{number}", current=number == 2, state=state)
            for number, name, state in [
                (1, "Quán triệt", "done"),
                (2, "Kết quả", "fix"),
                (3, "Hạn chế", "work"),
                (4, "Phụ lục", "idle"),
            ]
        ],
        "tab_list": [
            item(label="1. Quán triệt", url="/1", current=False, left=0),
            item(label="2. Kết quả", url="/2", current=True, left=9),
        ],
    }


def paper() -> Paper:
    """A small report with every kind of block."""
    return Paper(
        kind="BC",
        title="BÁO CÁO",
        abstract="kết quả thực hiện Nghị quyết số 43-NQ/TW, ngày 24/11/2023",
        issuer="ĐẢNG UỶ SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH",
        superior="ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH",
        symbol="74-BC/ĐU",
        number=74,
        place="Sông Lam",
        date=dt.date(2024, 2, 6),
        profile=ProfileName.HD36,
        blocks=(
            Block("b1", BlockType.PARAGRAPH, 0, "", "Thực hiện Kế hoạch số 32-KH/ĐU, báo cáo như sau:"),
            Block("b2", BlockType.HEADING, 1, "I.", "KẾT QUẢ <THỰC HIỆN>"),
            Block("b3", BlockType.ITEM, 1, "-", "Tổ chức **34 hoạt động**, *vững mạnh*¹.", ("1",)),
            Block("b4", BlockType.TABLE, 0, "", "", rows=(("Chỉ tiêu", "Số"), ("Người", "12.400"))),
        ),
        footnotes=(Footnote("1", "Theo số liệu của Văn phòng."),),
        recipients=("Đảng uỷ Khối (b/c)", "Lưu Văn phòng"),
        signature=SignatureBlock("T/M ĐẢNG UỶ", "BÍ THƯ", "Nguyễn Văn A"),
    )


@pytest.fixture
def app() -> Flask:
    """The application of these tests."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """A browser without JavaScript."""
    with app.test_client() as client:
        yield client


@pytest.fixture
def csrf(client: FlaskClient) -> str:
    """A token of this client's session, as the gallery page gives it."""
    text = client.get("/").get_data(as_text=True)
    return text.split('name="csrf_token" value="')[1].split('"')[0]
