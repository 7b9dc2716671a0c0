"""The page of all macros in a real browser: rules of access, no sideways scrolling, the policy, and the small helps."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, request
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browsing import chromium_at_work
from tests.serving import served

PASTE = """([text, html]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  if (html) data.setData("text/html", html);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium_at_work() as chromium:
        yield chromium


@pytest.fixture
def saves(app: Flask) -> list[tuple[int, dict[str, str]]]:
    """What the autosave sent and how it was answered: the text itself asks for the refusal to be tried."""
    log: list[tuple[int, dict[str, str]]] = []

    def save() -> tuple[dict[str, object], int]:
        status = {"hết phiên": 401, "người khác": 409}.get(request.form["text"], 200)
        log.append((status, request.form.to_dict()))
        return {"version": int(request.form["version"] or 0) + 1, "saved_at": "10:43"}, status

    app.add_url_rule("/luu", "save", save, methods=["POST"])
    return log


@pytest.fixture
def address(app: Flask, saves: object) -> Iterator[str]:
    """The address of the application while it is served."""
    with served(app) as address:
        yield f"{address}/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page opened at 1280 pixels; what the console says against the policy fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(address)
    yield opened
    context.close()
    assert not [line for line in said if "status of" not in line and "ERR_" not in line]


def status(page: Page) -> Locator:
    return page.locator("[data-status]")


def paste(page: Page, text: str, html: str = "") -> None:
    page.locator("#text").focus()
    page.evaluate(PASTE, [text, html])


@pytest.mark.parametrize("width", [1280, 390])
def test_a_checker_of_access_finds_nothing(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.locator("form[data-autosave] .btn-primary").click()
    page.wait_for_selector(".error-summary")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_scrolls_sideways_on_the_smallest_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_every_button_and_field_is_large_enough_to_touch(page: Page) -> None:
    heights = page.eval_on_selector_all(
        ".btn, .form-control, .form-select, .form-check, summary",
        "all => all.filter(e => e.offsetParent).map(e => e.offsetHeight)",
    )
    assert min(heights) >= 44


def test_the_font_of_the_pages_arrives(page: Page) -> None:
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") >= 2


def test_a_ticked_box_and_a_chosen_circle_can_be_seen(page: Page) -> None:
    page.locator("#done").check()
    assert page.evaluate("getComputedStyle(document.querySelector('#done'), '::before').borderBottomWidth") == "3px"
    page.locator("#opinion-0").check()
    assert "radial-gradient" in page.evaluate("getComputedStyle(document.querySelector('#opinion-0')).backgroundImage")


def test_the_summary_takes_the_focus(page: Page) -> None:
    page.locator("form[data-autosave] .btn-primary").click()
    page.wait_for_selector(".error-summary")
    assert page.evaluate("document.activeElement.className") == "error-summary"


def test_what_is_typed_saves_itself(page: Page, saves: list[tuple[int, dict[str, str]]]) -> None:
    page.locator("#text").fill("- Tổ chức 06 buổi")
    expect(status(page)).to_have_text("Đã lưu lúc 10:43")
    assert saves[0][1]["text"] == "- Tổ chức 06 buổi"
    assert page.locator("form[data-autosave] [name=version]").input_value() == "1"


@pytest.mark.parametrize(
    ("text", "sentence"), [("hết phiên", "Hãy đăng nhập lại"), ("người khác", "người khác vừa lưu")]
)
def test_a_refused_save_says_so_and_keeps_the_text(page: Page, text: str, sentence: str) -> None:
    page.locator("#text").fill(text)
    expect(status(page)).to_contain_text(sentence)
    assert page.locator("#text").input_value() == text


def test_a_lost_line_keeps_the_text_and_offers_it_again(page: Page, saves: list[tuple[int, dict[str, str]]]) -> None:
    def cut(route: Route) -> None:
        route.abort("internetdisconnected")

    page.route("**/luu", cut)
    page.locator("#text").fill("Chữ gõ lúc mất mạng")
    expect(status(page)).to_contain_text("mất mạng")
    page.unroute("**/luu")
    page.reload()
    assert page.locator("#text").input_value() == ""
    page.get_by_role("button", name="Lấy lại chữ đã giữ").click()
    expect(status(page)).to_have_text("Đã lưu lúc 10:43")
    assert saves[-1][1]["text"] == "Chữ gõ lúc mất mạng"


def test_a_kept_copy_cannot_change_what_every_object_is(page: Page) -> None:
    own = '"__proto__": {"ran": 1}, "constructor": {"prototype": {"ran": 1}}'
    copy = f'{{"version": "0", "texts": {{"text": "chữ đã giữ", {own}}}, {own}}}'
    place = page.locator("form[data-autosave]").get_attribute("data-autosave")
    page.evaluate("([place, copy]) => localStorage.setItem(`trinhky:${place}`, copy)", [place, copy])
    page.reload()
    page.get_by_role("button", name="Lấy lại chữ đã giữ").click()
    expect(status(page)).to_have_text("Đã lưu lúc 10:43")
    assert page.locator("#text").input_value() == "chữ đã giữ"
    assert page.evaluate("({}).ran") is None


def test_a_line_that_comes_back_sends_what_waited(page: Page, saves: list[tuple[int, dict[str, str]]]) -> None:
    page.route("**/luu", lambda route: route.abort("internetdisconnected"))
    page.locator("#text").fill("Gửi lại khi có mạng")
    expect(status(page)).to_contain_text("mất mạng")
    page.unroute("**/luu")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(status(page)).to_have_text("Đã lưu lúc 10:43")
    assert saves[-1][1]["text"] == "Gửi lại khi có mạng"


def test_a_paste_from_word_follows_the_conventions_and_can_be_undone(page: Page) -> None:
    raw = "•\tTổ chức\u00a006  buổi \r\n–  Kết hợp\r\no\tNói chuyện"
    paste(page, raw)
    assert page.locator("#text").input_value() == "- Tổ chức 06 buổi\n- Kết hợp\n- Nói chuyện"
    page.keyboard.press("Control+z")
    assert page.locator("#text").input_value() == raw.replace("\r\n", "\n")


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}</style></head><body>
<p class=MsoNormal style="text-align:justify"><b>1. Kết quả đạt được</b><o:p></o:p></p>
<p class=MsoNormal>Chi bộ đã tổ chức <b>06 </b><b>buổi</b> nói chuyện,
 thu hút <span style="font-style:italic">4.120 lượt</span> người<a href="#_ftn1"><span>[1]</span></a>.</p>
<p style="mso-list:l0 level1"><span style="mso-list:Ignore">·<span>&nbsp;&nbsp;</span></span>Tuyên truyền</p>
<p style="mso-list:l0 level1"><span style="mso-list:Ignore">a)<span>&nbsp;</span></span>Vận động</p>
<ul><li>Đoàn viên</li></ul><ol start=3><li>Hội viên</li></ol>
<table><tr><td><p>STT</p></td><td><p>Nội <b>dung</b></p></td></tr>
<tr><td>1</td><td><p>Họp | hội nghị</p><p>tháng 3</p></td></tr></table>
<script>document.title = "hỏng"</script><img src="x" onerror="document.title='hỏng'"></body></html>"""
CLEAN = """1. Kết quả đạt được

Chi bộ đã tổ chức **06 buổi** nói chuyện, thu hút *4.120 lượt* người¹.
- Tuyên truyền
a) Vận động
- Đoàn viên
3. Hội viên
| STT | Nội **dung** |
| 1 | Họp \\| hội nghị tháng 3 |"""


def test_a_page_pasted_from_word_keeps_bold_lists_notes_and_tables_and_runs_nothing(page: Page) -> None:
    title = page.title()
    paste(page, "chữ thô của Word", WORD)
    assert page.locator("#text").input_value() == CLEAN
    assert page.title() == title
    page.get_by_role("button", name="Hoàn tác").click()
    assert page.locator("#text").input_value() == "chữ thô của Word"
    assert page.locator(".paste-note").count() == 0


def test_undoing_a_paste_leaves_what_was_typed_since(page: Page) -> None:
    paste(page, "•\tTổ chức")
    page.keyboard.type(" thêm")
    page.locator("#text").evaluate("area => { area.value = 'khác hẳn' }")
    page.get_by_role("button", name="Hoàn tác").click()
    assert page.locator("#text").input_value() == "khác hẳn"


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("Dán thành bảng", "| STT | Đơn vị | Số |\n| 1 | Chi bộ A | 4.120 |"),
        ("Giữ nguyên", "STT Đơn vị Số\n1 Chi bộ A 4.120"),
    ],
)
def test_rows_with_tabs_may_become_a_table(page: Page, answer: str, kept: str) -> None:
    paste(page, "STT\tĐơn vị\tSố\n1\tChi bộ A\t4.120\n")
    expect(page.locator(".paste-note")).to_contain_text("Dán thành bảng?")
    page.get_by_role("button", name=answer).click()
    assert page.locator("#text").input_value().strip() == kept


def test_words_that_need_nothing_are_pasted_by_the_browser_itself(page: Page) -> None:
    paste(page, "Một câu thường.", "<p>Một câu thường.</p>")
    assert page.locator(".paste-note").count() == 0


def test_notes_are_counted_and_their_lines_stand_at_the_end(page: Page) -> None:
    area = page.locator("#text")
    area.fill("Đã làm¹ việc.\n\n¹ Chú thích cũ.")
    area.evaluate("area => area.setSelectionRange(12, 12)")
    page.get_by_role("button", name="Chèn chú thích").click()
    page.keyboard.type("Chú thích mới.")
    assert "²" in area.input_value().split("\n")[0]
    assert area.input_value().endswith("¹ Chú thích cũ.\n\n² Chú thích mới.")


def test_a_table_begins_on_its_own_line(page: Page) -> None:
    page.locator("#text").fill("Số liệu:")
    page.locator("#text").press("End")
    page.get_by_role("button", name="Chèn bảng").click()
    assert page.locator("#text").input_value() == "Số liệu:\n| STT | Nội dung | Số lượng |\n| 1 | | |\n"
