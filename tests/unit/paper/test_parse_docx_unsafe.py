"""Word files that mean harm or are none: refused in words, and never followed to the outside."""

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.unit.paper.test_parse_docx import small
from tests.unit.paper.word_files import WordFile
from workflow.domain.errors import InvalidInput
from workflow.paper.parse import parse_docx


def rezipped(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return out.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE, b"<!DOCTYPE x>"])
def test_refuses_a_file_that_declares_entities(declared: bytes) -> None:
    def declare(part: bytes) -> bytes:
        head, _, rest = part.partition(b"?>")
        return head + b"?>" + declared + rest

    with pytest.raises(InvalidInput, match="DTD"):
        parse_docx(rezipped(small("Một.").saved(), "word/document.xml", declare))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        rezipped(WordFile().saved(), "word/document.xml", lambda part: part[: len(part) // 2]),
        rezipped(WordFile().saved(), "word/document.xml", lambda part: b"<a/>"),
        rezipped(
            WordFile().saved(), "_rels/.rels", lambda part: part.replace(b"word/document.xml", b"../../etc/passwd")
        ),
        rezipped(WordFile().saved(), "word/document.xml", lambda part: b"<a>" * 5000 + b"</a>" * 5000),
    ],
)
def test_refuses_what_is_no_word_file(data: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"\.docx"):
        parse_docx(data)


def test_refuses_a_word_file_without_words() -> None:
    with pytest.raises(InvalidInput, match="không có chữ nào"):
        parse_docx(WordFile().saved())


def test_follows_no_link_to_the_outside() -> None:
    link = (
        b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        b'Target="http://example.invalid/n.xml" TargetMode="External"/></Relationships>'
    )
    data = rezipped(
        small("Một.").saved(),
        "word/_rels/document.xml.rels",
        lambda part: part.replace(b"</Relationships>", link),
    )
    assert [block.text for block in parse_docx(data).blocks] == ["Một."]


def test_the_strict_form_of_the_standard_is_read_too() -> None:
    data = rezipped(
        small("Một.").saved(),
        "word/document.xml",
        lambda part: part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    assert [block.text for block in parse_docx(data).blocks] == ["Một."]
