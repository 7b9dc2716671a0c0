"""The store of files: what is put comes back for ever, twice is once, and what was altered is never handed out."""

from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.errors import Overloaded, StorageFailed
from workflow.storage.store import Store

PAPER = "Báo cáo số 01-BC/CB".encode()


def stored_files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


@given(data=st.binary(max_size=5000))
def test_gives_back_the_very_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    store = Store(tmp_path_factory.getbasetemp() / "round-trip")
    digest = store.put(data)
    assert digest == sha256(data).hexdigest()
    assert store.get(digest) == data
    assert store.size(digest) == len(data)
    assert store.exists(digest)


def test_keeps_a_file_under_its_digest_and_leaves_nothing_else(tmp_path: Path) -> None:
    digest = Store(tmp_path / "kho").put(PAPER)
    assert stored_files(tmp_path) == [tmp_path / "kho" / digest[:2] / digest[2:4] / digest]


def test_putting_the_same_bytes_again_changes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.put(PAPER)
    (file,) = stored_files(tmp_path)
    before = file.stat()
    assert store.put(PAPER) == digest
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert stored_files(tmp_path) == [file]


def test_another_store_on_the_same_folder_finds_it(tmp_path: Path) -> None:
    assert Store(str(tmp_path)).get(Store(tmp_path).put(PAPER)) == PAPER


def test_refuses_to_hand_out_altered_bytes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.put(PAPER)
    (file,) = stored_files(tmp_path)
    file.write_bytes(PAPER[:-1] + b"!")
    with pytest.raises(StorageFailed, match="đã bị thay đổi"):
        store.get(digest)
    with pytest.raises(StorageFailed, match="đã bị thay đổi"):
        store.put(PAPER)
    assert file.read_bytes() == PAPER[:-1] + b"!"


def test_says_when_a_file_is_missing(tmp_path: Path) -> None:
    store, digest = Store(tmp_path), sha256(b"never put").hexdigest()
    assert not store.exists(digest)
    for read in (store.get, store.size):
        with pytest.raises(StorageFailed, match="Không tìm thấy tệp"):
            read(digest)


@pytest.mark.parametrize("digest", ["", "abc", "../../etc/passwd", "A" * 64, "g" * 64])
def test_refuses_what_is_no_digest(tmp_path: Path, digest: str) -> None:
    with pytest.raises(StorageFailed, match="SHA-256"):
        Store(tmp_path).get(digest)


def test_says_when_the_folder_cannot_be_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = sha256(PAPER).hexdigest()
    (tmp_path / digest[:2]).write_text("a file where a folder should be")
    with pytest.raises(Overloaded, match="Không lưu được"):
        store.put(PAPER)


def test_says_when_the_folder_cannot_be_read(tmp_path: Path) -> None:
    store, digest = Store(tmp_path), sha256(PAPER).hexdigest()
    (tmp_path / digest[:2]).symlink_to(digest[:2])
    for read in (store.get, store.size, store.exists):
        with pytest.raises(StorageFailed, match="Không đọc được kho tệp"):
            read(digest)


def test_an_unfinished_write_is_never_seen_under_the_digest(tmp_path: Path) -> None:
    """A process killed in the middle leaves a passing name; the next one is not stopped by it."""
    store, digest = Store(tmp_path), sha256(PAPER).hexdigest()
    folder = tmp_path / digest[:2] / digest[2:4]
    folder.mkdir(parents=True)
    (folder / ".left.new").write_bytes(PAPER[:3])
    assert not store.exists(digest)
    assert store.get(store.put(PAPER)) == PAPER


def test_several_processes_put_the_same_bytes_at_once(tmp_path: Path) -> None:
    papers = [f"Báo cáo {number}".encode() * 10_000 for number in range(5)]
    with get_context("spawn").Pool(4) as pool:
        found = pool.starmap(put, [(tmp_path, data) for _ in range(8) for data in papers])
    assert set(found) == {sha256(data).hexdigest() for data in papers}
    assert sorted(file.name for file in stored_files(tmp_path)) == sorted(set(found))
    assert [Store(tmp_path).get(sha256(data).hexdigest()) for data in papers] == papers


def put(folder: Path, data: bytes) -> str:
    return Store(folder).put(data)


def test_works_at_an_address_without_other_code() -> None:
    store = Store("memory:///")
    digest = store.put(PAPER)
    assert store.put(PAPER) == digest
    assert store.get(digest) == PAPER
    assert store.size(digest) == len(PAPER)
    assert not store.exists(sha256(b"never put").hexdigest())
