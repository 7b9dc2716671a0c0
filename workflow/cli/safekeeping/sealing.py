"""A file that only a passphrase opens: scrypt for the key, AES-256-GCM over pieces that know their place.

Layout: MAGIC, salt (16 bytes), prefix (7 bytes), then each piece sealed under prefix, its number and whether it is the
last (STREAM, Hoang et al. 2015): a piece that was changed, moved or cut off does not open."""

import io
import os
import unicodedata
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from workflow.domain.errors import InvalidInput

MAGIC = b"TRINHKY-SEALED-1\n"
PIECE = 256 * 1024
_SALT, _PREFIX, _TAG = 16, 7, 16
_HEAD = len(MAGIC) + _SALT + _PREFIX
_SHORTEST = 12
COST = 2**17  # of memory and time, with r=8 and p=1: what OWASP asks of scrypt
_CLOSED = "Câu mật khẩu không đúng, hoặc bản sao lưu đã bị sửa hay cắt bớt."


def read_passphrase(path: Path) -> str:
    """The first line of a file. Refuses (InvalidInput) one that cannot be read or is too short."""
    try:
        # with the mark or without that Notepad puts before the first letter
        line = path.read_text(encoding="utf-8-sig").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError) as refused:
        raise InvalidInput(f"Không đọc được tệp {path}. Hãy kiểm tra đường dẫn và quyền đọc.") from refused
    if len(line) < _SHORTEST:
        raise InvalidInput(f"Câu mật khẩu trong {path} ngắn hơn {_SHORTEST} chữ. Hãy chọn câu dài hơn.")
    return unicodedata.normalize("NFC", line)


def is_sealed(path: Path) -> bool:
    """Whether a passphrase is needed to open the file."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


class _Sealing:
    """The key of one file and the nonces of its pieces."""

    def __init__(self, passphrase: str, salt: bytes, prefix: bytes) -> None:
        key = Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())
        self._cipher, self._prefix = AESGCM(key), prefix

    def seal(self, data: bytes, number: int, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(number, last=last), data, MAGIC)

    def open(self, data: bytes, number: int, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(number, last=last), data, MAGIC)
        except InvalidTag as closed:
            raise InvalidInput(_CLOSED) from closed

    def _nonce(self, number: int, *, last: bool) -> bytes:
        return self._prefix + number.to_bytes(4) + bytes([last])


class SealedWriter(io.RawIOBase):
    """Seals what is written, piece by piece; closed, the file is whole."""

    def __init__(self, out: IO[bytes], passphrase: str) -> None:
        salt, prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        out.write(MAGIC + salt + prefix)
        self._out, self._sealing = out, _Sealing(passphrase, salt, prefix)
        self._held, self._number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        """Take all of it."""
        taken = bytes(data)  # type: ignore[call-overload]
        self._held += taken
        while len(self._held) > PIECE:  # the last piece is known as such only at the end
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(taken)

    def close(self) -> None:
        """Seal the last piece."""
        if not self.closed:
            self._put(bytes(self._held), last=True)
        super().close()

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._out.write(self._sealing.seal(piece, self._number, last=last))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Opens the pieces that are read, from anywhere in the file. Refuses (InvalidInput) another passphrase, and pieces
    that are not as they were written."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self._file = path.open("rb")
        head = self._file.read(_HEAD)
        salt, prefix = head[len(MAGIC) : -_PREFIX], head[-_PREFIX:]
        sealed = path.stat().st_size - _HEAD
        self._pieces = max(-(-sealed // (PIECE + _TAG)), 1)
        self._size, self._place = sealed - self._pieces * _TAG, 0
        self._sealing = _Sealing(passphrase, salt, prefix)
        self._open: tuple[int, bytes] = (-1, b"")
        try:
            self._piece(self._pieces - 1)  # the last one says whether anything was cut off
        except InvalidInput:
            self.close()
            raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go on reading there."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(start + offset, 0)
        return self._place

    def readinto(self, buffer: object, /) -> int:
        """The rest of one piece, as much as fits."""
        room = memoryview(buffer)  # type: ignore[arg-type]
        if self._place >= self._size:
            return 0
        number, inside = divmod(self._place, PIECE)
        found = self._piece(number)[inside : inside + len(room)]
        room[: len(found)] = found
        self._place += len(found)
        return len(found)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()

    def _piece(self, number: int) -> bytes:
        if self._open[0] != number:
            self._file.seek(_HEAD + number * (PIECE + _TAG))
            sealed = self._file.read(PIECE + _TAG)
            self._open = (number, self._sealing.open(sealed, number, last=number == self._pieces - 1))
        return self._open[1]
