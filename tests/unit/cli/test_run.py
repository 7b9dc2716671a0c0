"""`trinhky run`: what it prints, and the port it refuses to fight for."""

import socket
from pathlib import Path

import pytest

from workflow.cli.run import accounts_table, children, refuse_a_taken_port
from workflow.domain.errors import SetupIncomplete
from workflow.settings import Settings


def test_the_accounts_stand_in_columns() -> None:
    accounts = [
        ("an", "mật-khẩu", "Nguyễn Văn A", "Chi bộ Phòng Văn hoá", "người soạn thảo"),
        ("b", "c", "d", "e", "f"),
    ]
    lines = accounts_table(accounts).splitlines()
    assert lines[0].split("  ")[0] == "Tên đăng nhập"
    assert {line.find("Nguyễn Văn A") for line in lines[1:2]} == {lines[0].find("Họ và tên")} == {lines[2].find("d")}
    assert not any(line.endswith(" ") for line in lines)


def test_refuses_a_port_on_which_another_program_answers_and_offers_the_next() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SetupIncomplete, match=f"TRINHKY_PORT={port + 1}"):
            refuse_a_taken_port("127.0.0.1", port)
    refuse_a_taken_port("127.0.0.1", port)


def test_the_web_and_the_worker_are_kept_alive(tmp_path: Path) -> None:
    assert [child.name for child in children(Settings(var=tmp_path))] == ["Trang web", "Tiến trình nền"]
