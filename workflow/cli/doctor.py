"""`trinhky doctor`: is everything here that the application needs?"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import LiteralString

import click
import psycopg
from alembic.script import ScriptDirectory

from workflow.auth.outside import looked_at
from workflow.cli import Command
from workflow.cli.application import application
from workflow.cli.daily import dead_letters, room_left, waiting_jobs, writes_through
from workflow.cli.migrate import GROWING, alembic_config
from workflow.database import psycopg_dsn
from workflow.domain.errors import SetupIncomplete, WorkflowError
from workflow.jobs.anchor import OLD_DATABASE, missing_anchors
from workflow.paper.fonts import find_font
from workflow.settings import Settings
from workflow.setup import LEAST_PYTHON
from workflow.setup.system import PDF_LIBRARIES, missing_of
from workflow.storage.store import Store

OWNED = " (tài khoản của ứng dụng cũng là chủ các bảng; muốn chặt hơn hãy xem README, mục Nhật ký làm bằng chứng)"


@dataclass(frozen=True)
class Check:
    """One line of the table: what is looked at, and how. `look` says what it found, or refuses (WorkflowError)."""

    name: str
    look: Callable[[], str]


@dataclass(frozen=True)
class Finding:
    """What a check came to."""

    name: str
    is_good: bool
    sentence: str


@click.command(cls=Command)
def doctor() -> None:
    """Kiểm tra máy này đã đủ mọi thứ chưa; mã thoát 1 khi còn thiếu."""
    settings = Settings.from_environment()
    findings = [examine(check) for check in checks(settings)]
    click.echo(table(findings))
    if not all(finding.is_good for finding in findings):
        raise SetupIncomplete("Còn mục chưa đạt: hãy làm theo lời ghi ở các dòng “THIẾU”.")


def checks(settings: Settings) -> list[Check]:
    """Everything that is looked at, in the order in which a person would mend it."""
    return [
        Check("Python", python_version),
        Check("Môi trường .venv", virtual_environment),
        Check("Thư viện tạo PDF", pdf_libraries),
        Check("Phông chữ tiếng Việt", lambda: find_font().name),
        Check("Cơ sở dữ liệu", lambda: database_version(settings)),
        Check("Ghi xuống đĩa", lambda: writes_through(settings)),
        Check("Cấu trúc dữ liệu", lambda: migrations_at_head(settings)),
        Check("Kho tệp", lambda: storage_writable(settings)),
        Check("Nhật ký", lambda: record_only_grows(settings)),
        Check("Tiến trình nền", lambda: worker_heartbeat(settings)),
        Check("Việc chờ làm", lambda: waiting_jobs(settings)),
        Check("Việc bỏ dở", lambda: dead_letters(settings)),
        Check("Chỗ trống trên đĩa", lambda: room_left(settings)),
        *([Check("Nhà cung cấp danh tính", lambda: looked_at(settings))] if settings.oidc_issuer else []),
    ]


def examine(check: Check) -> Finding:
    """Runs one check; a refusal is a finding, not the end."""
    try:
        return Finding(check.name, True, check.look())
    except WorkflowError as refusal:
        return Finding(check.name, False, refusal.reason)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        return Finding(check.name, False, f"Không hỏi được cơ sở dữ liệu, hãy kiểm tra DATABASE_URL: {reason}")


def table(findings: Sequence[Finding]) -> str:
    """One line per finding."""
    width = max(len(finding.name) for finding in findings)
    return "\n".join(
        f"{'ĐẠT  ' if finding.is_good else 'THIẾU'}  {finding.name.ljust(width)}  {finding.sentence}"
        for finding in findings
    )


def python_version() -> str:
    """The running Python; refuses one that is too old."""
    if tuple(sys.version_info[:2]) < LEAST_PYTHON:
        raise SetupIncomplete("Cần Python 3.11 trở lên.")
    return sys.version.split()[0]


def virtual_environment() -> str:
    """The folder of the virtual environment; refuses to be outside one."""
    if sys.prefix == sys.base_prefix:
        raise SetupIncomplete("Hãy chạy bằng .venv/bin/trinhky (làm ra bởi `python3 -m workflow setup`).")
    return sys.prefix


def pdf_libraries() -> str:
    """The libraries behind WeasyPrint; refuses when one cannot be loaded."""
    missing = missing_of(PDF_LIBRARIES)
    if missing:
        packages = " ".join(need.package for need in missing)
        raise SetupIncomplete(f"Hãy cài: sudo apt-get install -y --no-install-recommends {packages}")
    return "Pango, HarfBuzz"


def database_version(settings: Settings) -> str:
    """PostgreSQL's version, asked over a real connection."""
    with psycopg.connect(psycopg_dsn(settings), connect_timeout=5) as connection:
        return f"PostgreSQL {connection.info.server_version // 10_000}"


def migrations_at_head(settings: Settings) -> str:
    """The revision the database stands at; refuses when the program knows a later one."""
    head = ScriptDirectory.from_config(alembic_config(settings)).get_current_head()
    current = _single_value(settings, "SELECT version_num FROM alembic_version", "alembic_version")
    if current is None or current != head:
        raise SetupIncomplete("Cấu trúc dữ liệu chưa ở phiên bản mới nhất: hãy chạy `trinhky migrate`.")
    return str(current)


def storage_writable(settings: Settings) -> str:
    """Puts a few bytes and reads them back; they are always the same, so only ever one such file is kept."""
    store = Store(settings.storage)
    store.get(store.put(b"trinhky doctor"))
    return settings.storage


def record_only_grows(settings: Settings) -> str:
    """Whether the database refuses to change what was recorded; says so when the application's own account could lift
    that. Refuses where a guard is missing, and a database older than the anchors kept of it."""
    guards = "SELECT count(*) FROM pg_trigger WHERE tgname = 'refuse_change' AND tgenabled = 'O'"
    if _single_value(settings, guards, "anchored_head") != len(GROWING):
        raise SetupIncomplete("Có bảng nhật ký không được bảo vệ khỏi sửa, xoá: hãy chạy `trinhky audit verify`.")
    with application(settings):
        if missing := missing_anchors(settings):
            raise SetupIncomplete(OLD_DATABASE.format(count=len(missing)))
    owned = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'audit_entry'::regclass"
    return "chỉ ghi thêm" + (OWNED if _single_value(settings, owned, "audit_entry") else "")


def worker_heartbeat(settings: Settings) -> str:
    """How many workers have been heard of in the last minute (they report every ten seconds); refuses when none."""
    query = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 s'"
    count = _single_value(settings, query, "procrastinate_workers")
    if not count:
        raise SetupIncomplete("Chưa có tiến trình nền nào đang chạy: hãy chạy `trinhky worker`.")
    return f"{count} tiến trình đang chạy"


def _single_value(settings: Settings, query: LiteralString, relation: str) -> object:
    """The first value of the first row; None when the table is not there yet or holds nothing."""
    with psycopg.connect(psycopg_dsn(settings), connect_timeout=5) as connection:
        if connection.execute("SELECT to_regclass(%s)", [relation]).fetchone() == (None,):
            return None
        row = connection.execute(query).fetchone()
    return row[0] if row else None
