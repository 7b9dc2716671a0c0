"""The web server itself, before any page of ours: what two readers could take for two requests is none."""

from collections.abc import Iterator

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from workflow.cli.serve import gunicorn_options
from workflow.settings import Settings

HEAD = b"POST /dang-nhap HTTP/1.1\r\nHost: trinhky.example\r\n"
SMUGGLED = b"GET /quan-tri HTTP/1.1\r\nHost: trinhky.example\r\n\r\n"


def read(sent: bytes) -> Iterator[str]:
    """The paths that the server takes out of what was sent."""
    config = Config()
    for name, value in gunicorn_options(Settings(), ("127.0.0.1", 8043)).items():
        config.set(name, value)
    for request in RequestParser(config, iter([sent]), ("127.0.0.1", 1)):
        yield request.path
        request.body.read()


def test_two_requests_one_after_the_other_are_two() -> None:
    assert list(read(HEAD + b"Content-Length: 3\r\n\r\na=b" + SMUGGLED)) == ["/dang-nhap", "/quan-tri"]


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        b"Content-Length: 3\r\nContent-Length: 90\r\n",
        b"Content-Length: +3\r\n",
        b"Content-Length: 3, 3\r\n",
        b"Content-Length: -1\r\n",
        b"Transfer-Encoding: identity, chunked, identity\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Content-Length\t: 3\r\n",
        b"Content_Length: 3\nX: y\r\n",
        b" Transfer-Encoding: chunked\r\n",
    ],
)
def test_a_length_that_can_be_read_twice_is_refused(lengths: bytes) -> None:
    with pytest.raises(ParseException):
        list(read(HEAD + lengths + b"\r\n0\r\n\r\n" + SMUGGLED))
