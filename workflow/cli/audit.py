"""`trinhky audit`: is the record of every act what it was; the record as a file that others can check without us."""

import json
import os
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import click

from workflow.cli import Command, Group
from workflow.cli.application import application
from workflow.database import leave_server
from workflow.domain.anchors import ANCHOR
from workflow.domain.errors import InvalidInput
from workflow.domain.evidence import Fault, Held
from workflow.domain.evidence_words import KINDS, in_words
from workflow.domain.history_check import file_faults, read_history
from workflow.jobs.auditing import examined, lines
from workflow.jobs.history import differences
from workflow.paper.archive import anchor_in
from workflow.queries.evidence import called
from workflow.settings import Settings

MOST_SHOWN = 50


@click.group(cls=Group)
def audit() -> None:
    """Kiểm tra nhật ký: mọi việc đã ghi có còn nguyên không."""


@audit.command(cls=Command)
@click.option(
    "--held",
    "papers",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="TỆP.pdf",
    help="Bản PDF đã ban hành đang giữ ở nơi khác: đối chiếu neo ghi trong tệp; dùng được nhiều lần.",
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.pass_context
def verify(context: click.Context, papers: tuple[Path, ...], *, as_json: bool) -> None:
    """Kiểm tra toàn bộ nhật ký và neo; mã thoát 1 khi có chỗ đã bị sửa, cắt hoặc xoá."""
    settings, brought = Settings.from_environment(), [_held_by(paper) for paper in papers]
    try:
        with application(settings):
            found = list(islice(examined(settings, brought, _silent if as_json else _tell), MOST_SHOWN + 1))
            faults = [(fault, in_words(fault, called(fault.kind, fault.subject_id))) for fault in found[:MOST_SHOWN]]
    finally:
        leave_server(settings)
    click.echo(_as_json(faults) if as_json else _as_words(faults, more=len(found) > MOST_SHOWN))
    context.exit(1 if found else 0)


@audit.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
def export(file: Path) -> None:
    """Ghi toàn bộ nhật ký và neo ra một tệp (mỗi dòng một đối tượng JSON) để nơi khác tự kiểm tra."""
    settings = Settings.from_environment()
    try:
        with application(settings), file.open("x", encoding="utf-8") as out:
            count = sum(1 for line in lines() if out.write(f"{line}\n"))
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError as there:
        raise InvalidInput(f"Tệp {file} đã có. Hãy chọn tên khác.") from there
    except OSError as refused:
        raise InvalidInput(f"Không ghi được tệp {file}. Hãy kiểm tra đường dẫn và quyền ghi.") from refused
    finally:
        leave_server(settings)
    click.echo(f"Đã ghi {count} dòng vào {file}.")


@audit.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP.json")
@click.option("--record", is_flag=True, help="Đối chiếu thêm với hồ sơ của hệ thống này.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.pass_context
def history(context: click.Context, file: Path, *, record: bool, as_json: bool) -> None:
    """Kiểm tra tệp lịch sử của một văn bản, không cần cơ sở dữ liệu; mã thoát 1 khi tệp đã bị sửa."""
    try:
        shape = read_history(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as unreadable:
        raise InvalidInput(f"Không đọc được tệp {file}. Hãy kiểm tra đường dẫn và quyền đọc.") from unreadable
    faults = file_faults(shape)
    if record and not faults:
        faults = _beside_the_record(shape)
    if as_json:
        click.echo(json.dumps({"whole": not faults, "reasons": faults}, ensure_ascii=False))
    else:
        click.echo(_of_history(shape, faults))
    context.exit(1 if faults else 0)


def _beside_the_record(shape: Mapping[str, Any]) -> list[str]:
    settings = Settings.from_environment()
    try:
        with application(settings):
            return list(differences(shape))
    finally:
        leave_server(settings)


def _of_history(shape: Mapping[str, Any], faults: Sequence[str]) -> str:
    if faults:
        return "\n".join(["TỆP LỊCH SỬ ĐÃ BỊ THAY ĐỔI:", *(f"- {words}." for words in faults)])
    if not shape["reading"]["whole"]:
        return f"TỆP NGUYÊN VẸN: phần lịch sử nơi nhận được đọc, {len(shape['acts'])} việc."
    return f"TỆP NGUYÊN VẸN: đủ {shape['chain']['length']} việc, mã cuối {shape['chain']['head']}."


def _held_by(paper: Path) -> Held:
    """The anchor in a paper that somebody kept."""
    try:
        name = anchor_in(paper.read_bytes())
    except OSError as unreadable:
        raise InvalidInput(f"Không mở được tệp {paper}. Hãy kiểm tra đường dẫn và quyền đọc.") from unreadable
    if name is None:
        raise InvalidInput(
            f"Tệp {paper} không có neo nhật ký: không phải bản do hệ thống này in, hoặc in từ trước khi có neo."
        )
    return Held(name, f"tệp {paper.name}")


def _tell(kind: str) -> None:
    click.echo(f"Đã xem: {'neo' if kind == ANCHOR else KINDS.get(kind, kind).lower()}", err=True)


def _silent(kind: str) -> None:
    """Whoever reads JSON wants nothing else."""


def _as_json(faults: Sequence[tuple[Fault, str]]) -> str:
    shapes: list[dict[str, Any]] = [fault._asdict() | {"sentence": words} for fault, words in faults]
    return json.dumps({"whole": not faults, "faults": shapes}, ensure_ascii=False)


def _as_words(faults: Sequence[tuple[Fault, str]], *, more: bool) -> str:
    if not faults:
        return "NHẬT KÝ NGUYÊN VẸN: không việc nào bị sửa, chèn, cắt hoặc xoá."
    rest = [f"- … và những chỗ khác, chỉ hiện {MOST_SHOWN} chỗ đầu."] if more else []
    return "\n".join(["NHẬT KÝ ĐÃ BỊ THAY ĐỔI:", *(f"- {words}." for _, words in faults), *rest])
