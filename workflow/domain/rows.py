"""Numbers of rows as they come from outside: only what a row can have is one."""

LARGEST_ROW = 2**63 - 1  # of a bigint


def row_id(text: str) -> int:
    """The number of a row that an address or a field names. Refuses (ValueError) what no row can have."""
    number = int(text)
    if not 0 <= number <= LARGEST_ROW:
        raise ValueError(f"no row has the number {number}")
    return number


def row_or_none(text: str) -> int | None:
    """The same; None for what no row can have."""
    try:
        return row_id(text)
    except ValueError:
        return None
