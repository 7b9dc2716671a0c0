"""Words cut short for a place that has no room for all of them: between words, and what they open is closed."""

_CLOSES = {"“": "”", "‘": "’", "«": "»", "(": ")", "[": "]", '"': '"'}


def cut(text: str, most: int) -> str:
    """The text on one line; of one longer than `most` letters the first words and "…", then the quotation marks and
    brackets that they left open."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = (line[:most].rpartition(" ")[0] or line[:most]).rstrip(" ,;:-–“‘«([")
    return f"{kept}…{left_open(kept)}"


def left_open(text: str) -> str:
    """What closes the quotation marks and brackets that a text leaves open, innermost first; "a)" closes nothing."""
    awaited: list[str] = []
    for letter in text:
        if awaited and letter == awaited[-1]:
            awaited.pop()
        elif letter in _CLOSES:
            awaited.append(_CLOSES[letter])
    return "".join(reversed(awaited))
