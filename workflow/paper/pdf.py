"""The paper as PDF bytes, the same for the same paper, and where on it the signatures go."""

import atexit
import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from workflow.domain.blocks import digest
from workflow.domain.errors import RenderingFailed, SetupIncomplete
from workflow.domain.paper import Paper, ProfileName
from workflow.paper.archive import archive_file
from workflow.paper.edition import Edition, edition_with
from workflow.paper.fonts import FontFamily, find_font
from workflow.paper.html import paper_css, paper_html
from workflow.paper.page import read_page
from workflow.paper.profiles import PROFILES
from workflow.paper.structure import canonical

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

_POINTS_PER_PIXEL = 0.75
_STAMP_SHARE = 1 / 3  # the stamp lies over the left third of the person's signature (NĐ 30 Phụ lục I, HD05)
_MISSING_LIBRARIES = (
    "Máy chủ thiếu thư viện để tạo PDF. Hãy cài: sudo apt-get install -y --no-install-recommends "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page: `page` from 0, the rest in PDF points from the bottom left corner."""

    page: int
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF/A-3u; `boxes` has "person" and "organisation", where the visible signatures go; `structure` is the
    digest of the structured document inside it, `edition` the template and font it was printed with."""

    pdf: bytes
    pages: int
    boxes: Mapping[str, Box]
    structure: str
    edition: Edition


@dataclass(frozen=True, slots=True)
class _Engine:
    """What is kept between papers: making it anew costs a fifth of a rendering."""

    fetcher: "URLFetcher"
    fonts: Any
    styles: Mapping[ProfileName, Any]
    more_orphans: Any
    edition: Edition


def render_pdf(paper: Paper) -> Rendered:
    """Print the paper. Refuses with SetupIncomplete when a library or font is missing and with RenderingFailed when
    WeasyPrint cannot set the page; the same paper gives the same bytes."""
    engine = _engine()
    html = paper_html(paper)
    page = read_page(html, engine.fetcher)
    try:
        content = canonical(paper)
        with _uncollected():
            document = _laid_out(page, engine, paper.profile)
            pdf = archive_file(document, paper, content, engine.edition, digest(html)[:32])
    except (ValueError, ArithmeticError, LookupError, TypeError) as broken:
        raise RenderingFailed(
            "Không dàn được trang văn bản này; hãy báo người quản trị hệ thống.", permanent=True
        ) from broken
    person = _person_box(document.pages, PROFILES[paper.profile].page_height)
    boxes = {"person": person, "organisation": _stamp_box(person)}
    return Rendered(pdf, len(document.pages), boxes, sha256(content).hexdigest(), engine.edition)


def set_pages(html: str, css: str) -> tuple[bytes, int]:
    """(PDF, pages) of a page that is no paper, such as a register, with the same font, fetcher and refusals."""
    engine = _engine()
    sheet = _sheet(css)
    try:
        document = read_page(html, engine.fetcher).render(font_config=engine.fonts, stylesheets=[sheet])
        pdf: bytes = document.write_pdf(pdf_identifier=digest(html)[:32].encode())
    except (ValueError, ArithmeticError, LookupError, TypeError) as broken:
        raise RenderingFailed("Không dàn được trang sổ; hãy báo người quản trị hệ thống.", permanent=True) from broken
    return pdf, len(document.pages)


@cache
def _sheet(css: str) -> Any:
    from weasyprint import CSS  # see _engine

    engine = _engine()
    return CSS(string=css, font_config=engine.fonts, url_fetcher=engine.fetcher)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of garbage: the boxes of a sheet all live until it is written, and looking through them
    again and again takes a tenth of the printing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _laid_out(page: Any, engine: _Engine, profile: ProfileName) -> Any:
    """The pages. To win a second line for a paragraph that begins at a page's foot, WeasyPrint may send an earlier note
    to the next page; asking for three lines there keeps the note with its call."""
    sheets = [engine.styles[profile]]
    document = page.render(font_config=engine.fonts, stylesheets=sheets)
    if _notes_with_calls(document):
        return document
    second = page.render(font_config=engine.fonts, stylesheets=[*sheets, engine.more_orphans])
    return second if _notes_with_calls(second) else document


def _notes_with_calls(document: Any) -> bool:
    """Whether every page that calls a note also holds it."""
    return all(
        name.replace("call-", "note-") in page.anchors
        for page in document.pages
        for name in page.anchors
        if name.startswith("call-")
    )


def warm() -> None:
    """Print a blank sheet, so that libraries, font, style sheets and template are there for the first paper."""
    blank = Paper(
        kind="BC",
        title="BÁO CÁO",
        abstract="",
        issuer="",
        superior=None,
        symbol=None,
        number=None,
        place=None,
        date=None,
        profile=ProfileName.HD05,
        blocks=(),
    )
    render_pdf(blank)


@cache
def _engine() -> _Engine:
    # WeasyPrint takes half a second to import and needs Pango, which only the printing worker must have
    try:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration
    except OSError as missing:
        raise SetupIncomplete(_MISSING_LIBRARIES) from missing
    family, fonts = find_font(), FontConfiguration()
    atexit.register(_engine.cache_clear)  # the font configuration removes its temporary folder while Python is whole
    fetcher = _fetcher(family)
    styles = {
        name: CSS(string=paper_css(profile, family), font_config=fonts, url_fetcher=fetcher)
        for name, profile in PROFILES.items()
    }
    more_orphans = CSS(string="p { orphans: 3 }", url_fetcher=fetcher)
    return _Engine(fetcher, fonts, styles, more_orphans, edition_with(family))


def _fetcher(family: FontFamily) -> "URLFetcher":
    """A fetcher that gives out the font's four files and refuses every other address."""
    # WeasyPrint: see _engine
    from weasyprint.urls import URLFetcher

    allowed = {file.as_uri() for file in family.files}

    class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url not in allowed:
                raise ValueError(f"address refused: {url}")
            return super().fetch(url, headers)

    return OwnFilesOnly()


def _person_box(pages: list[Any], page_height: float) -> Box:
    index, anchor = next((i, page.anchors["person"]) for i, page in enumerate(pages) if "person" in page.anchors)
    left, top, right, bottom = (_POINTS_PER_PIXEL * edge for edge in anchor)
    height = page_height / 25.4 * 72
    return Box(index, left, height - bottom, right, height - top)


def _stamp_box(person: Box) -> Box:
    side = person.y2 - person.y1
    right = person.x1 + (person.x2 - person.x1) * _STAMP_SHARE
    return Box(person.page, right - side, person.y1, right, person.y2)
