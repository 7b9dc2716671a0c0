"""Addresses that come from outside: only paths of this site are followed, only numbers that a row can have are rows."""

from typing import Any
from urllib.parse import urlsplit

from werkzeug.routing import IntegerConverter, Map

from workflow.domain.rows import LARGEST_ROW


class RowNumber(IntegerConverter):
    """A number in a path; one that no row can have leads nowhere (404)."""

    def __init__(self, url_map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(url_map, *args, **{"max": LARGEST_ROW, **kwargs})


def local_path(address: str | None) -> str:
    """The address if it is a path of this site, else the home page; never another site's (`//x`, `/\\x`, `https://x`)."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(address)
    return address if not (parts.scheme or parts.netloc) and address.isprintable() else "/"
