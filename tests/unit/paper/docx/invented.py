"""Papers nobody has written: every kind of block and every optional part, in any number and order."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from workflow.domain.blocks import Block, BlockType, Footnote, superscript
from workflow.domain.paper import Annex, CopyBlock, CopyKind, Paper, ProfileName, SignatureBlock, Urgency

_PHRASE = """Đảng uỷ xã đã họp; thống nhất: nhiệm vụ, giải pháp 2021 - 2025 (b/c) 43-NQ/TW & <ô> "tự" 'do' 92,28%
    100 m² kinh tế | xã hội … “trích” ./. https://vidu.vn/mot/duong/dan/rat/dai"""
_SYLLABLES = _PHRASE.split()
_ODD = ["ĐẠIĐOÀNKẾT" * 12, "x" * 200, "1.", "a)", "-", "**đậm**", "*nghiêng*", "[1]", "\u00a0", "Ế\u0323"]
_WORD = st.one_of(
    st.sampled_from(_SYLLABLES),
    st.sampled_from(
        ["ĐẠIĐOÀNKẾT" * 12, "x" * 200, "1.", "a)", "-", "**đậm**", "*nghiêng*", "[1]", "\u00a0", "Ế\u0323"]
    ),
)
_TEXT = st.lists(_WORD, min_size=1, max_size=25).map(" ".join).filter(lambda text: text.strip())
_SHORT = st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=6).map(" ".join)
_COUNTS = "I. II. III. I- 1. 2. 3. 1.1. 1.2. 2.1 1.1.1. a) b) c) đ) (1) (2) - + – A."
_MARKER = st.sampled_from([*_COUNTS.split(), "Phần thứ nhất", "Chương I", "Chương II", "Mục 1", "Điều 1.", "Điều 2."])
_DAY = st.dates(dt.date(2018, 4, 3), dt.date(2030, 12, 31))
_LINES = st.lists(_SHORT, max_size=6).map(tuple)
_SIGNATURE = st.builds(SignatureBlock, *[st.one_of(st.none(), _SHORT)] * 3)


@st.composite
def _block(draw: st.DrawFn, index: int, notes: list[str]) -> Block:
    kind = draw(st.sampled_from(BlockType))
    called = [notes.pop(0)] if notes and draw(st.booleans()) else []
    calls = "".join(map(superscript, called))
    if kind is BlockType.TABLE:
        width = draw(st.integers(1, 9))
        row = st.lists(st.one_of(st.just(""), _SHORT, st.sampled_from(["1", "92,5", "X"])), max_size=width).map(tuple)
        rows = draw(st.lists(row, min_size=1, max_size=12))
        rows[-1] = (*rows[-1][:-1], f"ô{calls}")
        return Block(f"b{index}", kind, 0, "", "", tuple(called), tuple(rows))
    level = 0 if kind is BlockType.PARAGRAPH else draw(st.integers(1, 6))
    marker = draw(st.one_of(st.just(""), _MARKER)) if kind is BlockType.PARAGRAPH else draw(_MARKER)
    return Block(f"b{index}", kind, level, marker, f"{draw(_TEXT)} chữ{calls}", tuple(called))


@st.composite
def _blocks(draw: st.DrawFn, notes: list[str], first: int, most: int) -> tuple[Block, ...]:
    return tuple(draw(_block(first + index, notes)) for index in range(draw(st.integers(0, most))))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Any paper."""
    numbers = draw(st.one_of(
        st.integers(0, 8).map(lambda count: list(range(1, count + 1))),
        st.lists(st.integers(1, 120), max_size=8, unique=True),
    ))  # fmt: skip
    waiting = list(map(str, numbers))
    notes = [Footnote(marker, f"chú thích {draw(_SHORT)}") for marker in waiting]
    blocks = draw(_blocks(waiting, 1, 14))
    annexes = tuple(
        Annex(f"Phụ lục {number}", draw(st.one_of(st.just(""), _SHORT)), draw(_blocks(waiting, 100 * number, 4)),
              draw(st.booleans()))
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )  # fmt: skip
    left = {note.marker for note in notes} & set(waiting)
    notes = [Footnote(note.marker, f"không gọi: {note.text}") if note.marker in left else note for note in notes]
    return Paper(**_head(draw), **_options(draw), blocks=blocks, annexes=annexes, footnotes=tuple(notes))


def _head(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["KH", "BC", "CV", "TTr", "QC", "BB"]))
    number = draw(st.one_of(st.none(), st.integers(1, 999)))
    return {
        "kind": kind,
        "title": draw(st.sampled_from(["KẾ HOẠCH", "BÁO CÁO", "QUY CHẾ"])),
        "abstract": draw(st.one_of(st.just(""), _SHORT)),
        "issuer": draw(st.one_of(st.just(""), _SHORT)),
        "superior": draw(st.one_of(st.none(), _SHORT)),
        "symbol": f"{number:02d}-{kind}/ĐU" if number else f"{kind}/ĐU",
        "number": number,
        "place": draw(st.one_of(st.none(), _SHORT)),
        "date": draw(st.one_of(st.none(), _DAY)),
        "profile": draw(st.sampled_from(ProfileName)),
    }


def _options(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "recipients": draw(_LINES),
        "signature": draw(_SIGNATURE),
        "left_signature": draw(st.one_of(st.none(), _SIGNATURE)),
        "addressees": draw(_LINES),
        "draft": draw(st.one_of(st.none(), st.integers(1, 9))),
        "urgency": draw(st.one_of(st.none(), st.sampled_from(Urgency))),
        "circulation": draw(st.one_of(st.none(), _SHORT)),
        "drafter_mark": draw(st.one_of(st.none(), st.just("ToànKiên-12"))),
        "contact": draw(st.one_of(st.none(), _TEXT)),
        "copy": draw(st.one_of(st.none(), _COPY)),
    }


_COPY = st.builds(
    CopyBlock,
    kind=st.sampled_from(CopyKind),
    issuer=_SHORT,
    superior=st.one_of(st.none(), _SHORT),
    symbol=st.just("02-BS/VPĐU"),
    place=st.one_of(st.none(), _SHORT),
    date=st.one_of(st.none(), _DAY),
    signature=_SIGNATURE,
    recipients=_LINES,
)
