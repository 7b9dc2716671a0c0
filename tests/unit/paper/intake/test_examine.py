"""Every malicious file is refused in time with its reason, every honest one is taken (reliability.md G30)."""

import time

import pytest

from tests.factories.benign_files import benign
from tests.factories.malicious_files import malicious, png
from workflow.domain.errors import FileRefused
from workflow.jobs.reading import examine_apart, repaint_apart
from workflow.paper.intake import FileKind, IntakeLimits

BAD, GOOD = malicious(), benign()


def test_the_sets_are_large_enough() -> None:
    assert len(BAD) >= 40
    assert len(GOOD) >= 30


@pytest.mark.parametrize("which", BAD)
def test_a_malicious_file_is_refused_and_the_reason_named(which: str) -> None:
    name, data, reason = BAD[which]
    begun = time.monotonic()
    with pytest.raises(FileRefused) as refused:
        examine_apart(name, data)
    assert time.monotonic() - begun < 2
    assert reason in refused.value.reason
    assert 400 <= refused.value.status < 500


@pytest.mark.parametrize("which", GOOD)
def test_an_honest_file_is_taken(which: str) -> None:
    name, data = GOOD[which]
    assert examine_apart(name, data).kind == name.lower().rpartition(".")[2].replace("md", "txt")


def test_what_a_pdf_carries_is_noted() -> None:
    name, data = GOOD["attached data"]
    taken = examine_apart(name, data)
    assert (taken.pages, taken.notes) == (1, ("Tệp PDF có kèm tệp: van-ban.json.",))


def test_only_the_kinds_that_are_asked_for_are_taken() -> None:
    name, data = GOOD["book"]
    with pytest.raises(FileRefused, match=r"chỉ nhận tệp \.docx, \.pdf"):
        examine_apart(name, data, (FileKind.DOCX, FileKind.PDF))


def test_limits_are_settings() -> None:
    name, data = GOOD["long"]
    with pytest.raises(FileRefused, match="quá dài"):
        examine_apart(name, data, limits=IntakeLimits(characters=1_000))


def test_a_repainted_picture_holds_its_pixels_and_nothing_else() -> None:
    fresh = repaint_apart(GOOD["with a comment"][1])
    assert examine_apart("chu-ky.png", fresh).kind is FileKind.PNG
    assert b"Comment" not in fresh
    assert repaint_apart(fresh) == fresh == repaint_apart(png())
