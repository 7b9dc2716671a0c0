"""What `workflow.sandbox` does with signed files in a child process: words for JSON come back, and bytes."""

from typing import Any

from workflow.signing.certificates import read_roots
from workflow.signing.verify import judged


def warm() -> None:
    """Load pyHanko once, in the process that the children are forked from."""
    import workflow.signing.judgement  # noqa: F401  # half a second; wanted only where a verdict is made


def verdict(pdf: bytes, roots: bytes) -> tuple[dict[str, Any], bytes]:
    """The verdict on a file by the trusted roots of a PEM text; the child's own limits stand in for the time limit."""
    return judged(pdf, read_roots(roots) if roots else ()).to_words(), b""
