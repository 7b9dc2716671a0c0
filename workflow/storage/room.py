"""How much room the disks have left: a full one takes nothing any more, so it is told of before."""

import errno
import shutil
from dataclasses import dataclass
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
LEAST = 0.15
"""The share of a disk below which somebody must act."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of the disk under a folder, in bytes."""

    place: Path
    free: int
    total: int

    @property
    def is_short(self) -> bool:
        """Whether somebody must act."""
        return self.free < LEAST * self.total

    def __str__(self) -> str:
        return f"{self.place} còn {self.free * 100 // self.total}% ({self.free / 1024**3:.1f} GB)".replace(".", ",")


def is_full(error: BaseException) -> bool:
    """Whether the error says that there is no room to write."""
    return isinstance(error, OSError) and error.errno in _FULL


def room_of(place: Path) -> Room:
    """The room under a folder, which need not be made yet."""
    there = next(one for one in (place, *place.absolute().parents) if one.exists())
    usage = shutil.disk_usage(there)
    return Room(place, usage.free, usage.total)


def rooms_under(var: Path, storage: str) -> list[Room]:
    """The room of each disk that keeps data of ours on this machine; `storage` may be an object store's address."""
    places = [var] if "://" in storage else [var, Path(storage)]
    return list({(one.free, one.total): one for one in map(room_of, places)}.values())
