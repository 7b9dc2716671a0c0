"""Asking an address that stands in a certificate, where anybody may have written it: bounded in time and in size, no
detours, and never into the house's own network unless its administrator said so."""

import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Timer
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}


class NoAnswer(Exception):
    """Nobody answered usefully; the words end a Vietnamese sentence that began with whom was asked."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the questions about one paper go."""

    inside: bool = False
    """Whether addresses of private networks may be asked: the authority stands within the house."""
    seconds: float = 20
    """For all questions together."""
    seconds_each: float = 8
    most_bytes: int = 256 * 1024
    """Of one answer. One about a certificate has two thousand; a list of so many bytes names six thousand certificates
    and adds 0.2 s to every verdict for ever."""
    most_questions: int = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What is posted, and how its sender calls it and the answer."""

    body: bytes
    kind: str
    answer: str


class Inquiry:
    """The questions about one paper, within their common limits; it remembers why the last one had no answer."""

    def __init__(self, reach: Reach) -> None:
        self._reach, self._end = reach, time.monotonic() + reach.seconds
        self.questions = 0
        self.refusal = ""

    def ask(self, url: str, question: Question | None = None) -> bytes:
        """The answer of the address; with a question it is posted. Refuses (NoAnswer) an address that may not be asked,
        an answer that does not come in time, is too large, or is not the plain answer."""
        try:
            return self._asked(url, question)
        except NoAnswer as refused:
            self.refusal = str(refused)
            raise

    def _asked(self, url: str, question: Question | None) -> bytes:
        seconds = min(self._reach.seconds_each, self._end - time.monotonic())
        if seconds <= 0 or self.questions >= self._reach.most_questions:
            raise NoAnswer("chưa trả lời đủ trong thời gian cho phép")
        self.questions += 1
        line = _Line(_target(url), seconds, inside=self._reach.inside)
        cutting = Timer(seconds, line.cut)  # a sender of one byte at a time keeps every other limit
        cutting.start()
        try:
            return _read(line, question, self._reach.most_bytes)
        except (HTTPException, OSError, ValueError) as silent:
            raise NoAnswer("trả lời quá chậm" if line.is_cut else "không trả lời") from silent
        finally:
            cutting.cancel()
            line.close()


class _Line(HTTPConnection):
    """A connection that is made to the very address that was looked at, and can be cut by somebody else."""

    def __init__(self, target: SplitResult, seconds: float, *, inside: bool) -> None:
        super().__init__(target.hostname or "", target.port or PORTS[target.scheme], timeout=seconds)
        self.path = f"{target.path or '/'}{'?' if target.query else ''}{target.query}"
        self.is_cut = False
        self._wire: socket.socket | None = None  # kept: http.client lets go of its own once an answer has begun
        self._secure, self._inside = target.scheme == "https", inside

    def connect(self) -> None:
        self.sock = self._wire = socket.create_connection((self._address(), self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            safe = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self._wire = safe
            safe.do_handshake()

    def cut(self) -> None:
        """End whatever is being waited for."""
        self.is_cut = True
        if self._wire is not None:
            with suppress(OSError):  # over by itself
                self._wire.shutdown(socket.SHUT_RDWR)

    def _address(self) -> str:
        """An address of the name, none of whose addresses lies where we may not go."""
        found = [str(one[4][0]) for one in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)]
        if not all(_may_be_asked(ip_address(one.partition("%")[0]), self._inside) for one in found):
            raise NoAnswer("có địa chỉ nằm trong mạng nội bộ nên không được hỏi")
        return found[0]


def _may_be_asked(address: IPv4Address | IPv6Address, inside: bool) -> bool:
    if address.is_multicast or address.is_link_local or address.is_unspecified:
        return False
    return address.is_global or inside


def _target(url: str) -> SplitResult:
    try:
        target = urlsplit(url)
        usable = target.scheme in PORTS and target.hostname and target.username is None and target.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise NoAnswer("có địa chỉ không dùng được")
    return target


def _read(line: _Line, question: Question | None, most: int) -> bytes:
    if question:
        line.request("POST", line.path, question.body, {"Content-Type": question.kind, "Accept": question.answer})
    else:
        line.request("GET", line.path)
    with line.getresponse() as answer:
        if answer.status != HTTPStatus.OK:
            raise NoAnswer("không trả lời")
        content = answer.read(most + 1)
    if line.is_cut:
        raise NoAnswer("trả lời quá chậm")
    if len(content) > most:
        raise NoAnswer("trả lời quá dài")
    return content
