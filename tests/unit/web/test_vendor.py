"""Styles, scripts and fonts: from the wheels and from our folder, kept for ever, and nothing else."""

import gzip
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from workflow.domain.errors import SetupIncomplete
from workflow.web import vendor


def address(app: Flask, name: str) -> str:
    with app.test_request_context():
        return vendor.asset_url(name)


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("bootstrap.min.css", "text/css", b"Bootstrap"),
        ("htmx.min.js", "text/javascript", b"htmx"),
        ("BeVietnamPro-Regular.ttf", "font/ttf", b"\x00\x01\x00\x00"),
        ("css/theme.css", "text/css", "Trình Ký".encode()),
        ("js/app.js", "text/javascript", b"data-autosave"),
        ("img/icon.svg", "image/svg+xml", b"<svg"),
    ],
)
def test_a_listed_file_is_sent_to_be_kept_for_ever(
    app: Flask, client: FlaskClient, name: str, kind: str, words: bytes
) -> None:
    reply = client.get(address(app, name))
    assert (reply.status_code, reply.mimetype) == (200, kind)
    assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert words in reply.data


def test_a_browser_that_takes_it_gets_it_compressed(app: Flask, client: FlaskClient) -> None:
    plain = client.get(address(app, "bootstrap.min.css"))
    small = client.get(address(app, "bootstrap.min.css"), headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 4


@pytest.mark.parametrize("name", ["bootstrap.js", "../theme.css", "css/../../pyproject.toml", "js_lib_htmx/apps.py"])
def test_what_is_not_listed_is_not_there(client: FlaskClient, name: str) -> None:
    assert client.get(f"/tep/0123456789abcdef/{name}").status_code == 404


def test_an_address_of_other_bytes_is_not_answered(client: FlaskClient) -> None:
    assert client.get("/tep/0123456789abcdef/bootstrap.min.css").status_code == 404


def test_the_fonts_are_found_from_their_style_sheet(app: Flask, client: FlaskClient) -> None:
    rules = client.get(address(app, "fonts.css")).get_data(as_text=True)
    fonts = re.findall(r'url\("\.\./([^"]+)"\)', rules)
    assert len(fonts) == 3
    assert all(client.get(f"/tep/{font}").mimetype == "font/ttf" for font in fonts)


def test_a_first_visit_is_light_enough_for_a_slow_line(app: Flask) -> None:
    names = ["bootstrap.min.css", "fonts.css", "css/theme.css", "js/app.js"]
    assert sum(len(app.extensions["assets"][name].compressed) for name in names) < 60_000


def test_a_missing_wheel_is_said_before_the_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vendor.WHEEL_FILES, "htmx.min.js", ("flask_bootstrap", "static/none.js"))
    with pytest.raises(SetupIncomplete, match="python3 -m workflow setup"):
        vendor.register(Flask("empty"))
