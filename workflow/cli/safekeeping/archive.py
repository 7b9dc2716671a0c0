"""The archive of a backup: a zip file with the rows of each table, each stored file by its digest, and a manifest."""

import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from workflow.cli.safekeeping.sealing import SealedReader, is_sealed
from workflow.domain.errors import InvalidInput

FORMAT = 1
MANIFEST, TABLES, FILES = "manifest.json", "tables/", "files/"
CHUNK = 1024 * 1024
_HARMED = (BadZipFile, zlib.error, EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError)
"""What reading a zip file raises that is not as it was written."""
_UNREADABLE = "Tệp {} không phải bản sao lưu của Trình Ký, hoặc đã hỏng. Hãy dùng bản sao lưu khác."


@dataclass(frozen=True, slots=True)
class TableKept:
    """The rows of a table as PostgreSQL copies them out: which columns, how many rows, SHA-256 of the text."""

    columns: list[str]
    rows: int
    digest: str


@dataclass(slots=True)
class Manifest:
    """What an archive holds. `made_at` in ISO 8601; `revision` of the schema; `counters`: {sequence: [last, called]};
    `files`: how many, `files_digest` over their sorted names; `broken`: files of the store that were not what they were
    and could not be kept."""

    made_at: str
    revision: str
    tables: dict[str, TableKept] = field(default_factory=dict)
    counters: dict[str, tuple[int, bool]] = field(default_factory=dict)
    files: int = 0
    files_digest: str = ""
    broken: list[str] = field(default_factory=list)
    format: int = FORMAT

    def to_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Manifest":
        """The inverse of `to_json`; other shapes raise TypeError or LookupError."""
        tables = {name: TableKept(**kept) for name, kept in shape["tables"].items()}
        counters = {name: (last, called) for name, (last, called) in shape["counters"].items()}
        return cls(**dict(shape) | {"tables": tables, "counters": counters})


def _opened(path: Path, passphrase: str | None) -> IO[bytes]:
    if is_sealed(path) and passphrase is None:
        raise InvalidInput(f"Bản sao lưu {path} đã khoá bằng câu mật khẩu. Hãy thêm --passphrase-file TỆP.")
    if passphrase is None:
        return path.open("rb")
    if not is_sealed(path):
        raise InvalidInput(f"Bản sao lưu {path} không khoá. Hãy bỏ --passphrase-file nếu đúng là tệp cần dùng.")
    return io.BufferedReader(SealedReader(path, passphrase))


def names_digest(digests: list[str]) -> str:
    """SHA-256 (hex) over the names of the stored files."""
    return sha256("\n".join(sorted(digests)).encode()).hexdigest()


class Archive:
    """An archive opened for reading."""

    def __init__(self, path: Path, passphrase: str | None = None) -> None:
        """Refuses (InvalidInput) a file that is no whole archive of ours, and one that is sealed when no passphrase is
        given, or is not when one is."""
        self._file: IO[bytes] | None = None
        try:
            self._file = _opened(path, passphrase)
        except OSError as refused:
            raise InvalidInput(f"Không mở được tệp {path}. Hãy kiểm tra đường dẫn và quyền đọc.") from refused
        try:
            self._zip = ZipFile(self._file)
            self.manifest = Manifest.from_json(json.loads(self._zip.read(MANIFEST)))
        except _HARMED as broken:
            self.close()
            raise InvalidInput(_UNREADABLE.format(path)) from broken
        if self.manifest.format != FORMAT:
            self.close()
            raise InvalidInput(f"Bản sao lưu {path} do phiên bản khác tạo. Hãy khôi phục bằng phiên bản ấy.")
        self._path = path

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    @property
    def digests(self) -> list[str]:
        """The stored files it holds."""
        return [name.removeprefix(FILES) for name in self._zip.namelist() if name.startswith(FILES)]

    def table(self, name: str) -> IO[bytes]:
        """The rows of a table."""
        return self._zip.open(f"{TABLES}{name}")

    def file(self, digest: str) -> bytes:
        """A stored file. Refuses (InvalidInput) bytes that are not those."""
        try:
            data = self._zip.read(f"{FILES}{digest}")
        except _HARMED as broken:
            raise InvalidInput(_UNREADABLE.format(self._path)) from broken
        if sha256(data).hexdigest() != digest:
            raise InvalidInput(_UNREADABLE.format(self._path))
        return data

    def check(self) -> Iterator[str]:
        """Go through everything that is in it, file by file, and name each once it proved whole; refuses (InvalidInput)
        what is not as it was written."""
        if (len(self.digests), names_digest(self.digests)) != (self.manifest.files, self.manifest.files_digest):
            raise InvalidInput(_UNREADABLE.format(self._path))
        for name, kept in self.manifest.tables.items():
            if self._digest_of(name) != kept.digest:
                raise InvalidInput(_UNREADABLE.format(self._path))
            yield name
        for digest in self.digests:
            self.file(digest)
            yield digest

    def _digest_of(self, table: str) -> str:
        whole = sha256()
        try:
            with self.table(table) as rows:
                while chunk := rows.read(CHUNK):
                    whole.update(chunk)
        except _HARMED as broken:
            raise InvalidInput(_UNREADABLE.format(self._path)) from broken
        return whole.hexdigest()
