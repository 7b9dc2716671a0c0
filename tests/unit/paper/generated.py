"""Papers nobody has seen: random blocks, tables, notes and annexes of plausible words, each block known by a mark."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.unit.paper.papers import report
from workflow.domain.blocks import Block, BlockType, Footnote, superscript
from workflow.domain.paper import Annex, Paper, ProfileName

_SENTENCE = (
    "Đảng uỷ Sở tiếp tục lãnh đạo, chỉ đạo thực hiện nghị quyết; kiểm tra giám sát kết quả (b/c) năm 2026 43-NQ/TW "
    "24/11/2023 kinh tế - xã hội hội viên nâng cao chất lượng sinh hoạt chi bộ, người đứng đầu cấp uỷ 98,50% 1.234"
)
_WORDS = _SENTENCE.split()
_HEADINGS = {"I.": 1, "II-": 1, "Phần thứ nhất": 1, "Chương II": 1, "1.": 2, "Mục 1": 2, "1.1.": 3, "Điều 5.": 3}
_HEADINGS |= {"a)": 4, "(1)": 5}


def texts(least: int, most: int) -> st.SearchStrategy[str]:
    """So many words."""
    return st.lists(st.sampled_from(_WORDS), min_size=least, max_size=most).map(" ".join)


@dataclass(frozen=True)
class Draft:
    """What a block is to be, before it has its place and its mark."""

    kind: BlockType
    marker: str
    text: str
    note: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()


def _tables() -> st.SearchStrategy[Draft]:
    cells = st.one_of(texts(0, 2), texts(0, 2), texts(3, 40))
    rows = st.integers(1, 9).flatmap(lambda count: st.lists(st.tuples(*[cells] * count), min_size=1, max_size=25))
    return rows.map(lambda made: Draft(BlockType.TABLE, "", "", rows=tuple(made)))


def _drafts() -> st.SearchStrategy[Draft]:
    paragraphs = st.builds(
        Draft,
        st.just(BlockType.PARAGRAPH),
        st.sampled_from(["", "", "1.", "a)"]),
        st.one_of(texts(1, 12), texts(1, 150)),
        st.one_of(st.none(), st.none(), texts(3, 90)),
    )
    items = st.builds(Draft, st.just(BlockType.ITEM), st.sampled_from("-+"), texts(1, 60))
    headings = st.builds(Draft, st.just(BlockType.HEADING), st.sampled_from(sorted(_HEADINGS)), texts(1, 25))
    return st.one_of(paragraphs, paragraphs, headings, items, _tables())


def _block(index: int, draft: Draft, note: str | None) -> Block:
    """The block with its mark: ¶3¶ before a paragraph, §3§ at a heading's end, ¤3¤ at that of a table's head cells."""
    if draft.kind is BlockType.TABLE:
        head = tuple(f"{cell} ¤{index}¤".strip() for cell in draft.rows[0])
        return Block(f"b{index}", draft.kind, 0, "", "", rows=(head, *draft.rows[1:]))
    heading = draft.kind is BlockType.HEADING
    level = _HEADINGS[draft.marker] if heading else int(draft.kind is BlockType.ITEM)
    text = f"{draft.text} §{index}§" if heading else f"¶{index}¶ {draft.text}"
    called = (note,) if note else ()
    return Block(f"b{index}", draft.kind, level, draft.marker, text + superscript(note or ""), called)


def _assembled(drafts: list[Draft], first: int = 0) -> tuple[tuple[Block, ...], tuple[Footnote, ...]]:
    blocks: list[Block] = []
    notes: list[Footnote] = []
    for index, draft in enumerate(drafts, first):
        if draft.note:
            notes.append(Footnote(str(len(notes) + 1), draft.note))
        blocks.append(_block(index, draft, notes[-1].marker if draft.note else None))
    return tuple(blocks), tuple(notes)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A paper with up to 25 blocks, notes, up to two annexes, any of the optional parts."""
    blocks, notes = _assembled(draw(st.lists(_drafts(), min_size=1, max_size=25)))
    annexes = []
    for number in range(1, draw(st.integers(0, 2)) + 1):
        content, _ = _assembled([draw(_tables())], 100 * number)
        annexes.append(Annex(f"Phụ lục {number}", draw(texts(2, 9)), content, draw(st.booleans())))
    return report(
        blocks=blocks,
        footnotes=notes,
        annexes=tuple(annexes),
        profile=draw(st.sampled_from(ProfileName)),
        recipients=tuple(draw(st.lists(texts(1, 8), min_size=1, max_size=14))),
        addressees=tuple(draw(st.lists(texts(2, 6), max_size=3))),
        contact=draw(st.one_of(st.none(), texts(5, 40))),
        proof=draw(st.sampled_from([None, "https://trinhky.example/xac-thuc/7A3F-09D2-11CE-8B40"])),
    )
