"""No word is lost, moved or added, whatever way an office typed its paper and whatever an extraction did to it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.paper.offices import KINDS, Office, offices
from tests.unit.paper.words import assert_nothing_lost, letters, of_blocks
from workflow.domain.blocks import superscript, unsuperscript
from workflow.domain.paper import Paper
from workflow.paper.parse import parse_text

NUMBERS = [
    "Số {n}-{k}/{b}",
    "Số: {n}-{k}/{b}",
    "Số   {n}  - {k}/{b}",
    "SỐ {n}-{k}/{b}",
    "Số {n} - {k} / {b}",
    "Số: {n}/{k}-{b}",
]
PAUSES = st.sampled_from(["", "\n", "\n\n"])


def header(office: Office, draw: st.DrawFn) -> str:
    """The two columns of the top: beside one another, one after the other, or mixed."""
    number = draw(st.sampled_from(NUMBERS)).format(n=f"{office.number:02d}", k=office.kind, b=office.body)
    left = [name for name in (office.superior, office.issuer) if name]
    motto = "ĐẢNG CỘNG SẢN VIỆT NAM"
    gap = draw(st.sampled_from(["\t", "\t\t", "          ", " "]))
    beside = (
        f"{left[0]}{gap}{motto}\n"
        + "\n".join([*left[1:], "*"])
        + f"\n{number}{gap if gap != ' ' else '  '}{office.day}"
    )
    below = "\n".join([*left, "*", number, motto, office.day])
    mixed = "\n".join([left[0], motto, *left[1:], "*", office.day, number])
    return draw(st.sampled_from([beside, below, mixed]))


def body(office: Office, draw: st.DrawFn) -> list[str]:
    """The lines of the text with their notes after the line that calls them."""
    raised = draw(st.booleans())
    lines = []
    for index, (marker, _) in enumerate(office.lines):
        words = office.called(index)
        lines.append(f"{marker}{draw(st.sampled_from([' ', '  ', chr(9), chr(160)])) if marker else ''}{words}")
        if index < len(office.notes):
            call = superscript(str(index + 1))
            lines.append(f"{call} {office.notes[index]}")
    return lines if raised else [unsuperscript(line) for line in lines]


def ending(office: Office, draw: st.DrawFn) -> str:
    """Nơi nhận and the signature, in either order or in two columns."""
    mark = draw(st.sampled_from(",;"))
    to = [f"- {name}{mark}" for name in office.recipients[:-1]] + [f"- {office.recipients[-1]}."]
    sign = ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Nguyễn Văn A"]
    rows = [["Nơi nhận:", sign[0]], [to[0], sign[1]], [to[1] if to[1:] else "", sign[2]]]
    columns = "\n".join(["\t".join(row) for row in rows] + to[2:])
    left, right = "\n".join(["Nơi nhận:", *to]), "\n\n".join(sign)
    return draw(
        st.sampled_from([columns, f"{left}\n\n{right}", f"{right}\n\n{left}", f"**Nơi nhận:**\n{left[10:]}\n{right}"])
    )


@st.composite
def typed(draw: st.DrawFn) -> tuple[Office, str]:
    """A paper and one way of typing it."""
    office = draw(offices())
    lines = body(office, draw)
    pause = draw(PAUSES)
    title = draw(
        st.sampled_from(
            [KINDS[office.kind], f"**{KINDS[office.kind]}**", " ".join(KINDS[office.kind].replace(" ", ""))]
        )
    )
    rule = draw(st.sampled_from(["-----", "_________", "", "***\n"]))
    text = "\n".join(
        [
            header(office, draw),
            pause,
            title,
            office.abstract,
            rule,
            "",
            f"\n{pause}".join(lines),
            pause,
            ending(office, draw),
        ]
    )
    return office, unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)


@given(typed())
def test_reads_every_part_of_a_typed_paper(case: tuple[Office, str]) -> None:
    office, text = case
    paper = parse_text(text)
    assert_parts(office, paper)
    assert_nothing_lost(text, paper)
    assert [(block.marker, unsuperscript(block.text)) for block in paper.blocks] == [
        (marker, unsuperscript(office.called(index))) for index, (marker, _) in enumerate(office.lines)
    ]
    assert tuple(note.text for note in paper.footnotes) == office.notes


def assert_parts(office: Office, paper: Paper) -> None:
    """Header and ending are what the office wrote."""
    assert (paper.symbol, paper.number, paper.kind) == (office.symbol, office.number, office.kind)
    assert (paper.superior or "", paper.issuer, paper.place, paper.date) == (
        office.superior,
        office.issuer,
        "Sông Lam",
        office.date,
    )
    assert (paper.title, paper.abstract, paper.recipients) == (KINDS[office.kind], office.abstract, office.recipients)
    assert (paper.signature.authority, paper.signature.position, paper.signature.name) == (
        "T/M BAN THƯỜNG VỤ",
        "PHÓ BÍ THƯ",
        "Nguyễn Văn A",
    )


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Office, str]:
    """A typed paper after a bad extraction: some lines spaced out, cut, glued together or broken after every word."""
    office, text = draw(typed())
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if office.abstract in unicodedata.normalize("NFC", line)) + 1
    for index in draw(st.lists(st.integers(start, len(lines) - 1), max_size=4, unique=True)):
        fault = draw(st.sampled_from([spaced_out, one_word_a_line, glued, cut]))
        if is_of_body(office, lines[index]):
            lines[index] = fault(lines[index])
    return office, "\n".join(lines)


def is_of_body(office: Office, line: str) -> bool:
    return any(letters(words)[:20] in letters(unicodedata.normalize("NFC", line)) for _, words in office.lines)


def spaced_out(line: str) -> str:
    return " ".join(unicodedata.normalize("NFC", line).replace(" ", ""))


def one_word_a_line(line: str) -> str:
    return "\n".join(line.split())


def glued(line: str) -> str:
    return unicodedata.normalize("NFC", line).replace("ụ ", "ụ").replace("ề ", "ề")


def cut(line: str) -> str:
    words = line.split(" ")
    return " ".join(words[: len(words) // 2]) + "\n" + " ".join(words[len(words) // 2 :])


@given(damaged())
def test_loses_and_moves_no_letter_of_a_damaged_text(case: tuple[Office, str]) -> None:
    office, text = case
    paper = parse_text(text)
    assert_nothing_lost(text, paper)
    kept = unsuperscript(letters("".join(of_blocks(paper.blocks)))) + "".join(
        letters(f"{note.marker}{note.text}") for note in paper.footnotes
    )
    for _, words in office.lines:
        assert letters(words)[:15] in kept


@given(st.text(alphabet="Số0123-/KHBCĐUTW \n\t*|¹.,:;()ngàythánămIV", max_size=300))
def test_takes_any_text_whatever_it_is(text: str) -> None:
    if any(map(str.isalnum, text)):
        assert_nothing_lost(text, parse_text(text))


def test_a_paper_of_two_hundred_pages_is_read_at_once() -> None:
    line = "Chi bộ đã tổ chức hội nghị quán triệt Nghị quyết số 43-NQ/TW, ngày 05/9/2025¹."
    page = "\n".join(f"{n}. {line}" for n in range(45))
    text = "KẾ HOẠCH\nvề việc\n-----\n" + "\n\n".join([page] * 200) + "\n1 Chú thích\nNơi nhận:\n- Lưu Chi bộ."
    assert len(parse_text(text).blocks) >= 9000


HOSTILE = [
    "ngày ", "I", "1.", "a b ", "| ", "*", "ĐẢNG ", "(", "vềviệc", "Số ", "/-", "\t", "1 ", "- ", "về “", "¹",
    "_", "43-NQ/TW ", "Chương I ", "\n\n1. ", "T/M A\n", "a\n", "[1]", "(trước ", "BÁO CÁO\n", "\n|a|b|\n",
    "a\t", "123\n", "22-08-2025 13:33:05\n", "Kính gửi: A\n", "Phụ lục 1\n", "**a** ", "…", "Nguyễn Văn A\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.timeout(20)
def test_no_repeated_piece_makes_the_reader_slow(piece: str) -> None:
    run = piece * (40_000 // len(piece))
    parse_text(f"KẾ HOẠCH\nvề việc\n\nMột.\n{run}")
    parse_text(f"Một {run}\nKẾ HOẠCH\nvề việc\n\nMột.\n\nNơi nhận:\n- {run}\nT/M CHI BỘ\n{run}")
