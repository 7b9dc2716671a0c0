"""`trinhky verify`: who signed a PDF, when, for which organisation, and whether the file is whole; needs no network."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from cryptography import x509

from workflow.cli import Command
from workflow.domain.errors import InvalidInput, SetupIncomplete
from workflow.settings import Settings
from workflow.signing.api import VIETNAM_TIME, SignatureReport, Verdict
from workflow.signing.certificates import read_roots
from workflow.signing.verify import verify as judge

if TYPE_CHECKING:
    from workflow.jobs.rebuilding import Rebuilt

VALID, NOT_VALID, WRONG_USE = 0, 1, 2


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option(
    "--roots",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="TỆP.pem",
    help="Chứng thư gốc được tin cậy; dùng được nhiều lần. Thay cho chứng thư gốc của máy này.",
)
@click.option("--expected", type=int, metavar="SỐ", help="Số chữ ký tối thiểu tệp phải có.")
@click.option(
    "--record", is_flag=True, help="Đối chiếu thêm với hồ sơ của hệ thống này: in lại văn bản rồi so từng byte."
)
@click.pass_context
def verify(
    context: click.Context, file: Path, *, as_json: bool, roots: tuple[Path, ...], expected: int | None, record: bool
) -> None:
    """Kiểm tra chữ ký số của một tệp PDF.

    Mã thoát: 0 hợp lệ, 1 không hợp lệ, 2 dùng sai lệnh.
    """
    try:
        pdf = _bytes(file)
        verdict = judge(pdf, _trusted(roots or Settings.from_environment().root_files), expected=expected)
    except (InvalidInput, SetupIncomplete) as refusal:
        click.echo(refusal.reason, err=True)
        context.exit(WRONG_USE)
    found = _against_record(pdf) if record else None
    _say(verdict, found, as_json)
    context.exit(VALID if verdict.valid and (found is None or found.is_same) else NOT_VALID)


def _against_record(pdf: bytes) -> "Rebuilt":
    # the application takes most of a second to import; a file alone is judged without it
    from workflow.cli.verify_record import against_record

    return against_record(pdf)


def _say(verdict: Verdict, found: "Rebuilt | None", as_json: bool) -> None:
    if found is None:
        click.echo(json.dumps(verdict.to_json(), ensure_ascii=False) if as_json else in_words(verdict))
        return
    from workflow.cli import verify_record  # loaded by now

    if as_json:
        click.echo(json.dumps(verdict.to_json() | {"record": verify_record.to_json(found)}, ensure_ascii=False))
    else:
        click.echo(f"{in_words(verdict)}\n{verify_record.in_words(found)}")


def in_words(verdict: Verdict) -> str:
    """The verdict as a person reads it."""
    head = "HỢP LỆ: tệp còn nguyên vẹn." if verdict.valid else "KHÔNG HỢP LỆ: không dùng tệp này làm căn cứ."
    signed = [f"{number}. {_signed(report)}" for number, report in enumerate(verdict.signatures, start=1)]
    return "\n".join([head, *signed, *verdict.remarks, *(f"- {reason}" for reason in verdict.reasons)])


def _signed(report: SignatureReport) -> str:
    signer = report.signer
    if report.organisation not in ("", signer):
        signer = f"{signer} ({report.organisation})"
    time = f"{report.time.astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M:%S} +07:00" if report.time else "không rõ giờ"
    stamp = " (có dấu thời gian)" if report.time_stamped else ""
    covers = "bao trùm cả tệp" if report.covers_whole_file else "bao trùm tệp trước khi có chữ ký sau"
    return f"{signer} ký lúc {time}{stamp}; {covers}."


def _trusted(files: tuple[Path, ...]) -> tuple[x509.Certificate, ...]:
    if not files:
        raise InvalidInput(
            "Máy này chưa có chứng thư gốc nào được tin cậy. Hãy nêu tệp chứng thư gốc bằng --roots TỆP.pem."
        )
    return tuple(root for file in files for root in read_roots(_bytes(file)))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"Không mở được tệp {file}. Hãy kiểm tra đường dẫn và quyền đọc.") from error
