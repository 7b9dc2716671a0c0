"""`trinhky run`: everything at once on one machine, with the demo's organisation in an empty database."""

import os
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from workflow.cli import Command
from workflow.cli.demo import ensure_demo
from workflow.cli.migrate import upgrade
from workflow.cli.supervise import Child, supervise
from workflow.database import database_url, leave_server
from workflow.domain.errors import SetupIncomplete
from workflow.settings import Settings

Account = tuple[str, str, str, str, str]
HEADINGS: Account = ("Tên đăng nhập", "Mật khẩu", "Họ và tên", "Đơn vị", "Vai trò")


@click.command(cls=Command)
@click.option(
    "--plans",
    metavar="THƯ_MỤC",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Thư mục kế hoạch thật để dựng dữ liệu mẫu (mặc định: hai kế hoạch hư cấu kèm theo).",
)
def run(plans: Path | None) -> None:
    """Chạy thử trọn bộ: cơ sở dữ liệu, trang web, tiến trình nền; lần đầu dựng dữ liệu mẫu."""
    settings = Settings.from_environment()
    if plans:
        settings = replace(settings, plans=plans.resolve())
    refuse_a_taken_port(settings.host, settings.port)
    database_url(settings)
    try:
        upgrade(settings)
        accounts = ensure_demo(settings, settings.plans)
        supervise(children(settings), lambda: _announce(settings, accounts))
    finally:
        leave_server(settings)


def children(settings: Settings) -> list[Child]:
    """The web server and the worker, as processes of this same Python."""
    environment = os.environ | ({"TRINHKY_PLANS": str(settings.plans)} if settings.plans else {})
    me = [sys.executable, "-m", "workflow"]
    return [
        Child("Trang web", [*me, "serve"], environment),
        Child("Tiến trình nền", [*me, "worker"], environment),
    ]


def refuse_a_taken_port(host: str, port: int) -> None:
    """Refuses with SetupIncomplete when another program answers there already."""
    if _answers(host, port):
        raise SetupIncomplete(
            f"Cổng {port} đang có chương trình khác dùng: hãy dừng chương trình ấy, hoặc chạy với cổng khác, "
            f"ví dụ TRINHKY_PORT={port + 1} make run."
        )


def accounts_table(accounts: Sequence[Account]) -> str:
    """The demo's accounts in columns wide enough for their longest word."""
    rows = [HEADINGS, *accounts]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _announce(settings: Settings, accounts: Sequence[Account]) -> bool:
    if not _answers(settings.host, settings.port):
        return False
    click.echo(f"\n{accounts_table(accounts)}\n\nTrình Ký đang chạy tại {settings.base_url} (dừng: Ctrl+C)")
    return True


def _answers(host: str, port: int) -> bool:
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        return True
    return False
