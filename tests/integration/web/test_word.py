"""The Word copy of a document: the words that the reader sees, under a name that says what it is."""

import pytest
from flask import Flask
from werkzeug.http import parse_options_header
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.signing_in import PersonClient, sign_in
from tests.unit.paper.docx.reader import WordFile
from workflow.actions.draft import save_section
from workflow.cli.demo.world import World
from workflow.domain.inputs.writing import SaveSection
from workflow.domain.sections import FIGURES, OPENING
from workflow.models import Document
from workflow.paper.docx import MEDIA_TYPE

pytestmark = pytest.mark.usefixtures("short_prints")


def asked(app: Flask, username: str, document: Document) -> TestResponse:
    """The answer to this person's click on "Tải bản Word"."""
    browser = PersonClient(app)
    sign_in(browser, username)
    assert f'href="/van-ban/{document.id}/ban.docx"' in browser.get(f"/van-ban/{document.id}").get_data(as_text=True)
    return browser.get(f"/van-ban/{document.id}/ban.docx")


def words(answer: TestResponse) -> str:
    """Everything a reader of the file reads."""
    assert answer.status_code == 200
    assert answer.mimetype == MEDIA_TYPE
    return "\n".join(line.printed for line in WordFile(answer.data).lines)


def name(answer: TestResponse) -> str:
    """The name that the browser gives the file."""
    how, options = parse_options_header(answer.headers["Content-Disposition"])
    assert how == "attachment"
    return options["filename"]


def test_a_writer_takes_the_text_as_it_stands(app: Flask, world: World) -> None:
    document = stages.draft_of(world, stages.campaign_of(world))
    section = next(one for one in document.sections if one.key not in {OPENING, FIGURES})
    typed = SaveSection(section.key, "1. Đang viết dở câu này", section.version, done=False)
    save_section(document.id, typed, actor=world.actor("soan.thuvien"))
    answer = asked(app, "soan.thuvien", document)
    assert "1. Đang viết dở câu này" in words(answer)
    assert name(answer) == f"Dự thảo báo cáo của {document.organisation.short_name}.docx"


def test_the_office_above_takes_an_issued_paper_with_its_number(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    answer = asked(app, "vanphong.so", document)
    text = words(answer)
    assert f"Số {document.symbol}" in text
    assert "thuvien đã làm việc thứ nhất" in text
    assert name(answer) == f"CB-BC-{document.number:04d}-{document.issued_on.year}.docx"


def test_the_same_text_is_the_same_file(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    assert asked(app, "vanphong.so", document).data == asked(app, "soan.thuvien", document).data
