"""Whole numbers and decimals as Vietnamese readers write them: 4.120 and 95,7."""

import re
from decimal import Decimal

from workflow.domain.errors import InvalidInput

LARGEST = 10**15  # far above any headcount or sum in đồng of a report, well inside a database bigint
_FIGURE = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+")


def number(value: int | float | Decimal) -> str:
    """ "4.120" for 4120, "95,7" for 95.7."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def parse_figure(text: str) -> int | None:
    """The whole number typed as 4120 or 4.120, None for an empty field; refuses (InvalidInput) anything else."""
    typed = text.strip()
    if not typed:
        return None
    if typed.startswith("-"):
        raise InvalidInput("nhập số từ 0 trở lên")
    if not _FIGURE.fullmatch(typed) or not typed.isascii():
        raise InvalidInput("nhập số nguyên, ví dụ 4.120")
    value = int(typed.replace(".", "")[:20])
    if value > LARGEST:
        raise InvalidInput("số này quá lớn, hãy kiểm tra lại")
    return value
