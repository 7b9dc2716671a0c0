"""Whether a PDF's signatures can be relied on: an answer for any bytes whatever, in Vietnamese, without a network."""

import logging
from collections.abc import Callable, Sequence
from threading import Thread

from cryptography import x509

from workflow.signing.api import Expected, Verdict

MAX_BYTES = 64 * 1024 * 1024
"""A paper with its annexes is a few megabytes; larger files are not looked into."""

MAX_SECONDS = 30.0
"""A file of two signatures takes about 0.02 s; one that takes this long was made to."""

for library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(library).addHandler(logging.NullHandler())  # its doubts come back as reasons, not on stderr


def verify(pdf: bytes, roots: Sequence[x509.Certificate], *, expected: Expected = None) -> Verdict:
    """Judges every signature of the file against the trusted `roots`; never raises, whatever the bytes are.

    Valid means: there is a signature (at least `expected` of them), each is intact, made with a sound algorithm and
    with a certificate under one of `roots` that was valid at the signing time, nothing but signatures was added after
    the first one, and the last covers every byte of the file. Anything doubtful is a reason against the file.

    The signing time is the signer's word (PAdES B-B carries no time stamp), and revocation is not asked for.
    """
    if not pdf:
        return _refused("Tệp rỗng. Hãy chọn đúng tệp PDF đã ký.")
    if len(pdf) > MAX_BYTES:
        return _refused(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB nên không được kiểm tra.")
    return _within(MAX_SECONDS, lambda: judged(pdf, roots, expected))


def judged(pdf: bytes, roots: Sequence[x509.Certificate], expected: Expected = None) -> Verdict:
    """The verdict without a limit of time, for a process that has its own."""
    from workflow.signing.judgement import judge  # pyHanko takes half a second to import; only a verdict needs it

    try:
        return judge(pdf, roots, expected)
    except Exception:  # noqa: BLE001  # a hostile file can make a parser raise anything; the answer is the same
        return _refused("Tệp không phải PDF hoặc bị hỏng nên không đọc được chữ ký.")


def _within(seconds: float, judge: Callable[[], Verdict]) -> Verdict:
    """Runs the judgement in a thread of its own, so that neither a slow file nor a running event loop can hold it."""
    found: list[Verdict] = []
    thread = Thread(target=lambda: found.append(judge()), daemon=True)
    thread.start()
    thread.join(seconds)
    return found[0] if found else _refused("Kiểm tra tệp mất quá nhiều thời gian nên đã dừng; không tin cậy tệp này.")


def _refused(reason: str) -> Verdict:
    return Verdict(valid=False, signatures=(), reasons=(reason,))
