"""`trinhky worker`: the process that does what happens after the commit."""

import click

from workflow.cli import Command
from workflow.cli.daily import require_durable
from workflow.cli.logs import write_lines
from workflow.jobs.worker import run
from workflow.settings import Settings


@click.command(cls=Command)
@click.option("--processes", metavar="N", type=click.IntRange(1, 64), help="Số tiến trình chạy song song.")
def worker(processes: int | None) -> None:
    """Chạy tiến trình nền cho tới khi bị dừng: tạo PDF, ký, gửi, nhắc việc."""
    settings = Settings.from_environment()
    write_lines()
    require_durable(settings)
    run(settings, processes=processes or settings.worker_processes)
