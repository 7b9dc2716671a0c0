"""Addresses that come from outside and are followed: only paths of this site."""

from urllib.parse import urlsplit


def local_path(address: str | None) -> str:
    """The address if it is a path of this site, else the home page; never another site's (`//x`, `/\\x`, `https://x`)."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(address)
    return address if not (parts.scheme or parts.netloc) and address.isprintable() else "/"
