"""`trinhky migrate`: the database brought to the newest schema, ours and the job queue's."""

import click
import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql

from workflow.cli import Command
from workflow.database import database_url, psycopg_dsn
from workflow.domain.errors import SetupIncomplete
from workflow.jobs.queue import ensure_schema
from workflow.settings import PROJECT_ROOT, Settings

GROWING = ("access_entry", "anchor", "anchored_head", "audit_entry")
"""The tables to which rows may only be added."""
_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON {growing} FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}",
)


@click.command(cls=Command)
@click.option(
    "--for",
    "role",
    metavar="TÀI_KHOẢN",
    help="Cấp cho tài khoản này quyền vừa đủ để chạy ứng dụng.",
)
def migrate(role: str | None) -> None:
    """Đưa cơ sở dữ liệu lên phiên bản mới nhất; chạy lại nhiều lần cũng không sao."""
    settings = Settings.from_environment()
    upgrade(settings)
    click.echo("Cơ sở dữ liệu đã ở phiên bản mới nhất.")
    if role:
        grant(settings, role)
        click.echo(f"Tài khoản {role} đã có đủ quyền để chạy ứng dụng.")


def grant(settings: Settings, role: str) -> None:
    """Give an account that owns nothing what the application needs, and no more: what only grows it cannot change.
    Refuses (SetupIncomplete) an account that is not there or would own the tables all the same."""
    with psycopg.connect(psycopg_dsn(settings)) as connection:
        owner = "SELECT pg_has_role(r.oid, c.relowner, 'USAGE') FROM pg_roles r, pg_class c "
        owner += "WHERE r.rolname = %s AND c.oid = 'audit_entry'::regclass"
        found = connection.execute(owner, [role]).fetchone()
        if found is None or found[0]:
            wrong = "chưa có" if found is None else "là chủ các bảng hoặc có mọi quyền"
            raise SetupIncomplete(f"Tài khoản {role} {wrong}: hãy tạo một tài khoản riêng cho ứng dụng.")
        growing = sql.SQL(", ").join(map(sql.Identifier, GROWING))
        for statement in _GRANTS:
            connection.execute(sql.SQL(statement).format(role=sql.Identifier(role), growing=growing))


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
