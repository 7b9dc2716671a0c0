"""A lock around what must be read again: whoever steals the database alone holds nothing that could be tried on."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workflow.domain.errors import SetupIncomplete

_PURPOSE = b"trinhky key files 1"
_NONCE = 12


class Vault:
    """Locks bytes with the installation's secret (AES-256-GCM under a key drawn from it by HKDF); opens what it or an
    `older` one locked."""

    def __init__(self, secret: str, *older: str) -> None:
        self._lock, *self._older = (_lock(one) for one in (secret, *older))

    def seal(self, data: bytes, name: str) -> bytes:
        """The bytes locked; `name` says whose they are and must be given again to open them."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._lock.encrypt(nonce, data, name.encode())

    def open(self, sealed: bytes, name: str) -> bytes:
        """The bytes again. Refuses (SetupIncomplete) another name, and bytes locked with another secret or changed."""
        for lock in (self._lock, *self._older):
            try:
                return lock.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
            except (InvalidTag, ValueError):
                continue
        raise SetupIncomplete(
            "Không mở được nội dung đã niêm: khoá bí mật của hệ thống đã đổi. Hãy báo người quản trị hệ thống đặt "
            "khoá cũ vào TRINHKY_OLD_SECRET_KEYS."
        )


def _lock(secret: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode()))
