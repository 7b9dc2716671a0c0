"""The blocks of a paper as HTML: headings, paragraphs and items, tables."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from workflow.domain.blocks import Block, BlockType, Footnote, plain, superscript
from workflow.paper.headings import HeadingKind, depths, heading_kind
from workflow.paper.inline import Hold, calls, inline_html, joined, spanned
from workflow.paper.profiles import Profile
from workflow.paper.tables import Measured, measured, squared

SHORT_TABLE = 12  # lines; such a table stays on one page
SHORT_ROW = 20  # a row of more lines may be parted between two of them
_REPEATED_HEAD = 20  # lines; a larger head stands once
_REPEATED = Markup("<thead><tr>{}</tr></thead><tbody>")
_UNREPEATED = Markup('<tbody><tr class="long head">{}</tr>')
_LINE = 110  # characters of a line of the text, at most
_FITS_A_FOOT = range(1, 3500)  # characters of a note, about half a page
_KEPT_LINES = 2  # above the signature block, at least


class Body:
    """Sets blocks into a column of `width` millimetres. A note is set at its first call only, also over several
    lists of blocks, so one `Body` serves a paper with its annexes; `rest` has the notes that none of them called."""

    def __init__(self, profile: Profile, notes: Sequence[Footnote]) -> None:
        self._profile = profile
        self._notes = {note.marker: note.text for note in reversed(notes)}
        self._doubled = [note for note in notes if note.text != self._notes[note.marker]]

    def html(self, blocks: Sequence[Block], width: float, *, ending: bool = False) -> Markup:
        """The blocks one after another. Before an `ending` the last two lines hold together."""
        deep, kept = depths(blocks), kept_together(blocks) if ending else frozenset()
        parts = []
        for block in blocks:
            parts += [self._block(block, deep.get(block.id, 0), width, block.id in kept), *self._notes_below(block)]
        return Markup("\n").join(parts)

    def rest(self) -> Markup:
        """The notes that no block called, and a second note of one number: not a word of a paper is left out."""
        uncalled = [*(Footnote(marker, text) for marker, text in self._notes.items()), *self._doubled]
        return Markup("\n").join(_note_below(note) for note in uncalled)

    def _block(self, block: Block, depth: int, width: float, keep: bool) -> Markup:
        if block.type is BlockType.TABLE:
            return self._table(block, width, keep) if any(block.rows) else Markup()
        if block.type is BlockType.HEADING:
            return self._heading(block, depth, keep)
        opening = Markup('<p class="keep">') if keep else Markup("<p>")
        return opening + self._words(block, joined) + Markup("</p>")

    def _heading(self, block: Block, depth: int, keep: bool) -> Markup:
        kind, tag = heading_kind(block), f"h{depth + 1}"
        classes = f"{kind} keep" if keep else kind
        if kind is HeadingKind.DIVISION:
            name = Markup('<br/> <span class="caps">{}</span>').format(self._inline(block, block.text, spanned))
            words = Markup("{}").format(block.marker) + (name if block.text else Markup())
        else:
            words = self._words(block, spanned)  # it is a bookmark too
        return Markup('<{0} class="{1}">{2}</{0}>').format(tag, classes, words)

    def _words(self, block: Block, hold: Hold) -> Markup:
        return Markup("{} ").format(block.marker) * bool(block.marker) + self._inline(block, block.text, hold)

    def _inline(self, block: Block, text: str, hold: Hold) -> Markup:
        called = [marker for marker in block.footnotes if len(self._notes.get(marker, "")) in _FITS_A_FOOT]
        return inline_html(text, {marker: self._notes.pop(marker) for marker in called}, hold)

    def _notes_below(self, block: Block) -> Iterator[Markup]:
        """A note called in a table, or too long for any page's foot, stands below the block that calls it."""
        for marker in (*block.footnotes, *(call for row in block.rows for cell in row for call in calls(cell))):
            if marker in self._notes:
                yield _note_below(Footnote(marker, self._notes.pop(marker)))

    def _table(self, block: Block, width: float, keep: bool) -> Markup:
        profile, rows = self._profile, squared(block.rows)
        wide = len(rows[0]) > profile.wide_table_columns
        found = measured(rows, width, profile.wide_table_size if wide else profile.table_size)
        short = sum(found.lines) <= SHORT_TABLE
        marks = {"wide": wide, "short": short, "tight": found.tight, "keep": keep}
        classes = " ".join(["figures", *(name for name, holds in marks.items() if holds)])
        columns = Markup().join(Markup('<col style="width:{}%"/>').format(column.share) for column in found.columns)
        lines = Markup("\n").join(self._rows(rows, found))
        return Markup('<table class="{}"><colgroup>{}</colgroup>{}</table>').format(classes, columns, lines)

    def _rows(self, rows: Sequence[Sequence[str]], found: Measured) -> Iterator[Markup]:
        head = _REPEATED if found.lines[0] <= _REPEATED_HEAD else _UNREPEATED
        yield head.format(Markup().join(Markup("<th>{}</th>").format(inline_html(cell)) for cell in rows[0]))
        for row, lines in zip(rows[1:], found.lines[1:], strict=True):
            opening = Markup('<tr class="long">') if lines > SHORT_ROW else Markup("<tr>")
            cells = (_cell(text, column.side) for text, column in zip(row, found.columns, strict=True))
            yield opening + Markup().join(cells) + Markup("</tr>")
        yield Markup("</tbody>")


def _note_below(note: Footnote) -> Markup:
    return Markup('<p class="note">{} {}</p>').format(superscript(note.marker), inline_html(note.text, hold=joined))


def _cell(text: str, side: str) -> Markup:
    opening = Markup('<td class="{}">').format(side) if side else Markup("<td>")
    return opening + inline_html(text) + Markup("</td>")


def kept_together(blocks: Sequence[Block]) -> frozenset[str]:
    """The last blocks that may be too short to be two lines above the signature: they bring the one before along."""
    lines, kept = 0, []
    for block in reversed(blocks):
        lines += _least_lines(block)
        if lines >= _KEPT_LINES:
            break
        kept.append(block.id)
    return frozenset(kept)


def _least_lines(block: Block) -> int:
    """How many lines with words it is sure to have on paper."""
    if block.type is BlockType.TABLE:
        return sum(any(map(str.strip, row)) for row in block.rows)
    return 1 + len(plain(block.printed)) // _LINE
