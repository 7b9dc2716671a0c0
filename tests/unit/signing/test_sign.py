"""Making signatures: what a signer refuses, what the file keeps, what the stamp shows."""

import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.unit.signing.conftest import BODY, NOW, PERSON, PERSON_PLACE, Bench, request
from workflow.domain.errors import InvalidInput, SigningFailed
from workflow.domain.states import SignatureKind
from workflow.paper.parse import parse_text
from workflow.paper.pdf import render_pdf
from workflow.settings import PROJECT_ROOT
from workflow.signing.api import SignaturePlace, stamp_lines
from workflow.signing.lettering import find_font, lettering
from workflow.signing.pkcs12 import Pkcs12Signer
from workflow.signing.stamp import fit, wrap
from workflow.signing.verify import verify


def page_texts(pdf: bytes, *, stamps: bool = False) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    if stamps:
        document.init_forms()
    return [page.get_textpage().get_text_bounded() for page in document]


def test_keeps_every_byte_of_the_paper_and_of_the_first_signature(bench: Bench) -> None:
    once = bench.by_person(bench.paper)
    assert once.startswith(bench.paper)
    assert bench.by_organisation(once).startswith(once)


def test_leaves_the_pages_and_their_words_as_they_were(bench: Bench, signed: bytes) -> None:
    before, after = page_texts(bench.paper), page_texts(signed)
    assert len(after) == 2
    assert [text for text in before if text not in after] == []


def test_both_signatures_are_pades_with_the_time_given(signed: bytes) -> None:
    signatures = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert [signature.field_name for signature in signatures] == ["person", "organisation"]
    for signature in signatures:
        assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
        assert signature.self_reported_timestamp == NOW
        assert signature.sig_object["/Reason"] == "Ban hành văn bản"
        assert signature.sig_object["/Location"] == "Hải Dương"


def test_an_invisible_signature_draws_nothing(bench: Bench) -> None:
    signed = bench.person.sign(request(bench.paper, SignatureKind.PERSON, "person"))
    assert verify(signed, bench.roots).valid
    assert b"TRINHK+" not in signed


def test_signs_with_rsa_too(bench: Bench) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signer = Pkcs12Signer(key, self_signed(key))
    signed = signer.sign(request(bench.paper, SignatureKind.PERSON, "person", PERSON_PLACE))
    assert verify(signed, [signer.certificate]).valid


def test_knows_whose_certificate_it_is(bench: Bench) -> None:
    assert (bench.person.certificate_name, bench.person.organisation) == (PERSON, BODY)
    assert (bench.organisation.certificate_name, bench.organisation.organisation) == (BODY, BODY)


@pytest.mark.parametrize("passphrase", ["", "sai mật khẩu"])
def test_refuses_a_wrong_passphrase(bench: Bench, passphrase: str) -> None:
    with pytest.raises(InvalidInput, match="mật khẩu") as refusal:
        Pkcs12Signer.open(bench.authority.issue_organisation(BODY), passphrase)
    assert refusal.value.fields.keys() == {"passphrase"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a key", b"\x30\x82\x00\x00"])
def test_refuses_a_file_that_holds_no_key(data: bytes) -> None:
    with pytest.raises(InvalidInput, match="Không mở được tệp chứng thư số"):
        Pkcs12Signer.open(data, "mật khẩu")


def test_refuses_a_key_it_cannot_sign_with() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    data = pkcs12.serialize_key_and_certificates(b"a", key, None, None, BestAvailableEncryption(b"a"))
    with pytest.raises(InvalidInput, match="RSA hoặc ECDSA"):
        Pkcs12Signer.open(data, "a")


@pytest.mark.parametrize("pdf", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF"])
def test_refuses_what_is_not_a_pdf(bench: Bench, pdf: bytes) -> None:
    with pytest.raises(SigningFailed, match="không phải PDF") as refusal:
        bench.by_person(pdf)
    assert refusal.value.permanent


def test_refuses_a_place_outside_the_pages(bench: Bench) -> None:
    place = SignaturePlace(7, 0, 0, 100, 50)
    with pytest.raises(SigningFailed, match="ngoài trang"):
        bench.person.sign(request(bench.paper, SignatureKind.PERSON, "person", place))


def test_refuses_to_sign_a_field_twice(bench: Bench, signed: bytes) -> None:
    with pytest.raises(SigningFailed, match="đã có chữ ký ở ô organisation") as refusal:
        bench.by_organisation(signed)
    assert refusal.value.permanent


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2010, 1, 1, tzinfo=UTC), "chưa có hiệu lực"),
        (datetime(2040, 1, 1, tzinfo=UTC), "đã hết hạn"),
        (datetime(2026, 3, 5, 9, 0), "thiếu múi giờ"),  # noqa: DTZ001  # the time without a zone is what is refused
    ],
)
def test_refuses_a_moment_the_certificate_does_not_cover(bench: Bench, at: datetime, words: str) -> None:
    with pytest.raises(SigningFailed, match=words) as refusal:
        bench.person.sign(request(bench.paper, SignatureKind.PERSON, "person", at=at))
    assert refusal.value.permanent


def test_stamp_shows_the_name_in_capitals_and_the_time_of_vietnam() -> None:
    assert stamp_lines("Đảng uỷ xã Hoà Bình", NOW) == ("ĐẢNG UỶ XÃ HOÀ BÌNH", "05-03-2026 16:30:15 +07:00")


def test_stamp_can_be_searched_in_vietnamese(signed: bytes) -> None:
    reader = PdfFileReader(BytesIO(signed))
    stamps = [signature.sig_field["/AP"]["/N"] for signature in reader.embedded_signatures]
    words = [drawn_words(stamp) for stamp in stamps]
    assert words == [
        "NGUYỄN VĂN A 05-03-2026 16:30:15 +07:00",
        "ĐẢNG UỶ SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH 05-03-2026 16:30:15 +07:00",
    ]


def drawn_words(stamp: object) -> str:
    """What a search in the file finds in a stamp: its glyphs, read back through the font's ToUnicode table."""
    table = stamp["/Resources"]["/Font"]["/F"]["/ToUnicode"].data.decode()  # type: ignore[index]
    pairs = [row.split() for row in table.splitlines() if row.startswith("<") and row.count("<") == 2]
    letters = {glyph.strip("<>"): bytes.fromhex(letter.strip("<>")).decode("utf-16-be") for glyph, letter in pairs}
    drawn = [row.split("<")[1].split(">")[0] for row in stamp.data.decode().splitlines() if " Tj" in row]  # type: ignore[attr-defined]
    return " ".join("".join(letters[row[at : at + 4]] for at in range(0, len(row), 4)) for row in drawn)


def test_person_signs_in_blue_and_organisation_in_red_within_a_frame(signed: bytes) -> None:
    reader = PdfFileReader(BytesIO(signed))
    person, organisation = (signature.sig_field["/AP"]["/N"].data for signature in reader.embedded_signatures)
    assert person.startswith(b"q 0.05 0.20 0.65 rg")
    assert b" re S" not in person
    assert organisation.startswith(b"q 0.80 0.05 0.08 rg")
    assert b" re S" in organisation


def test_stamp_lines_wrap_at_spaces_and_shrink_to_fit() -> None:
    line = "ĐẢNG UỶ SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH"
    letters = lettering(line, find_font())
    size, lines = fit([line], letters, 100, 60)
    assert " ".join(lines) == line
    assert len(lines) * size * 1.2 <= 60
    assert max(letters.width(part, size) for part in lines) <= 100
    assert wrap("DÀI", letters, 11, 1) == ["DÀI"]


def test_refuses_a_letter_the_font_lacks() -> None:
    with pytest.raises(SigningFailed, match="không có chữ: 漢"):
        lettering("漢", find_font())


def test_takes_the_font_it_is_given(bench: Bench, tmp_path: Path) -> None:
    font = tmp_path / "letters.ttf"
    font.write_bytes(find_font().read_bytes())
    data = bench.authority.issue_person(PERSON, BODY)
    signer = Pkcs12Signer.open(data, bench.authority.passphrase, font=font)
    signed = signer.sign(request(bench.paper, SignatureKind.PERSON, "person", PERSON_PLACE))
    assert verify(signed, bench.roots).valid


WARM = """
import datetime, sys
from pathlib import Path
from workflow.signing import with_key
from workflow.signing.addition import Window, read_addition
from workflow.signing.api import SignatureKind, SignRequest
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pkcs12 import Pkcs12Signer
with_key._load()
loaded = set(sys.modules)
folder, now = Path(sys.argv[1]), datetime.datetime.now(datetime.UTC)
authority = DemoAuthority.ensure(folder / "ca", now)
signer = Pkcs12Signer.open(authority.issue_person("Nguyễn Văn A", "Chi bộ"), authority.passphrase)
request = SignRequest((folder / "a.pdf").read_bytes(), SignatureKind.PERSON, "person", "Ký", "Đây", now)
read_addition(request.pdf, signer.sign(request), [authority.root], Window(now, now), covers_nothing=False)
print(*sorted(name for name in set(sys.modules) - loaded if name.startswith(("pyhanko", "asn1crypto"))))
"""


def test_a_process_made_warm_loads_nothing_more_for_its_first_signature(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(render_pdf(parse_text("KẾ HOẠCH\nThực hiện một việc.")).pdf)
    command = [sys.executable, "-c", WARM, str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT_ROOT, check=True)
    assert told.stdout.strip() == ""


def self_signed(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Trần Thị B")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
