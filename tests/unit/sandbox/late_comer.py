"""What a task needs is not on the machine at first: `warm` fails once."""

from workflow.domain.errors import SetupIncomplete

_calls: list[str] = []


def warm() -> None:
    """Fails the first time."""
    _calls.append("warm")
    if len(_calls) == 1:
        raise SetupIncomplete("Máy chủ thiếu phông chữ.")


def calls() -> tuple[int, bytes]:
    """How often it was tried."""
    return len(_calls), b""
