"""What `workflow.sandbox` does with papers in a child process: each function returns words for JSON, and bytes."""

from dataclasses import asdict, replace
from typing import Any

from workflow.domain.paper import Paper
from workflow.paper.pdf import render_pdf
from workflow.paper.pdf import warm as warm_printing
from workflow.paper.registers import Register, Row, register_pdf


def warm() -> None:
    """Load what printing needs, once, in the process that the children are forked from."""
    warm_printing()


def ready() -> tuple[None, bytes]:
    """Whether this machine can print: refuses with SetupIncomplete, which names what it lacks."""
    warm_printing()
    return None, b""


def printed_register(register: Register, rows: list[Row]) -> tuple[dict[str, Any], bytes]:
    """The PDF of a register; beside it how many pages it has."""
    pdf, pages = register_pdf(register, rows)
    return {"pages": pages}, pdf


def printed(paper: Paper) -> tuple[dict[str, Any], bytes]:
    """The PDF; beside it everything else that `Rendered` says."""
    rendered = render_pdf(paper)
    return asdict(replace(rendered, pdf=b"")) | {"pdf": None}, rendered.pdf
