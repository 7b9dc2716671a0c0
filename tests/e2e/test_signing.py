"""Signing in the browser: a token's certificate named, its file taken away and brought back, the seal by passphrase."""

import datetime as dt
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.people import People, submit, world_there
from tests.factories.ready import ready_to_sign
from workflow.cli.application import application
from workflow.cli.demo.world import PASSWORD
from workflow.domain.states import SignatureKind
from workflow.settings import Settings
from workflow.signing.api import SignRequest
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pkcs12 import Pkcs12Signer

HOUSE = "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"


@pytest.fixture
def authority(installed: Settings) -> DemoAuthority:
    """Whoever issues the keys of the walk; the demo trusts it."""
    return DemoAuthority.ensure(installed.demo_authority, dt.datetime.now(dt.UTC))


@pytest.fixture
def report(installed: Settings) -> Iterator[str]:
    """The path of the department's report, printed and waiting for its secretary."""
    with application(installed) as app:
        yield f"/van-ban/{ready_to_sign(app, world_there()).id}"


@pytest.mark.timeout(300)
def test_the_secretary_signs_with_a_token_and_the_van_thu_seals(
    people: People, report: str, authority: DemoAuthority
) -> None:
    signer, clerk, address = people("bithu.so"), people("vanthu.so"), f"{people.site}{report}"
    token = Pkcs12Signer.open(authority.issue_person("Nguyễn Văn A", HOUSE), authority.passphrase)
    name_certificate(signer, people.site, token)
    bring_seal(clerk, people.site, authority)
    signer.goto(f"{address}/ky")
    submit(signer, "Ký bằng thiết bị của tôi")
    paper = download(signer)
    hand_in(signer, "chua-ky.pdf", paper)
    expect(signer.locator("main")).to_contain_text("Tệp này chưa được ký")
    signed = elsewhere(token, paper)
    hand_in(signer, "da-ky.pdf", signed)
    expect(signer.locator("main")).to_contain_text("Đã ký số")
    clerk.goto(f"{address}/dong-dau")
    give_secrets(clerk, "sai mật khẩu")
    submit(clerk, "Đóng dấu bản này")
    expect(clerk.locator("main")).to_contain_text("Mật khẩu của tệp chứng thư số không đúng.")
    fits_a_phone(clerk)
    give_secrets(clerk, authority.passphrase)
    submit(clerk, "Đóng dấu bản này")
    expect(clerk.locator("main")).to_contain_text("Tải PDF đã ký")
    issued = clerk.request.get(f"{address}/ban.pdf").body()
    assert (issued.startswith(signed), issued.count(b"/ByteRange")) == (True, 2)


@pytest.mark.timeout(300)
def test_the_secretary_signs_with_a_key_file_and_the_demo_seals(
    people: People, report: str, authority: DemoAuthority
) -> None:
    signer, address = people("bithu.so"), f"{people.site}{report}"
    signer.goto(f"{people.site}/chu-ky-cua-toi")
    key = authority.issue_person("Nguyễn Văn A", HOUSE)
    bring_key(signer, key, "sai mật khẩu")
    expect(signer.locator("main")).to_contain_text("Mật khẩu của tệp chứng thư số không đúng.")
    bring_key(signer, key, authority.passphrase)
    expect(signer.locator("main")).to_contain_text("Dùng được")
    fits_a_phone(signer)
    signer.goto(f"{address}/ky")
    give_secrets(signer, authority.passphrase)
    fits_a_phone(signer)
    submit(signer, "Ký số bản này")
    expect(signer.locator("main")).to_contain_text("Đã ký số")


def elsewhere(token: Pkcs12Signer, paper: bytes) -> bytes:
    """What the token's own program makes, in a thread of its own: the browser keeps an event loop in this one."""
    wanted = SignRequest(paper, SignatureKind.PERSON, "Chu ky", "Ký", "Đây", dt.datetime.now(dt.UTC))
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(token.sign, wanted).result()


def name_certificate(page: Page, site: str, token: Pkcs12Signer) -> None:
    page.goto(f"{site}/chu-ky-cua-toi")
    choose(page, "certificate", "toi.cer", token.certificate.public_bytes(Encoding.DER))
    submit(page, "Gửi chứng thư")
    expect(page.locator("main")).to_contain_text("Khoá nằm trong thiết bị của người ký")


def bring_seal(page: Page, site: str, authority: DemoAuthority) -> None:
    page.goto(f"{site}/don-vi")
    page.locator("main").get_by_role("link", name=HOUSE).first.click()
    page.get_by_role("link", name="Con dấu của đơn vị").click()
    bring_key(page, authority.issue_organisation(HOUSE), authority.passphrase)
    expect(page.locator("main")).to_contain_text("Dùng được")


def bring_key(page: Page, key: bytes, passphrase: str) -> None:
    choose(page, "file", "khoa.p12", key)
    give_secrets(page, passphrase)
    submit(page, "Đưa tệp vào")


def give_secrets(page: Page, passphrase: str) -> None:
    page.locator("input[name=passphrase]").fill(passphrase)
    page.locator("input[name=password]").fill(PASSWORD)


def choose(page: Page, field: str, name: str, data: bytes) -> None:
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=data)
    page.locator(f"input[type=file][name$={field}]").set_input_files(file)


def download(page: Page) -> bytes:
    """The bytes behind "Tải bản cần ký"."""
    link = page.get_by_role("link", name=re.compile("^Tải bản cần ký")).get_attribute("href")
    return page.request.get(f"{page.url.split('/van-ban')[0]}{link}").body()


def hand_in(page: Page, name: str, data: bytes) -> None:
    choose(page, "file", name, data)
    submit(page, "Gửi bản đã ký")


def fits_a_phone(page: Page) -> None:
    """No scrolling sideways at 390 px."""
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator("html").bounding_box()["width"] <= 390  # type: ignore[index]
    widest = page.evaluate("document.documentElement.scrollWidth") if page.context else 0
    assert widest <= 390
    page.set_viewport_size({"width": 1280, "height": 900})
