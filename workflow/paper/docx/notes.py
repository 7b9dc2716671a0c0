"""Footnotes as Word keeps them: a part of their own, numbered by Word wherever the paper's numbers follow in order."""

from collections import defaultdict, deque
from collections.abc import Sequence

from workflow.domain.blocks import Footnote
from workflow.paper.docx.xml import Element, ordered, part, w

_SEPARATOR, _CONTINUATION, _FIRST = -1, 0, 1
_REFERENCE = ordered("rPr", [w("rStyle", val="FootnoteReference")])


class Notes:
    """The notes of a paper: those not yet called, and those set so far in the order of their calls."""

    def __init__(self, notes: Sequence[Footnote]) -> None:
        """Two notes of one number (a paper numbered page by page) are called one after the other."""
        self._waiting: dict[str, deque[Footnote]] = defaultdict(deque)
        for note in notes:
            self._waiting[note.marker].append(note)
        self.called: list[tuple[Footnote, bool]] = []
        self._numbered = 0

    def call(self, marker: str) -> Element | None:
        """The reference to the next note of this number, None when there is none. A number that Word would not give
        is written as a mark of its own: a printed number never changes."""
        if not self._waiting.get(marker):
            return None
        follows = marker == str(self._numbered + 1)
        self._numbered += follows
        self.called.append((self._waiting[marker].popleft(), follows))
        identity = _FIRST + len(self.called) - 1
        if follows:
            return w("r", _REFERENCE, w("footnoteReference", id=identity))
        return w("r", _REFERENCE, w("footnoteReference", customMarkFollows=1, id=identity), w("t", marker))

    @property
    def uncalled(self) -> list[Footnote]:
        """The notes that no word calls, in their order."""
        return [note for waiting in self._waiting.values() for note in waiting]


def uncalled(notes: Notes) -> list[Element]:
    """The notes that no word calls as paragraphs of the text: no word of a paper is dropped."""
    return [_content(note, numbered=False, properties=[w("keepNext")]) for note in notes.uncalled]


def footnotes_part(notes: Notes) -> bytes:
    """footnotes.xml: the two rules that Word asks for, then the notes."""
    return part(
        "footnotes",
        _rule(_SEPARATOR, "separator"),
        _rule(_CONTINUATION, "continuationSeparator"),
        *(
            w("footnote", _content(note, numbered=numbered), id=identity)
            for identity, (note, numbered) in enumerate(notes.called, _FIRST)
        ),
    )


def footnote_settings() -> Element:
    """What settings.xml says of the two rules."""
    return w("footnotePr", w("footnote", id=_SEPARATOR), w("footnote", id=_CONTINUATION))


def _content(note: Footnote, *, numbered: bool, properties: Sequence[Element] = ()) -> Element:
    # text.py writes calls through this module, and notes are texts
    from workflow.paper.docx.text import runs, typed

    mark = w("footnoteRef") if numbered else w("t", note.marker)
    style = ordered("pPr", [w("pStyle", val="FootnoteText"), *properties])
    return w("p", style, w("r", _REFERENCE, mark), *typed(" "), *runs(note.text))


def _rule(identity: int, kind: str) -> Element:
    spacing = ordered("pPr", [w("spacing", before=0, after=0, line=240, lineRule="auto")])
    return w("footnote", w("p", spacing, w("r", w(kind))), type=kind, id=identity)
