"""What travels to the child and back: the request, the answer, the limits, and the refusals they can end in."""

import json
import struct
from dataclasses import dataclass
from typing import Any

from workflow.domain import errors
from workflow.domain.errors import WorkflowError

_HEAD = struct.Struct(">IQ")  # bytes of the JSON, bytes behind it
_LONGEST_REASON = 600


class ApartError(WorkflowError):
    """The work apart could not be done; trying it again with the same input cannot help."""

    status = 422
    code = "refused_apart"


class TookTooLong(ApartError):
    """It ran into its time limit."""

    code = "took_too_long"


class TooLarge(ApartError):
    """It asked for more memory than it may have, or answered more than anybody wants."""

    code = "too_large"


class Unreadable(ApartError):
    """It fell over what it was given. `cause` is for the log, never for people."""

    code = "unreadable"

    def __init__(self, reason: str, *, cause: str = "") -> None:
        super().__init__(reason)
        self.cause = cause


LATE = "Hệ thống đã dừng vì xử lý nội dung này quá {:g} giây. Hãy chia nhỏ hoặc đơn giản hoá văn bản rồi làm lại."
LARGE = "Nội dung này quá lớn hoặc quá phức tạp để xử lý an toàn. Hãy chia nhỏ văn bản rồi làm lại."
BROKEN = "Không đọc được nội dung này. Tệp có thể đã hỏng; hãy mở và lưu lại bằng Word rồi thử lại."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use: seconds by the clock and of the processor, bytes of memory above what the loaded program
    already has, bytes of its answer, open files."""

    seconds: float = 20.0
    memory: int = 512 * 1024 * 1024
    answer: int = 64 * 1024 * 1024
    files: int = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `words` is anything JSON knows, `data` bytes. Both are as hostile as what was read."""

    words: Any = None
    data: bytes = b""


def pack(answer: Answer) -> bytes:
    """An answer as bytes: the lengths of its JSON and of the rest, the JSON, the rest."""
    return _framed({"words": answer.words}, answer.data)


def pack_refusal(refusal: WorkflowError) -> bytes:
    """A refusal of ours, to be raised again outside."""
    shape = {"refused": type(refusal).__name__, "reason": refusal.reason, "fields": refusal.fields}
    return _framed(shape | {"permanent": getattr(refusal, "permanent", None)})


def pack_failure(kind: str, cause: str = "") -> bytes:
    """Anything else that ended the work: the name of one of the `ApartError`s, and a cause for the log."""
    return _framed({"failed": kind, "cause": cause[-2_000:]})


def is_whole(reply: bytes) -> bool:
    """Whether nothing of a reply is missing; how its writer ended then matters no more."""
    return len(reply) >= _HEAD.size and len(reply) == _HEAD.size + sum(_HEAD.unpack_from(reply))


def unpack(reply: bytes) -> Answer:
    """The answer, or the refusal raised. Bytes in no such form, whatever they are, are `Unreadable`."""
    try:
        if not is_whole(reply):
            raise ValueError("a part is missing")
        length, _ = _HEAD.unpack_from(reply)
        shape = json.loads(reply[_HEAD.size : _HEAD.size + length])
        if "words" in shape:
            return Answer(shape["words"], reply[_HEAD.size + length :])
        failure = _failure_of(shape)
    except (struct.error, ValueError, LookupError, TypeError, AttributeError, RecursionError) as malformed:
        raise Unreadable(BROKEN, cause="malformed answer") from malformed
    raise failure


def _failure_of(shape: dict[str, Any]) -> WorkflowError:
    if "failed" in shape:
        large = shape["failed"] == TooLarge.__name__
        return TooLarge(LARGE) if large else Unreadable(BROKEN, cause=str(shape["cause"]))
    kind = getattr(errors, str(shape["refused"]))
    reason, fields = str(shape["reason"])[:_LONGEST_REASON], {str(k): str(v) for k, v in shape["fields"].items()}
    refusal: WorkflowError = kind(reason, permanent=True) if shape["permanent"] is not None else kind(reason)
    refusal.fields = fields
    return refusal


def _framed(shape: dict[str, Any], data: bytes = b"") -> bytes:
    head = json.dumps(shape, ensure_ascii=False).encode("utf-8", "replace")
    return _HEAD.pack(len(head), len(data)) + head + data
