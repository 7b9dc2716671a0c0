"""Lengths as Word counts them."""


def millimetres(length: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(length * 1440 / 25.4)


def points(length: float) -> int:
    """Points in twentieths of a point."""
    return round(length * 20)


def half_points(size: float) -> int:
    """Points as the size of a letter, in halves."""
    return round(size * 2)
