"""Twenty-two days of a clerk, each of which elsewhere costs an evening's words: none is lost here."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from tests.e2e.clerk import Clerk, clerk_of, says, write
from tests.e2e.people import submit
from workflow.settings import Settings

SAVED = "Đã lưu lúc"
RESTORE = "Lấy lại chữ đã giữ"
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def clerk(
    chromium: Browser, settings: Settings, begun: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Clerk]:
    """The same person all the time, at the same section."""
    folder: Path = tmp_path_factory.mktemp("clerk")
    with clerk_of(chromium, settings, begun, folder) as clerk:
        yield clerk


def kept(clerk: Clerk, words: str, seconds: float = 60) -> None:
    """The words are in the database, now or soon."""
    end = time.monotonic() + seconds
    while clerk.saved() != words:
        assert time.monotonic() < end, f"kept is “{clerk.saved()}”"
        time.sleep(0.05)


def take_back(page: Page) -> None:
    """Press what offers the words that this browser kept."""
    page.get_by_role("button", name=RESTORE).click()


def test_four_hours_of_writing(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        write(page, "- Chữ của buổi sáng.")
        kept(clerk, "- Chữ của buổi sáng.")
        clerk.let_time_pass(hours=4)
        write(page, "- Chữ của buổi sáng.\n- Chữ của buổi chiều.")
        submit(page, "Lưu")
        kept(clerk, "- Chữ của buổi sáng.\n- Chữ của buổi chiều.")


def test_the_line_breaks_while_writing_and_comes_back(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        context.set_offline(True)
        write(page, "- Gõ khi rút dây mạng.")
        says(page, "Chưa lưu: mất mạng")
        context.set_offline(False)
        says(page, SAVED)
        kept(clerk, "- Gõ khi rút dây mạng.")


def test_the_line_is_down_when_save_is_pressed(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        context.set_offline(True)
        write(page, "- Bấm Lưu lúc mất mạng.")
        page.locator("[data-save]").first.click()
        says(page, "Chưa lưu: mất mạng")
        expect(page.locator("#text")).to_have_value("- Bấm Lưu lúc mất mạng.")
        context.set_offline(False)
        kept(clerk, "- Bấm Lưu lúc mất mạng.")


def test_the_page_is_closed_while_the_line_is_down(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        context.set_offline(True)
        write(page, "- Đóng trang khi mất mạng.")
        page.close()
        context.set_offline(False)
        page = clerk.sit_down(context)
        take_back(page)
        kept(clerk, "- Đóng trang khi mất mạng.")


def test_the_server_is_restarted_while_writing(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        clerk.stop_server()
        write(page, "- Gõ khi máy chủ khởi động lại.")
        says(page, "Chưa lưu: mất mạng")
        clerk.start_server()
        kept(clerk, "- Gõ khi máy chủ khởi động lại.")


def test_the_server_is_away_when_save_is_pressed_without_a_script(clerk: Clerk) -> None:
    with clerk.window(scripted=False) as context:
        page = clerk.sit_down(context)
        write(page, "- Bấm Lưu khi máy chủ tắt.")
        clerk.stop_server()
        page.locator("[data-save]").first.click()
        page.wait_for_url("chrome-error://**")
        clerk.start_server()
        page.reload()  # the browser sends the form again, as it asks people whether to
        kept(clerk, "- Bấm Lưu khi máy chủ tắt.")


def test_the_sign_in_runs_out_while_writing(clerk: Clerk) -> None:
    with clerk.window(signed_in=False) as context:
        page = clerk.sit_down(context)
        clerk.sign_in(page)
        clerk.end_sign_ins()
        write(page, "- Gõ khi hết phiên.")
        says(page, "đã hết phiên làm việc")
        submit(page, "Lưu")
        submit(page, "Đăng nhập lại")
        clerk.sign_in(page)
        expect(page.locator("main")).to_contain_text("Gõ khi hết phiên.")
        submit(page, "Gửi tiếp")
        kept(clerk, "- Gõ khi hết phiên.")
    clerk.come_in_again()


def test_the_sign_in_runs_out_without_a_script(clerk: Clerk) -> None:
    with clerk.window(scripted=False, signed_in=False) as context:
        page = clerk.sit_down(context)
        clerk.sign_in(page)
        write(page, "- Không có JavaScript, hết phiên.")
        clerk.end_sign_ins()
        submit(page, "Lưu")
        submit(page, "Đăng nhập lại")
        clerk.sign_in(page)
        submit(page, "Gửi tiếp")
        kept(clerk, "- Không có JavaScript, hết phiên.")
    clerk.come_in_again()


def test_signed_in_again_in_another_window(clerk: Clerk) -> None:
    with clerk.window(signed_in=False) as context:
        page = clerk.sit_down(context)
        clerk.sign_in(page)
        clerk.end_sign_ins()
        write(page, "- Đăng nhập lại ở cửa sổ khác.")
        says(page, "Hãy đăng nhập lại ở cửa sổ khác rồi bấm Lưu")
        clerk.sign_in(clerk.sit_down(context))
        submit(page, "Lưu")
        expect(page.locator("main")).to_contain_text("Đăng nhập lại ở cửa sổ khác.")
        submit(page, "Gửi tiếp")
        kept(clerk, "- Đăng nhập lại ở cửa sổ khác.")
    clerk.come_in_again()


def test_the_evening_without_a_line_and_the_morning_after(clerk: Clerk) -> None:
    with clerk.window(signed_in=False) as context:
        page = clerk.sit_down(context)
        clerk.sign_in(page)
        context.set_offline(True)
        write(page, "- Gõ buổi tối, sáng hôm sau mới có mạng.")
        says(page, "Chữ đã giữ trên máy này")
        page.close()
        clerk.end_sign_ins()
        context.set_offline(False)
        page = clerk.sit_down(context)
        clerk.sign_in(page)
        take_back(page)
        kept(clerk, "- Gõ buổi tối, sáng hôm sau mới có mạng.")
    clerk.come_in_again()


def test_two_windows_on_one_section(clerk: Clerk) -> None:
    with clerk.window() as context:
        one, other = clerk.sit_down(context), clerk.sit_down(context)
        write(one, "- Chữ của cửa sổ thứ nhất.")
        kept(clerk, "- Chữ của cửa sổ thứ nhất.")
        write(other, "- Chữ của cửa sổ thứ hai.")
        says(other, "người khác vừa lưu mục này")
        submit(other, "Lưu")
        for words in ("Chữ của cửa sổ thứ nhất.", "Chữ của cửa sổ thứ hai."):
            expect(other.locator("main")).to_contain_text(words)
        other.locator("main form button[type=submit]").first.click()
        kept(clerk, "- Chữ của cửa sổ thứ hai.")
        assert clerk.set_aside()[-1] == "- Chữ của cửa sổ thứ nhất."


def test_back_right_after_the_last_letter(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = context.new_page()
        page.goto(clerk.site)
        page.goto(clerk.site + clerk.path)
        write(page, "- Bấm nút quay lại ngay.")
        page.go_back()
        _there_or_offered(clerk, page, "- Bấm nút quay lại ngay.")


def test_loaded_anew_right_after_the_last_letter(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        write(page, "- Tải lại trang ngay.")
        page.reload()
        _there_or_offered(clerk, page, "- Tải lại trang ngay.")


def test_another_page_right_after_the_last_letter(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        write(page, "- Bấm sang trang khác ngay.")
        page.locator("header a", has_text="Trình Ký").click()
        _there_or_offered(clerk, page, "- Bấm sang trang khác ngay.")


def test_the_page_crashes(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        write(page, "- Trình duyệt hỏng giữa chừng.")
        with pytest.raises(Error):
            page.goto("chrome://crash")
        _there_or_offered(clerk, context.new_page(), "- Trình duyệt hỏng giữa chừng.")


def test_a_phone_falls_asleep(clerk: Clerk) -> None:
    with clerk.window(width=390) as context:
        page = context.new_page()
        page.clock.install(time=0)
        page.goto(clerk.site + clerk.path)
        page.clock.pause_at(3_600)  # nothing that waits for a moment of quiet happens any more
        write(page, "- Điện thoại tắt màn hình.")
        page.evaluate(
            "Object.defineProperty(document, 'hidden', {value: true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
        context.new_cdp_session(page).send("Page.setWebLifecycleState", {"state": "frozen"})
        kept(clerk, "- Điện thoại tắt màn hình.")


def test_words_typed_while_the_line_is_slow(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        slow: list[Route] = []
        page.route("**/soan/**", lambda route: slow.append(route))  # noqa: PLW0108 - playwright cannot take a builtin
        write(page, "- Câu đầu.")
        says(page, "Đang lưu")
        page.wait_for_timeout(100)
        write(page, "- Câu đầu.\n- Câu gõ khi mạng chậm.")
        slow[0].continue_()
        page.unroute("**/soan/**")
        kept(clerk, "- Câu đầu.\n- Câu gõ khi mạng chậm.")
        says(page, SAVED)


def test_the_answer_is_lost_on_its_way(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        page.route("**/soan/**", lambda route: (route.fetch(), route.abort()))
        write(page, "- Câu đã tới nơi.")
        says(page, "Chưa lưu: mất mạng")
        page.unroute("**/soan/**")
        assert clerk.saved() == "- Câu đã tới nơi."
        write(page, "- Câu đã tới nơi.\n- Câu gõ thêm.")
        kept(clerk, "- Câu đã tới nơi.\n- Câu gõ thêm.")
        says(page, SAVED)


def test_something_between_answers_with_a_page_of_its_own(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        page.route("**/soan/**", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
        write(page, "- Máy trung gian báo lỗi.")
        says(page, "Chưa lưu. Chữ vẫn còn trên trang")
        page.unroute("**/soan/**")
        submit(page, "Lưu")
        kept(clerk, "- Máy trung gian báo lỗi.")


def test_save_is_pressed_twice(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        write(page, "- Bấm đúp nút Lưu.")
        page.locator("[data-save]").first.dblclick()
        kept(clerk, "- Bấm đúp nút Lưu.")
        expect(page.locator("#text")).to_have_value("- Bấm đúp nút Lưu.")


def test_too_much_is_refused_and_comes_back(clerk: Clerk) -> None:
    words = "- " + "Báo cáo quá dài. " * 20_000
    with clerk.window(scripted=False) as context:
        page = clerk.sit_down(context)
        write(page, words)
        submit(page, "Lưu")
        expect(page.locator("main")).to_contain_text("ký tự")
        assert page.locator("#text").input_value().strip() == words.strip()


def test_a_shared_computer_keeps_nothing_and_warns(clerk: Clerk) -> None:
    with clerk.window() as context:
        page = clerk.sit_down(context)
        page.get_by_role("button", name="Đây là máy dùng chung").click()
        expect(page.locator("html")).to_have_attribute("data-shared", "")
        context.set_offline(True)
        write(page, "- Gõ trên máy dùng chung.")
        says(page, "Hãy giữ trang này mở")
        assert page.evaluate("localStorage.length") == 0
        with page.expect_event("dialog") as asked:
            page.close(run_before_unload=True)
        asked.value.dismiss()
        context.set_offline(False)
        kept(clerk, "- Gõ trên máy dùng chung.")


def _there_or_offered(clerk: Clerk, page: Page, words: str) -> None:
    """Either the words had arrived, or the browser kept them and offers them."""
    page.goto(clerk.site + clerk.path)
    if clerk.saved() != words:
        take_back(page)
    kept(clerk, words)
