"""What a person chooses about being told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChooseNotices:
    """Where the daily notice is mailed to (empty: nowhere), and whether it is."""

    mail: str
    by_mail: bool
