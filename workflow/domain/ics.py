"""Due days as a calendar that any program reads (RFC 5545): whole days, with reminders, nothing of what papers say."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LINE_BYTES = 75
# before the due day begins: three days before at eight in the morning, and on the day itself
_ALARMS = ("-P2DT16H", "PT8H")


@dataclass(frozen=True, slots=True)
class Event:
    """One due day: a name that stays the same when the day moves, what is due, and its page."""

    uid: str
    day: dt.date
    title: str
    url: str


def calendar(name: str, events: Iterable[Event], stamp: dt.datetime) -> str:
    """The whole file; `stamp` is the moment it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Trình Ký//Thời hạn//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in events:
        lines += _event(event, f"{stamp.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}")
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    for trigger in _ALARMS:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(event.title)}", f"TRIGGER:{trigger}")
        yield "END:VALARM"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A text value (RFC 5545 3.3.11): one line, whatever was typed."""
    flat = " ".join(value.split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """At most 75 octets a line, no letter cut (RFC 5545 3.1); what goes on begins with a blank."""
    pieces, piece, room = [], "", LINE_BYTES
    for letter in line:
        if len(f"{piece}{letter}".encode()) > room:
            pieces.append(piece)
            piece, room = "", LINE_BYTES - 1
        piece += letter
    return "\r\n ".join([*pieces, piece])
