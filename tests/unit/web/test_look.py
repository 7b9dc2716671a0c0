"""Every macro on one page: the rules of access that a checker of rules does not see, and no style or script inside."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml.html import HtmlElement

from tests.unit.web.dom import parse, select, texts

TEMPLATES = Path(__file__).parents[3] / "templates"
PAGES = [
    *sorted((TEMPLATES / "_macros").glob("*.html")),
    *sorted((TEMPLATES / "errors").glob("*.html")),
    TEMPLATES / "base.html",
]


@pytest.fixture
def page(client: FlaskClient) -> HtmlElement:
    """The page of all macros as it is opened."""
    return parse(client.get("/").get_data())


@pytest.fixture
def failed(client: FlaskClient, csrf: str) -> HtmlElement:
    """The same page after a form full of errors was sent."""
    reply = client.post("/", data={"csrf_token": csrf, "people": "4.12o", "name": "đợt 1", "unit": "1"})
    assert reply.status_code == 422
    return parse(reply.get_data())


def test_every_error_is_read_with_its_control(failed: HtmlElement) -> None:
    errors = select(failed, ".error-text")
    assert len(errors) == 6
    for error in errors:
        tied = select(failed, f'[aria-describedby~="{error.get("id")}"]')
        assert len(tied) == 1, error.get("id")
        assert tied[0].get("aria-invalid") == "true" or tied[0].get("role") == "group"


def test_every_description_that_is_named_is_there(page: HtmlElement, failed: HtmlElement) -> None:
    for shown in (page, failed):
        for element in select(shown, "[aria-describedby], [aria-labelledby]"):
            names = f"{element.get('aria-describedby', '')} {element.get('aria-labelledby', '')}".split()
            assert all(len(select(shown, f"#{name}")) == 1 for name in names), names


def test_an_error_stands_between_hint_and_control(failed: HtmlElement) -> None:
    field = failed.get_element_by_id("people").getparent()
    assert [child.get("id") or child.tag for child in field] == ["label", "people-hint", "people-error", "people"]


def test_the_summary_leads_to_every_field_with_the_same_words(failed: HtmlElement) -> None:
    summary = select(failed, "main .error-summary")[0]
    assert select(select(failed, "main > *")[0], ".error-summary")
    assert texts(summary, "h2") == ["Có 6 chỗ cần sửa"]
    for link in select(summary, "li a"):
        target = failed.get_element_by_id(link.get("href")[1:])
        assert target.tag in ("input", "select", "textarea")
        assert any(link.text_content() in error for error in texts(failed, ".error-text"))


def test_the_title_says_that_the_form_failed(page: HtmlElement, failed: HtmlElement) -> None:
    assert failed.findtext(".//title") == "Lỗi: Mọi thành phần - Trình Ký"
    assert page.findtext(".//title") == "Mọi thành phần - Trình Ký"


def test_what_was_typed_stays_and_the_token_too(client: FlaskClient, csrf: str) -> None:
    typed = {"csrf_token": csrf, "people": "4.12o", "text": "- Tổ chức\r\n- Kết hợp", "token": "abc", "version": "7"}
    failed = parse(client.post("/", data=typed).get_data())
    form = select(failed, "form[data-autosave]")[0]
    assert form.fields["people"] == "4.12o"
    assert form.fields["text"].split() == typed["text"].split()
    assert (form.fields["token"], form.fields["version"]) == ("abc", "7")


def test_every_group_of_choices_has_a_name(page: HtmlElement) -> None:
    for choice in select(page, "input[type=radio], input[name=units]"):
        group = next(choice.iterancestors("fieldset"))
        assert group[0].tag == "legend"
        assert group[0].text_content().strip()


def test_every_control_has_a_label(page: HtmlElement) -> None:
    for control in select(page, "select, textarea, input:not([type=hidden])"):
        assert select(page, f'label[for="{control.get("id")}"]'), control.get("name")


def test_only_what_may_stay_empty_is_marked(page: HtmlElement) -> None:
    marked = [label for label in texts(page, "label, legend") if "không bắt buộc" in label]
    assert [label.split(" (")[0] for label in marked] == ["Tên đợt báo cáo theo 32-KH/ĐU", "Người tham gia"]


def test_the_browser_does_not_check_before_us(page: HtmlElement) -> None:
    assert not select(page, "form[data-autosave] [required]")


def test_a_page_has_one_heading_and_skips_no_level(page: HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_id_stands_twice(page: HtmlElement) -> None:
    ids = [element.get("id") for element in select(page, "[id]")]
    assert len(ids) == len(set(ids))


def test_open_acts_come_first_and_closed_ones_say_why(page: HtmlElement) -> None:
    acts = select(page, ".rail ul.acts > li")
    assert [texts(act, ".btn")[0] for act in acts] == ["Cho ý kiến", "Gửi lên", "Trả lại để sửa…", "Ký"]
    button = select(acts[-1], "button")[0]
    assert (button.get("type"), button.get("aria-disabled")) == ("button", "true")
    assert page.get_element_by_id(button.get("aria-describedby")).text_content() == "Chỉ Bí thư ký, sau khi có số."


def test_an_act_that_posts_carries_its_token_and_version(page: HtmlElement) -> None:
    form = select(page, ".acts form")[0]
    assert (form.method, form.action, form.fields["version"]) == ("POST", "/gui", "3")
    assert form.fields["csrf_token"]


def test_the_state_line_says_in_words_where_the_paper_is(page: HtmlElement) -> None:
    assert texts(page, ".flow b") == ["đã xong: Soạn thảo", "đang ở: Thông qua", "chưa tới: Ban hành"]
    assert len(select(page, ".flow [aria-current=step]")) == 1


def test_a_deadline_has_shape_colour_and_words(page: HtmlElement) -> None:
    due = select(page, ".page-head p .due")
    assert [
        (one.get("class").split()[1], select(one, "use")[0].get("href"), one.text_content()) for one in due[:6]
    ] == [
        ("soon", "#i-soon", "Còn 2 ngày"),
        ("idle", "#i-idle", "Không có hạn"),
        ("late", "#i-late", "Quá hạn 1 ngày"),
        ("late", "#i-latesent", "Đã gửi, Trễ 1 ngày"),
        ("ok", "#i-ok", "Đúng hạn 04/12"),
        ("soon", "#i-soon", "Hôm nay"),
    ]


def test_a_stacking_table_keeps_its_roles(page: HtmlElement) -> None:
    table = select(page, ".table-stack")[0]
    expected = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for element in [table, *table.iterdescendants(*expected)]:
        assert element.get("role") == expected[element.tag]
    assert all(cell.get("data-label") and cell[0].tag == "div" for cell in table.iter("td"))
    assert select(table, "caption")


def test_the_sheet_holds_every_word_and_an_address_for_every_block(page: HtmlElement) -> None:
    sheet = select(page, ".sheet")[0]
    for block in ("d-b1", "d-b2", "d-b3", "d-b4"):
        assert len(select(sheet, f"#{block}")) == 1
    said = " ".join(sheet.text_content().split())
    assert "Sông Lam, ngày 06 tháng 02 năm 2024" in said
    assert "I. KẾT QUẢ <THỰC HIỆN>" in said
    assert "- Đảng uỷ Khối (b/c),- Lưu Văn phòng." in said
    assert select(sheet, "#d-b3 b")[0].text == "34 hoạt động"
    assert select(sheet, ".p-notes sup")[0].text == "1"


def test_a_conflict_shows_both_texts_and_three_choices(page: HtmlElement) -> None:
    assert texts(page, ".split-half mark.diff") == ["4.120", "4.210"]
    form = select(page, "form[action='/chon']")[0]
    assert form.inputs["choice"].value_options == ["mine", "saved", "merged"]
    assert form.fields["mine"] == "thu hút 4.120 lượt người"


def test_navigation_stands_twice_from_one_list(page: HtmlElement) -> None:
    wide, narrow = select(page, "nav.nav-main, details.nav-main nav")
    assert texts(wide, "a") == texts(narrow, "a") == ["Việc của tôi 8 việc chờ", "Văn bản"]


def test_page_has_no_style_or_script_inside(page: HtmlElement) -> None:
    assert not page.xpath("//@style | //style | //script[not(@src)]")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize("template", PAGES, ids=lambda path: path.name)
def test_no_template_writes_style_or_script_inside(template: Path) -> None:
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", template.read_text())


def test_the_light_mode_is_a_form_and_a_cookie(client: FlaskClient, csrf: str) -> None:
    reply = client.post("/hien-thi", data={"csrf_token": csrf, "che_do": "nhe", "tro_ve": "/?trang=2"})
    assert (reply.status_code, reply.location) == (303, "/?trang=2")
    light = parse(client.get("/").get_data())
    assert light.get("class") == "nhe"
    assert not light.xpath("//link[contains(@href, 'fonts.css')]")
    client.post("/hien-thi", data={"csrf_token": csrf, "che_do": ""})
    assert parse(client.get("/").get_data()).get("class") is None


def test_a_shared_computer_is_said_apart_from_the_light_mode(client: FlaskClient, csrf: str) -> None:
    client.post("/hien-thi", data={"csrf_token": csrf, "che_do": "nhe"})
    client.post("/hien-thi", data={"csrf_token": csrf, "may": "chung"})
    page = parse(client.get("/").get_data())
    assert (page.get("class"), page.get("data-shared")) == ("nhe", "")
    client.post("/hien-thi", data={"csrf_token": csrf, "may": ""})
    page = parse(client.get("/").get_data())
    assert (page.get("class"), page.get("data-shared")) == ("nhe", None)


@pytest.mark.parametrize("elsewhere", ["//ke-gian.example", "https://ke-gian.example/", "/\\ke-gian.example", "", "x"])
def test_the_way_back_never_leaves_this_site(client: FlaskClient, csrf: str, elsewhere: str) -> None:
    reply = client.post("/hien-thi", data={"csrf_token": csrf, "che_do": "nhe", "tro_ve": elsewhere})
    assert reply.location == "/"


def test_text_in_a_macro_is_escaped(app: Flask) -> None:
    source = '{% from "_macros/notice.html" import notice %}{{ notice("info", "<b>x</b>", text) }}'
    with app.test_request_context():
        shown = app.jinja_env.from_string(source).render(text="<script>alert(1)</script> theo 32-KH/ĐU")
    assert "<script>" not in shown
    assert "<b>x</b>" not in shown
    assert '<span class="nowrap">32-KH/ĐU</span>' in shown
