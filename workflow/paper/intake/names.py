"""The name of a file as a stranger gives it."""

import unicodedata
from pathlib import PurePosixPath

from workflow.domain.errors import FileRefused
from workflow.paper.intake.kinds import FileKind, IntakeLimits

ENDINGS = {"md": FileKind.TEXT, "txt": FileKind.TEXT} | {kind.value: kind for kind in FileKind}
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}


def checked_name(name: str, limits: IntakeLimits) -> str:
    """The name in NFC. Refuses (FileRefused) one that is empty or too long, leads to a folder, or hides what it is."""
    name = unicodedata.normalize("NFC", name)
    stem = PurePosixPath(name).stem
    if len(name) > limits.name:
        raise FileRefused(f"Tên tệp dài quá {limits.name} ký tự. Hãy đặt tên ngắn hơn rồi gửi lại.")
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for letter in name):
        raise FileRefused("Tên tệp có ký tự ẩn, có thể để che phần đuôi thật. Hãy đổi tên tệp rồi gửi lại.")
    if "/" in name or "\\" in name or ":" in name or stem.split(".")[0].lower() in _RESERVED:
        raise FileRefused("Tên tệp chứa đường dẫn. Hãy đổi tên tệp, không dùng các dấu / \\ : rồi gửi lại.")
    if not stem.strip(". ") or name.startswith("."):
        raise FileRefused("Tệp không có tên. Hãy đặt tên cho tệp rồi gửi lại.")
    return name


def ending(name: str) -> str:
    """ "docx" of "Ke hoach.DOCX"; empty without one."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")
