"""`trinhky recount`: are the kept counts of reports what a count of all duties gives; set them right."""

import click

from workflow.actions.tally import fold
from workflow.actions.tally import recount as count_anew
from workflow.cli import Command
from workflow.cli.application import application
from workflow.database import leave_server
from workflow.domain.errors import SetupIncomplete
from workflow.queries.tallies import different
from workflow.settings import Settings


@click.command(cls=Command)
@click.option("--mend", is_flag=True, help="Đếm lại từ đầu khi số đã đếm không khớp.")
def recount(mend: bool) -> None:
    """So số liệu theo dõi báo cáo đã đếm sẵn với từng yêu cầu báo cáo; mã thoát 1 khi không khớp."""
    settings = Settings.from_environment()
    try:
        with application(settings):
            wrong = _wrong()
            if wrong and mend:
                count_anew()
                click.echo(f"Có {wrong} số không khớp; đã đếm lại.")
                wrong = _wrong()
            if wrong:
                raise SetupIncomplete(f"Có {wrong} số không khớp: hãy chạy `trinhky recount --mend`.")
    finally:
        leave_server(settings)
    click.echo("Số liệu theo dõi khớp với từng yêu cầu báo cáo.")


def _wrong() -> int:
    """How many differ once everything told so far is counted."""
    while fold():
        pass
    return different()
