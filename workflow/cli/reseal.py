"""`trinhky reseal`: after a change of the secret, nothing is left that the old one opens."""

import click

from workflow.actions.reseal import reseal as seal_anew
from workflow.auth.second_factor import resealed
from workflow.cli import Command
from workflow.cli.application import application
from workflow.database import leave_server
from workflow.settings import Settings
from workflow.signing.vault import Vault


@click.command(cls=Command)
def reseal() -> None:
    """Niêm lại mọi khoá đang giữ bằng TRINHKY_SECRET_KEY mới; sau đó bỏ được TRINHKY_OLD_SECRET_KEYS."""
    settings = Settings.from_environment()
    try:
        with application(settings):
            count = seal_anew(Vault(*settings.secrets), resealed)
    finally:
        leave_server(settings)
    click.echo(f"Đã niêm lại {count} mục. Có thể bỏ TRINHKY_OLD_SECRET_KEYS rồi khởi động lại.")
