"""Printing as jobs do it: in a child process with limits, because the words of a paper come from everywhere."""

from itertools import accumulate, pairwise
from typing import Any

from workflow.domain.errors import RenderingFailed
from workflow.domain.paper import Paper
from workflow.paper.edition import Edition
from workflow.paper.pdf import Box, Rendered
from workflow.sandbox import Answer, ApartError, Limits, TookTooLong, run

MOST_PAGES = 40
"""Pages drawn of a text being worked on; nobody turns more of them while writing."""
_TOO_LONG = "Không tạo được PDF: dàn trang quá lâu. Hãy chia nhỏ bảng hoặc phần quá dài của văn bản rồi làm lại."
_TOO_LARGE = "Không tạo được PDF: văn bản quá lớn hoặc quá phức tạp. Hãy chia văn bản làm nhiều phần rồi làm lại."


def make_ready() -> None:
    """Load everything slow, so that the first paper is printed as quickly as any other. Refuses with SetupIncomplete
    when this machine lacks a library or a font."""
    run("workflow.paper.apart.ready")


def print_apart(paper: Paper, limits: Limits = Limits()) -> Rendered:  # noqa: B008 - frozen
    """Print the paper as `render_pdf` does, apart. Refuses with what `render_pdf` refuses and, for a paper that takes
    too long, too much memory or breaks the printing, with RenderingFailed."""
    answer = _apart("printed", limits, paper)
    said = answer.words
    boxes = {name: Box(**box) for name, box in said["boxes"].items()}
    return Rendered(answer.data, said["pages"], boxes, said["structure"], Edition(**said["edition"]))


def draw_apart(paper: Paper) -> tuple[list[bytes], int]:
    """The first pages of the paper as PNG pictures, and how many more there are. Refuses as `print_apart` does."""
    answer = _apart("drawn", Limits(), paper, MOST_PAGES)
    ends = list(accumulate(answer.words["lengths"], initial=0))
    return [answer.data[start:end] for start, end in pairwise(ends)], answer.words["more"]


def _apart(task: str, limits: Limits, *arguments: Any) -> Answer:
    try:
        return run(f"workflow.paper.apart.{task}", *arguments, limits=limits)
    except ApartError as failure:
        reason = _TOO_LONG if isinstance(failure, TookTooLong) else _TOO_LARGE
        raise RenderingFailed(reason, permanent=True) from failure
