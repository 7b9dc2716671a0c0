"""Pages and papers made to read files, to call home, to stall: nothing is read, nobody is called, each ends in time."""

import base64
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.unit.paper.papers import paragraph, report
from tests.unit.sandbox.pages import print_page
from workflow.domain.blocks import Block, BlockType, Footnote
from workflow.domain.errors import RenderingFailed
from workflow.domain.paper import Paper, SignatureBlock
from workflow.jobs.printing import print_apart
from workflow.paper import fonts, pdf
from workflow.sandbox import ApartError, Limits, run

SECRET = "CANARY-7F3A"
PAGE = f"{print_page.__module__}.print_page"


@dataclass(frozen=True)
class Trap:
    """A listener of this machine that notices every caller, and a file that nobody may read."""

    server: socket.socket
    file: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.getsockname()[1]}/x"

    def caught_anybody(self) -> bool:
        try:
            self.server.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    file = tmp_path / "canary.txt"
    file.write_text(SECRET, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield Trap(server, file)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
EPS = "%!PS-Adobe-3.0 EPSF-3.0\n({}) (r) file 100 string readstring pop show\n"


def data(kind: str, content: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content.encode()).decode()}"


# {u}: an address of the listener; {f}: the address of the file
REACHING = (
    '<img src="{u}">',
    '<img src="{f}">',
    '<img src="file:///etc/passwd">',
    '<img src="FILE:///etc/passwd">',
    '<img srcset="{u} 2x">',
    '<link rel="stylesheet" href="{u}">',
    '<link rel="stylesheet" href="{f}">',
    '<link rel="attachment" href="{f}">',
    '<link rel="attachment" href="{u}">',
    '<a rel="attachment" href="{f}">x</a>',
    '<style>@import "{u}";</style>',
    "<style>@import url({f});</style>",
    "<style>@font-face {{ font-family: x; src: url({u}) }} p {{ font-family: x }}</style><p>x</p>",
    "<style>@font-face {{ font-family: x; src: url({f}) }} p {{ font-family: x }}</style><p>x</p>",
    '<p style="background: url({u})">x</p>',
    '<p style="list-style-image: url({f}); display: list-item">x</p>',
    "<style>p::before {{ content: url({u}) }}</style><p>x</p>",
    "<style>p {{ border-image: url({u}) 1 }}</style><p>x</p>",
    '<object data="{u}"></object>',
    '<embed src="{f}">',
    '<iframe src="{u}"></iframe>',
    '<base href="{u}/"><img src="y">',
    '<meta http-equiv="refresh" content="0;url={u}">',
    '<img src="//127.0.0.1/x">',
    '<img src="ftp://127.0.0.1/x">',
    '<img src="http://localhost:1/x">',
    '<img src="jar:file:///etc/passwd">',
    SVG.format('<image xlink:href="{f}" width="9" height="9"/>'),
    SVG.format('<use xlink:href="{u}#a"/>'),
    SVG.format('<style>@import "{u}";</style>'),
)


@pytest.mark.parametrize("attack", REACHING)
def test_a_page_reaches_nobody_and_reads_nothing(trap: Trap, attack: str) -> None:
    body = attack.format(u=trap.url, f=trap.file.as_uri())
    printed = run(PAGE, f"<!DOCTYPE html><body>{body}<p>còn lại</p></body>").data
    assert printed.startswith(b"%PDF") and SECRET.encode() not in printed
    assert not trap.caught_anybody()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image/svg+xml", SVG.format('<image xlink:href="FILE" width="9" height="9"/>')),
        ("image/svg+xml", '<!DOCTYPE s [<!ENTITY x SYSTEM "FILE">]>' + SVG.format("<text>&x;</text>")),
        ("application/postscript", EPS.format("FILE")),
        ("text/css", '@import "URL";'),
        ("text/html", '<img src="URL">'),
    ],
)
def test_what_is_carried_inside_the_address_is_not_even_opened(trap: Trap, kind: str, content: str) -> None:
    inner = data(kind, content.replace("FILE", trap.file.as_uri()).replace("URL", trap.url))
    body = f'<img src="{inner}"><link rel="stylesheet" href="{inner}"><object data="{inner}"></object>'
    printed = run(PAGE, f"<!DOCTYPE html><body>{body}<p>còn lại</p></body>").data
    assert SECRET.encode() not in printed
    assert not trap.caught_anybody()


def test_the_fetcher_gives_out_the_four_files_of_the_font_and_nothing_else(trap: Trap) -> None:
    family = fonts.find_font()
    fetcher = pdf._fetcher(family)
    for file in family.files:
        fetcher.fetch(file.as_uri()).close()
    for address in (trap.url, trap.file.as_uri(), f"{family.regular.as_uri()}?x", "data:text/plain,x", "", "x"):
        with pytest.raises(ValueError, match="refused"):
            fetcher.fetch(address)


WORDS = (
    '<img src="{f}">',
    "<script>fetch('{u}')</script>",
    "</p></body><iframe src='{f}'>",
    "{{{{ config }}}} {{% include '{f}' %}}",
    "<!--",
    "]]>",
    "&x;",
    "<style>*{{display:none}}</style>",
    "\u202e gnp.exe",
    "a\u0300" * 5_000,
    "**a " * 5_000,
    "*a" * 500,
    "¹" * 5_000,
)


@pytest.mark.parametrize("words", WORDS)
def test_words_stay_words_wherever_they_stand(trap: Trap, words: str) -> None:
    text = words.format(u=trap.url, f=trap.file.as_uri())
    block = Block("b1", BlockType.PARAGRAPH, 0, text[:200], text, ("1",))
    paper = report(
        blocks=(block, Block("b2", BlockType.TABLE, 0, "", "", rows=((text[:500], "x"), ("y", text[:500])))),
        footnotes=(Footnote("1", text[:500]),),
        abstract=text[:300],
        issuer=text[:100],
        recipients=(text[:200],),
        signature=SignatureBlock(text[:50], text[:50], text[:50]),
    )
    printed = print_apart(paper)
    assert printed.pages >= 1 and SECRET.encode() not in printed.pdf
    assert not trap.caught_anybody()


def endless() -> list[tuple[str, Paper]]:
    """Papers that no machine prints in time."""
    wide = tuple(tuple("x" * 40 for _ in range(120)) for _ in range(120))
    return [
        ("ten megabytes of text", report(blocks=(Block("b1", BlockType.PARAGRAPH, 0, "", "chữ " * 2_500_000),))),
        ("a table without end", report(blocks=(Block("b1", BlockType.TABLE, 0, "", "", rows=wide),))),
        ("paragraphs without end", report(blocks=tuple(paragraph(3, f"b{n}") for n in range(20_000)))),
    ]


@pytest.mark.parametrize(("name", "paper"), endless(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_paper_without_end_is_given_up_with_a_sentence(name: str, paper: Paper) -> None:
    with pytest.raises(RenderingFailed, match="Hãy chia") as refused:
        print_apart(paper, Limits(seconds=3))
    assert refused.value.permanent


BOMBS = (
    "<table><tr><td>" * 200 + "x",
    '<p style="width: 1000000000px; height: 1000000000px; border: 1px solid">x</p>' * 50,
    '<p style="columns: 1000000">x y</p>',
    "<style>" + "a " * 100_000 + "{color:red}</style>",
    "<div>" * 5_000,
    '<p style="font-size: 1000000000px">x</p>',
    '<td rowspan="65000" colspan="1000">x' * 20,
    '<ol start="999999999999"><li>x</ol>',
    "<p>" + "a" * 2_000_000,
)


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb[:30])
def test_a_bomb_is_printed_or_given_up_in_time(bomb: str) -> None:
    try:
        run(PAGE, f"<!DOCTYPE html><body>{bomb}</body>", limits=Limits(seconds=3))
    except ApartError as refused:
        assert "Hãy" in refused.reason or "hãy" in refused.reason
