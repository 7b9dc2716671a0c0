"""Papers nobody has seen: each gives a Word file without fault, with every word and every note in its place."""

from hypothesis import HealthCheck, given, settings

from tests.unit.paper.docx.expected import of_paper, words
from tests.unit.paper.docx.invented import papers
from tests.unit.paper.docx.reader import WordFile
from tests.unit.paper.docx.test_package import broken
from workflow.domain.paper import Paper
from workflow.paper.docx import render_docx


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(papers())
def test_any_paper_goes_out_whole_and_without_fault(paper: Paper) -> None:
    file = WordFile(render_docx(paper))
    assert list(broken(file)) == []
    assert " ".join(line.printed for line in file.lines).split() == of_paper(paper)
    called = [(note.marker, words(note.text)) for note in paper.footnotes if not note.text.startswith("không gọi")]
    assert [(mark, text.split()) for mark, text in file.notes] == called
    assert words(paper.contact or "") == "".join(file.parts["word/footer-first.xml"].itertext()).split()
