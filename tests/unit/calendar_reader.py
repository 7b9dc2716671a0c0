"""A small strict reader of calendars (RFC 5545): what it does not know, it refuses."""

import re

_LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)")
_PARTS = {"VCALENDAR", "VEVENT", "VALARM"}
Part = dict[str, list[str]]


def read(data: bytes) -> list[tuple[str, Part]]:
    """(kind, {property with its parameters: values}) of each part, outer parts first."""
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in lines)
    assert all(line.decode() for line in lines), "no letter is cut"
    unfolded = data[:-2].decode().replace("\r\n ", "").split("\r\n")
    found: list[tuple[str, Part]] = []
    stack: list[tuple[str, Part]] = []
    for line in unfolded:
        match = _LINE.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            assert value in _PARTS
            stack.append((value, {}))
            found.append(stack[-1])
        elif name == "END":
            assert stack.pop()[0] == value
        else:
            stack[-1][1].setdefault(name + parameters, []).append(value)
    assert not stack
    return found


def text(value: str) -> str:
    """The words of a text value; an escape that is none is refused."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)
