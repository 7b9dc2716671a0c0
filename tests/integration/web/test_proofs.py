"""The page for everybody: what it says of each file and each code, to whom nothing else is said."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from tests.factories import stages
from tests.factories.attacks.changes import BLACK_BOX, stream
from tests.factories.attacks.shadows import updated
from tests.factories.attacks.workbench import render
from tests.integration.web.forgery import rewritten, signed_like
from tests.signing_in import PersonClient
from workflow.auth.turnstile import slot
from workflow.cli.demo.world import World
from workflow.domain.states import DocumentState, SignatureKind, SignWay
from workflow.jobs.keys import seal_key
from workflow.models import Document, PublicCheck, db
from workflow.models.clock import now
from workflow.paper.structure import structure_digest
from workflow.queries.papers import paper_of
from workflow.signing.api import SignRequest

SECRET = "thuvien đã làm việc thứ nhất"


@pytest.fixture
def document(app: Flask, world: World) -> Document:
    """The department's issued consolidation: a person's and an organisation's signature."""
    return stages.issued(app, world)


@pytest.fixture
def pdf(app: Flask, document: Document) -> bytes:
    found: bytes = app.extensions["trinhky-store"].get(document.issued_digest)
    return found


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return PersonClient(app)


def ask(client: FlaskClient, data: bytes, name: str = "bao-cao.pdf") -> TestResponse:
    return client.post("/xac-thuc", data={"tep": (BytesIO(data), name)}, content_type="multipart/form-data")


def title(answer: TestResponse) -> str:
    found = re.search(r"<title>(.*?)</title>", answer.get_data(as_text=True), re.S)
    assert found
    return " ".join(found[1].split())


def grouped(document: Document) -> str:
    return "-".join(re.findall("....", document.proof_code))


def stand(document: Document, state: DocumentState) -> None:
    """Put the record into a state that its own acts would bring it to."""
    db.session.execute(update(Document.__table__).where(Document.id == document.id).values(state=state.value))
    db.session.commit()


def test_the_issued_file_is_genuine(stranger: FlaskClient, document: Document, pdf: bytes) -> None:
    answer = ask(stranger, pdf)
    words = answer.get_data(as_text=True)
    assert title(answer).startswith("Văn bản thật và nguyên vẹn")
    for shown in (document.symbol, "Nguyễn Văn A", "bao trùm cả tệp", document.organisation.name, grouped(document)):
        assert shown in words
    assert answer.status_code == 200


def test_the_page_knows_nobody_and_leaves_nothing(stranger: FlaskClient, document: Document, pdf: bytes) -> None:
    answers = [stranger.get("/xac-thuc"), ask(stranger, pdf), stranger.get(f"/xac-thuc/{grouped(document)}")]
    answers.append(stranger.post(f"/xac-thuc/{grouped(document)}", data={"cau": "một hai ba bốn năm sáu bảy tám"}))
    answers.append(stranger.get("/xac-thuc/0000-0000-0000-0000"))
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 404]
    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[]] * 5
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * 5


def test_one_turned_byte_is_an_altered_paper(stranger: FlaskClient, pdf: bytes, document: Document) -> None:
    place = pdf.index(b"stream") + 40
    answer = ask(stranger, pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :])
    assert not title(answer).startswith("Văn bản thật")
    assert "Không dùng tệp này" in answer.get_data(as_text=True)


def test_words_over_a_page_are_named(stranger: FlaskClient, pdf: bytes, document: Document) -> None:
    def overwrite(writer: object) -> None:
        more = writer.add_object(stream(BLACK_BOX))  # type: ignore[attr-defined]
        writer.add_stream_to_page(0, more)  # type: ignore[attr-defined]

    answer = ask(stranger, updated(pdf, overwrite))
    assert title(answer).startswith("Văn bản đã bị sửa hoặc thiếu chữ ký")
    assert document.symbol in answer.get_data(as_text=True)


def test_a_stripped_signature_is_missed_by_name(app: Flask, stranger: FlaskClient, document: Document) -> None:
    once = app.extensions["trinhky-store"].get(document.signatures[0].result_digest)
    answer = ask(stranger, once)
    assert title(answer).startswith("Văn bản đã bị sửa hoặc thiếu chữ ký")
    assert f"Tệp thiếu chữ ký của {document.organisation.name}." in answer.get_data(as_text=True)


def test_the_prepared_file_is_not_signed(app: Flask, stranger: FlaskClient, document: Document) -> None:
    prepared = app.extensions["trinhky-store"].get(document.prepared_digest)
    assert title(ask(stranger, prepared)).startswith("Tệp chưa được ký số")


def test_other_words_under_the_same_code_and_keys_are_another_paper(
    app: Flask, stranger: FlaskClient, document: Document
) -> None:
    """The organisation's own key signs a paper that says another number: whole, trusted, and not what was issued."""
    forged = signed_like(app, document, lambda paper: replace(paper, abstract=paper.abstract + " bổ sung"))
    answer = ask(stranger, forged)
    assert title(answer).startswith("Không phải văn bản đã ban hành")


def letter_on_the_page(file: pikepdf.Pdf) -> None:
    """The glyphs of the first words shown in hexadecimal become others."""
    page = file.pages[0]
    page.contents_coalesce()
    shown = page.Contents.read_bytes()
    found = re.search(rb"<([0-9a-fA-F]{4})([0-9a-fA-F]{4})", shown)
    assert found
    page.Contents.write(shown[: found.start(1)] + found[2] + found[1] + shown[found.end(2) :])


def letter_in_the_attachment(file: pikepdf.Pdf) -> None:
    inside = file.Root.AF[0].EF.F
    words = inside.read_bytes().decode()
    assert "làm việc" in words
    inside.write(words.replace("làm việc", "lảm việc", 1).encode())


def digit_in_the_metadata(file: pikepdf.Pdf) -> None:
    packet = file.Root.Metadata.read_bytes().decode()
    found = re.search(r"structure>([0-9a-f])", packet)
    assert found
    other = "0" if found[1] != "0" else "1"
    file.Root.Metadata.write((packet[: found.start(1)] + other + packet[found.end(1) :]).encode())


def letter_in_the_title(file: pikepdf.Pdf) -> None:
    packet = file.Root.Metadata.read_bytes().decode()
    found = re.search(r"<rdf:li[^>]*>([^<])", packet)
    assert found
    file.Root.Metadata.write((packet[: found.start(1)] + "§" + packet[found.end(1) :]).encode())


ONE_LETTER = {
    "page": (letter_on_the_page, "Không phải văn bản đã ban hành"),
    "attachment": (letter_in_the_attachment, "Văn bản đã bị sửa hoặc thiếu chữ ký"),
    "digest": (digit_in_the_metadata, "Văn bản đã bị sửa hoặc thiếu chữ ký"),
    "title": (letter_in_the_title, "Không phải văn bản đã ban hành"),
    "nothing": (lambda _: None, "Không phải văn bản đã ban hành"),
}
"""One letter changed before the true keys signed: whole and trusted files, and none of them what was issued."""


@pytest.mark.parametrize("place", ONE_LETTER)
def test_one_letter_under_the_true_keys_is_told_apart(
    app: Flask, stranger: FlaskClient, document: Document, place: str
) -> None:
    change, said = ONE_LETTER[place]
    answer = ask(stranger, rewritten(app, document, change))
    assert title(answer).startswith(said)
    assert "Tự nhận là" in answer.get_data(as_text=True)


def test_a_signed_file_of_nobody_here_is_unknown(app: Flask, stranger: FlaskClient, document: Document) -> None:
    request = SignRequest(render("<p>Thư</p>"), SignatureKind.ORGANISATION, "seal", "Ban hành", "Hải Dương", now())
    key = seal_key(document.organisation, SignWay.DEMO, app.extensions["trinhky-settings"])
    answer = ask(stranger, key.sign(request))
    assert title(answer).startswith("Chữ ký hợp lệ, nhưng hệ thống này không có văn bản đó")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 word", "Tệp không phải PDF"),
        (b"", "Tệp không phải PDF"),
        (b"%PDF-1.7\n" + b"\0" * 500, "Chữ ký không hợp lệ"),
    ],
)
def test_anything_else_is_named_for_what_it_is(
    stranger: FlaskClient, document: Document, data: bytes, words: str
) -> None:
    answer = ask(stranger, data)
    assert (answer.status_code, title(answer).partition(" - ")[0]) in {(200, words), (200, "Tệp chưa được ký số")}


def test_a_file_too_large_is_said_to_be(app: Flask, stranger: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000)
    answer = ask(stranger, b"%PDF-" + b"0" * 2_000)
    assert (answer.status_code, title(answer).partition(" - ")[0]) == (413, "Tệp quá lớn")


BECAME = {
    DocumentState.SUPERSEDED: ("Văn bản thật nhưng đã được thay thế", "Văn bản đã được thay thế"),
    DocumentState.CANCELLED: ("Văn bản đã bị huỷ", "Văn bản đã bị huỷ"),
    DocumentState.RETURNED: ("Văn bản đang được sửa", "Văn bản đang được sửa"),
    DocumentState.RECEIVED: ("Văn bản thật và nguyên vẹn", "Văn bản đang có hiệu lực"),
}


def test_what_became_of_the_paper_is_said(stranger: FlaskClient, document: Document, pdf: bytes) -> None:
    code = grouped(document)
    for state, (of_file, of_code) in BECAME.items():
        stand(document, state)
        answer = ask(stranger, pdf)
        assert title(answer).startswith(of_file)
        assert "Tự nhận là" not in answer.get_data(as_text=True), "it is the paper, whatever became of it"
        assert title(stranger.get(f"/xac-thuc/{code}")).startswith(of_code)


def test_a_code_tells_nothing_of_the_text(stranger: FlaskClient, document: Document) -> None:
    words = stranger.get(f"/xac-thuc/{grouped(document).lower()}").get_data(as_text=True)
    assert document.symbol in words
    assert document.abstract not in words
    assert SECRET not in words
    assert document.prepared["structure"][:8] in words


def test_a_text_that_was_never_issued_has_no_code(app: Flask, world: World, stranger: FlaskClient) -> None:
    draft = stages.draft_of(world, stages.campaign_of(world))
    answer = stranger.get(f"/xac-thuc/{grouped(draft)}")
    assert answer.status_code == 404
    assert title(answer).startswith("Không tìm thấy văn bản")


def sentence_of(document: Document) -> str:
    assert document.revision
    texts = [block["text"] for block in document.revision.content["blocks"] if len(block["text"].split()) >= 8]
    return str(texts[0])


def test_a_print_is_compared_sentence_by_sentence(stranger: FlaskClient, document: Document) -> None:
    code, text = grouped(document), sentence_of(document)
    true = [text, text.upper(), text.replace(" ", "  \n")]
    false = [f"{text} thêm", text.replace(text.split()[3], "không")]
    for typed, said in [*((one, "Có, đúng từng chữ") for one in true), *((one, "Không có câu này") for one in false)]:
        assert said in stranger.post(f"/xac-thuc/{code}", data={"cau": typed}).get_data(as_text=True), typed


def test_a_guess_is_no_sentence(stranger: FlaskClient, document: Document) -> None:
    few = " ".join(sentence_of(document).split()[:7])
    answer = stranger.post(f"/xac-thuc/{grouped(document)}", data={"cau": few})
    assert answer.status_code == 422
    assert few in answer.get_data(as_text=True)


def test_a_typed_code_leads_to_its_page(stranger: FlaskClient, document: Document) -> None:
    answer = stranger.post("/xac-thuc", data={"ma": document.proof_code.lower()})
    assert (answer.status_code, answer.location) == (303, f"/xac-thuc/{grouped(document)}")
    assert stranger.post("/xac-thuc", data={"ma": "mã sai"}).status_code == 422


def test_whoever_asks_too_often_waits(app: Flask, stranger: FlaskClient, document: Document) -> None:
    most = app.extensions["trinhky-settings"].checks_per_hour
    db.session.add_all(PublicCheck(key="code:127.0.0.1", at=now()) for _ in range(most))
    db.session.commit()
    answer = stranger.get(f"/xac-thuc/{grouped(document)}")
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)
    assert answer.headers.getlist("Set-Cookie") == []


def test_only_so_many_files_are_looked_into_at_once(app: Flask, stranger: FlaskClient, document: Document) -> None:
    slots = max(1, app.extensions["trinhky-settings"].web_processes - 1)
    with slot(slots):
        answer = ask(stranger, b"%PDF-1.7")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "20")
    assert ask(stranger, b"%PDF-1.7").status_code == 200


def test_the_record_alone_gives_the_words_that_the_file_holds(app: Flask, document: Document) -> None:
    assert document.revision
    base = app.extensions["trinhky-settings"].base_url
    rebuilt = paper_of(document, document.revision.content, base_url=base)
    assert structure_digest(rebuilt) == document.prepared["structure"]
