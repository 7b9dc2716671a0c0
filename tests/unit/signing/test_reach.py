"""Addresses out of certificates: only plain answers, only from outside the house, whoever wrote them there."""

import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

from tests.serving import served
from workflow.signing.reach import Inquiry, NoAnswer, Reach

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

UNUSABLE = [
    "",
    "/etc/passwd",
    "file:///etc/passwd",
    "ftp://ca.example/a.crl",
    "ldap://ca.example/cn=a",
    "http://",
    "http://nguoi:mat-khau@ca.example/",
    "http://ca.example:99999/",
    "http://[::1/",
]
INSIDE = [
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "localhost",
    "10.0.0.8",
    "172.16.3.4",
    "192.168.1.1",
    "100.64.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[fd00::1]",
    "0.0.0.0",
]
NOWHERE = ["169.254.169.254", "[fe80::1]", "224.0.0.1", "0.0.0.0"]


def refusal(url: str, reach: Reach) -> str:
    with pytest.raises(NoAnswer) as refused:
        Inquiry(reach).ask(url)
    return str(refused.value)


@pytest.mark.parametrize("url", UNUSABLE)
def test_only_plain_addresses_of_the_web_are_asked(url: str) -> None:
    assert refusal(url, Reach(inside=True)) == "có địa chỉ không dùng được"


@pytest.mark.parametrize("host", INSIDE)
def test_the_house_itself_is_not_asked(host: str) -> None:
    assert "mạng nội bộ" in refusal(f"http://{host}:1/", Reach())


@pytest.mark.parametrize("host", NOWHERE)
def test_some_addresses_are_never_asked(host: str) -> None:
    assert "mạng nội bộ" in refusal(f"http://{host}:1/", Reach(inside=True))


def test_a_name_with_one_address_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the address that is looked at is the one that is connected to: nobody can exchange it in between."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("connected"))
    assert "mạng nội bộ" in refusal("http://ca.example/", Reach())


def elsewhere(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    """Answers by sending whoever asks to another address."""
    if environ["PATH_INFO"] == "/den":
        start("200 OK", [])
        return [b"arrived"]
    start("302 Found", [("Location", "/den")])
    return []


def test_no_answer_sends_us_anywhere_else() -> None:
    with served(elsewhere) as address:
        assert Inquiry(Reach(inside=True)).ask(f"{address}/den") == b"arrived"
        assert refusal(f"{address}/di", Reach(inside=True)) == "không trả lời"


def test_a_paper_does_not_ask_for_ever() -> None:
    with served(elsewhere) as address:
        inquiry = Inquiry(Reach(inside=True, most_questions=2))
        for _ in range(2):
            inquiry.ask(f"{address}/den")
        with pytest.raises(NoAnswer, match="trong thời gian cho phép"):
            inquiry.ask(f"{address}/den")
    assert inquiry.refusal
