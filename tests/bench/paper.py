"""P1, P2, P5, P6: the printing of a plan against bare WeasyPrint in the same run."""

import gc
import os
import time
from html import escape
from multiprocessing import get_context
from pathlib import Path

from tests.bench.figures import Figure, alternated, milliseconds, ratio
from workflow.domain.blocks import BlockType, plain
from workflow.domain.paper import Paper
from workflow.jobs.printing import make_ready, print_apart
from workflow.paper.fonts import find_font
from workflow.paper.html import paper_css, paper_html
from workflow.paper.parse import parse_text
from workflow.paper.pdf import render_pdf, warm
from workflow.paper.profiles import PROFILES
from workflow.settings import PROJECT_ROOT

ROUNDS = 25
OWN_PLANS = PROJECT_ROOT / "workflow" / "cli" / "demo" / "plans"


def figures() -> list[Figure]:
    """The four ratios of performance.md for the longest plan to hand."""
    paper = parse_text(longest_plan().read_text(encoding="utf-8"))
    warm()
    make_ready()
    bare, page = Bare(), paper_html(paper)
    own_css = bare.css(paper_css(PROFILES[paper.profile], find_font()))
    plain_css, plain_page = bare.css(PLAIN_CSS), plain_html(paper)
    bare.write(page, own_css)
    bare.write(plain_page, plain_css)
    gc.collect()
    gc.freeze()
    worker, floor, reference = alternated(
        ROUNDS,
        lambda: print_apart(paper),
        lambda: bare.write(page, own_css),
        lambda: bare.write(plain_page, plain_css),
    )
    return [
        Figure("P1 worker / bare floor, same page", ratio(worker, floor), "<= 1.15"),
        Figure("P2 own page / plain page, bare floor", ratio(floor, reference), "<= 1.20"),
        Figure("P5 first PDF of a ready worker / floor", ratio(first_of_a_fork(paper), floor), "<= 1.5"),
        Figure("P6 PDFs a second of 2 workers / 1", rate(paper, 2) / rate(paper, 1), ">= 1.5"),
    ]


def longest_plan() -> Path:
    """The longest text in the folder named by TRINHKY_PLANS, else of the demo's own plans."""
    folder = Path(os.environ.get("TRINHKY_PLANS") or OWN_PLANS)
    return max(folder.glob("*.txt"), key=lambda file: file.stat().st_size)


class Bare:
    """The floor: WeasyPrint with fetcher, font configuration and style sheet kept, and nothing of ours."""

    def __init__(self) -> None:
        from weasyprint import CSS, HTML  # the very thing measured, not wanted in other benchmarks
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        self._html, self._css, self.fonts, self.fetcher = HTML, CSS, FontConfiguration(), URLFetcher()

    def css(self, text: str) -> object:
        """A parsed style sheet."""
        return self._css(string=text, font_config=self.fonts, url_fetcher=self.fetcher)

    def write(self, page: str, sheet: object) -> bytes:
        """The bytes of the page."""
        html = self._html(string=page, url_fetcher=self.fetcher)
        pdf: bytes = html.write_pdf(stylesheets=[sheet], font_config=self.fonts)
        return pdf


def first_of_a_fork(paper: Paper) -> list[float]:
    """The first rendering in each of five processes forked from this warm one, in ms."""
    context = get_context("fork")
    times = []
    for _ in range(5):
        answer = context.SimpleQueue()
        child = context.Process(target=lambda q: q.put(milliseconds(lambda: render_pdf(paper))), args=(answer,))
        child.start()
        times.append(answer.get())
        child.join()
    return times


def rate(paper: Paper, workers: int, papers: int = 12) -> float:
    """PDFs a second of so many forked workers over one pile of papers."""
    context = get_context("fork")
    ready = context.Barrier(workers + 1)

    def work() -> None:
        ready.wait()
        for _ in range(papers // workers):
            render_pdf(paper)

    children = [context.Process(target=work) for _ in range(workers)]
    for child in children:
        child.start()
    ready.wait()
    begun = time.perf_counter()
    for child in children:
        child.join()
    return papers / (time.perf_counter() - begun)


def plain_html(paper: Paper) -> str:
    """The same words in the plainest page that is still the Party's sheet: head, title, paragraphs, notes, end."""
    notes = {note.marker: plain(note.text) for note in paper.footnotes}
    rows = "".join(
        _plain_block(block.type, plain(block.printed), [notes[m] for m in block.footnotes]) for block in paper.blocks
    )
    to = "<br>".join(escape(line) for line in paper.recipients)
    sign = paper.signature
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>x</title></head><body>'
        f'<table class="head"><tr><td>{escape(paper.superior or "")}<br><b>{escape(paper.issuer)}</b><br>*<br>Số</td>'
        "<td><b>ĐẢNG CỘNG SẢN VIỆT NAM</b><br><i>ngày tháng năm</i></td></tr></table>"
        f'<div class="title">{escape(paper.title)}<br>{escape(plain(paper.abstract))}<br>-----</div>{rows}'
        f'<table class="foot"><tr><td>Nơi nhận:<br>{to}</td><td class="sign"><b>{escape(sign.authority or "")}</b><br>'
        f"{escape(sign.position or '')}<br><br><br><br><b>{escape(sign.name or '')}</b></td></tr></table></body></html>"
    )


def _plain_block(kind: BlockType, text: str, notes: list[str]) -> str:
    tag = "h2" if kind is BlockType.HEADING else "p"
    called = "".join(f'<span class="note">{escape(note)}</span>' for note in notes)
    return f"<{tag}>{escape(text)}{called}</{tag}>"


PLAIN_CSS = """
@page { size: A4; margin: 20mm 15mm 20mm 30mm;
  @top-center { content: counter(page); font: 14pt 'Tinos'; padding-top: 8mm; vertical-align: top }
  @footnote { border-top: .5pt solid #000; padding-top: 2pt } }
@page :first { @top-center { content: none } }
html { font: 14pt/1.3 'Tinos', 'Times New Roman', 'Liberation Serif' }
body { margin: 0 }
p { margin: 0 0 6pt; text-indent: 10mm; text-align: justify }
h2 { font-size: 14pt; margin: 0 0 6pt; text-indent: 10mm; break-after: avoid }
table { width: 100%; border-collapse: collapse }
td { width: 50%; text-align: center; vertical-align: top; padding: 0 }
.title { text-align: center; font-weight: bold; margin: 12pt 0 }
.foot { break-inside: avoid } .foot td { text-align: left } .foot .sign { text-align: center }
.note { float: footnote; font-size: 10pt; text-indent: 0; text-align: justify }
"""
