"""P3, P4, P9: what the archive file costs beside a plain one, how printing grows with the pages, what readers find."""

import gc
import unicodedata
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pypdfium2
from pypdfium2 import raw

from tests.bench.figures import Figure, alternated, ratio
from tests.bench.paper import longest_plan
from workflow.domain.blocks import plain
from workflow.domain.paper import Paper
from workflow.paper import pdf as printing
from workflow.paper.html import paper_html
from workflow.paper.page import read_page
from workflow.paper.parse import parse_text

ROUNDS = 25
LONG_ROUNDS = 2  # the longest paper takes as long as all the others together


def figures() -> list[Figure]:
    """The ratios of performance.md for the longest plan to hand, once and many times over in one paper."""
    paper = parse_text(longest_plan().read_text(encoding="utf-8"))
    printing.warm()
    printing.render_pdf(paper)
    gc.collect()
    gc.freeze()
    archived, without = alternated(ROUNDS, lambda: printing.render_pdf(paper), lambda: plain_pdf(paper))
    pdf = printing.render_pdf(paper).pdf
    return [
        Figure("P3 archive file / plain file", ratio(archived, without), "<= 1.12"),
        *growth(paper),
        Figure("P9 words not found by a reader", missing(paper, pdf), "<= 0", "words"),
        Figure("P9 font families", len(families(pdf)), "<= 1", "families"),
        Figure("P9 letters not in NFC", letters_not_composed(pdf), "<= 0", "letters"),
    ]


def plain_pdf(paper: Paper) -> bytes:
    """The same sheet through the same engine without archive, tags and attachment."""
    engine = printing._engine()  # the very engine, so that only the file differs
    page = read_page(paper_html(paper), engine.fetcher)
    with printing._uncollected():
        pdf: bytes = page.render(font_config=engine.fonts, stylesheets=[engine.styles[paper.profile]]).write_pdf()
    return pdf


def growth(paper: Paper) -> list[Figure]:
    """Milliseconds a page of papers of about 48 and 198 pages, over those of the plan alone."""
    base = printing.render_pdf(paper).pages
    found = []
    for pages, bar, rounds in ((48, "<= 1.15", 3), (198, "<= 1.25", LONG_ROUNDS)):
        long = Counted(repeated(paper, round(pages / base)))
        small, large = alternated(rounds, lambda: [printing.render_pdf(paper) for _ in range(3)], long.print)
        value = ratio(large, small) * 3 * base / long.pages
        found.append(Figure(f"P4 ms a page at {pages} pages / at {base}", value, bar))
    return found


class Counted:
    """A paper whose pages are counted as it is printed: it is too long to be printed just for counting."""

    def __init__(self, paper: Paper) -> None:
        self._paper, self.pages = paper, 0

    def print(self) -> None:
        """Print it once more."""
        self.pages = printing.render_pdf(self._paper).pages


def repeated(paper: Paper, times: int) -> Paper:
    """The paper with its text so many times over; notes are called in the first text only."""
    bare = tuple(replace(block, footnotes=()) for block in paper.blocks)
    copies = [replace(block, id=f"{block.id}-{turn}") for turn in range(1, times) for block in bare]
    return replace(paper, blocks=(*paper.blocks, *copies))


def missing(paper: Paper, pdf: bytes) -> int:
    """How many words of the text a reader does not give back."""
    wanted = Counter(word for block in paper.blocks for word in plain(block.printed).split())
    return sum((wanted - Counter(text_of(pdf).split())).values())


def letters_not_composed(pdf: bytes) -> int:
    """How many letters of what a reader gives back are written in two parts."""
    text = text_of(pdf)
    return len(text) - len(unicodedata.normalize("NFC", text))


def text_of(pdf: bytes) -> str:
    """All the text, as pdfium reads it."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def families(pdf: bytes) -> set[str]:
    """The font families of the letters."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        names = {
            item.get_font().get_base_name()
            for page in document
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        }
    finally:
        document.close()
    return {name.rpartition("+")[2].partition("-")[0] for name in names}
