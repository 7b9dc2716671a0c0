"""What `workflow.sandbox` does with uploaded files in a child process: each task returns words for JSON, and bytes."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from workflow.paper.intake.examine import examine
from workflow.paper.intake.kinds import FileKind, IntakeLimits
from workflow.paper.intake.pictures import repainted


def warm() -> None:
    """Load what PDFs and pictures are opened with, once, in the process that the children are forked from."""
    import pypdfium2  # native libraries that only this process and its children load
    from PIL import PngImagePlugin  # noqa: F401

    pypdfium2.PdfDocument.new().close()


def examined(name: str, data: bytes, kinds: Collection[FileKind], limits: IntakeLimits) -> tuple[dict[str, Any], bytes]:
    """See `examine`."""
    return asdict(examine(name, data, kinds, limits)), b""


def repaint(data: bytes) -> tuple[None, bytes]:
    """A PNG picture that was taken, painted anew: only its pixels stay."""
    return None, repainted(data)
