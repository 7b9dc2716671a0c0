"""Zip files by their directory, before anything in them is unpacked."""

import io
import stat
import struct
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from workflow.domain.errors import FileRefused
from workflow.paper.intake.kinds import MEGABYTE, IntakeLimits

_END = struct.Struct("<4s4H2LH")  # the record that ends every zip file
_LOCAL = struct.Struct("<4s5H3L2H")  # the header before each entry's bytes
_LARGEST_HONEST_CHUNK = MEGABYTE  # small parts may shrink as far as they like
_ENCRYPTED = 0x1 | 0x40
DAMAGED = "Tệp bị hỏng hoặc bị cắt cụt. Hãy mở và lưu lại bằng Word hoặc Excel rồi gửi lại."
_TRICK = "Cấu trúc bên trong tệp không bình thường ({}). Hãy mở và lưu lại bằng Word hoặc Excel rồi gửi lại."


def opened(data: bytes, limits: IntakeLimits) -> ZipFile:
    """The archive, its directory checked whole; nothing of it unpacked yet. Refuses (FileRefused) too many or too large
    entries, names that lead elsewhere or stand twice, links, passwords, overlaps, bytes outside all entries."""
    end = _end_of(data, limits)
    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, OverflowError, NotImplementedError, struct.error) as broken:
        raise FileRefused(DAMAGED) from broken
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise FileRefused(_too_many(limits))
    _sizes(entries, limits)
    for entry in entries:
        _entry(entry)
    _names(entries)
    _places(entries, data, end)
    return archive


def _end_of(data: bytes, limits: IntakeLimits) -> int:
    """Where the directory ends. The number of entries is looked at before the directory is read."""
    place = data.rfind(b"PK\x05\x06")
    if place < 0 or len(data) - place < _END.size:
        raise FileRefused(DAMAGED)
    _, disk, first_disk, here, entries, size, start, comment = _END.unpack_from(data, place)
    if entries > limits.entries:
        raise FileRefused(_too_many(limits))
    if place + _END.size + comment != len(data):
        raise FileRefused(_TRICK.format("có dữ liệu thừa ở cuối"))
    if disk or first_disk or here != entries or start + size != place:
        raise FileRefused(_TRICK.format("mục lục không khớp"))
    return int(start)


def _too_many(limits: IntakeLimits) -> str:
    return f"Tệp chứa quá {limits.entries} phần bên trong, nhiều hơn mức cho phép."


def _sizes(entries: list[ZipInfo], limits: IntakeLimits) -> None:
    unpacked, packed = sum(one.file_size for one in entries), sum(one.compress_size for one in entries)
    if unpacked > limits.unpacked:
        most = limits.unpacked // MEGABYTE
        raise FileRefused(f"Tệp bung ra quá lớn (hơn {most} MB). Hãy chia nhỏ văn bản rồi gửi lại.")
    for whole, part in ((unpacked, packed), *((one.file_size, one.compress_size) for one in entries)):
        if whole > _LARGEST_HONEST_CHUNK and whole > part * limits.ratio:
            raise FileRefused(f"Tệp được nén bất thường (hơn {limits.ratio} lần), có thể là tệp gây quá tải.")


def _entry(entry: ZipInfo) -> None:
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    if name != entry.filename or "\\" in name or not name.isprintable():
        raise FileRefused(_TRICK.format("tên phần bên trong có ký tự lạ"))
    if name.startswith("/") or ".." in parts or ":" in parts[0]:
        raise FileRefused(_TRICK.format("tên phần bên trong dẫn ra ngoài tệp"))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRefused(_TRICK.format("có liên kết tới nơi khác"))
    if entry.flag_bits & _ENCRYPTED:
        raise FileRefused("Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise FileRefused(_TRICK.format("cách nén lạ"))


def _names(entries: list[ZipInfo]) -> None:
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise FileRefused(_TRICK.format("một phần có mặt hai lần"))


def _places(entries: list[ZipInfo], data: bytes, directory: int) -> None:
    """Every entry's bytes lie behind one another, from the first byte of the file to the directory."""
    spans = sorted((entry.header_offset, _end_of_entry(entry, data)) for entry in entries)
    if not spans or spans[0][0] != 0:
        raise FileRefused(_TRICK.format("có dữ liệu thừa ở đầu"))
    if spans[-1][1] > directory or any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise FileRefused(_TRICK.format("các phần chồng lên nhau"))


def _end_of_entry(entry: ZipInfo, data: bytes) -> int:
    try:
        mark, *_, name, extra = _LOCAL.unpack_from(data, entry.header_offset)
    except struct.error as cut:
        raise FileRefused(DAMAGED) from cut
    start = entry.header_offset + _LOCAL.size
    own_name = data[start : start + name]
    if mark != b"PK\x03\x04" or own_name not in {entry.orig_filename.encode("utf-8"), _legacy(entry.orig_filename)}:
        raise FileRefused(_TRICK.format("mục lục không khớp"))
    return int(start + name + extra + entry.compress_size)


def _legacy(name: str) -> bytes:
    """The name as archives before Unicode wrote it."""
    return name.encode("cp437", "replace")
