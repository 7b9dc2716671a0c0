"""What `workflow.sandbox` does with papers in a child process: each function returns words for JSON, and bytes."""

import io
from contextlib import closing
from dataclasses import asdict, replace
from typing import Any

from workflow.domain.history import History
from workflow.domain.paper import Paper
from workflow.paper.boards import BoardSheet, board_pdf
from workflow.paper.histories import history_pdf
from workflow.paper.parse import parse_text
from workflow.paper.parse.files import parse_file, source_of
from workflow.paper.parse.secrecy import degree_of_secrecy
from workflow.paper.pdf import render_pdf
from workflow.paper.pdf import warm as warm_printing
from workflow.paper.registers import Register, register_pdf
from workflow.paper.workbooks import Row

_PIXELS_ACROSS = 900
_REHEARSAL = parse_text("Số 01-KH/CB\nKẾ HOẠCH\ndiễn tập\n\nI. NỘI DUNG\nMột đoạn **đậm**, *nghiêng*.\n- Một ý.")


def warm() -> None:
    """Load what printing needs, once, in the process that the children are forked from."""
    warm_printing()
    import pypdfium2  # libraries that only this process and its children load
    from PIL import PngImagePlugin  # noqa: F401

    pypdfium2.PdfDocument.new().close()


def rehearse() -> None:
    """Print a small paper, so that the next one finds this process in the midst of its work."""
    render_pdf(_REHEARSAL)


def ready() -> tuple[None, bytes]:
    """Whether this machine can print: refuses with SetupIncomplete, which names what it lacks."""
    warm_printing()
    return None, b""


def printed_register(register: Register, rows: list[Row]) -> tuple[dict[str, Any], bytes]:
    """The PDF of a register; beside it how many pages it has."""
    pdf, pages = register_pdf(register, rows)
    return {"pages": pages}, pdf


def printed_board(sheet: BoardSheet) -> tuple[None, bytes]:
    """The PDF of a board's page."""
    return None, board_pdf(sheet)


def printed_history(history: History, made: str) -> tuple[None, bytes]:
    """The PDF of a document's history."""
    return None, history_pdf(history, made)


def printed(paper: Paper) -> tuple[dict[str, Any], bytes]:
    """The PDF; beside it everything else that `Rendered` says."""
    rendered = render_pdf(paper)
    return asdict(replace(rendered, pdf=b"")) | {"pdf": None}, rendered.pdf


def drawn(paper: Paper, most: int) -> tuple[dict[str, Any], bytes]:
    """The first pages as PNG pictures, one behind the other: their lengths, and how many pages were left out."""
    import pypdfium2  # only what draws pages needs it

    with closing(pypdfium2.PdfDocument(render_pdf(paper).pdf)) as document:
        pictures = [_picture(document[number]) for number in range(min(len(document), most))]
        more = len(document) - len(pictures)
    return {"lengths": [len(one) for one in pictures], "more": more}, b"".join(pictures)


def _picture(page: Any) -> bytes:
    out = io.BytesIO()
    page.render(scale=_PIXELS_ACROSS / page.get_width(), grayscale=True).to_pil().quantize(16).save(out, "PNG")
    return out.getvalue()


def read(name: str, data: bytes) -> tuple[dict[str, Any], bytes]:
    """The paper in a file, with what was noticed while reading it: `paper` as its own JSON, `typed` as it was typed."""
    paper = parse_file(name, data)
    return {"paper": paper.to_json(), "typed": asdict(paper.typed) if paper.typed else None}, b""


def secrecy(name: str, data: bytes) -> tuple[str | None, bytes]:
    """The degree of secrecy that a file is marked with, None for most."""
    source = source_of(name, data)
    return degree_of_secrecy(source.lines, source.margins), b""
