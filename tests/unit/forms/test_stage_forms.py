"""What every stage's form shares: fields, sentences, the list of errors, version and token."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, IntegerField, RadioField
from wtforms.validators import InputRequired

from forms.base import StageForm
from forms.draft import figures_form
from forms.fields import FigureField, SelectChoice, TextBlockField, VietnameseDateField, YesNoField
from forms.validators import Filled, NotTooLong
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.figures import Amount
from workflow.domain.outline import Indicator, IndicatorKind


class SampleForm(StageForm):
    """Fields of every kind with the rules that go with them."""

    text = TextBlockField("Nội dung", validators=[Filled("Chưa nhập nội dung"), NotTooLong(20)])
    day = VietnameseDateField("Hạn gửi", validators=[Filled("Chưa nhập hạn gửi")])
    people = FigureField("Người tham gia", validators=[Filled("Chưa nhập số người")])
    opinion = RadioField("Ý kiến", choices=[SelectChoice("yes", "Đồng ý"), SelectChoice("no", "Không đồng ý")])
    figures = FieldList(FigureField("Chỉ tiêu"), min_entries=2)


@pytest.fixture
def app() -> Flask:
    """Forms need a configuration and a request; the protection of posts is tested with the pages."""
    app = Flask("forms")
    app.config.update(SECRET_KEY="for tests only", WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> Iterator[None]:
    """A posted request around every test."""
    with app.test_request_context("/", method="POST"):
        yield


def filled(**changed: str) -> SampleForm:
    good = {"text": "Tổ chức", "day": "06/12/2024", "people": "0", "opinion": "yes", "figures-0": "1", "figures-1": ""}
    return SampleForm(formdata=MultiDict(good | changed))


def test_a_good_form_gives_values_and_not_words() -> None:
    form = filled(people="4.120", day="6-12-2024")
    assert form.validate(), form.errors
    assert (form.day.data, form.people.data, form.figures.data) == (dt.date(2024, 12, 6), 4120, [1, None])


def test_zero_is_an_answer_and_empty_is_not() -> None:
    assert filled(people="0").validate()
    form = filled(people="")
    assert not form.validate()
    assert form.people.errors == ["Chưa nhập số người"]


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("day", "31/02/2025", "Hạn gửi: ngày này không có trong lịch"),
        ("day", "mai", "Hạn gửi: nhập ngày theo dạng ngày/tháng/năm, ví dụ 06/12/2024"),
        ("people", "4.12o", "Người tham gia: nhập số nguyên, ví dụ 4.120"),
        ("text", " \n ", "Chưa nhập nội dung"),
        ("text", "x" * 21, "Nội dung: nhiều nhất 20 ký tự, hiện có 21. Hãy rút gọn."),
        ("opinion", "maybe", "Hãy chọn một trong các mục đã cho."),
    ],
)
def test_what_is_wrong_is_said_once_and_kept_as_typed(name: str, typed: str, sentence: str) -> None:
    form = filled(**{name: typed})
    assert not form.validate()
    assert [(error.message) for error in form.error_list()] == [sentence]
    assert form[name].raw_data == [typed]


def test_the_summary_follows_the_page_and_leads_to_a_control() -> None:
    form = filled(text="", opinion="", **{"figures-1": "x"})
    form.validate()
    assert [error.anchor for error in form.error_list()] == ["text", "opinion-0", "figures-1"]


def test_a_value_from_the_database_is_shown_as_it_is_typed() -> None:
    form = SampleForm(formdata=None, data={"day": dt.date(2024, 9, 5), "people": 4120})
    assert (form.day._value(), form.people._value()) == ("05/09/2024", "4.120")


def test_text_arrives_composed_and_without_what_cannot_be_seen() -> None:
    form = filled(text="Tie\u0302\u0301ng\u00a0\u200bViệt\r\nhai")
    assert form.text.data == "Tiếng Việt\nhai"


def test_the_token_is_new_for_a_new_form_and_stays_for_a_refused_one() -> None:
    first, second = SampleForm(formdata=None), SampleForm(formdata=None)
    assert first.token.data != second.token.data
    assert filled(token=first.token.data, text="").token.data == first.token.data


def test_the_version_that_the_person_saw_comes_back() -> None:
    assert filled(version="7").version.data == 7
    assert not filled(version="bảy").validate()


def test_a_refusal_of_the_action_stands_at_its_field() -> None:
    form = filled()
    form.validate()
    form.refuse(InvalidInput("Chưa đúng", fields={"people": "Lớn hơn số đảng viên của chi bộ"}))
    assert [(error.anchor, error.message) for error in form.error_list()] == [
        ("people", "Lớn hơn số đảng viên của chi bộ")
    ]


def test_a_refusal_of_the_whole_stands_above_all() -> None:
    form = filled()
    form.validate()
    form.refuse(TransitionRefused("Văn bản đã ban hành."))
    assert [(error.anchor, error.message) for error in form.error_list()] == [(None, "Văn bản đã ban hành.")]
    assert form.errors


def test_no_sentence_of_the_library_is_left_in_english() -> None:
    class Plain(StageForm):
        count = IntegerField("Số", validators=[InputRequired()])

    form = Plain(formdata=MultiDict({"count": "x"}))
    form.validate()
    assert form.count.errors == ["Nhập số nguyên, ví dụ 4.120."]
    assert form._fields["count"].gettext("A sentence nobody foresaw.") == "Nội dung này chưa đúng, hãy nhập lại."


def test_yes_or_no_is_a_list_open_at_its_answer() -> None:
    asked = Indicator("a", "Đã sinh hoạt", "", IndicatorKind.YES_NO)
    form = figures_form([asked])(formdata=MultiDict({"figure_0": "Không"}))
    field = form.figure("a")
    assert isinstance(field, YesNoField)
    assert field.answer in dict(field.answers)
    assert form.to_input(1).values == {"a": Amount(Decimal(0), Decimal(1))}
