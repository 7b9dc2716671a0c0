"""A sealed file: what was written is read from any place; what was changed, cut or moved does not open."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workflow.cli.safekeeping import sealing
from workflow.cli.safekeeping.sealing import MAGIC, SealedReader, SealedWriter, is_sealed, read_passphrase
from workflow.domain.errors import InvalidInput

WORDS = "một câu mật khẩu dài"
PIECE = 64
HEAD = len(MAGIC) + 16 + 7
SEALED_PIECE = PIECE + 16


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "PIECE", PIECE)
    monkeypatch.setattr(sealing, "COST", 2**4)


def sealed(path: Path, data: bytes, at_once: int = 7) -> Path:
    """The data sealed, so many bytes at once."""
    with path.open("wb") as file, SealedWriter(file, WORDS) as out:
        for place in range(0, len(data), at_once):
            assert out.write(data[place : place + at_once]) == len(data[place : place + at_once])
    return path


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_what_was_written_is_read(tmp_path: Path, length: int) -> None:
    data = bytes(place % 251 for place in range(length))
    path = sealed(tmp_path / "a", data)
    assert is_sealed(path)
    with SealedReader(path, WORDS) as file:
        assert file.readall() == data
        for place in (0, length // 2, max(length - 3, 0)):
            file.seek(place)
            assert file.read(5) == data[place : place + 5][: PIECE - place % PIECE]
        assert file.seek(-length, 2) == 0


def _changed(data: bytes) -> bytes:
    return data[: HEAD + 90] + bytes([data[HEAD + 90] ^ 1]) + data[HEAD + 91 :]


def _cut(data: bytes) -> bytes:
    return data[: HEAD + 2 * SEALED_PIECE]


def _moved(data: bytes) -> bytes:
    pieces = [data[HEAD + n * SEALED_PIECE : HEAD + (n + 1) * SEALED_PIECE] for n in range(3)]
    return data[:HEAD] + pieces[1] + pieces[0] + pieces[2]


def _salted_anew(data: bytes) -> bytes:
    return MAGIC + bytes(16) + data[len(MAGIC) + 16 :]


@pytest.mark.parametrize("harm", [_changed, _cut, _moved, _salted_anew, lambda data: data[:HEAD]])
def test_what_was_harmed_does_not_open(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    path = sealed(tmp_path / "a", bytes(3 * PIECE))
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(InvalidInput, match="đã bị sửa hay cắt bớt"):
        SealedReader(path, WORDS).readall()


def test_another_passphrase_does_not_open_and_a_short_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        SealedReader(sealed(tmp_path / "a", b"words"), WORDS + ".")
    line = tmp_path / "line"
    line.write_text("ngắn quá\nmột dòng dài ở dưới", encoding="utf-8")
    with pytest.raises(InvalidInput, match="ngắn hơn"):
        read_passphrase(line)
    line.write_text("một câu mật khẩu dài\n", encoding="utf-8")
    assert read_passphrase(line) == WORDS
