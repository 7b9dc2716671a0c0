"""The demo's certificate authority: made once, marked as a demo, its secrets readable by the owner alone."""

from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from cryptography.x509.oid import NameOID

from tests.unit.signing.conftest import BODY, NOW, PERSON
from workflow.domain.errors import InvalidInput
from workflow.domain.states import SignatureKind
from workflow.signing.api import DEMO_MARK
from workflow.signing.certificates import kind, out_of_date, read_roots
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pkcs12 import Pkcs12Signer


def test_is_made_once_and_opened_ever_after(tmp_path: Path) -> None:
    first = DemoAuthority.ensure(tmp_path, NOW)
    later = DemoAuthority.ensure(tmp_path, NOW + timedelta(days=400))
    assert (later.root, later.passphrase) == (first.root, first.passphrase)
    assert first.issue_person(PERSON, BODY) == later.issue_person(PERSON, BODY)
    assert first.issue_organisation(BODY) == later.issue_organisation(BODY)
    assert first.issue_organisation(BODY) != first.issue_person(PERSON, BODY)


def test_two_people_of_one_name_in_two_bodies_have_two_keys(tmp_path: Path) -> None:
    authority = DemoAuthority.ensure(tmp_path, NOW)
    assert authority.issue_person(PERSON, BODY) != authority.issue_person(PERSON, "Chi bộ Phòng Di sản")


def test_says_in_every_certificate_that_it_is_a_demo(tmp_path: Path) -> None:
    authority = DemoAuthority.ensure(tmp_path, NOW)
    signer = Pkcs12Signer.open(authority.issue_person(PERSON, BODY), authority.passphrase)
    for certificate in (authority.root, signer.certificate):
        assert DEMO_MARK in [
            unit.value for unit in certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        ]


def test_keeps_its_secrets_to_the_owner(tmp_path: Path) -> None:
    folder = tmp_path / "ca"
    authority = DemoAuthority.ensure(folder, NOW)
    authority.issue_organisation(BODY)
    assert {oct(file.stat().st_mode & 0o777) for file in folder.rglob("*") if file.is_file()} == {"0o600"}
    assert {oct(part.stat().st_mode & 0o777) for part in (folder, folder / "issued")} == {"0o700"}


def test_its_public_root_is_a_file_of_roots(tmp_path: Path) -> None:
    authority = DemoAuthority.ensure(tmp_path, NOW)
    assert read_roots((tmp_path / "root.pem").read_bytes()) == (authority.root,)


def test_its_certificates_cover_the_dates_of_the_plans(tmp_path: Path) -> None:
    authority = DemoAuthority.ensure(tmp_path, NOW)
    signer = Pkcs12Signer.open(authority.issue_organisation(BODY), authority.passphrase)
    for years in (-9, 0, 9):
        assert out_of_date(signer.certificate, NOW + timedelta(days=365 * years)) is None


def test_tells_a_person_from_an_organisation_by_the_certificate(tmp_path: Path) -> None:
    authority = DemoAuthority.ensure(tmp_path, NOW)
    person = Pkcs12Signer.open(authority.issue_person(PERSON, BODY), authority.passphrase)
    organisation = Pkcs12Signer.open(authority.issue_organisation(BODY), authority.passphrase)
    assert kind(person.certificate) is SignatureKind.PERSON
    assert kind(organisation.certificate) is SignatureKind.ORGANISATION


def test_several_processes_at_once_make_one_authority(tmp_path: Path) -> None:
    with get_context("spawn").Pool(4) as pool:
        found = pool.starmap(root_and_person, [(tmp_path / "ca",)] * 8)
    assert len(set(found)) == 1


def root_and_person(folder: Path) -> tuple[int, str, bytes]:
    authority = DemoAuthority.ensure(folder, NOW)
    return authority.root.serial_number, authority.passphrase, authority.issue_person(PERSON, BODY)


def test_refuses_a_file_of_roots_without_certificate() -> None:
    with pytest.raises(InvalidInput, match="chứng thư gốc"):
        read_roots(b"not PEM")
