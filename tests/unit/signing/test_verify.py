"""Judging files: what is valid, and every way of tampering that must not be."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from tests.unit.signing.conftest import (
    BODY,
    NOW,
    ORGANISATION_PLACE,
    PERSON,
    Bench,
    render,
    request,
    signers_of,
)
from workflow.domain.errors import SigningFailed
from workflow.domain.states import SignatureKind
from workflow.signing import verify as verification
from workflow.signing.api import DEMO_MARK, Verdict
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pades import KeptKey, KeyHolder
from workflow.signing.pkcs12 import Pkcs12Signer
from workflow.signing.verify import verify


def refused(verdict: Verdict, words: str) -> bool:
    """Whether the file was refused for a reason that contains those words."""
    return not verdict.valid and any(words in reason for reason in verdict.reasons)


def test_person_and_organisation_are_valid_together(bench: Bench, signed: bytes) -> None:
    verdict = verify(signed, bench.roots, expected=2)
    assert verdict.reasons == ()
    assert verdict.valid
    assert [(one.signer, one.organisation, one.kind, one.covers_whole_file) for one in verdict.signatures] == [
        (PERSON, BODY, SignatureKind.PERSON, False),
        (BODY, BODY, SignatureKind.ORGANISATION, True),
    ]


def test_tells_the_outside_world_just_what_was_agreed(bench: Bench) -> None:
    assert verify(bench.by_person(bench.paper), bench.roots).to_json() == {
        "valid": True,
        "level": "B-B",
        "signatures": [
            {
                "signer": PERSON,
                "organisation": BODY,
                "issuer": f"Chứng thư gốc {DEMO_MARK}",
                "time": "2026-03-05T16:30:15+07:00",
                "time_stamped": False,
                "covers_whole_file": True,
                "proven": False,
            }
        ],
        "reasons": [],
    }


@pytest.mark.parametrize("tail", [b"\n", b"\0", b"%%EOF\n", b"% one more word"])
def test_appended_bytes_are_noticed(bench: Bench, signed: bytes, tail: bytes) -> None:
    assert not verify(signed + tail, bench.roots).valid


def test_an_appended_page_content_is_noticed(bench: Bench, signed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    content = writer.add_object(generic.StreamObject(stream_data=b"0 0 200 200 re f"))
    writer.add_stream_to_page(0, content)
    assert refused(verify(updated(writer), bench.roots), "Sau lần ký cuối cùng")


def test_an_appended_note_is_noticed(bench: Bench, signed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    note = {"/Type": "/Annot", "/Subtype": "/Square"}
    names = {generic.NameObject(key): generic.NameObject(value) for key, value in note.items()}
    box = generic.ArrayObject(map(generic.NumberObject, (50, 50, 550, 800)))
    annotation = generic.DictionaryObject(names | {generic.NameObject("/Rect"): box})
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(annotation))
    assert refused(verify(updated(writer), bench.roots), "Sau lần ký cuối cùng")


def test_a_change_between_the_two_signatures_is_noticed(bench: Bench) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(bench.by_person(bench.paper)))
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"0 0 200 200 re f")))
    verdict = verify(bench.by_organisation(updated(writer)), bench.roots, expected=2)
    assert refused(verdict, "Giữa hai lần ký")


def test_an_empty_update_between_the_two_signatures_is_noticed(bench: Bench) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(bench.by_person(bench.paper)))
    verdict = verify(bench.by_organisation(updated(writer)), bench.roots)
    assert refused(verdict, "Giữa hai lần ký")


def updated(writer: IncrementalPdfFileWriter) -> bytes:
    writer.update_root()
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_stripped_second_signature_is_noticed(bench: Bench) -> None:
    only_person = bench.by_person(bench.paper)
    assert verify(only_person, bench.roots).valid
    assert refused(verify(only_person, bench.roots, expected=2), "thiếu chữ ký: cần 2, chỉ có 1")


def test_a_paper_without_signature_is_never_fine(bench: Bench) -> None:
    assert refused(verify(bench.paper, bench.roots), "không có chữ ký số nào")


def test_a_signature_under_a_foreign_root_is_refused(
    bench: Bench, make_authority: Callable[[str], DemoAuthority]
) -> None:
    stranger, _ = signers_of(make_authority("foreign"))
    forged = stranger.sign(request(bench.paper, SignatureKind.PERSON, "person"))
    assert refused(verify(forged, bench.roots), "không do nơi được tin cậy cấp")
    assert verify(forged, [*bench.roots, make_authority("foreign").root]).valid


def test_one_foreign_signature_of_two_is_enough_to_refuse(
    bench: Bench, make_authority: Callable[[str], DemoAuthority]
) -> None:
    _, stranger = signers_of(make_authority("foreign"))
    once = bench.by_person(bench.paper)
    mixed = stranger.sign(request(once, SignatureKind.ORGANISATION, "organisation", ORGANISATION_PLACE))
    assert refused(verify(mixed, bench.roots), f"Chứng thư số của {BODY} không do nơi được tin cậy cấp")


def test_without_roots_nothing_is_trusted(signed: bytes) -> None:
    assert refused(verify(signed, []), "không do nơi được tin cậy cấp")


@pytest.mark.parametrize(
    ("start", "end", "words"), [(2015, 2020, "đã hết hạn ngày 01/01/2020"), (2029, 2030, "chưa có hiệu lực")]
)
def test_a_certificate_not_valid_at_signing_time_is_refused(bench: Bench, start: int, end: int, words: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(bench.person.certificate.subject)
        .issuer_name(bench.authority.root.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(start, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(end, 1, 1, tzinfo=UTC))
        .add_extension(bench.person.certificate.extensions.get_extension_for_class(x509.KeyUsage).value, critical=True)
        .sign(bench.authority.key, hashes.SHA256())
    )
    assert refused(verify(forced(bench.paper, Pkcs12Signer(key, certificate)), bench.roots), words)


def test_a_root_certificate_may_not_sign_papers(bench: Bench) -> None:
    root = Pkcs12Signer(bench.authority.key, bench.authority.root)
    assert refused(verify(forced(bench.paper, root), bench.roots), "chứng thư của nơi cấp")


def test_certificates_smuggled_into_a_signature_are_refused(
    bench: Bench, make_authority: Callable[[str], DemoAuthority]
) -> None:
    """No digest covers them, so anything could be written there after the signing."""
    stranger, _ = signers_of(make_authority("foreign"))
    signer = Pkcs12Signer(bench.person.key, bench.person.certificate, (stranger.certificate,))
    assert refused(verify(forced(bench.paper, signer), bench.roots), "chứng thư không liên quan")


def test_a_certificate_sent_twice_is_refused(bench: Bench) -> None:
    signer = Pkcs12Signer(bench.person.key, bench.person.certificate, (bench.person.certificate,))
    assert refused(verify(forced(bench.paper, signer), bench.roots), "chứng thư không liên quan")


def test_a_weak_digest_is_refused(bench: Bench) -> None:
    assert refused(verify(forced(bench.paper, bench.person, digest="sha1"), bench.roots), "thuật toán băm yếu")


def test_a_paper_locked_by_its_signature_takes_no_other(bench: Bench) -> None:
    locked = forced(bench.paper, bench.person, certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES)
    assert verify(locked, bench.roots).valid
    with pytest.raises(SigningFailed, match="không cho ký thêm"):
        bench.by_organisation(locked)


class AnyDigest(KeptKey):
    """A signer that signs whatever digest it is told to, as an attacker would."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        assert isinstance(self.key, ec.EllipticCurvePrivateKey)
        weak = hashes.SHA1() if digest_algorithm == "sha1" else hashes.SHA256()
        return self.key.sign(data, ec.ECDSA(weak))


def forced(pdf: bytes, signer: Pkcs12Signer, digest: str = "sha256", **extra: object) -> bytes:
    """A signature made past every check of ours, as another program could make it."""
    holder = KeyHolder(signer.key, signer.certificate, signer.chain)
    metadata = signers.PdfSignatureMetadata(
        field_name="person", md_algorithm=digest, subfilter=fields.SigSeedSubFilter.PADES
    )
    past = signers.PdfSigner(replace(metadata, **extra), AnyDigest(holder))
    return bytes(past.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getbuffer())


def test_a_signature_taken_from_another_paper_is_refused(bench: Bench, signed: bytes) -> None:
    other = bench.signed(render("<p>Một văn bản khác hẳn, dài hơn hoặc ngắn hơn.</p>"))
    contents = re.compile(rb"/Contents <[0-9A-F]+>")
    taken = contents.findall(other)
    swapped = contents.sub(lambda _: taken.pop(0), signed)
    assert len(swapped) == len(signed)
    verdict = verify(swapped, bench.roots)
    assert refused(verdict, f"Nội dung tệp đã bị sửa sau khi {PERSON} ký")
    assert refused(verdict, f"Nội dung tệp đã bị sửa sau khi {BODY} ký")
    assert not refused(verdict, "tin cậy"), "the certificates are not what is wrong"


@pytest.mark.parametrize(
    "numbers",
    [b"0 0 0 0", b"0 1 2 3", b"0 -1 9 9", b"9 9 9 9", b"0 9 5 9", b"0 999999 999999 1", b"0 9", b"(ab)"],
)
def test_a_twisted_byte_range_is_refused(bench: Bench, numbers: bytes) -> None:
    signed = bench.by_person(bench.paper)
    array = re.search(rb"/ByteRange \[[0-9 ]+\]", signed)
    assert array
    twisted = signed.replace(array[0], b"/ByteRange [%s]" % numbers.ljust(len(array[0]) - 13))
    assert len(twisted) == len(signed)
    assert not verify(twisted, bench.roots).valid


def test_a_second_range_moved_aside_is_refused(bench: Bench) -> None:
    """Signature wrapping: the digest still fits, the file shows something else in the space that was left out."""
    signed = bench.by_person(bench.paper)
    start, end = re.search(rb"<[0-9A-F]{100,}>", signed).span()  # type: ignore[union-attr]
    wrapped = signed[:end] + b"%evil\n" + signed[end:]
    assert not verify(wrapped, bench.roots).valid
    shortened = signed[: end - 1000] + b">" + b" " * 999 + signed[end:]
    assert refused(verify(shortened, bench.roots), "không phải chính chữ ký")
    assert start < end


@pytest.mark.parametrize("data", [b"", b"\0" * 1000, b"%PDF-1.7", b"%PDF-1.7\n%%EOF\n", b"<html>", b"PK\x03\x04"])
def test_anything_else_gets_a_verdict_and_a_sentence(bench: Bench, data: bytes) -> None:
    verdict = verify(data, bench.roots)
    assert not verdict.valid
    assert verdict.signatures == ()
    assert [reason[-1] for reason in verdict.reasons] == ["."]


@given(st.binary(max_size=2000))
def test_never_raises_on_noise(bench: Bench, noise: bytes) -> None:
    assert not verify(noise, bench.roots).valid


@given(cut=st.floats(0, 0.999))
def test_never_raises_on_a_cut_file(bench: Bench, signed: bytes, cut: float) -> None:
    assert not verify(signed[: int(len(signed) * cut)], bench.roots, expected=2).valid


def test_a_file_too_large_is_not_looked_into(bench: Bench, monkeypatch: pytest.MonkeyPatch, signed: bytes) -> None:
    monkeypatch.setattr(verification, "MAX_BYTES", len(signed) - 1)
    assert refused(verify(signed, bench.roots), "không được kiểm tra")


def test_a_judgement_that_takes_too_long_is_a_refusal(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, signed: bytes
) -> None:
    monkeypatch.setattr(verification, "MAX_SECONDS", 0.0)
    assert refused(verify(signed, bench.roots), "quá nhiều thời gian")


def test_a_paper_dressed_up_with_many_signatures_is_not_judged(bench: Bench) -> None:
    pdf = bench.paper
    for number in range(17):
        pdf = bench.person.sign(request(pdf, SignatureKind.PERSON, f"person{number}"))
    assert refused(verify(pdf, bench.roots), "hơn 16 chữ ký")


def test_time_is_the_moment_given_not_the_clock(signed: bytes, bench: Bench) -> None:
    assert {report.time for report in verify(signed, bench.roots).signatures} == {NOW}
