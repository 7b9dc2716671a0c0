"""What is said when a piece of waiting work is handed to somebody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandOn:
    """To whom, and why, on the version that was seen."""

    version: int
    user_id: int
    note: str = ""
