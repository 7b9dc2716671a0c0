"""The inside of a block as safe HTML for paper and screen: emphasis, footnote calls, what must stay on one line."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from markupsafe import Markup, escape

from workflow.domain.blocks import SUPERSCRIPTS, clean, superscript, unsuperscript

# A superscript after a unit of length is a square or a cube, not a call.
# The first digit stands before what is looked for behind it, for a search begins quickest with the letters it wants.
CALL = re.compile(rf"[{SUPERSCRIPTS}](?<!\bm.)(?<!\b[kcdm]m.)[{SUPERSCRIPTS}]*")
# Bold ends at the next "**": a search beyond it would take minutes over many marks that nobody closed.
EMPHASIS = re.compile(r"\*\*(?P<bold>\S(?:(?:(?!\*\*).)*?\S)?)\*\*|\*(?P<italic>[^\s*](?:[^*]*[^\s*])?)\*")
# "43-NQ/TW,", "24/11/2023", "(b/c)", "hạnh phúc./.", "kinh tế - xã hội": a hyphen at a line's end is taken for a
# hyphenation by readers of the PDF and lost, and a symbol cut in two is no symbol.
# Digits and slashes alone ("24/11/2023") are never broken anyway, and every piece costs.
_UNBROKEN = re.compile(
    r"(?<!\S)(?:(?:\S{1,24}+ )?[–-] \S{1,24}"
    r"|(?=[^\s/–-]{0,24}+[/–-])(?!\d[\d/]+[.,;:)]*(?!\S))\S{0,24}[/–-]\S{0,24}(?!\S))"
)

_JOINER = "\u2060"
_OPENING = re.compile(r"[/–-](?=.)| ")  # where a line could end inside such a piece
Hold = Callable[[str], str]


def spanned(piece: str) -> str:
    """A piece held on one line by a box of its own, as HTML; what is copied from a page is the bare text."""
    return f'<span class="nowrap">{escape(piece)}</span>'


def joined(piece: str) -> str:
    """The same by word joiners, which take no glyph in a PDF and are not in its text. Boxes in running text are a
    seventh of the work of printing."""
    return str(escape(_OPENING.sub(rf"\g<0>{_JOINER}", piece)))


def calls(text: str) -> tuple[str, ...]:
    """The numbers of the notes that a text calls, in order, as plain digits."""
    return tuple(dict.fromkeys(unsuperscript(found[0]) for found in CALL.finditer(text)))


def unbroken(text: str) -> list[str]:
    """The pieces of a text that stay on one line each, in order."""
    end, pieces = 0, []
    for found in _UNBROKEN.finditer(text):
        pieces += [*text[end : found.start()].split(), found[0]]
        end = found.end()
    return pieces + text[end:].split()


def inline_html(text: str, footnotes: Mapping[str, str] | None = None, hold: Hold = spanned) -> Markup:
    """Escaped HTML of a block's text. `footnotes` (number → text) are the notes to set at the page's foot at their
    first call here; a call without its note is printed as the superscript digits it is. `hold` keeps on one line what
    must not be parted."""
    notes = dict(footnotes or {})
    # every piece is a tag of ours or escaped; joined as plain text, for each joining of Markup escapes anew
    return Markup("".join(_emphasised(clean(text), notes, hold)))  # noqa: S704


def marked_html(text: str, marked: Collection[tuple[int, int]], places: Iterable[tuple[int, int]]) -> Markup:
    """The same with some places of the text in `<mark class="kept">`; all the places together are everything but the
    blanks between them. Emphasis that runs over the end of a place is ended there and begun again."""
    runs = [(found.start(), found.end(), "**" if found["bold"] else "*") for found in EMPHASIS.finditer(text)]
    pieces: list[str] = []
    end = 0
    for start, stop in places:
        opened, closed = (next((mark for a, b, mark in runs if a < at < b), "") for at in (start, stop))
        shown = inline_html(f"{opened}{text[start:stop]}{closed}")
        pieces += [
            str(escape(text[end:start])),
            f'<mark class="kept">{shown}</mark>' if (start, stop) in marked else shown,
        ]
        end = stop
    return Markup("".join([*pieces, str(escape(text[end:]))]))  # noqa: S704 - tags of ours, and what is escaped


def _emphasised(text: str, notes: dict[str, str], hold: Hold) -> Iterator[str]:
    end = 0
    for found in EMPHASIS.finditer(text):
        yield from _called(text[end : found.start()], notes, hold)
        if found["bold"]:
            yield from ("<b>", *_emphasised(found["bold"], notes, hold), "</b>")
        else:
            yield from ("<i>", *_called(found["italic"], notes, hold), "</i>")
        end = found.end()
    yield from _called(text[end:], notes, hold)


def _called(text: str, notes: dict[str, str], hold: Hold) -> Iterator[str]:
    end = 0
    for found in CALL.finditer(text) if notes else ():
        marker = unsuperscript(found[0])
        if marker in notes:
            yield from _held(text[end : found.start()], hold)
            yield _note(marker, notes.pop(marker), hold)
            end = found.end()
    yield from _held(text[end:], hold)


def _note(marker: str, text: str, hold: Hold) -> Markup:
    note = Markup('<span id="call-{0}"></span><span class="footnote" id="note-{0}" data-call="{1}">{2}</span>')
    return note.format(marker, superscript(marker), inline_html(text, hold=hold))


def _held(text: str, hold: Hold) -> Iterator[str]:
    end = 0
    for found in _UNBROKEN.finditer(text):
        yield from (escape(text[end : found.start()]), hold(found[0]))
        end = found.end()
    yield escape(text[end:])
