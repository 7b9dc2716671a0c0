"""Reading words out of papers and PDFs, for comparison."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2

from workflow.domain.blocks import Block, plain
from workflow.domain.paper import Paper


def of_blocks(blocks: tuple[Block, ...]) -> list[str]:
    """Every word of the blocks with their markers, in order."""
    return " ".join(plain(block.printed) + " ".join(sum(block.rows, ())) for block in blocks).split()


def of_body(paper: Paper) -> list[str]:
    """What a reader of the sheet reads between the header and Nơi nhận."""
    return [*paper.title.split(), *paper.abstract.split(), "-----", *of_blocks(paper.blocks)]


def letters(text: str) -> str:
    """Letters and digits only."""
    return "".join(filter(str.isalnum, text))


def _pdfium(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _pdftotext(*options: str) -> Callable[[Path], list[str]]:
    def read(file: Path) -> list[str]:
        command = ["pdftotext", *options, "-enc", "UTF-8", str(file), "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]

    return read


def readers() -> dict[str, Callable[[Path], list[str]]]:
    """Ways to get the text of the pages out of a PDF: pdfium always, poppler's two where it is installed."""
    poppler = {"pdftotext": _pdftotext(), "pdftotext -raw": _pdftotext("-raw")} if shutil.which("pdftotext") else {}
    return {"pdfium": _pdfium, **poppler}


def without_numbers(pages: list[str]) -> Iterator[str]:
    """The pages without their page number, which readers find first or, in the order of drawing, last."""
    for index, page in enumerate(pages, 1):
        yield re.sub(rf"\A\s*{index}\s|\s{index}\s*\Z", "", page) if index > 1 else page


def cut(words: list[str], part: list[str]) -> list[str]:
    """The words without one unbroken run of others; fails when the run is not there."""
    at = next(i for i in range(len(words)) if words[i : i + len(part)] == part)
    return words[:at] + words[at + len(part) :]
