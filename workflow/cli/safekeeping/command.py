"""`trinhky backup` and `trinhky restore` as commands."""

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import click

from workflow.cli import Command
from workflow.cli.application import application
from workflow.cli.safekeeping.backup import backup as write
from workflow.cli.safekeeping.restore import restore as lay_back
from workflow.cli.safekeeping.sealing import read_passphrase
from workflow.database import leave_server
from workflow.domain.errors import SetupIncomplete
from workflow.domain.evidence_words import in_words
from workflow.jobs.anchor import missing_anchors, shelf_of
from workflow.jobs.auditing import examined
from workflow.settings import Settings

_KEY = (
    "Bản sao lưu không chứa khoá bí mật ({place}) và các tệp khoá đóng dấu: hãy giữ chúng ở nơi khác, riêng với bản "
    "sao lưu."
)
_LOST = (
    "Bản sao lưu cũ hơn {count} neo nhật ký mà máy này còn giữ: những việc làm sau lúc sao lưu không có trong bản này. "
    "Các neo ấy được để lại ở {place}. Hãy báo cấp trên và làm lại những việc đã mất."
)
_BROKEN = (
    "Trong kho có {count} tệp đã hỏng nên không sao lưu được, ví dụ {one}. Hãy khôi phục chúng từ bản sao lưu trước."
)
_FALSE = "Nhật ký trong bản sao lưu không nguyên vẹn: {}. Hãy chạy `trinhky audit verify`."


_SEALED = click.option(
    "--passphrase-file",
    "passphrase",
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="Khoá (hoặc mở) bản sao lưu bằng câu mật khẩu ở dòng đầu tệp này; mất câu ấy là mất bản sao lưu.",
)


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@_SEALED
def backup(file: Path, passphrase: Path | None) -> None:
    """Sao lưu cơ sở dữ liệu và kho tệp vào một tệp, không phải dừng hệ thống."""
    settings = Settings.from_environment()
    try:
        manifest = write(settings, file, _tell, read_passphrase(passphrase) if passphrase else None)
    finally:
        leave_server(settings)
    rows = sum(kept.rows for kept in manifest.tables.values())
    click.echo(f"Đã sao lưu {rows} dòng, {manifest.files} tệp vào {file}.")
    click.echo(_KEY.format(place="biến TRINHKY_SECRET_KEY" if settings.is_production else settings.var / "secret_key"))
    if manifest.broken:
        raise SetupIncomplete(_BROKEN.format(count=len(manifest.broken), one=manifest.broken[0]))


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--overwrite", is_flag=True, help="Thay dữ liệu đang có bằng bản sao lưu.")
@_SEALED
def restore(file: Path, *, overwrite: bool, passphrase: Path | None) -> None:
    """Khôi phục từ bản sao lưu rồi kiểm tra lại từng phần; không đè lên dữ liệu đang có nếu không được bảo."""
    settings = Settings.from_environment()
    try:
        words = read_passphrase(passphrase) if passphrase else None
        lay_back(settings, file, _tell, overwrite=overwrite, passphrase=words)
        click.echo("Đã khôi phục: số dòng, quan hệ giữa các bảng và từng tệp đều khớp với bản sao lưu.")
        _check(settings)
    finally:
        leave_server(settings)


def _check(settings: Settings) -> None:
    """What the restored record says of itself; a refusal leaves it there, for there may be no other."""
    with application(settings):
        if missing := missing_anchors(settings):
            place = shelf_of(settings).lay_aside(f"{datetime.now(UTC):%Y%m%d-%H%M%S}")
            click.echo(_LOST.format(count=len(missing), place=place))
        wrong = list(islice(examined(settings, (), lambda kind: None), 1))
    if wrong:
        raise SetupIncomplete(_FALSE.format(in_words(wrong[0])))
    click.echo("Nhật ký nguyên vẹn.")


def _tell(words: str) -> None:
    click.echo(words, err=True)
