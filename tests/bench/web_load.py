"""People who press at once: requests made ready beforehand, sent over so many lines, and how long each answer took."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tests.bench.figures import percentile
from workflow.cli.demo.world import PASSWORD

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Load:
    """Answers within a time: how many a second, and how long they took in ms."""

    seconds: float
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def p(self, share: int) -> float:
        """The time within which `share` of a hundred were answered, in ms."""
        return percentile(self.times, share)


class Person:
    """A signed-in person of the served application."""

    def __init__(self, port: int, username: str) -> None:
        self._port = port
        self._cookie = ""
        door = self._open("/dang-nhap")
        typed = {"username": username, "password": PASSWORD, "csrf_token": _token(door)}
        self._open("/dang-nhap", typed)
        self._csrf = _token(self._open("/tai-khoan"))

    def press(self, path: str, **typed: object) -> bytes:
        """The whole request of a form."""
        body = urlencode({**typed, "csrf_token": self._csrf}).encode()
        typed_as = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return self._head("POST", path, typed_as) + body

    def look(self, path: str) -> bytes:
        """The whole request of a page."""
        return self._head("GET", path)

    def _head(self, method: str, path: str, more: str = "") -> bytes:
        whose = f"Host: 127.0.0.1:{self._port}\r\nCookie: {self._cookie}\r\nConnection: close\r\n"
        return f"{method} {path} HTTP/1.1\r\n{whose}{more}\r\n".encode()

    def _open(self, path: str, typed: dict[str, str] | None = None) -> str:
        data = urlencode(typed).encode() if typed else None
        request = Request(f"http://127.0.0.1:{self._port}{path}", data, {"Cookie": self._cookie})
        answer = build_opener(_Stay).open(request, timeout=20)
        for header in answer.headers.get_all("Set-Cookie") or ():
            self._cookie = "; ".join(f"{one.key}={one.value}" for one in SimpleCookie(header).values())
        return str(answer.read().decode())


def press_at_once(port: int, requests: Iterator[bytes], expected: int, *, lines: int, seconds: float) -> Load:
    """Send the requests over so many lines for so long; every answer must be the expected one."""
    load, lock, wrong = Load(seconds), threading.Lock(), []
    end = time.perf_counter() + seconds

    def send() -> None:
        while time.perf_counter() < end:
            with lock:
                request = next(requests)
            begun = time.perf_counter()
            status = _status(port, request)
            load.times.append((time.perf_counter() - begun) * 1000)
            if status != expected:
                wrong.append(status)

    with ThreadPoolExecutor(lines) as pool:
        for line in [pool.submit(send) for _ in range(lines)]:
            line.result()  # a line that broke off must not count as one that was quiet
    assert not wrong, f"{len(wrong)} of {len(load.times)} answers were {sorted(set(wrong))}"
    return load


def wait_for(port: int, *, within: float = 60) -> None:
    """Until somebody answers there."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            build_opener(_Stay).open(f"http://127.0.0.1:{port}/dang-nhap", timeout=20).read()
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)


class _Stay(HTTPRedirectHandler):
    """Whoever is led on has been answered."""

    def http_error_303(self, req: object, fp: object, code: int, msg: str, headers: object) -> object:
        """The answer itself."""
        return fp


def _status(port: int, request: bytes) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(request)
        answer = line.recv(65536)
        while line.recv(65536):
            pass
    return int(answer[9:12])


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    assert found, "the page carries no token"
    return found.group(1)
