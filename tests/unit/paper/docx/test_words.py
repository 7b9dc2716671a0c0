"""Every word of the paper stands in the Word file once, in order, its numbers included."""

import pytest

from tests.unit.paper.docx.expected import listed, of_paper, words
from tests.unit.paper.docx.reader import WordFile
from tests.unit.paper.papers import everything, report
from tests.unit.paper.plans import Plan
from workflow.domain.blocks import Block, BlockType, Footnote, plain
from workflow.domain.paper import Paper, ProfileName
from workflow.paper.docx import render_docx


def read(paper: Paper) -> WordFile:
    return WordFile(render_docx(paper))


def printed(paper: Paper) -> list[str]:
    """The words of the file in their order."""
    return " ".join(line.printed for line in read(paper).lines).split()


def test_every_word_of_a_plan(plan: Plan) -> None:
    paper = plan.paper
    got = printed(paper)
    start = got.index(paper.title.split()[0])
    want = words(f"{paper.title} {paper.abstract} -----")
    want += [word for block in paper.blocks for text in (block.marker, block.text) for word in words(text)]
    assert got[start : start + len(want)] == want
    assert [note for _, note in read(paper).notes] == [plain(note.text) for note in paper.footnotes]


def test_header_and_ending_of_a_plan(plan: Plan) -> None:
    paper = plan.paper
    text = " ".join(printed(paper))
    separator = "," if paper.profile is ProfileName.HD36 else ";"
    lines = listed(paper.recipients, separator)
    parts = ["ĐẢNG CỘNG SẢN VIỆT NAM", paper.superior, paper.issuer, " ".join(lines), paper.signature.name]
    assert all(part in text for part in parts if part)


@pytest.mark.parametrize("profile", ProfileName)
@pytest.mark.parametrize("kind", ["BC", "CV", "TTr"])
def test_every_optional_part(kind: str, profile: ProfileName) -> None:
    paper = everything(kind=kind, profile=profile)
    assert printed(paper) == of_paper(paper)
    assert "".join(read(paper).parts["word/footer-first.xml"].itertext()) == paper.contact


def test_a_paper_without_anything_optional_is_whole_too() -> None:
    paper = report(blocks=(), recipients=(), superior=None, issuer="", abstract="", place=None, date=None, number=None)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM Số -01-BC/CB , ngày tháng năm BÁO CÁO ----- T/M CHI BỘ" in " ".join(printed(paper))


def test_the_proof_of_the_signed_paper_is_not_in_a_file_that_anybody_may_change() -> None:
    paper = everything()
    assert paper.proof
    assert not any(paper.proof.encode() in part for part in read(paper).raw.values())


def paragraph(text: str, **more: tuple[str, ...]) -> Block:
    return Block("b1", BlockType.PARAGRAPH, 0, "", text, **more)


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("**đậm** và *nghiêng*", "đậm và nghiêng"),
        ("a * b * c và 2*3*4", "a * b * c và 234"),
        ("a & b < c > d \"e\" 'g'", "a & b < c > d \"e\" 'g'"),
        ("  nhiều   khoảng\ttrắng\nxuống dòng ", "nhiều khoảng trắng xuống dòng"),
        ("]]> <w:p/> &amp; &#10;", "]]> <w:p/> &amp; &#10;"),
        ("\ud800hỏng\uffff \x0bkhông in được", "hỏng không in được"),
        ("100 m² và 5 km²", "100 m² và 5 km²"),
        ("\u2028dòng mới\u2028", "dòng mới"),
    ],
)
def test_letters_with_a_meaning_in_xml_or_in_marks(text: str, got: str) -> None:
    line = next(line for line in read(report(blocks=(paragraph(text),))).lines if line.style == "BodyText")
    assert line.text == got


def test_emphasis_stands_on_its_own_words() -> None:
    file = read(report(blocks=(paragraph("thường **đậm *cả hai* nữa** *nghiêng* hết"),)))
    line = next(line for line in file.lines if line.style == "BodyText")
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    looks = [
        ("".join(run.itertext()), {child.tag.removeprefix(w) for child in (run.find(f"{w}rPr") or ())})
        for run in line.element.iter(f"{w}r")
    ]
    assert looks == [
        ("thường ", set()),
        ("đậm ", {"b", "bCs"}),
        ("cả hai", {"b", "bCs", "i", "iCs"}),
        (" nữa", {"b", "bCs"}),
        (" ", set()),
        ("nghiêng", {"i", "iCs"}),
        (" hết", set()),
    ]


NOTES = (Footnote("1", "một"), Footnote("2", "hai"), Footnote("5", "năm"), Footnote("3", "ba"))


def test_notes_in_order_are_numbered_by_word_and_others_keep_their_own_number() -> None:
    blocks = (paragraph("a¹ b² c⁵ d³ e¹ g⁷", footnotes=("1", "2", "5", "3")),)
    file = read(report(blocks=blocks, footnotes=NOTES))
    assert file.notes == [("1", "một"), ("2", "hai"), ("5", "năm"), ("3", "ba")]
    line = next(line for line in file.lines if line.style == "BodyText")
    assert line.text == "a¹ b² c⁵ d³ e¹ g⁷"
    assert file.raw["word/document.xml"].count(b"customMarkFollows") == 1


def test_notes_are_called_from_headings_tables_and_annexes() -> None:
    blocks = (
        Block("h", BlockType.HEADING, 1, "I.", "ĐẦU¹", ("1",)),
        Block("t", BlockType.TABLE, 0, "", "", ("2",), (("Cột²",), ("ô",))),
        paragraph("xong³", footnotes=("3",)),
    )
    file = read(report(blocks=blocks, footnotes=(NOTES[0], NOTES[1], NOTES[3])))
    assert file.notes == [("1", "một"), ("2", "hai"), ("3", "ba")]


def test_two_notes_of_one_number_are_both_kept() -> None:
    notes = (Footnote("1", "trang một"), Footnote("1", "trang hai"))
    file = read(report(blocks=(paragraph("a¹ rồi b¹", footnotes=("1",)),), footnotes=notes))
    assert file.notes == [("1", "trang một"), ("1", "trang hai")]


def test_a_note_that_nothing_calls_is_still_read() -> None:
    text = " ".join(printed(report(footnotes=(Footnote("4", "không gọi ở đâu cả"),))))
    assert "4 không gọi ở đâu cả Nơi nhận:" in text
