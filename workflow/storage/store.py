"""The store of files: each kept under the SHA-256 of its bytes, in a local folder or at an object store's address."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, from_url

from workflow.domain.errors import NO_ROOM, NoRoom, Overloaded, StorageFailed
from workflow.storage.room import is_full

_DIGEST = re.compile("[0-9a-f]{64}")
_MISSING = "Không tìm thấy tệp {}… trong kho. Hãy khôi phục từ bản sao lưu."
_NOT_KEPT = "Không lưu được tệp vào kho nên việc vừa rồi chưa được ghi. Hãy báo người quản trị rồi bấm lại."
_UNREADABLE = "Không đọc được kho tệp. Hãy kiểm tra đĩa hoặc đường truyền rồi thử lại."


class Store:
    """Bytes by digest. What was put is there for ever: nothing overwrites, nothing deletes, reading checks.

    `place` is a folder, made when it is not there, or an address such as `s3://bucket/prefix`, whose keys obstore
    takes from the environment.
    """

    def __init__(self, place: str | Path) -> None:
        self.folder = None if "://" in str(place) else Path(place)
        self._objects: Any = LocalStore(place, mkdir=True) if self.folder else from_url(str(place))

    def put(self, data: bytes) -> str:
        """Keeps the bytes durably and returns their digest; putting them again changes nothing.

        Refuses with `StorageFailed` when other bytes are found under that digest, with `NoRoom` when the disk is full,
        with `Overloaded` when the bytes cannot be written down for another reason; then nothing is kept.
        """
        digest = sha256(data).hexdigest()
        try:
            self._create(digest, data)
        except (AlreadyExistsError, FileExistsError):
            self.get(digest)
        except (BaseError, OSError) as error:
            raise NoRoom(NO_ROOM) if is_full(error) else Overloaded(_NOT_KEPT) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of that digest; `StorageFailed` when they are missing or no longer what they were."""
        try:
            data = bytes(obstore.get(self._objects, _path(digest)).bytes())
        except FileNotFoundError as error:
            raise StorageFailed(_MISSING.format(digest[:12])) from error
        except (BaseError, OSError) as error:
            raise StorageFailed(_UNREADABLE) from error
        if sha256(data).hexdigest() != digest:
            raise StorageFailed(
                f"Tệp {digest[:12]}… trong kho đã bị thay đổi so với lúc lưu. Hãy khôi phục từ bản sao lưu."
            )
        return data

    def exists(self, digest: str) -> bool:
        """Whether something is kept under that digest."""
        return self._length(digest) is not None

    def size(self, digest: str) -> int:
        """Number of bytes kept under that digest; `StorageFailed` when nothing is."""
        length = self._length(digest)
        if length is None:
            raise StorageFailed(_MISSING.format(digest[:12]))
        return length

    def digests(self) -> Iterator[str]:
        """Everything that is kept, in no order."""
        try:
            for batch in obstore.list(self._objects):
                names = (one["path"].rpartition("/")[2] for one in batch)
                yield from (name for name in names if _DIGEST.fullmatch(name))
        except (BaseError, OSError) as error:
            raise StorageFailed(_UNREADABLE) from error

    def _length(self, digest: str) -> int | None:
        try:
            return int(obstore.head(self._objects, _path(digest))["size"])
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            raise StorageFailed(_UNREADABLE) from error

    def _create(self, digest: str, data: bytes) -> None:
        """Creates the object, or raises that it exists."""
        if self.folder is None:
            obstore.put(self._objects, _path(digest), data, mode="create")
        else:
            _write_durably(self.folder / _path(digest), data)


def _path(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        raise StorageFailed("Mã tệp không đúng dạng SHA-256.")
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _write_durably(file: Path, data: bytes) -> None:
    """Writes a new file so that it survives a power cut; obstore's local store renames without any fsync.

    The bytes reach the disk under a passing name first; only then do they get their own, which `os.link` refuses
    when it is taken. So a name never stands for bytes that are not wholly there. Whoever finds the name taken waits
    for the folders too: the other writer may not have come so far.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".new") as draft:
        draft.write(data)
        draft.flush()
        os.fsync(draft.fileno())
        try:
            os.link(draft.name, file)
        finally:
            for folder in (file.parent, file.parent.parent, file.parent.parent.parent):
                sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """The names in a folder reach the disk."""
    with suppress(PermissionError):  # Windows opens no folder; there NTFS keeps its own journal of names
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
