"""`trinhky migrate`: the database brought to the newest schema, ours and the job queue's."""

import click
from alembic import command
from alembic.config import Config

from workflow.cli import Command
from workflow.database import database_url
from workflow.jobs.queue import ensure_schema
from workflow.settings import PROJECT_ROOT, Settings


@click.command(cls=Command)
def migrate() -> None:
    """Đưa cơ sở dữ liệu lên phiên bản mới nhất; chạy lại nhiều lần cũng không sao."""
    upgrade(Settings.from_environment())
    click.echo("Cơ sở dữ liệu đã ở phiên bản mới nhất.")


def upgrade(settings: Settings) -> None:
    """Runs the migrations still missing, then makes the job queue's tables unless they are there."""
    command.upgrade(alembic_config(settings), "head")
    ensure_schema(settings)


def alembic_config(settings: Settings) -> Config:
    """Alembic's configuration for this database. The URL travels as an attribute, for a `%` in an option is syntax."""
    config = Config()
    config.set_main_option("script_location", str(PROJECT_ROOT / "migrations").replace("%", "%%"))
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    config.attributes["url"] = database_url(settings)
    return config
