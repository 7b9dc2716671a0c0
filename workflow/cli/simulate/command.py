"""`trinhky simulate`: a year of a province on a scratch database, without a browser, checked at its end."""

import datetime as dt
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

import click
from sqlalchemy import text

from workflow.cli import Command
from workflow.cli.demo.command import scratch
from workflow.cli.simulate.invariants import check_all
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.province import FEWEST
from workflow.cli.simulate.tally import counts, digest
from workflow.cli.simulate.year import FIRST_MOMENT, Size, Told, live_through
from workflow.models import db
from workflow.models.clock import MovedClock, moved
from workflow.settings import Settings

PRINTED = 0.02


@click.command(cls=Command)
@click.option("--units", default=300, metavar="SỐ", type=click.IntRange(min=FEWEST), help="Số đơn vị dưới tỉnh (300).")
@click.option("--months", default=12, metavar="SỐ", type=click.IntRange(1, 12), help="Số tháng, từ tháng 01 (12).")
@click.option("--seed", default=1, metavar="SỐ", type=int, help="Số gieo: cùng số, cùng một năm (1).")
@click.option(
    "--printed",
    default=PRINTED,
    metavar="TỈ_LỆ",
    type=click.FloatRange(0, 1),
    help=f"Phần văn bản in đủ thể thức; còn lại in một trang ngắn, vẫn ký như thật ({PRINTED}).",
)
def simulate(units: int, months: int, seed: int, printed: float) -> None:
    """Chạy thử một năm báo cáo của một tỉnh trên cơ sở dữ liệu tạm rồi kiểm tra mọi điều phải luôn đúng."""
    shape = run(Size(units, months, seed, printed), Settings.from_environment())
    click.echo(json.dumps(shape, ensure_ascii=False))
    sys.exit(0 if all(found == "ok" for found in shape["invariants"].values()) else 1)


def run(size: Size, settings: Settings) -> dict[str, Any]:
    """Live through the year and check it: the shape of the last line (design §7)."""
    begun = time.monotonic()
    with lived_through(size, settings, tell=_tell) as ledger:
        lived = time.monotonic() - begun
        found = check_all(ledger)
        return {
            **asdict(size),
            "counts": counts(ledger),
            "seconds": {"lived": round(lived, 1), "checked": round(time.monotonic() - begun - lived, 1)},
            "digest": digest(),
            "checked": {name: one.seen for name, one in found.items()},
            "invariants": {name: one.said for name, one in found.items()},
        }


@contextmanager
def lived_through(size: Size, settings: Settings, *, tell: Told) -> Iterator[Ledger]:
    """The year at its end, still there to be looked at: the context of its application, its database, its clock."""
    own = replace(settings, demo_signing=True)
    with scratch(own, own_authority=True) as app, moved(MovedClock(FIRST_MOMENT)) as clock:
        _hurry()
        yield live_through(size, app, clock, tell)


def _hurry() -> None:
    """Let commits not wait for the disk: a database that is dropped at the end has nothing to lose in a power cut."""
    name = db.engine.url.database
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    db.engine.dispose()


def _tell(moment: dt.datetime) -> None:
    click.echo(f"{moment:%d/%m/%Y %H:%M}", err=True)
