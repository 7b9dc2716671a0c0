""" "Chữ ký của tôi" and the seal's page: what may be brought in, whose it is then, and how it is put away."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from flask import Flask
from PIL import Image, ImageDraw
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories.keys import Keyring, keyring
from tests.other_settings import settings_of
from tests.signing_in import PersonClient, csrf_token, sign_in
from workflow.cli.demo.world import PASSWORD, World
from workflow.models import Certificate, KeyFile, Organisation, db
from workflow.queries.certificates import counting, own_key
from workflow.signing.demo_authority import DemoAuthority


@pytest.fixture
def keys(app: Flask, tmp_path: Path) -> Iterator[Keyring]:
    """An authority trusted by setting, for as long as the test runs."""
    before = settings_of(app)
    yield keyring(app, tmp_path)
    app.extensions["trinhky-settings"] = before


def browser(app: Flask, username: str) -> PersonClient:
    client = PersonClient(app)
    sign_in(client, username)
    return client


def bring(client: PersonClient, data: bytes, passphrase: str, **typed: str) -> TestResponse:
    """Send a key file through the page."""
    form = {"csrf_token": csrf_token(client), "passphrase": passphrase, "password": PASSWORD} | typed
    return client.post("/chu-ky-cua-toi/tep", data={**form, "file": (BytesIO(data), typed.get("name", "khoa.p12"))})


def certificates() -> list[Certificate]:
    db.session.expire_all()
    return list(db.session.scalars(select(Certificate).order_by(Certificate.id)))


def test_a_key_file_counts_at_once_where_the_names_agree_and_lies_locked(
    app: Flask, world: World, keys: Keyring
) -> None:
    client, house = browser(app, "bithu.so"), world.organisations["so"]
    data = keys.person("Nguyễn Văn A", house.name)
    assert bring(client, data, keys.passphrase).status_code == 303
    page = client.get("/chu-ky-cua-toi").text
    assert "Dùng được" in page
    assert keys.passphrase not in page
    kept = own_key(house.id, world.people["bithu.so"].id)
    assert kept is not None
    assert kept.key_file is not None
    assert data[:64] not in kept.key_file.sealed


def test_bringing_the_same_file_again_keeps_one(app: Flask, world: World, keys: Keyring) -> None:
    client = browser(app, "bithu.so")
    data = keys.person("Nguyễn Văn A", world.organisations["so"].name)
    assert [bring(client, data, keys.passphrase).status_code for _ in range(2)] == [303, 303]
    assert len(certificates()) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"passphrase": "sai"}, "Mật khẩu của tệp chứng thư số không đúng."),
        ({"password": "sai"}, "Mật khẩu đăng nhập chưa đúng."),
        ({"name": "khoa.exe"}, "Chỉ nhận tệp .p12, .pfx."),
    ],
)
def test_refuses_a_wrong_secret_and_a_wrong_kind_of_file(
    app: Flask, world: World, keys: Keyring, typed: dict[str, str], words: str
) -> None:
    data = keys.person("Nguyễn Văn A", world.organisations["so"].name)
    answer = bring(browser(app, "bithu.so"), data, typed.pop("passphrase", keys.passphrase), **typed)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert certificates() == []


def test_refuses_a_weak_key_an_untrusted_issuer_and_an_expired_certificate(
    app: Flask, world: World, keys: Keyring, tmp_path: Path
) -> None:
    client, house = browser(app, "bithu.so"), world.organisations["so"]
    stranger = DemoAuthority.ensure(tmp_path / "stranger", dt.datetime.now(dt.UTC))
    old = DemoAuthority.ensure(tmp_path / "old", dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    cases = [
        (weak_key(), "abc", "quá yếu"),
        (stranger.issue_person("Nguyễn Văn A", house.name), stranger.passphrase, "không do nơi được tin cậy cấp"),
        (old.issue_person("Nguyễn Văn A", house.name), old.passphrase, "đã hết hạn"),
        (b"0 khong phai", "abc", "không đúng"),
    ]
    for data, passphrase, words in cases:
        answer = bring(client, data, passphrase)
        assert (answer.status_code, words in answer.text) == (422, True), words
    assert certificates() == []


def weak_key() -> bytes:
    """A key of 1,024 bits, as some old tokens still hold."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn A")])
    now = dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    period = builder.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=9))
    certificate = period.sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"a", key, certificate, None, BestAvailableEncryption(b"abc"))


@pytest.mark.parametrize(
    ("holder", "unit"),
    [("Nguyễn Văn A", "Đảng uỷ Sở Tài chính"), ("Nguyễn Văn B", "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch")],
)
def test_another_unit_or_name_waits_for_the_administrator(
    app: Flask, world: World, keys: Keyring, holder: str, unit: str
) -> None:
    house, person = world.organisations["so"], world.people["bithu.so"]
    assert bring(browser(app, "bithu.so"), keys.person(holder, unit), keys.passphrase).status_code == 303
    assert counting(house.id, person.id) == []
    (waiting,) = certificates()
    own = browser(app, "bithu.so")
    confirm = f"/don-vi/{house.id}/con-dau/{waiting.id}/xac-nhan"
    assert own.post(confirm, data={"csrf_token": csrf_token(own)}).status_code == 403
    admin = browser(app, "quantri")
    assert holder in admin.get(f"/don-vi/{house.id}/con-dau").text
    assert admin.post(confirm, data={"csrf_token": csrf_token(admin)}).status_code == 303
    db.session.rollback()
    assert [one.id for one in counting(house.id, person.id)] == [waiting.id]


def test_a_token_names_its_certificate_and_the_key_stays_away(app: Flask, world: World, keys: Keyring) -> None:
    client, house = browser(app, "bithu.so"), world.organisations["so"]
    pem = keys.pem(keys.person("NGUYỄN  VĂN A", house.heading))
    form = {"csrf_token": csrf_token(client), "thiet-bi-certificate": (BytesIO(pem), "toi.cer")}
    assert client.post("/chu-ky-cua-toi/thiet-bi", data=form).status_code == 303
    assert [one.key_file for one in counting(house.id, world.people["bithu.so"].id)] == [None]
    broken = {"csrf_token": csrf_token(client), "thiet-bi-certificate": (BytesIO(b"khong phai"), "toi.cer")}
    assert client.post("/chu-ky-cua-toi/thiet-bi", data=broken).status_code == 422


def test_put_away_the_key_file_is_gone(app: Flask, world: World, keys: Keyring) -> None:
    certificate = keys.keep(world, "bithu.so", "so")
    client = browser(app, "bithu.so")
    answer = client.post(f"/chu-ky-cua-toi/{certificate.id}/go", data={"csrf_token": csrf_token(client)})
    assert answer.status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(KeyFile)).all() == []
    assert counting(certificate.organisation_id, certificate.user_id) == []


def test_the_seal_is_the_van_thus_and_its_way_the_administrators(app: Flask, world: World, keys: Keyring) -> None:
    house = world.organisations["so"]
    clerk, admin, page = browser(app, "vanthu.so"), browser(app, "quantri"), f"/don-vi/{house.id}/con-dau"
    form = {"csrf_token": csrf_token(clerk), "passphrase": keys.passphrase, "password": PASSWORD}
    data = {**form, "file": (BytesIO(keys.seal(house.name)), "dau.p12")}
    assert clerk.post(f"{page}/tep", data=data).status_code == 303
    assert "Dùng được" in clerk.get(page).text
    for client, status in ((clerk, 403), (admin, 303)):
        answer = client.post(f"{page}/cach", data={"csrf_token": csrf_token(client), "by_itself": "1"})
        assert answer.status_code == status
    db.session.rollback()
    assert db.session.get_one(Organisation, house.id).seals_by_itself


def test_a_picture_is_taken_shown_and_put_away(app: Flask, world: World) -> None:
    client = browser(app, "bithu.so")
    token = csrf_token(client)
    paper = Image.new("RGB", (600, 300), "white")
    ImageDraw.Draw(paper).line([(60, 200), (300, 60), (540, 220)], fill=(20, 40, 150), width=9)
    for kind, status in (("JPEG", 422), ("PNG", 303)):
        out = BytesIO()
        paper.save(out, kind)
        file = (BytesIO(out.getvalue()), "chu-ky.png")
        answer = client.post("/chu-ky-cua-toi/anh", data={"csrf_token": token, "picture": file})
        assert answer.status_code == status, kind
    shown = client.get("/chu-ky-cua-toi/anh.png")
    assert (shown.status_code, shown.content_type) == (200, "image/png")
    assert "/chu-ky-cua-toi/anh.png" in client.get("/chu-ky-cua-toi").text
    assert client.post("/chu-ky-cua-toi/anh", data={"csrf_token": token, "remove": "1"}).status_code == 303
    assert client.get("/chu-ky-cua-toi/anh.png").status_code == 404
