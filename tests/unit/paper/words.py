"""Reading words out of papers and PDFs, for comparison."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2

from workflow.domain.blocks import Block, clean, plain, superscript, unsuperscript
from workflow.domain.paper import Paper, SignatureBlock


def of_blocks(blocks: tuple[Block, ...]) -> list[str]:
    """Every word of the blocks with their markers, in order."""
    return " ".join(plain(block.printed) + " ".join(sum(block.rows, ())) for block in blocks).split()


def of_body(paper: Paper) -> list[str]:
    """What a reader of the sheet reads between the header and Nơi nhận."""
    return [*paper.title.split(), *paper.abstract.split(), "-----", *of_blocks(paper.blocks)]


def of_paper(paper: Paper) -> str:
    """Every word that a paper keeps, with those that its warnings quote because they are no part of it."""
    date = f"ngày {paper.date:%d} tháng {paper.date:%m} năm {paper.date:%Y}" if paper.date else "ngày tháng năm"
    draft = f"Dự thảo DỰ THẢO lần LẦN {paper.draft}" if paper.draft else ""
    return " ".join(
        [
            f"{paper.superior} {paper.issuer} Số {paper.symbol} ĐẢNG CỘNG SẢN VIỆT NAM {paper.place}, {date} {draft}",
            *(part or "" for part in (paper.urgency, paper.circulation, paper.drafter_mark, paper.contact)),
            *(["Kính gửi Kính trình", *paper.addressees] if paper.addressees else ()),
            *of_body(paper),
            *(f"{superscript(note.marker)} {note.text}" for note in paper.footnotes),
            "Nơi nhận:",
            *paper.recipients,
            *_of_signature(paper.signature),
            *_of_signature(paper.left_signature),
            *(word for annex in paper.annexes for word in (annex.marker, annex.title, *of_blocks(annex.blocks))),
            *_of_copy(paper),
            *(quote for warning in paper.warnings for quote in re.findall(r"“([^”]*)", warning.message)),
        ]
    )


def _of_signature(signature: SignatureBlock | None) -> list[str]:
    return [signature.authority or "", signature.position or "", signature.name or ""] if signature else []


def _of_copy(paper: Paper) -> list[str]:
    if paper.copy is None:
        return []
    copied = paper.copy
    date = f"ngày {copied.date:%d} tháng {copied.date:%m} năm {copied.date:%Y}" if copied.date else ""
    head = [copied.kind.value, copied.issuer, copied.superior or "", f"Số {copied.symbol}", copied.place or "", date]
    return [*head, "Nơi nhận", *copied.recipients, *_of_signature(copied.signature)]


def assert_nothing_lost(text: str, paper: Paper) -> None:
    """Every letter and digit of the text stands in the paper or in a warning that quotes it."""
    lost = Counter(letters(unsuperscript(clean(text)))) - Counter(letters(unsuperscript(of_paper(paper))))
    assert not lost, f"lost {lost}"


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
