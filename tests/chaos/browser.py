"""A person's browser over a real connection: cookies, the hidden fields of a form, and lines that break."""

import html
import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar

from workflow.cli.demo.world import PASSWORD

_INPUT = re.compile(r"<input\b[^>]*>")
_PART = re.compile(r'\b(name|value|type)="([^"]*)"')
SECONDS = 20.0


class Broken(Exception):
    """No answer came: nobody knows whether the act was done."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str

    def fields(self) -> dict[str, str]:
        """What the form of the page carries without being typed; of choices the first."""
        found: dict[str, str] = {}
        for tag in _INPUT.findall(self.text):
            said = {name: html.unescape(value) for name, value in _PART.findall(tag)}
            if said.get("type") in {"hidden", "radio"} and "name" in said:
                found.setdefault(said["name"], said.get("value", ""))
        return found


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Browser:
    """One person at one address."""

    def __init__(self, address: str, username: str, patience: float = SECONDS) -> None:
        self.address, self.username, self.patience = address, username, patience
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _Stay())
        self._signed_in = False

    def get(self, path: str) -> Answer:
        """Open a page, at the door first when nobody has come in yet."""
        if not self._signed_in:
            self._come_in()
        return self._ask(path, None)

    def post(self, path: str, typed: Mapping[str, str]) -> Answer:
        """Press a button. Refuses (Broken) to guess when no answer comes."""
        return self._ask(path, urllib.parse.urlencode(typed).encode())

    def _come_in(self) -> None:
        door = self._ask("/dang-nhap", None)
        typed = {"csrf_token": door.fields().get("csrf_token", ""), "username": self.username, "password": PASSWORD}
        if self.post("/dang-nhap", typed).status != 303:
            raise Broken
        self._signed_in = True

    def _ask(self, path: str, body: bytes | None) -> Answer:
        request = urllib.request.Request(urllib.parse.urljoin(self.address, path), body)
        try:
            with self._opener.open(request, timeout=self.patience) as answer:
                return Answer(answer.status, "", answer.read().decode())
        except urllib.error.HTTPError as answer:
            with answer:
                return Answer(answer.code, answer.headers.get("Location", ""), _read(answer))
        except (OSError, http.client.HTTPException) as torn:
            raise Broken from torn


def _read(answer: urllib.error.HTTPError) -> str:
    try:
        return answer.read().decode()
    except (OSError, http.client.HTTPException) as torn:
        raise Broken from torn
