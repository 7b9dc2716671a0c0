"""Styles, scripts and fonts: an allow-list from installed wheels, and our own static files, at addresses that carry
the digest of their bytes, so that a browser may keep them for ever."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

from workflow.domain.errors import SetupIncomplete
from workflow.web import sheet_style

# name in the address → (package of the wheel, path inside it)
WHEEL_FILES = {
    "bootstrap.min.css": ("flask_bootstrap", "static/bootstrap5/css/bootstrap.min.css"),
    "htmx.min.js": ("js_lib_htmx", "static/htmx/htmx.min.js"),
    "BeVietnamPro-Regular.ttf": ("fontpkg_be_vietnam_pro", "files/BeVietnamPro-Regular.ttf"),
    "BeVietnamPro-Italic.ttf": ("fontpkg_be_vietnam_pro", "files/BeVietnamPro-Italic.ttf"),
    "BeVietnamPro-SemiBold.ttf": ("fontpkg_be_vietnam_pro", "files/BeVietnamPro-SemiBold.ttf"),
}
FONT_FACES = (
    ("BeVietnamPro-Regular.ttf", "font-weight: 400"),
    ("BeVietnamPro-Italic.ttf", "font-weight: 400; font-style: italic"),
    ("BeVietnamPro-SemiBold.ttf", "font-weight: 600 700"),
)
_TYPES = {".css": "text/css", ".js": "text/javascript", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"

vendor = Blueprint("vendor", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file ready to send: its bytes, the same compressed, its type and the digest that stands in its address."""

    content: bytes
    compressed: bytes
    mimetype: str
    digest: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "Asset":
        """The asset with these bytes; compressed once, here, never per request."""
        digest = hashlib.sha256(content).hexdigest()[:16]
        return cls(content, gzip.compress(content, mtime=0), _TYPES[Path(name).suffix], digest)


def register(app: Flask) -> None:
    """Read every file once, serve them, and offer `vendor_url(name)` and `asset_url(path)` to templates.
    Refuses to start (SetupIncomplete) when a wheel lacks its file."""
    assets = {name: Asset.of(name, _wheel_file(name)) for name in WHEEL_FILES}
    assets["fonts.css"] = Asset.of("fonts.css", _font_faces(assets).encode())
    assets[sheet_style.NAME] = Asset.of(sheet_style.NAME, sheet_style.sheet_style().encode())
    if app.static_folder:
        assets |= _own_files(Path(app.static_folder))
    app.extensions["assets"] = assets
    app.register_blueprint(vendor)
    app.jinja_env.globals.update(vendor_url=asset_url, asset_url=asset_url)


def asset_url(name: str) -> str:
    """The address of "bootstrap.min.css" or of our own "css/theme.css", with the digest of its bytes."""
    return url_for("vendor.send", digest=_assets()[name].digest, name=name)


@vendor.get("/tep/<digest>/<path:name>")
def send(digest: str, name: str) -> Response:
    """One file of the list, compressed where the browser takes it; anything else is not there."""
    asset = _assets().get(name)
    if asset is None or asset.digest != digest:
        abort(404)
    squeeze = request.accept_encodings.quality("gzip") > 0
    reply = Response(asset.compressed if squeeze else asset.content, mimetype=asset.mimetype)
    reply.headers["Cache-Control"] = _FOR_EVER
    reply.headers["Vary"] = "Accept-Encoding"
    if squeeze:
        reply.headers["Content-Encoding"] = "gzip"
    return reply


def _assets() -> Mapping[str, Asset]:
    assets: Mapping[str, Asset] = current_app.extensions["assets"]
    return assets


def _wheel_file(name: str) -> bytes:
    package, path = WHEEL_FILES[name]
    try:
        return files(package).joinpath(path).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        reason = f"Thiếu tệp {name} của gói {package}. Hãy chạy lại: python3 -m workflow setup"
        raise SetupIncomplete(reason) from error


def _own_files(folder: Path) -> Iterator[tuple[str, Asset]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in _TYPES:
            name = path.relative_to(folder).as_posix()
            yield name, Asset.of(name, path.read_bytes())


def _font_faces(assets: Mapping[str, Asset]) -> str:
    """The @font-face rules, written here because only here the digests are known; relative to /tep/<digest>/."""
    rule = '@font-face {{ font-family: "Be Vietnam Pro"; src: url("../{}/{}"); {}; font-display: swap; }}'
    return "\n".join(rule.format(assets[name].digest, name, style) for name, style in FONT_FACES)
