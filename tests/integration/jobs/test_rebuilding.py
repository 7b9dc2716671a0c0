"""A record printed anew gives the very bytes that were issued, and whatever was changed since is named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm.attributes import flag_modified

from tests.factories import stages
from workflow.cli.demo.world import World
from workflow.cli.verify import verify
from workflow.jobs.rebuilding import OTHER_EDITION, OTHER_HEAD, Rebuilt, rebuild
from workflow.models import Document, Organisation, Revision, db
from workflow.settings import Settings


@pytest.fixture
def document(app: Flask, world: World) -> Document:
    return stages.issued(app, world)


def rebuilt(app: Flask, document: Document, base_url: str | None = None) -> Rebuilt:
    db.session.commit()
    return rebuild(document, app.extensions["trinhky-store"], base_url)


def test_the_record_printed_anew_is_what_was_issued(app: Flask, document: Document) -> None:
    assert rebuilt(app, document) == Rebuilt(same_edition=True, faults=(), notes=())


def test_a_record_of_before_takes_the_address_of_now(app: Flask, document: Document) -> None:
    document.prepared = {key: value for key, value in document.prepared.items() if key != "address"}
    assert rebuilt(app, document, app.extensions["trinhky-settings"].base_url).is_same
    (fault,) = rebuilt(app, document, "https://noi-khac.example").faults
    assert "khác từng byte" in fault


def one_letter(document: Document) -> None:
    assert document.revision
    content = json.loads(json.dumps(document.revision.content))
    block = next(block for block in content["blocks"] if "làm việc" in block["text"])
    block["text"] = block["text"].replace("làm việc", "lảm việc")
    db.session.execute(update(Revision).where(Revision.id == document.revision.id).values(content=content))
    db.session.expire(document, ["revision"])


def another_number(document: Document) -> None:
    document.number = (document.number or 0) + 1


def another_signer(document: Document) -> None:
    document.signature = dict(document.signature) | {"name": "Người Khác"}


CHANGED: dict[str, tuple[Callable[[Document], None], str]] = {
    "one letter of the text": (one_letter, "nội dung"),
    "the number": (another_number, "số"),
    "the signer": (another_signer, "người ký"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_was_changed_in_the_record_is_named(app: Flask, document: Document, name: str) -> None:
    change, part = CHANGED[name]
    change(document)
    assert rebuilt(app, document).faults == (f"Hồ sơ nay khác bản đã ban hành ở: {part}.",)


def test_a_file_kept_for_another_is_noticed(app: Flask, document: Document) -> None:
    document.prepared_digest = app.extensions["trinhky-store"].put(b"%PDF-1.7 another")
    assert "không khớp với mã ghi trong hồ sơ" in rebuilt(app, document).faults[0]
    document.prepared_digest = "0" * 64
    assert "Không tìm thấy tệp" in rebuilt(app, document).faults[0]


def test_a_digest_written_over_is_noticed(app: Flask, document: Document) -> None:
    document.prepared["structure"] = "0" * 64
    flag_modified(document, "prepared")
    assert "không khớp với mã ghi trong hồ sơ" in rebuilt(app, document).faults[0]


def test_another_file_in_the_place_of_the_issued_one_is_noticed(app: Flask, document: Document) -> None:
    document.issued_digest = app.extensions["trinhky-store"].put(b"%PDF-1.7 another")
    assert rebuilt(app, document).faults == ("Bản đã ban hành không bắt đầu bằng đúng bản đã trình ký.",)


def test_another_edition_compares_the_words(app: Flask, document: Document) -> None:
    document.prepared["edition"]["template"] = "of another year"
    flag_modified(document, "prepared")
    assert rebuilt(app, document) == Rebuilt(same_edition=False, faults=(), notes=(OTHER_EDITION,))


def test_a_renamed_organisation_leaves_its_old_papers_as_they_are(app: Flask, document: Document) -> None:
    rename(document)
    assert rebuilt(app, document) == Rebuilt(same_edition=True, faults=(), notes=())


def test_a_record_that_kept_no_names_is_printed_under_those_of_the_file(app: Flask, document: Document) -> None:
    document.named = {}
    rename(document)
    assert rebuilt(app, document) == Rebuilt(same_edition=True, faults=(), notes=(OTHER_HEAD,))


def rename(document: Document) -> None:
    """Give the issuer another name behind the back of its papers."""
    db.session.execute(
        update(Organisation).where(Organisation.id == document.organisation_id).values(heading="ĐẢNG UỶ TÊN MỚI")
    )
    db.session.flush()
    db.session.expire(document.organisation)


Run = Callable[..., Result]


@pytest.fixture
def run(document: Document, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command on the tests' database, asked about bytes."""
    monkeypatch.setenv("DATABASE_URL", str(settings.database_url))
    monkeypatch.setenv("TRINHKY_VAR", str(settings.var))
    monkeypatch.setenv("TRINHKY_STORAGE", settings.storage)

    def invoke(pdf: bytes, *options: str) -> Result:
        file = tmp_path / "bao-cao.pdf"
        file.write_bytes(pdf)
        root = settings.demo_authority / "root.pem"
        answer = CliRunner().invoke(verify, [str(file), "--record", "--roots", str(root), *options])
        db.session.rollback()
        return answer

    return invoke


def test_the_command_says_so(app: Flask, document: Document, run: Run) -> None:
    store = app.extensions["trinhky-store"]
    same = run(store.get(document.issued_digest))
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (0, "HỒ SƠ KHỚP: in lại ra đúng văn bản này.")
    said: dict[str, Any] = json.loads(run(store.get(document.signatures[0].result_digest), "--json").stdout)
    assert said["valid"]
    assert (said["record"]["same"], said["record"]["reasons"]) == (
        False,
        ["Không có văn bản nào được ban hành bằng đúng tệp này."],
    )
    another_number(document)
    db.session.commit()
    other = run(store.get(document.issued_digest))
    assert (other.exit_code, other.stdout.splitlines()[-2]) == (1, "HỒ SƠ KHÔNG KHỚP với tệp này.")
