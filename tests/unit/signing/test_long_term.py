"""PAdES B-LT: the word of the authorities goes into the file, or a sentence says why not; the paper never suffers."""

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from asn1crypto.crl import CertificateList
from pyhanko.sign.validation.dss import DocumentSecurityStore

from tests.factories.online import Online, answering
from tests.unit.signing.conftest import ORGANISATION_PLACE, PERSON_PLACE, Bench, request
from workflow.domain.states import SignatureKind
from workflow.signing.api import Baseline
from workflow.signing.long_term import NoProofs, with_proofs
from workflow.signing.pades import SparingWriter
from workflow.signing.reach import Inquiry, Reach
from workflow.signing.verify import verify

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HERE = Reach(inside=True)
LIST, ANSWERS, ROOTS_LIST = "crls/middle", "ocsp/middle", "crls/root"


def signed(online: Online, paper: bytes, name: str, *, stamped: bool = True, at: datetime | None = None) -> bytes:
    """The paper signed by one of the authority's people and sealed, each with a time stamp."""
    at, clock = at or datetime.now(UTC), online.clock if stamped else None
    person = request(paper, SignatureKind.PERSON, "person", PERSON_PLACE, at)
    once = online.signer(name).sign(replace(person, time_service=clock))
    seal = request(once, SignatureKind.ORGANISATION, "organisation", ORGANISATION_PLACE, at)
    return online.signer("seal").sign(replace(seal, time_service=clock))


def why_not(online: Online, pdf: bytes, reach: Reach = HERE) -> NoProofs:
    with pytest.raises(NoProofs) as refusal:
        with_proofs(pdf, online.roots, reach)
    return refusal.value


def test_the_file_takes_along_the_word_of_every_authority(bench: Bench, online: Online) -> None:
    before = signed(online, bench.paper, "person")
    online.asked.clear()
    after = with_proofs(before, online.roots, HERE)
    assert after.startswith(before)
    lists = {f"/online/{one}/latest.crl" for one in (LIST, ROOTS_LIST)}
    assert sorted(online.asked) == sorted({*lists, f"/online/{ANSWERS}"})
    verdict = verify(after, online.roots, expected=2)
    assert verdict.valid, verdict.reasons
    assert (verdict.level, verify(before, online.roots).level) == (Baseline.LONG_TERM, Baseline.TIMED)
    assert all(one.proven for one in verdict.signatures)


def test_proofs_that_leave_a_certificate_out_prove_nothing(bench: Bench, online: Online) -> None:
    """The list of the root answers for the authority in the middle, not for the person below it."""
    writer = SparingWriter(BytesIO(signed(online, bench.paper, "person")))
    root_list = CertificateList.load(Inquiry(HERE).ask(f"{online.address}/online/{ROOTS_LIST}/latest.crl"))
    DocumentSecurityStore.supply_dss_in_writer(writer, None, crls=[root_list])
    out = BytesIO()
    writer.write(out)
    verdict = verify(out.getvalue(), online.roots)
    assert (verdict.reasons, verdict.level) == ((), Baseline.TIMED)


def dripping() -> Iterable[bytes]:
    for _ in range(100):
        yield b"0"
        time.sleep(0.05)


BROKEN = answering("500 Internal Server Error", lambda: [b""])
GARBAGE = answering("200 OK", lambda: [b"<html>not found</html>"])
HALF = answering("200 OK", lambda: [b"\x30\x82\x05\x00\x0a\x01\x00"])
HUGE = answering("200 OK", lambda: (bytes(64 * 1024) for _ in range(100)))
SLOW = answering("200 OK", dripping)


@pytest.mark.parametrize("bad", [BROKEN, GARBAGE, HALF, HUGE], ids=["broken", "garbage", "half", "huge"])
def test_when_the_answer_is_bad_the_list_will_do(bench: Bench, online: Online, bad: "WSGIApplication") -> None:
    before = signed(online, bench.paper, "person-by-both")
    online.instead[ANSWERS] = bad
    assert verify(with_proofs(before, online.roots, HERE), online.roots).level is Baseline.LONG_TERM


@pytest.mark.parametrize(
    ("part", "bad", "words"),
    [
        (ANSWERS, BROKEN, "chứng thư số của Nguyễn Văn A không trả lời"),
        (ANSWERS, GARBAGE, "chứng thư số của Nguyễn Văn A trả lời không dùng được"),
        (ANSWERS, HALF, "chứng thư số của Nguyễn Văn A trả lời không dùng được"),
        (ANSWERS, HUGE, "chứng thư số của Nguyễn Văn A trả lời quá dài"),
        (ANSWERS, SLOW, "chứng thư số của Nguyễn Văn A trả lời quá chậm"),
        (LIST, BROKEN, "chứng thư số của Đảng uỷ Sở Văn hoá, Thể thao và Du lịch không trả lời"),
        (ROOTS_LIST, HALF, "chứng thư số của Nguyễn Văn A trả lời không dùng được"),
    ],
)
def test_whoever_does_not_answer_is_named(
    bench: Bench, online: Online, part: str, bad: "WSGIApplication", words: str
) -> None:
    before, begun = signed(online, bench.paper, "person"), time.monotonic()
    online.instead[part] = bad
    refusal = why_not(online, before, replace(HERE, seconds=1, seconds_each=0.5))
    assert words in refusal.reason
    assert not refusal.taken_back
    assert time.monotonic() - begun < 3


def test_all_questions_together_end_in_time(bench: Bench, online: Online) -> None:
    before, begun = signed(online, bench.paper, "person-by-both"), time.monotonic()
    online.instead |= {ANSWERS: SLOW, LIST: SLOW}
    assert "trong thời gian cho phép" in why_not(online, before, replace(HERE, seconds=0.5)).reason
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("name", ["person-revoked", "person-listed"])
def test_a_certificate_taken_back_is_told_with_its_day(bench: Bench, online: Online, name: str) -> None:
    refusal = why_not(online, signed(online, bench.paper, name))
    assert refusal.taken_back
    assert refusal.reason == "Nơi cấp báo chứng thư số của Nguyễn Văn A đã bị thu hồi từ 07:00 ngày 05/03/2021."


def test_taken_back_after_the_signing_is_no_fault(bench: Bench, online: Online) -> None:
    """A list tells when; an answer about a certificate taken back meanwhile tells nothing of the time before."""
    at = datetime(2021, 2, 1, 8, tzinfo=UTC)
    online.set_clock(at)
    listed, answered = (signed(online, bench.paper, f"person-{one}", at=at) for one in ("listed", "revoked"))
    online.set_clock(None)
    verdict = verify(with_proofs(listed, online.roots, HERE), online.roots)
    assert (verdict.reasons, verdict.level) == ((), Baseline.LONG_TERM)
    assert not why_not(online, answered).taken_back


def test_a_certificate_that_ended_since_is_still_believed(bench: Bench, online: Online) -> None:
    at = datetime(2021, 2, 1, 8, tzinfo=UTC)
    online.set_clock(at)
    after = with_proofs(signed(online, bench.paper, "person-of-old", at=at), online.roots, HERE)
    assert online.signer("person-of-old").certificate.not_valid_after_utc < datetime.now(UTC)
    verdict = verify(after, online.roots)
    assert (verdict.reasons, verdict.level) == ((), Baseline.LONG_TERM)


def test_what_cannot_be_proven_is_said_without_a_question(bench: Bench, online: Online) -> None:
    plain = signed(online, bench.paper, "person", stamped=False)
    silent = signed(online, bench.paper, "person-silent")
    online.asked.clear()
    assert "không có dấu thời gian" in why_not(online, plain).reason
    assert online.asked == []
    assert why_not(online, silent).reason == "Chứng thư số của Nguyễn Văn A không nêu nơi tra cứu thu hồi."


def test_nobody_within_the_house_is_asked_unless_the_administrator_said_so(bench: Bench, online: Online) -> None:
    before = signed(online, bench.paper, "person")
    online.asked.clear()
    assert "nằm trong mạng nội bộ" in why_not(online, before, Reach()).reason
    assert online.asked == []
