"""What `workflow.sandbox` does with signed files in a child process: words for JSON come back, and bytes."""

from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from workflow.signing.addition import Window, read_addition
from workflow.signing.certificates import read_roots
from workflow.signing.verify import judged


def warm() -> None:
    """Load pyHanko and PDFium once, in the process that the children are forked from."""
    import pypdfium2  # noqa: F401  # opens a library, which the child may not
    from pyhanko.sign import diff_analysis  # noqa: F401  # with the judgement

    import workflow.signing.judgement  # noqa: F401  # half a second; wanted only where a verdict is made


def verdict(pdf: bytes, roots: bytes) -> tuple[dict[str, Any], bytes]:
    """The verdict on a file by the trusted roots of a PEM text; the child's own limits stand in for the time limit."""
    return judged(pdf, read_roots(roots) if roots else ()).to_words(), b""


def addition(before: bytes, after: bytes, roots: bytes, opened: str, closed: str) -> tuple[str, bytes]:
    """When the one signature was made that `after` adds to `before` (ISO 8601), and its certificate (DER). Refuses as
    `read_addition`; a file made to take for ever is ended here and not where people wait."""
    window = Window(datetime.fromisoformat(opened), datetime.fromisoformat(closed))
    found = read_addition(before, after, read_roots(roots) if roots else (), window)
    return found.at.isoformat(), found.certificate.public_bytes(Encoding.DER)
