"""What every way of signing with a key at hand has in common: the certificate's time, the words of the stamp."""

from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from workflow.domain.errors import SigningFailed
from workflow.signing import certificates
from workflow.signing.api import SignRequest, stamp_lines

if TYPE_CHECKING:
    from workflow.signing.pades import KeyHolder


def warm() -> None:
    """Load what a signature and its check need, in a thread of its own: whoever signs first waits no longer than
    others, and nobody waits for the start."""
    Thread(target=_load, daemon=True).start()


def _load() -> None:
    # half a second, wanted only where papers are signed
    import pyhanko.pdf_utils.filters  # noqa: F401

    import workflow.signing.judgement
    import workflow.signing.pades  # noqa: F401


def sign_with(request: SignRequest, holder: "KeyHolder", font: Path | None) -> bytes:
    """Returns the file with one more signature (PAdES B-B or B-T, incremental update); earlier ones stay valid.

    Refuses with a permanent `SigningFailed`: a certificate not valid at `request.at`, bytes that are not a PDF,
    a field already signed, a place outside the pages.
    """
    from workflow.signing import pades  # pyHanko takes half a second to import; only a signature needs it

    if request.at.tzinfo is None:
        raise SigningFailed("Giờ ký thiếu múi giờ. Hãy báo người quản trị hệ thống.", permanent=True)
    if fault := certificates.out_of_date(holder.certificate, request.at):
        raise SigningFailed(f"{fault} Hãy dùng chứng thư số còn hiệu lực.", permanent=True)
    lines = request.lines or stamp_lines(certificates.holder(holder.certificate), request.at)
    return pades.sign(replace(request, lines=lines), holder, font)
