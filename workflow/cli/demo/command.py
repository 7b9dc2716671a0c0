"""`trinhky demo`: the whole chain on a scratch database, without a browser; its papers and `chain.json` in a folder."""

import json
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, TemporaryFile

import click
from flask import Flask

from workflow.cli import Command
from workflow.cli.application import application
from workflow.cli.demo.chain import chain, documents
from workflow.cli.demo.seed import read_seed
from workflow.cli.demo.walk import Step, Walk
from workflow.cli.demo.world import build
from workflow.cli.migrate import upgrade
from workflow.database import drop_database, ensure_database, leave_server
from workflow.domain.errors import InvalidInput
from workflow.jobs.worker import work_off
from workflow.models import Document
from workflow.settings import Settings
from workflow.storage.store import Store


@click.command(cls=Command)
@click.option(
    "--out",
    required=True,
    metavar="THƯ_MỤC",
    type=click.Path(file_okay=False, path_type=Path),
    help="Nơi ghi các bản PDF và chain.json.",
)
@click.option(
    "--plans",
    metavar="THƯ_MỤC",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Thư mục kế hoạch thật (mặc định: hai kế hoạch hư cấu kèm theo).",
)
def demo(out: Path, plans: Path | None) -> None:
    """Chạy trọn chuỗi báo cáo từ chi bộ lên tỉnh uỷ trên một cơ sở dữ liệu tạm, ghi mọi văn bản ra thư mục."""
    settings = Settings.from_environment()
    seed = read_seed(plans or settings.plans)
    make_folder(out)
    with scratch(settings) as app:
        walk = Walk(build(seed.place), seed, lambda: work_off(app))
        with click.progressbar(walk.steps(), label="Chuỗi báo cáo", item_show_func=_label) as steps:
            for step in steps:
                step.act()
        written = write(out, app.extensions["trinhky-store"])
    click.echo(f"Đã ghi {written} bản PDF và chain.json vào {out}.")


def make_folder(out: Path) -> None:
    """Make the folder before the long way begins. Refuses (InvalidInput) one that cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=out).close()
    except OSError as refused:
        raise InvalidInput(f"Không ghi được vào {out}: hãy chọn thư mục khác hoặc cấp quyền ghi.") from refused


@contextmanager
def scratch(settings: Settings, *, own_authority: bool = False) -> Iterator[Flask]:
    """An application, its context pushed, over an empty database and a store of its own, both gone afterwards. The
    demo's certificates stay in `var`, so that `trinhky verify` trusts what was signed, unless they are wanted only for
    as long (`own_authority`)."""
    name = f"trinhky_demo_{os.getpid()}"
    own = replace(settings, database_url=ensure_database(settings, name), database_name=name)
    try:
        with TemporaryDirectory(prefix="trinhky-demo-") as files:
            own = replace(own, storage=files, var=Path(files) if own_authority else own.var)
            upgrade(own)
            with application(own) as app:
                yield app
    finally:
        drop_database(settings, name)
        rmtree(own.anchors, ignore_errors=True)
        leave_server(settings)


def write(out: Path, store: Store) -> int:
    """Every document's PDF and `chain.json` into the folder; how many PDFs."""
    files = {one.id: (file_name(one), store.get(one.issued_digest or one.prepared_digest or "")) for one in documents()}
    for name, pdf in files.values():
        (out / name).write_bytes(pdf)
    text = json.dumps(chain(files), ensure_ascii=False, indent=2)
    (out / "chain.json").write_text(f"{text}\n", encoding="utf-8")
    return len(files)


def file_name(document: Document) -> str:
    """ "07-01-bc-du-dang-uy-so-van-hoa.pdf": order, symbol and organisation in letters that every system can keep."""
    words = f"{document.id:02d} {document.symbol} {document.issuer_short_name}".lower().replace("đ", "d")
    letters = (one for one in unicodedata.normalize("NFD", words) if not unicodedata.combining(one))
    return "-".join("".join(one if one.isalnum() else " " for one in letters).split()) + ".pdf"


def _label(step: Step | None) -> str:
    return step.label if step else ""
