"""The gate through which every signature enters, whoever made it: our bytes, and one good signature, and nothing else.

A file that comes back from somebody's own token could hold anything. It is accepted only if it begins with exactly the
bytes that were handed out and if what follows is one signature with its field, its stamp and its validation data.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from cryptography import x509

from workflow.domain.errors import InvalidInput
from workflow.signing.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature

CLOCK_ERROR = timedelta(minutes=15)
"""How far a signer's own clock may be off."""

MOST_ADDED = 1_500_000
"""Bytes; a signature with its stamp and revocation data is far smaller."""

_EDGE = 1.0
"""Points that a stamp's frame may overlap the letters beside it."""


@dataclass(frozen=True)
class Addition:
    """One signature that was added to a file."""

    certificate: x509.Certificate
    """Of whoever signed."""
    at: datetime
    """The time the signer states."""


@dataclass(frozen=True)
class Window:
    """When a signature may have been made: not before the paper was there, not after now; a clock may be a bit off."""

    opened: datetime
    closed: datetime

    def holds(self, at: datetime) -> bool:
        """Whether the moment lies within."""
        return self.opened - CLOCK_ERROR <= at <= self.closed + CLOCK_ERROR


def read_addition(
    before: bytes, after: bytes, roots: "Sequence[x509.Certificate]", window: Window, *, covers_nothing: bool = True
) -> Addition:
    """What was added to `before` in `after`. Refuses with InvalidInput, the sentence naming the reason: other bytes, no
    signature or more than one, one that is not valid under the roots, anything added beside it, a time out of the
    window; with `covers_nothing` also a stamp over the words of the paper."""
    if after == before:
        raise _refused("Tệp này chưa được ký. Hãy ký bằng chương trình của thiết bị rồi chọn tệp đã ký.")
    if not after.startswith(before):
        raise _refused(
            "Tệp này không phải bản đã tải từ hệ thống, hoặc đã bị ghi lại từ đầu. Hãy tải lại bản cần ký, ký đúng tệp "
            "đó (không in, không lưu thành tệp khác) rồi gửi lên."
        )
    if len(after) - len(before) > MOST_ADDED:
        raise _refused("Phần chữ ký thêm vào quá lớn. Hãy ký lại mà không đính kèm gì khác.")
    verdict = verify(after, roots)
    if not verdict.valid:
        raise _refused(f"{verdict.reasons[0]} Hãy ký lại đúng tệp đã tải rồi gửi lên.")
    return _judged(before, after, window, covers_nothing)


def _judged(before: bytes, after: bytes, window: Window, covers_nothing: bool) -> Addition:
    # pyHanko takes half a second to import; only a signature needs it. The file was parsed once by `verify`.
    from pyhanko.pdf_utils.reader import PdfFileReader

    old, new = PdfFileReader(BytesIO(before)), PdfFileReader(BytesIO(after))
    signatures = list(new.embedded_signatures)
    if len(signatures) != len(list(old.embedded_signatures)) + 1:
        raise _refused("Tệp phải có thêm đúng một chữ ký. Hãy tải lại bản cần ký và chỉ ký một lần.")
    signature = signatures[-1]
    if signature.sig_object.get("/Reference"):
        raise _refused("Chữ ký này khoá văn bản (kiểu chứng nhận). Hãy ký thường, không chọn khoá hoặc chứng nhận.")
    # After a first signature `verify` has compared what came since; before it, nobody else does.
    if len(signatures) == 1 and not _adds_only_a_signature(old, new):
        raise _refused("Ngoài chữ ký, tệp còn bị thêm hoặc sửa nội dung khác. Hãy tải lại bản cần ký và chỉ ký.")
    if covers_nothing and _covers_words(before, signature):
        raise _refused("Khung chữ ký che mất chữ của văn bản. Hãy đặt khung vào chỗ trống giữa chức vụ và họ tên.")
    at = signature.self_reported_timestamp
    if at is None or not window.holds(at):
        raise _refused("Giờ ký ghi trong chữ ký không khớp với lúc ký. Hãy chỉnh đồng hồ của máy rồi ký lại.")
    return Addition(x509.load_der_x509_certificate(signature.signer_cert.dump()), at)


def _adds_only_a_signature(old: "PdfFileReader", new: "PdfFileReader") -> bool:
    from pyhanko.sign import diff_analysis as diff  # with pyHanko, as in `_judged`
    from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
    from pyhanko.sign.diff_analysis.policy_api import ModificationLevel, SuspiciousModification

    rules = [diff.SigFieldCreationRule(), diff.SigFieldModificationRule()]  # type: ignore[no-untyped-call]
    # The first signature also sets the flag that says there are signatures.
    may_differ = {*ACROFORM_EXEMPT_STRICT_COMPARISON, "/SigFlags"}
    form = diff.FormUpdatingRule(rules, may_differ)
    policy = diff.StandardDiffPolicy(diff.DEFAULT_DIFF_POLICY.global_rules, form)
    try:
        found = policy.review_file(new, old.total_revisions - 1)
    except SuspiciousModification:
        return False
    return not isinstance(found, SuspiciousModification) and found.modification_level is not ModificationLevel.OTHER


def _covers_words(before: bytes, signature: "EmbeddedPdfSignature") -> bool:
    """Whether a frame of the stamp lies over letters of the page it stands on."""
    import pypdfium2  # loads a library of its own; only an uploaded signature needs it

    pdf = pypdfium2.PdfDocument(before)
    try:
        return any(
            pdf[index].get_textpage().get_text_bounded(*inner).strip()
            for index, frame in _frames(signature)
            if (inner := _inner(frame))
        )
    finally:
        pdf.close()


def _frames(signature: "EmbeddedPdfSignature") -> "Iterator[tuple[int, Sequence[float]]]":
    """The index of the page and the rectangle of each frame that shows the signature."""
    field, reader = signature.sig_field, signature.reader
    shown = [kid.get_object() for kid in field.get("/Kids", ())] or [field]
    for index in range(int(reader.root["/Pages"]["/Count"])):
        page, _ = reader.find_page_for_modification(index)  # type: ignore[no-untyped-call]
        for annotation in page.get_object().get("/Annots", ()):
            if annotation.get_object() in shown:
                yield index, [float(edge) for edge in annotation.get_object().get("/Rect", (0, 0, 0, 0))]


def _inner(frame: "Sequence[float]") -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of the rectangle within its edge; None when nothing is left."""
    x1, y1, x2, y2 = frame
    left, right, bottom, top = min(x1, x2) + _EDGE, max(x1, x2) - _EDGE, min(y1, y2) + _EDGE, max(y1, y2) - _EDGE
    return (left, bottom, right, top) if right > left and top > bottom else None


def _refused(reason: str) -> InvalidInput:
    return InvalidInput(reason, fields={"file": reason})
