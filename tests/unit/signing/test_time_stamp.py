"""PAdES B-T: a time stamp from an RFC 3161 service of our own, made with certomancer and served in a thread."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.factories.online import Online
from tests.unit.signing.conftest import PERSON_PLACE, Bench, request
from workflow.domain.errors import SigningFailed
from workflow.domain.states import SignatureKind
from workflow.signing.api import TimeService
from workflow.signing.verify import verify


def stamped(bench: Bench, service: TimeService) -> bytes:
    wanted = request(bench.paper, SignatureKind.PERSON, "person", PERSON_PLACE, at=datetime.now(UTC))
    return bench.person.sign(replace(wanted, time_service=service))


def unsigned(pdf: bytes) -> set[str]:
    """What a signature carries beside what it signs."""
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return {attribute["type"].native for attribute in signature.signer_info["unsigned_attrs"]}


def test_the_signature_carries_a_time_that_the_service_vouches_for(bench: Bench, online: Online) -> None:
    signed = stamped(bench, online.clock)
    assert "signature_time_stamp_token" in unsigned(signed)
    verdict = verify(signed, [*bench.roots, *online.roots])
    assert verdict.valid, verdict.reasons
    assert verdict.level == "B-T"


def test_a_time_of_nobody_trusted_is_refused(bench: Bench, online: Online) -> None:
    assert not verify(stamped(bench, online.clock), bench.roots).valid


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/tsa", "{}/khong-co"])
def test_a_service_that_does_not_answer_is_a_failure_that_may_be_tried_again(
    bench: Bench, online: Online, address: str
) -> None:
    service = TimeService(address.format(online.clock.url), "an", "bi-mat")
    with pytest.raises(SigningFailed, match="Dịch vụ dấu thời gian") as refusal:
        stamped(bench, service)
    assert not refusal.value.permanent
    assert "bi-mat" not in repr(service) + refusal.value.reason


def test_without_a_service_the_signature_is_plain(bench: Bench) -> None:
    assert unsigned(bench.by_person(bench.paper)) == set()
