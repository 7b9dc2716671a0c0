"""Signing by a token that the server reaches: the key stays there, the PIN opens one token for one signature."""

import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.factories.tokens import PIN, Tokens
from tests.unit.signing.conftest import NOW, PERSON, PERSON_PLACE, Bench, request
from tests.unit.signing.test_sign import self_signed
from workflow.domain.errors import InvalidInput, SetupIncomplete, SigningFailed
from workflow.domain.states import SignatureKind
from workflow.signing import pkcs11
from workflow.signing.pkcs11 import Device, Pkcs11Signer
from workflow.signing.pkcs12 import Pkcs12Signer
from workflow.signing.verify import verify


def by(bench: Bench, device: Device, pin: str = PIN) -> bytes:
    """The person's signature on the paper by the device."""
    signer = Pkcs11Signer(device, pin, bench.person.certificate)
    return signer.sign(request(bench.paper, SignatureKind.PERSON, "person", PERSON_PLACE))


def test_a_token_signs_as_a_key_file_does(bench: Bench, tokens: Tokens) -> None:
    signed = by(bench, tokens.make("nguoi-ky", bench.person))
    assert signed.startswith(bench.paper)
    verdict = verify(signed, bench.roots)
    assert (verdict.valid, verdict.reasons, verdict.signatures[0].signer) == (True, (), PERSON)


def test_an_rsa_key_signs_too(bench: Bench, tokens: Tokens) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    person = Pkcs12Signer(key, self_signed(key))
    signer = Pkcs11Signer(tokens.make("rsa", person), PIN, person.certificate)
    at = person.certificate.not_valid_before_utc
    signed = signer.sign(request(bench.paper, SignatureKind.PERSON, "person", at=at))
    assert (
        verify(signed, [person.certificate]).reasons
        == verify(
            person.sign(request(bench.paper, SignatureKind.PERSON, "person", at=at)), [person.certificate]
        ).reasons
    )


def test_the_organisation_seals_by_its_own_token_after_the_person(bench: Bench, tokens: Tokens) -> None:
    tokens.make("nguoi-ky", bench.person)
    tokens.make("con-dau", bench.organisation)
    seal = Pkcs11Signer(tokens.device(), PIN, bench.organisation.certificate)
    sealed = seal.sign(request(by(bench, tokens.device()), SignatureKind.ORGANISATION, "organisation"))
    assert verify(sealed, bench.roots, expected=2).valid


def test_a_wrong_pin_is_refused_at_its_field_and_the_right_one_signs_after_it(bench: Bench, tokens: Tokens) -> None:
    device = tokens.make("nguoi-ky", bench.person)
    with pytest.raises(InvalidInput, match="Mã PIN của thiết bị ký không đúng") as refusal:
        by(bench, device, "sai-pin-1234")
    assert set(refusal.value.fields) == {"passphrase"}
    assert verify(by(bench, device), bench.roots).valid


def test_the_pin_of_one_person_is_never_tried_on_the_token_of_another(bench: Bench, tokens: Tokens) -> None:
    device = tokens.make("con-dau", bench.organisation)
    with pytest.raises(InvalidInput, match=f"không có chứng thư số của {PERSON}"):
        by(bench, device, "sai-pin-1234")


def test_no_token_at_all_is_refused_as_missing(bench: Bench, tokens: Tokens) -> None:
    with pytest.raises(SigningFailed, match="không thấy thiết bị ký") as refusal:
        by(bench, tokens.device())
    assert not refusal.value.permanent


def test_only_a_token_of_the_label_named_is_used(bench: Bench, tokens: Tokens) -> None:
    tokens.make("khac", bench.person)
    with pytest.raises(SigningFailed, match="không thấy thiết bị ký"):
        by(bench, tokens.device("nguoi-ky"))
    assert verify(by(bench, tokens.device("khac")), bench.roots).valid


def test_a_certificate_without_its_key_is_refused(bench: Bench, tokens: Tokens) -> None:
    with pytest.raises(InvalidInput, match="không có khoá ký đi cùng"):
        by(bench, tokens.make("trong", bench.person, with_key=False))


def test_a_library_that_is_none_is_refused(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(SetupIncomplete, match="TRINHKY_PKCS11_MODULE"):
        by(bench, Device(tmp_path / "khong-co.so"))


def test_without_the_extra_it_is_said_how_to_bring_it(
    bench: Bench, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = tokens.device()
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(SetupIncomplete, match=r"pip install .trinhky\[pkcs11\]"):
        by(bench, device)


def test_who_waits_too_long_for_the_device_is_told_so(
    bench: Bench, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = tokens.make("nguoi-ky", bench.person)
    monkeypatch.setattr(pkcs11, "WAIT", 0.01)
    with pkcs11._ALONE, pytest.raises(SigningFailed, match="đang bận"):
        by(bench, device)
    assert verify(by(bench, device), bench.roots).valid


def test_an_expired_certificate_does_not_sign(bench: Bench, tokens: Tokens) -> None:
    signer = Pkcs11Signer(tokens.make("nguoi-ky", bench.person), PIN, bench.person.certificate)
    late = NOW.replace(year=NOW.year + 30)
    with pytest.raises(SigningFailed, match="đã hết hạn"):
        signer.sign(request(bench.paper, SignatureKind.PERSON, "person", at=late))


def test_the_pin_does_not_show_in_the_signer(bench: Bench, tokens: Tokens) -> None:
    assert PIN not in repr(Pkcs11Signer(tokens.device(), PIN, bench.person.certificate))
