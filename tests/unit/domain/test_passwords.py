"""Which passwords anybody would guess."""

import pytest

from workflow.domain.passwords import why_weak


@pytest.mark.parametrize(
    "password",
    [
        "ngắn",
        "12345678",
        "aaaaaaaa",
        "abababab",
        "Password1!",
        "Mật khẩu 2024",
        "MATKHAU@123",
        "qwerty123456",
        "Đảng uỷ 2026",
        "trinhky2026",
        "anhyeuem1",
        "soan.thuvien",
        "Soạn Thư Viện 1",
    ],
)
def test_refuses_what_anybody_tries_first(password: str) -> None:
    assert why_weak(password, "soan.thuvien")


@pytest.mark.parametrize(
    "password", ["trinhky-demo", "mật khẩu mới 9", "bốn con trâu xanh", "k7p9x2vq", "w" * 32 + "á" * 31 + "z"]
)
def test_takes_any_other_without_rules_about_its_signs(password: str) -> None:
    assert why_weak(password, "soan.thuvien") is None
